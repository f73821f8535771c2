//! Cargo projects made for measuring, below the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use shapesmith::rust::Api;

use super::model::package;
use crate::exit::Failure;
use crate::measure::{Cost, measure};
use crate::workspace::Workspace;

/// A cargo project with a target folder of its own.
pub struct Project {
    folder: PathBuf,
}

impl Project {
    /// Makes the project anew from these files, and has cargo fetch what it depends on.
    pub fn new<'a>(
        workspace: &Workspace,
        name: &str,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Failure> {
        let folder = workspace.path("target/bench").join(name);
        for (path, text) in files {
            // A workspace of its own, or else cargo takes it for a part of this one.
            let end = if path == "Cargo.toml" { "\n[workspace]\n" } else { "" };
            write(&folder.join(path), &format!("{text}{end}"))?;
        }
        let project = Self { folder };
        measure(project.cargo("fetch").arg("--quiet"))?;
        Ok(project)
    }

    /// Makes the project that is a crate with these items.
    pub fn of(workspace: &Workspace, name: &str, api: &Api) -> Result<Self, Failure> {
        let files = package(name, api)?;
        Self::new(workspace, name, files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Checks the project and all that it depends on, from nothing.
    pub fn check_all(&self) -> Result<Cost, Failure> {
        self.cold("check")
    }

    /// Builds the project and all that it depends on, from nothing, as `cargo build` does.
    pub fn build_all(&self) -> Result<Cost, Failure> {
        self.cold("build")
    }

    fn cold(&self, command: &str) -> Result<Cost, Failure> {
        let target = self.folder.join("target");
        if target.exists() {
            fs::remove_dir_all(&target).map_err(|error| failure(&target, &error))?;
        }
        measure(self.cargo(command).arg("--offline"))
    }

    /// Checks one package anew, and what depends on it.
    pub fn check_only(&self, package: &str) -> Result<Cost, Failure> {
        measure(self.cargo("clean").args(["--offline", "--package", package]))?;
        measure(self.cargo("check").arg("--offline"))
    }

    /// Builds the project's programs, and says where they are.
    pub fn build(&self) -> Result<PathBuf, Failure> {
        measure(self.cargo("build").args(["--offline", "--release"]))?;
        Ok(self.folder.join("target/release"))
    }

    /// What one of the project's programs prints, built as a user would release it.
    pub fn output(&self, program: &str) -> Result<String, Failure> {
        let program = self.build()?.join(program);
        let output = Command::new(&program).current_dir(&self.folder).output();
        let output = output.map_err(|error| failure(&program, &error))?;
        if !output.status.success() {
            return Err(Failure::new(String::from_utf8_lossy(&output.stderr)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.arg(command).current_dir(&self.folder);
        cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", self.folder.join("target"));
        // What cargo tells the programs that it runs is about this workspace, not that project.
        cargo.env_remove("CARGO_MANIFEST_DIR").env_remove("RUSTFLAGS");
        cargo
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| failure(folder, &error))?;
    fs::write(path, text).map_err(|error| failure(path, &error))
}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
