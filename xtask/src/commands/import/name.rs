//! The name of a module, from that of its service.

use serde_json::Value;
use shapesmith_model::{Model, ShapeId};

use crate::diagnostic::Diagnostic;
use crate::exit::Failure;

/// The name: the `sdkId` or, where there is none, the name of the shape, in lower case.
pub fn of(model: &Model, service: &ShapeId) -> Result<String, Failure> {
    let traits = model.services.get(service).map(|service| &service.traits);
    let sdk_id = traits.and_then(|traits| traits.get("aws.api#service")?.get("sdkId"));
    let spelling = sdk_id.and_then(Value::as_str).unwrap_or(service.name());
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let name: String = spelling.chars().map(plain).collect();
    if syn::parse_str::<syn::Ident>(&name).is_err() {
        let wrong = Diagnostic::error(format!("`{spelling}` makes no name of a module"));
        return Err(wrong.hint(Some("name it with --name".to_owned())).into());
    }
    Ok(name)
}
