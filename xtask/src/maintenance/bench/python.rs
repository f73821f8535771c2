//! Programs whose output is a list of times, and botocore.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use crate::exit::Failure;
use crate::measure::measure;
use crate::workspace::Workspace;

/// The version of botocore.
pub const VERSION: &str = "1.43.74";

/// Installs botocore in a Python environment of its own, and returns its interpreter; `None` if that fails.
pub fn install_botocore(workspace: &Workspace) -> Option<PathBuf> {
    let environment = workspace.path("target/bench/botocore");
    let python = environment.join("bin/python");
    if !python.exists() {
        measure(Command::new("python3").args(["-m", "venv"]).arg(&environment)).ok()?;
    }
    let requirement = format!("botocore=={VERSION}");
    measure(Command::new(&python).args(["-m", "pip", "install", "--quiet", &requirement])).ok()?;
    Some(python)
}

/// Runs a program, and returns its standard output.
///
/// # Errors
/// The program can't be started, or fails.
pub fn capture_output(command: &mut Command) -> Result<String, Failure> {
    let output = command.output().map_err(|error| Failure::new(format!("{command:?}: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Parses the output of a program: lines of `name<TAB>nanoseconds`.
pub fn parse_times(output: &str) -> BTreeMap<String, f64> {
    let parse_line = |line: &str| {
        let (name, time) = line.split_once('\t')?;
        Some((name.to_owned(), time.parse().ok()?))
    };
    output.lines().filter_map(parse_line).collect()
}
