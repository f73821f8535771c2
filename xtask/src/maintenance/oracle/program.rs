//! The program that validates values: the generated crates of all services, and a `main` that calls their validators.

use std::fmt::{Display, Write as _};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;
use shapesmith::{Module, Package, Provenance};

use super::case::Case;
use crate::console::pluralize;
use crate::exit::Failure;
use crate::maintenance::cargo::{build_program, exchange_lines, write_if_changed, write_package};
use crate::workspace::Workspace;

/// The provenance in the headers of generated files.
pub const PROVENANCE: Provenance<'_> =
    Provenance { command: "cargo xtask oracle", source: "the models given" };
/// The path of the support crate.
pub const SUPPORT: &str = "::oracle_support";

/// The folder of the program below the workspace's root. It is kept, so that the next run compiles only what changed.
const FOLDER: &str = "target/oracle";
/// The prefix of the names of all crates.
const PREFIX: &str = "oracle";

/// The program.
pub struct Program {
    executable: PathBuf,
    /// A description of the build for the report.
    pub description: String,
    /// The time that the build took.
    pub build_time: Duration,
}

/// The program's verdict on a value.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The violations with their paths and messages; none of a valid value.
    Violations(Vec<(String, String)>),
    /// Reading the value fails with this error.
    Unreadable(String),
    /// Validation panics with this message.
    Panicked(String),
}

impl Program {
    /// Writes and compiles the program.
    ///
    /// # Errors
    /// A file can't be written, or the program can't be compiled.
    pub fn build<'a>(
        workspace: &Workspace,
        modules: impl Iterator<Item = &'a Module>,
    ) -> Result<Self, Failure> {
        let modules: Vec<Module> = modules.cloned().collect();
        let folder = workspace.path(FOLDER);
        let package = create_package();
        for (path, text) in shapesmith::emit_packages(&package, &modules, PROVENANCE) {
            write_if_changed(&folder.join("crates").join(path), &text)?;
        }
        let names: Vec<&str> = modules.iter().map(|module| module.name.as_str()).collect();
        write_package(
            &folder,
            [
                ("Cargo.toml", format_manifest(&package, &names).as_str()),
                ("src/main.rs", include_str!("program/main.rs")),
                ("src/services.rs", &format_services(&names)),
            ],
        )?;
        let (executable, build_time) = build_program(&folder, "oracle")?;
        let description = format!("{} compiled", pluralize(names.len(), "generated crate"));
        Ok(Self { executable, description, build_time })
    }

    /// Returns the program's verdict on the value of each case.
    ///
    /// # Errors
    /// The program fails.
    pub fn validate_cases(&self, service: &str, cases: &[Case]) -> Result<Vec<Verdict>, String> {
        let failed = |error: &dyn Display| format!("the program failed: {error}");
        let mut command = Command::new(&self.executable);
        let verdicts = exchange_lines(command.arg(service), cases.iter().map(format_case));
        let (verdicts, status): (Vec<Verdict>, _) = verdicts.map_err(|error| failed(&error))?;
        if verdicts.len() == cases.len() {
            Ok(verdicts)
        } else {
            let id = cases.get(verdicts.len()).map(|case| case.id.as_str()).unwrap_or_default();
            Err(failed(&format_args!("{status} at {id}")))
        }
    }
}

fn format_case(case: &Case) -> serde_json::Value {
    serde_json::json!([case.operation, case.output, case.value])
}

fn create_package() -> Package {
    Package::new(PREFIX, "0.0.0", "The crates that validate the oracle's values", "Apache-2.0")
}

fn format_manifest(package: &Package, modules: &[&str]) -> String {
    let mut text = String::from(
        "[package]\nname = \"oracle\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.dev]\ndebug = false\n\n[dependencies]\nserde_json = \"1\"\n",
    );
    for name in ["support"].iter().chain(modules) {
        let krate = shapesmith::crate_name(package, name);
        _ = writeln!(text, "{krate} = {{ path = \"crates/{name}\" }}");
    }
    text
}

/// Returns the module with the table of services.
fn format_services(modules: &[&str]) -> String {
    let mut text = String::from(
        "//! The services.\n\n/// The operations of each service.\n\
         pub const SERVICES: &[(&str, &[&dyn oracle_support::AnyOperation])] = &[\n",
    );
    for name in modules {
        _ = writeln!(text, "    ({name:?}, oracle_{name}::{name}::operations::OPERATIONS),");
    }
    text + "];\n"
}
