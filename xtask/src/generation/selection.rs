//! Lowers the part of a model that the configuration selects, and locates errors in the configuration.

use std::ops::Range;

use shapesmith::rust::Api;
use shapesmith::{SelectionProblem, lower_selection};
use shapesmith_model::Model;

use crate::config::{Config, Service};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;

/// How the configuration names a service, in hints.
pub const SERVICE_OPTION: &str = "`service = \"{}\"`";

/// Lowers the part of a model that the configuration selects.
///
/// # Errors
/// The selection doesn't fit the model; each error has its place in the configuration.
pub fn lower_configured(config: &Config, service: &Service, model: &Model) -> Result<Api, Failure> {
    check_version(config, service, model)?;
    lower_selection(model, &service.selection()).map_err(|error| {
        let diagnostics = error.iter().map(|problem| locate_problem(config, service, problem));
        Failure::failed(diagnostics.collect())
    })
}

/// Fails if the service of the model has another version than the configuration.
fn check_version(config: &Config, service: &Service, model: &Model) -> Result<(), Failure> {
    let id = service.service.as_ref().map(|id| id.get_ref().as_str());
    let (Some(version), Ok(found)) = (&service.version, model.choose_service(id)) else {
        return Ok(());
    };
    if *version.get_ref() == found.version {
        return Ok(());
    }
    let message = format!("the model has version `{}`", found.version);
    let hint = format!(
        "review what changed with `cargo xtask diff`, then write `version = \"{}\"`",
        found.version
    );
    Err(config.error(version.span(), message).hint(hint).into())
}

/// Returns the diagnostic of a problem, located at the entry of the configuration that causes it.
fn locate_problem(config: &Config, service: &Service, problem: &SelectionProblem) -> Diagnostic {
    let span = find_entry(service, problem).unwrap_or_else(|| service.model.span());
    config.error(span, problem.to_string()).hint(problem.hint(SERVICE_OPTION))
}

fn find_entry(service: &Service, problem: &SelectionProblem) -> Option<Range<usize>> {
    match problem {
        SelectionProblem::Service(_) => Some(service.service.as_ref()?.span()),
        SelectionProblem::Policy(problem) => service.find_policy_entry(&problem.entry),
        SelectionProblem::UnknownOperation { name, .. } => {
            let operations = service.operations.as_ref()?.get_ref();
            Some(operations.iter().find(|operation| operation.get_ref() == name)?.span())
        }
        _ => Some(service.operations.as_ref()?.span()),
    }
}
