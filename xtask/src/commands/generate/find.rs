//! The services of the models that the arguments name, each with the files beside its model.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::services::{self, Service, walk};

/// What botocore's side files are called, before the version.
const SIDES: [&str; 4] = ["paginators-", "waiters-", "examples-", "endpoint-rule-set-"];

/// Returns the services of a model's file, or those in a folder in their latest versions.
pub fn services(path: &Path) -> Result<Vec<Service>, Failure> {
    if path.is_dir() {
        let paths = [path.to_owned()];
        return Ok(services::find(&paths, &[], false, 1)?.services);
    }
    let mut services = services::below(walk(&with_sides(path)?)?, true, 1)?.services;
    services.retain(|service| service.files.first().is_some_and(|model| model == path));
    if services.is_empty() {
        let message = format!("{} is no model", path.display());
        let hint = "name a model in Smithy's JSON AST or botocore's format, or a folder of models";
        return Err(Diagnostic::error(message).hint(Some(hint.to_owned())).into());
    }
    Ok(services)
}

/// The file, and those that may belong to it: `tides.docs.json` beside `tides.json`, `paginators-1.json` beside
/// `service-2.json`.
fn with_sides(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.trim_end_matches(".gz").trim_end_matches(".json");
    let is_botocore = stem.starts_with("service-");
    let parent = path.parent().filter(|parent| *parent != Path::new(""));
    let folder = parent.unwrap_or(Path::new("."));
    let unreadable = |error| Failure::new(format!("can't read {}: {error}", folder.display()));
    let mut paths = vec![path.to_owned()];
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let other = entry.map_err(unreadable)?.file_name();
        let other = other.to_string_lossy();
        let is_own = other.strip_prefix(stem).is_some_and(|rest| rest.starts_with('.'));
        let is_side = is_botocore && SIDES.iter().any(|side| other.starts_with(side));
        let other_path = path.with_file_name(other.as_ref());
        if other != name && (is_own || is_side) && other_path.is_file() {
            paths.push(other_path);
        }
    }
    Ok(paths)
}
