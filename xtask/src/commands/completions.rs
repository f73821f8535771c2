//! `cargo shapesmith completions`: prints a script for a shell.

use crate::cli::{self, Completions};
use crate::console::Console;
use crate::exit::{Exit, Failure};

/// The name of the installed binary, which shells complete.
const BINARY: &str = "cargo-shapesmith";

/// Runs the command.
pub fn run(args: &Completions, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::command(BINARY), BINARY, &mut script);
    console.print_result(String::from_utf8_lossy(&script).trim_end());
    Ok(Exit::Done)
}
