//! The commands of this workspace: the only place with files, arguments and a terminal.
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
mod regular;
mod services;
mod suggest;
mod tree;
mod workspace;

use std::ffi::OsString;

use clap::Parser;

use cli::Cli;
use console::Console;
pub use console::Stream;

/// Runs a command, `args` starting with the program's name, and gives its exit code.
///
/// Colours are used where the streams are terminals, and as `NO_COLOR` and `CLICOLOR_FORCE` ask for.
pub fn run(args: impl IntoIterator<Item = OsString>, out: impl Stream, err: impl Stream) -> u8 {
    let mut console = Console::new(out, err);
    match Cli::try_parse_from(args) {
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
