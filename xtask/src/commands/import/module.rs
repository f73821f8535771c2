//! The module that a service is imported into: one that is configured already, or a new one.

use shapesmith_model::{FileKind, Model, ShapeId, Source, identify};

use super::name;
use crate::cli::Import;
use crate::config::{Config, Service, check_module_name};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::suggest::list_names;
use crate::workspace::{MODELS, Workspace};

/// The module that a service is imported into.
pub struct TargetModule {
    /// The name.
    pub name: String,
    /// The path of the model, below the folder of the configuration.
    pub path: String,
    /// The names of other modules of the same service.
    pub duplicates: Vec<String>,
}

/// The service that a module was generated from, compared with the imported one.
#[derive(PartialEq, Eq)]
enum ModuleService {
    /// The imported service.
    Same,
    /// Another service, with its name.
    Other(String),
    /// Unknown, because the model is missing or invalid.
    Unknown,
}

/// Chooses the module: the one that the arguments name, or else the module of this service, or else one named like the
/// service.
///
/// # Errors
/// The name isn't valid, the module or the file of its model belongs to another service, or several modules are possible.
pub fn choose_module(
    args: &Import,
    workspace: &Workspace,
    config: &Config,
    model: &Model,
    service: &ShapeId,
) -> Result<TargetModule, Failure> {
    let id = name::common_id(model, service);
    let mut same = Vec::new();
    for (name, entry) in &config.services {
        if identify_module(workspace, entry, id)? == ModuleService::Same {
            same.push(name.get_ref().clone());
        }
    }
    let name = match (&args.name, same.as_slice()) {
        (Some(name), _) => match check_module_name(name) {
            Some(error) => return Err(error.into()),
            None => name.clone(),
        },
        (None, [only]) => only.clone(),
        (None, several) => {
            let name = name::derive_name(model, service)?;
            if !several.is_empty() && !several.contains(&name) {
                return Err(several_modules_error(service, several));
            }
            name
        }
    };
    let entry = config.service(&name);
    if let Some(entry) = entry
        && let ModuleService::Other(other) = identify_module(workspace, entry, id)?
    {
        let message = format!("the module `{name}` belongs to another service, `{other}`");
        let hint = "choose another name with --name".to_owned();
        return Err(config.error(entry.model.span(), message).hint(hint).into());
    }
    let path = entry.map_or(format!("services/{name}.json"), |entry| entry.model.get_ref().clone());
    if entry.is_none() {
        check_model_path(workspace, &format!("{MODELS}/{path}"), id)?;
    }
    same.retain(|other| *other != name);
    Ok(TargetModule { name, path, duplicates: same })
}

/// Fails if the file of a new module exists and isn't a model of the service, because it would be overwritten.
fn check_model_path(workspace: &Workspace, path: &str, id: &str) -> Result<(), Failure> {
    let Some(bytes) = workspace.read_optional(path)? else { return Ok(()) };
    if identify_model(path, &bytes, None, id) == ModuleService::Same {
        return Ok(());
    }
    let message = format!("{path} exists, and isn't a model of this service");
    let hint = "choose another name with --name, or move that file".to_owned();
    Err(Diagnostic::error(message).hint(hint).into())
}

/// Returns the service that a configured module is generated from.
fn identify_module(
    workspace: &Workspace,
    entry: &Service,
    id: &str,
) -> Result<ModuleService, Failure> {
    let path = format!("{MODELS}/{}", entry.model.get_ref());
    let bytes = workspace.read_optional(&path)?.unwrap_or_default();
    let shape = entry.service.as_ref().map(|service| service.get_ref().as_str());
    Ok(identify_model(&path, &bytes, shape, id))
}

/// Returns the service of a model: the one with this shape id, or else its first one.
fn identify_model(path: &str, bytes: &[u8], shape: Option<&str>, id: &str) -> ModuleService {
    let FileKind::Model(outline) = identify(Source { name: path, bytes }) else {
        return ModuleService::Unknown;
    };
    let mut services = outline.services.iter();
    let found = services.find(|service| shape.is_none_or(|shape| shape == service.shape));
    match found {
        Some(service) if service.id == id => ModuleService::Same,
        Some(service) => ModuleService::Other(service.id.clone()),
        None => ModuleService::Unknown,
    }
}

fn several_modules_error(service: &ShapeId, modules: &[String]) -> Failure {
    let modules: Vec<&str> = modules.iter().map(String::as_str).collect();
    let error = Diagnostic::error(format!("several modules belong to the service {service}"));
    error.hint(format!("choose one with --name: {}", list_names(&modules))).into()
}
