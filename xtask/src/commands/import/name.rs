//! The name of a module, from that of its service.

use shapesmith_model::{Model, ShapeId};

use crate::config::module_name_problem;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;

/// What the service is called in all formats and versions: the `sdkId`, or else the id of its shape.
pub fn known_as<'a>(model: &'a Model, service: &'a ShapeId) -> &'a str {
    sdk_id(model, service).unwrap_or(service.as_str())
}

/// The name: the `sdkId` or, where there is none, the name of the shape, in lower case.
pub fn of(model: &Model, service: &ShapeId) -> Result<String, Failure> {
    let spelling = sdk_id(model, service).unwrap_or(service.name());
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let name: String = spelling.chars().map(plain).collect();
    if let Some((message, _)) = module_name_problem(&name) {
        let wrong = Diagnostic::error(format!("the service `{spelling}` needs a name: {message}"));
        let free = format!("{}_api", name.trim_start_matches(|c: char| !c.is_ascii_alphabetic()));
        return Err(wrong
            .hint(Some(format!("name it with --name, such as `--name {free}`")))
            .into());
    }
    Ok(name)
}

fn sdk_id<'a>(model: &'a Model, service: &ShapeId) -> Option<&'a str> {
    model.services.get(service)?.traits.get("aws.api#service")?.get("sdkId")?.as_str()
}
