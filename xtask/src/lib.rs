//! The commands of `cargo xtask`: arguments, files and the terminal.
//!
//! This crate doesn't depend on the generated crate, so that a broken one can be regenerated.

mod cli;
mod commands;
mod config;
mod console;
mod diagnostic;
mod exit;
mod generation;
mod maintenance;
mod measure;
mod parallel;
mod patterns;
mod progress;
mod service_files;
mod services;
mod suggest;
mod tree;
mod workspace;

use std::ffi::OsString;

use cli::Cli;
#[doc(hidden)]
pub use commands::diff::api_changes::{Release, api_changes};
use console::Console;
pub use console::Stream;

/// The name of the program as a package of a workspace.
const XTASK: &str = "cargo xtask";
/// The name of the installed program. Cargo passes the name of the subcommand as the first argument.
const SHAPESMITH: &str = "cargo shapesmith";

/// Runs a command of `cargo xtask` and returns the exit code; `args` starts with the program's name.
///
/// Colours are used if the streams are terminals; `NO_COLOR` and `CLICOLOR_FORCE` take precedence.
pub fn run(args: impl IntoIterator<Item = OsString>, out: impl Stream, err: impl Stream) -> u8 {
    run_as(XTASK, args, out, err)
}

/// Runs a command of `cargo shapesmith` and returns the exit code, like [`run`].
pub fn run_installed(
    args: impl IntoIterator<Item = OsString>,
    out: impl Stream,
    err: impl Stream,
) -> u8 {
    let mut args: Vec<OsString> = args.into_iter().collect();
    if args.get(1).is_some_and(|first| first == "shapesmith") {
        args.remove(1);
    }
    run_as(SHAPESMITH, args, out, err)
}

fn run_as(
    program: &'static str,
    args: impl IntoIterator<Item = OsString>,
    out: impl Stream,
    err: impl Stream,
) -> u8 {
    let mut console = Console::new(program, out, err);
    let cli = match Cli::parse_args(program, args) {
        Ok(cli) => cli,
        Err(error) => {
            console.print_usage(&error);
            // Clap's exit codes are 0 for requested help and 2 for wrong usage.
            return u8::try_from(error.exit_code()).unwrap_or(exit::Exit::Failed as u8);
        }
    };
    console.quiet = cli.quiet;
    match commands::run(&cli, &mut console) {
        Ok(exit) => exit as u8,
        Err(failure) => {
            console.print_problems(&failure.diagnostics);
            failure.exit as u8
        }
    }
}
