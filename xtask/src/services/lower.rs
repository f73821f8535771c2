//! Reads and lowers a service that was found.

use shapesmith::rust::Api;
use shapesmith::{BuildError, Diagnostic, lower_selection};
use shapesmith_model::{Model, Reading};

use super::Service;

/// A service with its model and its lowered items.
pub struct LoweredService {
    /// The model.
    pub model: Model,
    /// The items of its module.
    pub api: Api,
    /// The warnings about the model.
    pub warnings: Vec<Diagnostic>,
}

/// Reads the model of a service and lowers the selected operations.
///
/// # Errors
/// A file can't be read, the model has a problem, or an operation is unknown.
pub fn lower_service(service: &Service) -> Result<LoweredService, BuildError> {
    let Reading { model, warnings, .. } = service.open()?.read()?;
    let api = lower_selection(&model, &service.selection())?;
    let warnings = Diagnostic::of_model(&warnings).collect();
    Ok(LoweredService { model, api, warnings })
}
