//! The program that makes values: the generated crates of some services, and a `main` that calls them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;
use shapesmith::{Module, Package, Provenance};

use crate::exit::Failure;
use crate::maintenance::cargo::{build_program, exchange_text, write_if_changed, write_package};

/// The provenance in the headers of generated files.
pub const PROVENANCE: Provenance<'_> =
    Provenance { command: "cargo xtask oracle", source: "the models given" };
/// The path of the support crate.
pub const SUPPORT: &str = "::samples_support";

/// The prefix of the names of all crates.
const PREFIX: &str = "samples";

/// The program.
pub struct Program {
    executable: PathBuf,
}

/// A line that the program prints.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// A valid value of an operation, and whether it is an output.
    Sample(String, bool, Value),
    Failure(String),
    Totals(Totals),
}

/// The numbers of values.
#[derive(Default, Deserialize)]
pub struct Totals {
    pub valid: usize,
    pub violating: usize,
    /// The number of times that nothing could be violated.
    pub without_violation: usize,
    /// Why no value could be made.
    pub missing: Vec<String>,
}

impl Program {
    /// Writes and compiles the program in a folder.
    ///
    /// # Errors
    /// A file can't be written, or the program can't be compiled.
    pub fn build(folder: &Path, modules: &[Module]) -> Result<Self, Failure> {
        let package = Package::new(PREFIX, "0.0.0", "The crates that make values", "Apache-2.0");
        for (path, text) in shapesmith::emit_packages(&package, modules, PROVENANCE) {
            write_if_changed(&folder.join("crates").join(path), &text)?;
        }
        let names: Vec<&str> = modules.iter().map(|module| module.name.as_str()).collect();
        write_package(
            folder,
            [
                ("Cargo.toml", format_manifest(&package, &names).as_str()),
                ("src/main.rs", include_str!("program/main.rs")),
                ("src/services.rs", &format_services(&names)),
            ],
        )?;
        let (executable, _) = build_program(folder, "samples")?;
        Ok(Self { executable })
    }

    /// Returns what the program prints about a service.
    ///
    /// # Errors
    /// The program fails.
    pub fn run(&self, service: &str, seeds: u32) -> Result<Vec<Line>, Failure> {
        let failed = |reason: &dyn std::fmt::Display| {
            Failure::new(format!("{service}: the program failed: {reason}"))
        };
        let mut command = Command::new(&self.executable);
        command.arg(service).arg(seeds.to_string());
        let lines = exchange_text(&mut command, std::iter::empty::<&str>());
        let (text, status) = lines.map_err(|error| failed(&error))?;
        if !status.success() {
            return Err(failed(&status));
        }
        let lines: Result<Vec<Line>, _> = text.lines().map(serde_json::from_str).collect();
        lines.map_err(|error| failed(&error))
    }
}

fn format_manifest(package: &Package, modules: &[&str]) -> String {
    // Values take time to make without optimization.
    let mut text = String::from(
        "[package]\nname = \"samples\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.dev]\ndebug = false\n\n[profile.dev.package.samples-support]\nopt-level = 1\n\n\
         [dependencies]\nserde_json = { version = \"1\", features = [\"float_roundtrip\"] }\n",
    );
    for name in ["support"].iter().chain(modules) {
        let krate = shapesmith::crate_name(package, name);
        _ = writeln!(text, "{krate} = {{ path = \"crates/{name}\", features = [\"samples\"] }}");
    }
    text
}

/// Returns the module with the table of services.
fn format_services(modules: &[&str]) -> String {
    let mut text = String::from(
        "//! The services.\n\n/// The operations of each service.\n\
         pub const SERVICES: &[(&str, &[&dyn samples_support::AnyOperation])] = &[\n",
    );
    for name in modules {
        _ = writeln!(text, "    ({name:?}, samples_{name}::{name}::operations::OPERATIONS),");
    }
    text + "];\n"
}
