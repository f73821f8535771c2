//! A service, from its files to the text of its module.

use std::path::PathBuf;

use shapesmith::rust::Api;
use shapesmith_model::{Model, Problem, Reading, ShapeId, Shown, Source};

use super::Service;
use crate::regular;

/// A service as read and as lowered.
pub struct Lowered {
    /// The model that it is of.
    pub model: Model,
    /// What the module will have.
    pub api: Api,
    /// What the model's reader warned of.
    pub warnings: Vec<String>,
}

/// Reads the model and lowers the service, or says why that can't be.
pub fn lowered(service: &Service) -> Result<Lowered, Vec<String>> {
    let files = read(&service.files)?;
    let sources = files.iter().map(|(name, bytes)| Source { name, bytes });
    let reading = shapesmith_model::read_files(&sources.collect::<Vec<_>>());
    let Reading { model, warnings, .. } = reading.map_err(|problems| words(&problems))?;
    let named = model.services.get(&ShapeId::new(service.shape.as_str()));
    let of_model = named.or_else(|| model.services.values().next());
    let of_model = of_model.ok_or_else(|| vec!["the model has no service".to_owned()])?;
    let api = shapesmith::lower(&model, of_model);
    Ok(Lowered { api, model, warnings: words(&warnings) })
}

fn read(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, Vec<String>> {
    let files = paths.iter().map(|path| {
        let name = path.display().to_string();
        match regular::read(path) {
            Ok(bytes) => Ok((name, bytes)),
            Err(error) => Err(vec![format!("can't read {name}: {error}")]),
        }
    });
    files.collect()
}

fn words(problems: &[Problem]) -> Vec<String> {
    let shown = Shown::new(problems);
    let rest = shown.notes().map(|(_, _, text)| text);
    shown.problems.iter().map(ToString::to_string).chain(rest).collect()
}
