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

/// Returns the service with this name, as a corpus writes it: that of its folder in botocore, which can differ from the name in
/// its model by more than spaces.
pub fn find_service<'a>(services: &'a [Service], name: &str) -> Option<&'a Service> {
    let has_name = |service: &&Service| normalize(&service.name) == normalize(name);
    let has_folder = |service: &&Service| {
        let model = service.files.first();
        model.is_some_and(|path| path.components().any(|part| part.as_os_str() == name))
    };
    services.iter().find(has_name).or_else(|| services.iter().find(has_folder))
}

/// Returns the letters and digits of a name.
fn normalize(name: &str) -> String {
    name.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect()
}

/// Returns the error about a service without a model.
pub fn describe_missing(name: &str) -> String {
    format!("{name}: no model was found; {HINT}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn service_is_found_by_its_name_or_folder() {
        let service = |name: &str, file: &str| {
            let mut service = Service::default();
            service.name.push_str(name);
            service.files.push(PathBuf::from(file));
            service
        };
        let services = [
            service("cloudwatch_logs", "data/logs/1/service-2.json"),
            service("api_gateway", "data/apigateway/1/service-2.json"),
            service("sqs", "sqs.json"),
        ];
        let find = |name| find_service(&services, name).map(|service| service.name.as_str());
        assert_eq!(find("logs"), Some("cloudwatch_logs"));
        assert_eq!(find("apigateway"), Some("api_gateway"));
        assert_eq!(find("sqs"), Some("sqs"));
        assert_eq!(find("s3"), None);
    }
}
