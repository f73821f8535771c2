//! The commands: the only place with files, arguments and a terminal.
//!
//! They don't depend on the generated crate, so that a broken one doesn't keep them from repairing it.

mod cli;
mod commands;
mod config;
mod console;
mod diagnostic;
mod exit;
mod generate;
mod measure;
mod models;
mod parallel;
mod portability;
mod progress;
mod services;
mod suggest;
mod tree;
mod workspace;

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches};

use cli::Cli;
use console::Console;
pub use console::Stream;

/// The name of the program in a workspace that has it as a package.
const XTASK: &str = "cargo xtask";
/// The name of the installed program. Cargo gives the name of the subcommand as the first argument.
const SHAPESMITH: &str = "cargo shapesmith";

/// Runs a command of `cargo xtask`, `args` starting with the program's name, and gives its exit code.
///
/// Colours are used where the streams are terminals, and as `NO_COLOR` and `CLICOLOR_FORCE` ask for.
pub fn run(args: impl IntoIterator<Item = OsString>, out: impl Stream, err: impl Stream) -> u8 {
    run_as(XTASK, args, out, err)
}

/// The same of `cargo shapesmith`.
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
    let command = Cli::command().name(program).bin_name(program);
    let parsed = command.try_get_matches_from(args).and_then(|it| Cli::from_arg_matches(&it));
    match parsed {
        Ok(cli) => {
            console.quiet = cli.quiet;
            match commands::run(&cli, &mut console) {
                Ok(exit) => exit as u8,
                Err(failure) => {
                    console.problems(&failure.diagnostics);
                    failure.exit as u8
                }
            }
        }
        Err(told) => {
            console.usage(&told);
            // Clap's own codes: 0 for asked help, 2 for wrong usage.
            u8::try_from(told.exit_code()).unwrap_or(exit::Exit::Failed as u8)
        }
    }
}
