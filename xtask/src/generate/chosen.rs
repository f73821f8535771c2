//! What the configuration chooses: of a model a service, of a service operations.

use shapesmith::PolicyProblem;
use shapesmith::rust::Api;
use shapesmith_model::{Model, Service as ModelService, ShapeId};
use toml::Spanned;

use crate::config::{Config, Service};
use crate::exit::{Exit, Failure};
use crate::suggest;

/// The service of the model that is meant, in the version that is meant.
pub fn service<'a>(
    config: &Config,
    service: &Service,
    model: &'a Model,
) -> Result<&'a ModelService, Failure> {
    let found = named(config, service, model)?;
    match &service.version {
        Some(wanted) if *wanted.get_ref() != found.version => {
            let other = format!("the model has version `{}`", found.version);
            let hint =
                "versions don't change by themselves: see what else is new, then change this";
            Err(config.error(wanted.span(), other).hint(Some(hint.to_owned())).into())
        }
        _ => Ok(found),
    }
}

/// The operations that are wanted, with all that they need.
pub fn operations(config: &Config, service: &Service, api: Api) -> Result<Api, Failure> {
    let Some(wanted) = &service.operations else { return Ok(api) };
    let names: Vec<&str> = wanted.get_ref().iter().map(|name| name.get_ref().as_str()).collect();
    api.select(&names).map_err(|unknown| {
        let known: Vec<&str> =
            api.operations.iter().map(|operation| operation.origin.name()).collect();
        let is_unknown = |name: &&Spanned<String>| unknown.contains(name.get_ref());
        let wrong = wanted.get_ref().iter().filter(is_unknown).map(|name| {
            let message = format!("{} has no operation `{}`", api.title, name.get_ref());
            config.error(name.span(), message).hint(suggest::hint(name.get_ref(), &known))
        });
        Failure { exit: Exit::Failed, diagnostics: wrong.collect() }
    })
}

/// What is wrong with the policy, where it stands.
pub fn policy(config: &Config, service: &Service, problems: &[PolicyProblem]) -> Failure {
    let wrong = problems.iter().map(|problem| {
        let at = service.place(&problem.entry).unwrap_or_else(|| service.model.span());
        let known: Vec<&str> = problem.known.iter().map(String::as_str).collect();
        config.error(at, problem.message.as_str()).hint(suggest::hint(problem.wrong(), &known))
    });
    Failure { exit: Exit::Failed, diagnostics: wrong.collect() }
}

fn named<'a>(
    config: &Config,
    service: &Service,
    model: &'a Model,
) -> Result<&'a ModelService, Failure> {
    let ids: Vec<&str> = model.services.keys().map(ShapeId::as_str).collect();
    if let Some(wanted) = &service.service {
        let found = model.services.get(&ShapeId::new(wanted.get_ref().as_str()));
        return found.ok_or_else(|| {
            let unknown = format!("the model has no service `{}`", wanted.get_ref());
            config.error(wanted.span(), unknown).hint(suggest::hint(wanted.get_ref(), &ids)).into()
        });
    }
    let mut services = model.services.values();
    match (services.next(), services.next()) {
        (Some(only), None) => Ok(only),
        (first, _) => {
            let several = if first.is_some() { "several services" } else { "no service" };
            let hint = ids.first().map(|id| {
                format!("say which with `service = \"{id}\"`; it has {}", suggest::listed(&ids))
            });
            Err(config
                .error(service.model.span(), format!("the model has {several}"))
                .hint(hint)
                .into())
        }
    }
}
