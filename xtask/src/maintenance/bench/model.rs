//! Lowers models, and generates the crates that the benchmarks compile.

use std::path::PathBuf;
use std::process::Command;

use shapesmith::rust::{Api, ItemKind};
use shapesmith::{Files, Package, Placement, Provenance, Selection, lower_selection};
use shapesmith_model::{Model, Source};

use crate::commands::import::source;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// Reads and lowers the latest model of a service in botocore; `None` if the release isn't available and can't be fetched.
///
/// # Errors
/// The model has a problem.
pub fn lower_botocore(workspace: &Workspace, service: &str) -> Result<Option<Api>, Failure> {
    let Some(folder) = find_botocore(workspace, service) else { return Ok(None) };
    let (model, _) = source::read_model(&folder)?;
    lower_only_service(service, &model).map(Some)
}

/// Returns the folder of botocore's models; `None` if the release isn't available and can't be fetched.
pub fn find_botocore_models(workspace: &Workspace) -> Option<PathBuf> {
    let output = Command::new(workspace.path(".ci/botocore")).output().ok()?;
    let models = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    Some(workspace.path(models.trim_end()))
}

/// Returns the folder of botocore's latest model of a service.
fn find_botocore(workspace: &Workspace, service: &str) -> Option<PathBuf> {
    let versions = find_botocore_models(workspace)?.join(service);
    let folders = std::fs::read_dir(versions).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    folders.filter(|path| path.is_dir()).max()
}

/// Reads a model and lowers its only service.
///
/// # Errors
/// The model has a problem, or not exactly one service.
pub fn lower_model(name: &str, bytes: &[u8]) -> Result<Api, Failure> {
    let reading = shapesmith_model::read(Source { name, bytes }, None).map_err(|error| {
        let text = String::from_utf8_lossy(bytes);
        Failure::problems(Diagnostic::from_problems(&error, |_| &text))
    })?;
    lower_only_service(name, &reading.model)
}

/// Lowers the only service of a model.
///
/// # Errors
/// The model doesn't have exactly one service.
fn lower_only_service(name: &str, model: &Model) -> Result<Api, Failure> {
    lower_selection(model, &Selection::default())
        .map_err(|error| Failure::new(format!("{name}: {error}")))
}

/// Returns the items without constraints to validate.
pub fn without_constraints(mut api: Api) -> Api {
    for item in &mut api.items {
        item.constrained = false;
        let fields = match &mut item.kind {
            ItemKind::Struct(body) => &mut body.fields,
            ItemKind::Union(body) => &mut body.variants,
            _ => continue,
        };
        fields.iter_mut().for_each(|field| field.rules.clear());
    }
    api
}

/// Generates a crate with this name and the items in a module `service`.
pub fn generate_package(name: &str, api: &Api) -> Files {
    generate_with_features(name, api, &[])
}

/// Generates a crate with this name and the items in a module `service`, with HTTP messages.
pub fn generate_http_package(name: &str, api: &Api) -> Files {
    generate_with_features(name, api, &["http"])
}

/// Generates a crate whose default features are its module and these.
fn generate_with_features(name: &str, api: &Api, features: &[&str]) -> Files {
    let provenance = Provenance { command: "cargo xtask bench", source: name };
    let placement = Placement { name: "service", support: "crate::support", krate: Some(name) };
    let module = shapesmith::emit_module(api, placement, provenance);
    let mut package = Package::new(name, "0.0.0", name, "Apache-2.0");
    package.default = ["service"].iter().chain(features).map(|it| (*it).to_owned()).collect();
    shapesmith::emit_package(&package, &[module], provenance)
}
