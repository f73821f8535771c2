//! Which module an imported service becomes: one that is there already, or a new one.

use shapesmith_model::{FileKind, Model, ShapeId, Source, identify};

use super::name;
use crate::cli::Import;
use crate::config::{Config, Service, module_name_problem};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::suggest;
use crate::workspace::{MODELS, Workspace};

/// The module of a service.
pub struct Module {
    /// Its name.
    pub name: String,
    /// The model's file, below the folder of the configuration.
    pub path: String,
    /// Other modules of the same service.
    pub others: Vec<String>,
}

/// Whose a module is.
#[derive(PartialEq, Eq)]
enum Owner {
    /// The service that is imported.
    Same,
    /// Another one.
    Other(String),
    /// Nobody's that could be told: its model isn't there, or is broken.
    Unknown,
}

/// The module with the name that the arguments give; else the one that has the service already; else one that is
/// called like the service. A module of another service isn't taken from it.
pub fn of(
    args: &Import,
    workspace: &Workspace,
    config: &Config,
    model: &Model,
    service: &ShapeId,
) -> Result<Module, Failure> {
    let known_as = name::known_as(model, service);
    let mut same = Vec::new();
    for (name, entry) in &config.services {
        if owner(workspace, entry, known_as)? == Owner::Same {
            same.push(name.get_ref().clone());
        }
    }
    let name = match (&args.name, same.as_slice()) {
        (Some(name), _) => match module_name_problem(name) {
            Some((message, hint)) => {
                return Err(Diagnostic::error(message).hint(Some(hint)).into());
            }
            None => name.clone(),
        },
        (None, [only]) => only.clone(),
        (None, several) => {
            let name = name::of(model, service)?;
            if !several.is_empty() && !several.contains(&name) {
                return Err(unclear(service, several));
            }
            name
        }
    };
    let entry = config.service(&name);
    if let Some(entry) = entry
        && let Owner::Other(other) = owner(workspace, entry, known_as)?
    {
        let taken = format!("the module `{name}` is of another service, `{other}`");
        let hint = "give this one another name with --name".to_owned();
        return Err(config.error(entry.model.span(), taken).hint(Some(hint)).into());
    }
    let path = entry.map_or(format!("services/{name}.json"), |entry| entry.model.get_ref().clone());
    if entry.is_none() {
        expect_free(workspace, &format!("{MODELS}/{path}"), known_as)?;
    }
    same.retain(|other| *other != name);
    Ok(Module { name, path, others: same })
}

/// Fails where the file of a new module is there already and isn't a model of the service: it would be overwritten.
fn expect_free(workspace: &Workspace, file: &str, known_as: &str) -> Result<(), Failure> {
    let Some(bytes) = workspace.read_if_there(file)? else { return Ok(()) };
    if owner_of_file(file, &bytes, None, known_as) == Owner::Same {
        return Ok(());
    }
    let message = format!("{file} is there already, and isn't a model of this service");
    let hint = "give this one another name with --name, or move that file away".to_owned();
    Err(Diagnostic::error(message).hint(Some(hint)).into())
}

/// Whose the module is, by a look at its model.
fn owner(workspace: &Workspace, entry: &Service, known_as: &str) -> Result<Owner, Failure> {
    let file = format!("{MODELS}/{}", entry.model.get_ref());
    let bytes = workspace.read_if_there(&file)?.unwrap_or_default();
    let wanted = entry.service.as_ref().map(|service| service.get_ref().as_str());
    Ok(owner_of_file(&file, &bytes, wanted, known_as))
}

/// Whose a model's file is: that of the service with the `wanted` id, or of its only one.
fn owner_of_file(file: &str, bytes: &[u8], wanted: Option<&str>, known_as: &str) -> Owner {
    let FileKind::Model(outline) = identify(Source { name: file, bytes }) else {
        return Owner::Unknown;
    };
    let mut services = outline.services.iter();
    let found = services.find(|service| wanted.is_none_or(|wanted| wanted == service.shape));
    match found {
        Some(service) if service.id == known_as => Owner::Same,
        Some(service) => Owner::Other(service.id.clone()),
        None => Owner::Unknown,
    }
}

fn unclear(service: &ShapeId, modules: &[String]) -> Failure {
    let modules: Vec<&str> = modules.iter().map(String::as_str).collect();
    let unclear = Diagnostic::error(format!("several modules have the service {service}"));
    unclear.hint(Some(format!("say which with --name: {}", suggest::listed(&modules)))).into()
}
