//! A service, from its files to its items.

use shapesmith::rust::Api;
use shapesmith::{BuildError, Diagnostic, lower_selection};
use shapesmith_model::{Model, Reading};

use super::Service;

/// A service as read and as lowered.
pub struct LoweredService {
    /// The model that it is of.
    pub model: Model,
    /// The items of its module.
    pub api: Api,
    /// What looks wrong in the model.
    pub warnings: Vec<Diagnostic>,
}

/// Reads the model of a service and lowers what is selected of it.
pub fn lower_service(service: &Service) -> Result<LoweredService, BuildError> {
    let Reading { model, warnings, .. } = service.open()?.read()?;
    let api = lower_selection(&model, &service.selection())?;
    let warnings = Diagnostic::of_model(&warnings).collect();
    Ok(LoweredService { model, api, warnings })
}
