//! The items of a model's only service: what the benchmarks make crates and programs of.

use shapesmith::rust::Api;
use shapesmith_model::Source;

use crate::diagnostic::Diagnostic;
use crate::exit::Failure;

/// Reads and lowers a model.
pub fn lowered(name: &str, bytes: &[u8]) -> Result<Api, Failure> {
    let reading = shapesmith_model::read(Source { name, bytes }, None).map_err(|problems| {
        let text = String::from_utf8_lossy(bytes);
        Failure::problems(problems.iter().map(|one| Diagnostic::of_model(one, &text)).collect())
    })?;
    let service = reading.model.services.values().next();
    let service = service.ok_or_else(|| Failure::new(format!("{name} has no service")))?;
    Ok(shapesmith::lower(&reading.model, service))
}
