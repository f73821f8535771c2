//! Cargo projects to measure, below the target folder of the workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use shapesmith::Files;
use shapesmith::rust::Api;

use super::model::{generate_http_package, generate_package};
use crate::exit::Failure;
use crate::maintenance::cargo::{cargo_command, fetch_dependencies, path_failure, write_package};
use crate::measure::{Cost, measure};
use crate::workspace::Workspace;

/// A cargo project with a target folder of its own.
pub struct Project {
    folder: PathBuf,
}

impl Project {
    /// Creates the project from these files, and fetches its dependencies.
    ///
    /// # Errors
    /// A file can't be written, or a dependency can't be fetched.
    pub fn new<'a>(
        workspace: &Workspace,
        name: &str,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Failure> {
        let folder = workspace.path("target/bench").join(name);
        write_package(&folder, files)?;
        let project = Self { folder };
        fetch_dependencies(&project.folder, &project.target())?;
        Ok(project)
    }

    /// Creates the project of a generated crate with these items.
    ///
    /// # Errors
    /// A file can't be written, or a dependency can't be fetched.
    pub fn from_api(workspace: &Workspace, name: &str, api: &Api) -> Result<Self, Failure> {
        Self::from_files(workspace, name, &generate_package(name, api))
    }

    /// Creates the project of a generated crate with these items and HTTP messages.
    ///
    /// # Errors
    /// A file can't be written, or a dependency can't be fetched.
    pub fn with_http(workspace: &Workspace, name: &str, api: &Api) -> Result<Self, Failure> {
        Self::from_files(workspace, name, &generate_http_package(name, api))
    }

    fn from_files(workspace: &Workspace, name: &str, files: &Files) -> Result<Self, Failure> {
        Self::new(workspace, name, files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs `cargo check` on the project and its dependencies with an empty target folder.
    ///
    /// # Errors
    /// The target folder can't be emptied, or cargo fails.
    pub fn check_all(&self) -> Result<Cost, Failure> {
        self.run_from_scratch("check")
    }

    /// Runs `cargo build` on the project and its dependencies with an empty target folder.
    ///
    /// # Errors
    /// The target folder can't be emptied, or cargo fails.
    pub fn build_all(&self) -> Result<Cost, Failure> {
        self.run_from_scratch("build")
    }

    fn run_from_scratch(&self, command: &str) -> Result<Cost, Failure> {
        let target = self.target();
        if target.exists() {
            fs::remove_dir_all(&target).map_err(|error| path_failure(&target, &error))?;
        }
        measure(self.cargo(command).arg("--offline"))
    }

    /// Runs `cargo check` after removing the results of one package and of those that depend on it.
    ///
    /// # Errors
    /// Cargo fails.
    pub fn check_only(&self, package: &str) -> Result<Cost, Failure> {
        measure(self.cargo("clean").args(["--offline", "--package", package]))?;
        measure(self.cargo("check").arg("--offline"))
    }

    /// Builds the project's programs in release mode, and returns their folder.
    ///
    /// # Errors
    /// Cargo fails.
    pub fn build_release(&self) -> Result<PathBuf, Failure> {
        measure(self.cargo("build").args(["--offline", "--release"]))?;
        Ok(self.target().join("release"))
    }

    /// Builds the project's programs in release mode, runs one of them, and returns its standard output.
    ///
    /// # Errors
    /// Cargo or the program fails.
    pub fn run_program(&self, program: &str) -> Result<String, Failure> {
        let program = self.build_release()?.join(program);
        let output = Command::new(&program).current_dir(&self.folder).output();
        let output = output.map_err(|error| path_failure(&program, &error))?;
        if !output.status.success() {
            return Err(Failure::new(String::from_utf8_lossy(&output.stderr)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn cargo(&self, command: &str) -> Command {
        let mut cargo = cargo_command(&self.folder, &self.target());
        cargo.arg(command);
        cargo
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }
}
