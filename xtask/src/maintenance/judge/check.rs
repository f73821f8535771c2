//! Checks a pair of models: generates both crates, and type-checks a program for the old one with the new one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use shapesmith::rust::Api;
use shapesmith::{Package, Placement, Provenance};
use tempfile::TempDir;

use super::ServicePair;
use super::errors::ProgramPackage;
use super::prediction::{Prediction, predict_errors};
use super::program::{Program, create_program};
use crate::exit::Failure;
use crate::maintenance::cargo::{
    fetch_crate_dependencies, path_failure, remove_artifacts, write_package,
};
use crate::services::{self, Service};
use crate::workspace::Workspace;

/// A temporary folder in which packages are written and checked.
pub struct Workbench(TempDir);

/// The result of a pair.
pub enum Outcome {
    /// The crate of one of the models can't be generated.
    GenerationFailed(Vec<String>),
    /// The program has errors with the crate that it was generated for, so the program itself is wrong.
    InvalidProgram(Vec<String>),
    /// The program was checked with the new crate.
    Checked(CheckResult),
}

/// The compiler's errors and the predicted ones.
pub struct CheckResult {
    /// The compiler's errors, a line each, by the item whose uses have them.
    pub errors: BTreeMap<String, Vec<String>>,
    /// The predicted errors.
    pub prediction: Prediction,
}

impl CheckResult {
    /// Returns whether the same items have errors and predicted errors.
    pub fn agrees(&self) -> bool {
        self.errors.keys().eq(self.prediction.errors.keys())
    }

    /// Returns whether an item has errors, but no predicted ones.
    fn has_unpredicted_errors(&self) -> bool {
        self.errors.keys().any(|item| !self.prediction.errors.contains_key(item))
    }
}

impl Workbench {
    /// Creates the folder, and fetches the dependencies of generated crates.
    ///
    /// # Errors
    /// The folder can't be created, or a dependency can't be fetched.
    pub fn new(workspace: &Workspace) -> Result<Self, Failure> {
        let root = workspace.build_folder();
        let folder = fs::create_dir_all(&root)
            .and_then(|()| tempfile::Builder::new().prefix("judge-").tempdir_in(&root))
            .map_err(|error| path_failure(&root, &error))?;
        fetch_crate_dependencies(&folder.path().join("seed"), &folder.path().join("target-0"))?;
        Ok(Self(folder))
    }

    /// Checks a pair. The program is also checked with the old crate if it has unpredicted errors with the new one.
    ///
    /// # Errors
    /// A package can't be written, or cargo fails for another reason than an error in the program.
    pub fn check_pair(&self, pair: &ServicePair, thread: usize) -> Result<Outcome, Failure> {
        let folder = self.0.path().join(format!("pair-{thread}"));
        let target = self.0.path().join(format!("target-{thread}"));
        let crates = write_crate(&pair.old, &folder.join("old"))
            .and_then(|old| Ok((old, write_crate(&pair.new, &folder.join("new"))?)));
        let (old, new) = match crates {
            Ok(crates) => crates,
            Err(failures) => return Ok(Outcome::GenerationFailed(failures)),
        };
        let package = package_name(&pair.old);
        let program = create_program(&old, &pair.old.name);
        let errors_with = |side| find_errors(&program, &folder, side, &target, &package);
        let result =
            CheckResult { errors: errors_with("new")?, prediction: predict_errors(&old, &new) };
        let own_errors =
            if result.has_unpredicted_errors() { errors_with("old")? } else { BTreeMap::new() };
        remove_artifacts(&target, &package);
        // The next pair overwrites what can't be removed.
        let _ = fs::remove_dir_all(&folder);
        Ok(if own_errors.is_empty() {
            Outcome::Checked(result)
        } else {
            Outcome::InvalidProgram(own_errors.into_values().flatten().collect())
        })
    }
}

/// Writes the crate of a service, and returns its items.
fn write_crate(service: &Service, folder: &Path) -> Result<Api, Vec<String>> {
    let lowered = services::lower_service(service).map_err(|error| error.to_lines())?;
    let provenance = Provenance { command: "cargo xtask judge", source: &service.name };
    let placement = Placement { name: &service.name, support: "crate::support", krate: None };
    let title = lowered.api.title.as_str();
    let mut metadata = Package::new(package_name(service), "0.0.0", title, "Apache-2.0");
    metadata.default.push(service.name.clone());
    let module = shapesmith::emit_module(&lowered.api, placement, provenance);
    let files = shapesmith::emit_package(&metadata, &[module], provenance);
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    write_package(folder, files).map_err(Failure::into_messages)?;
    Ok(lowered.api)
}

/// Returns the compiler's errors in the program with the crate in the folder `side`, whose package is `package`.
fn find_errors(
    program: &Program<'_>,
    folder: &Path,
    side: &str,
    target: &Path,
    package: &str,
) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    let manifest = format!(
        "[package]\nname = \"{package}-user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         shapes = {{ package = \"{package}\", path = \"../{side}\" }}\n\
         serde_core = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\
         serde_json = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n"
    );
    let folder = folder.join(format!("user-of-{side}"));
    ProgramPackage { folder: &folder, target, manifest: &manifest }.find_errors(program)
}

fn package_name(service: &Service) -> String {
    format!("judge-{}", service.name)
}
