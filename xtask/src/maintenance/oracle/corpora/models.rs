//! Finds the models of the services in corpora.

use std::path::PathBuf;

use crate::cli::Oracle;
use crate::exit::Failure;
use crate::services::Service;
use crate::workspace::Workspace;

/// How to get models that a run doesn't have.
const HINT: &str = "`.ci/botocore` downloads the models of a release of botocore and prints their folder; \
    give the folder as a PATH";

/// Returns the paths to search for models: those that are given, or else the latest release of botocore that `.ci/botocore` has
/// downloaded.
///
/// # Errors
/// No path is given and nothing has been downloaded.
pub fn find_paths(args: &Oracle, workspace: &Workspace) -> Result<Vec<PathBuf>, Failure> {
    if !args.paths.is_empty() {
        return Ok(args.paths.clone());
    }
    let entries = workspace.path("target").read_dir().into_iter().flatten().flatten();
    let folders = entries.map(|entry| entry.path().join("botocore/data"));
    let is_release = |path: &PathBuf| {
        path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("botocore-"))
    };
    let latest = folders.filter(|path| is_release(path) && path.is_dir()).max();
    let missing = || Failure::new(format!("there are no models: {HINT}"));
    latest.map(|folder| vec![folder]).ok_or_else(missing)
}

/// Returns the service with this name, as a corpus writes it: that of its folder in botocore.
pub fn find_service<'a>(services: &'a [Service], name: &str) -> Option<&'a Service> {
    let name = name.replace('-', "_");
    services.iter().find(|service| service.name == name)
}

/// Returns the error about a service without a model.
pub fn describe_missing(name: &str) -> String {
    format!("{name}: no model was found; {HINT}")
}
