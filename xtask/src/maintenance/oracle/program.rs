//! The program that judges values: generated crates of all services, and a few lines that ask them.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use shapesmith::{Module, Package, Provenance};

use super::case::Case;
use crate::console::pluralize;
use crate::exit::Failure;
use crate::measure::{measure, run_captured};
use crate::workspace::Workspace;

/// What the headers of the generated files say.
pub const PROVENANCE: Provenance<'_> =
    Provenance { command: "cargo xtask oracle", source: "the models given" };
/// The path of the support module.
pub const SUPPORT: &str = "::oracle_support";

/// Where the program is made, below the workspace's root, so that a second run compiles what changed.
const FOLDER: &str = "target/oracle";
/// The name that those of all crates start with.
const NAME: &str = "oracle";

/// The program.
pub struct Program {
    executable: PathBuf,
    /// The number of crates that it was built of, for people.
    pub built: String,
    /// The time that building it took.
    pub took: Duration,
}

/// The program's verdict on a value.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The violations with their paths and messages; none of a valid value.
    Violations(Vec<(String, String)>),
    /// Why it can't be read.
    Unreadable(String),
    /// Judging it panicked.
    Panicked(String),
}

impl Program {
    /// Writes and compiles the program.
    pub fn build<'a>(
        workspace: &Workspace,
        modules: impl Iterator<Item = &'a Module>,
    ) -> Result<Self, Failure> {
        let modules: Vec<Module> = modules.cloned().collect();
        let folder = workspace.path(FOLDER);
        let package = package();
        for (path, text) in shapesmith::packages(&package, &modules, PROVENANCE) {
            write(&folder.join("crates").join(path), &text)?;
        }
        let names: Vec<&str> = modules.iter().map(|module| module.name.as_str()).collect();
        write(&folder.join("Cargo.toml"), &manifest(&package, &names))?;
        write(&folder.join("src/main.rs"), include_str!("program/main.rs"))?;
        write(&folder.join("src/services.rs"), &format_services(&names))?;
        let fetch = |more: &[&str]| measure(cargo(&folder, "fetch").arg("--quiet").args(more));
        // Without the network it does as well, once cargo has the packages.
        fetch(&["--offline"]).or_else(|_| fetch(&[]))?;
        let ended = run_captured(cargo(&folder, "build").args(["--offline", "--quiet"]))?;
        if !ended.success {
            return Err(Failure::new(format!("the program doesn't compile\n{}", ended.stderr)));
        }
        let executable =
            folder.join("target/debug/oracle").with_extension(std::env::consts::EXE_EXTENSION);
        let built = format!("{} compiled", pluralize(names.len(), "generated crate"));
        Ok(Self { executable, built, took: ended.cost.wall })
    }

    /// Returns the program's verdict on each value.
    pub fn judge_cases(&self, service: &str, cases: &[Case]) -> Result<Vec<Verdict>, String> {
        let failed = |error: &dyn std::fmt::Display| format!("the program failed: {error}");
        let mut command = Command::new(&self.executable);
        command.arg(service).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| failed(&error))?;
        let input = child.stdin.take();
        let ended = thread::scope(|scope| {
            // The program writes verdicts while it reads values.
            scope.spawn(|| {
                let mut input = std::io::BufWriter::new(input?);
                cases.iter().try_for_each(|case| writeln!(input, "{}", format_question(case))).ok()
            });
            child.wait_with_output()
        });
        let ended = ended.map_err(|error| failed(&error))?;
        let text = String::from_utf8_lossy(&ended.stdout);
        let verdicts: Result<Vec<Verdict>, _> = text.lines().map(serde_json::from_str).collect();
        let verdicts = verdicts.map_err(|error| failed(&error))?;
        if verdicts.len() == cases.len() {
            Ok(verdicts)
        } else {
            let after = cases.get(verdicts.len()).map(|case| case.id.as_str()).unwrap_or_default();
            Err(failed(&format_args!("{} at {after}", ended.status)))
        }
    }
}

fn format_question(case: &Case) -> serde_json::Value {
    serde_json::json!([case.operation, case.output, case.value])
}

fn package() -> Package {
    Package::new(NAME, "0.0.0", "The crates that judge the oracle's cases", "Apache-2.0")
}

fn manifest(package: &Package, modules: &[&str]) -> String {
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

/// The table of services.
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

fn cargo(folder: &Path, command: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(command).current_dir(folder);
    cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", folder.join("target"));
    // What cargo tells the programs that it runs is about this workspace, not that program.
    cargo.env_remove("CARGO_MANIFEST_DIR").env_remove("RUSTFLAGS");
    cargo
}

/// Writes a file unless it has this content already, because cargo compares modification times.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if fs::read(path).is_ok_and(|present| present == text.as_bytes()) {
        return Ok(());
    }
    let failed = |error| Failure::new(format!("{}: {error}", path.display()));
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(failed)?;
    fs::write(path, text).map_err(failed)
}
