//! The name of a module, derived from the name of its service.

use shapesmith_model::{Model, ShapeId};

use crate::config::check_module_name;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;

/// Returns the id that a service has in all formats and versions: the `sdkId`, or else its shape id.
pub fn common_id<'a>(model: &'a Model, service: &'a ShapeId) -> &'a str {
    sdk_id(model, service).unwrap_or(service.as_str())
}

/// Derives the name of the module: the `sdkId`, or else the name of the shape, in lower case.
///
/// # Errors
/// A module can't have this name.
pub fn derive_name(model: &Model, service: &ShapeId) -> Result<String, Failure> {
    let source = sdk_id(model, service).unwrap_or(service.name());
    let to_lower = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let name: String = source.chars().map(to_lower).collect();
    if let Some(error) = check_module_name(&name) {
        let message =
            format!("no module name can be derived from the service `{source}`: {}", error.message);
        let valid = format!("{}_api", name.trim_start_matches(|c: char| !c.is_ascii_alphabetic()));
        let hint = format!("choose one with --name, such as `--name {valid}`");
        return Err(Diagnostic::error(message).hint(hint).into());
    }
    Ok(name)
}

fn sdk_id<'a>(model: &'a Model, service: &ShapeId) -> Option<&'a str> {
    model.services.get(service)?.traits.get("aws.api#service")?.get("sdkId")?.as_str()
}
