//! The command line: the arguments of each command, and the help.

mod completions;
mod diff;
mod generation;
mod help;
mod maintenance;

use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use completions::Completions;
pub use diff::{Diff, DiffFormat, Level};
pub use generation::{Docs, Fmt, Generate, Import, Regenerate};
pub use maintenance::{
    Bench, Conformance, Corpus, Format, Judge, Maintenance, Oracle, ServiceOperation, Side, Subject,
};

const EXIT_CODES: &str = "\
Exit codes:
  0  success, or nothing to do
  1  problems in a model, failed checks, or differences under --check
  2  wrong usage or configuration, or a file that can't be read or written";

/// Generate Rust types, serde implementations and validators from service models, and review updates of models
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Print only problems, differences and results
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// The root of the workspace [default: the nearest folder that has model/shapesmith.toml]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Regenerate(Regenerate),
    Fmt(Fmt),
    Import(Import),
    Generate(Generate),
    Diff(Diff),
    Completions(Completions),
    #[command(flatten)]
    Maintenance(Maintenance),
}

impl Cli {
    /// Parses the arguments of the program that users call `program`, such as `cargo xtask`.
    pub fn parse_args(
        program: &'static str,
        args: impl IntoIterator<Item = std::ffi::OsString>,
    ) -> Result<Self, clap::Error> {
        let matches = command(program).try_get_matches_from(args)?;
        Self::from_arg_matches(&matches)
    }
}

/// Returns the definition of the command line of `program`.
pub fn command(program: &'static str) -> clap::Command {
    help::group_commands(Cli::command().name(program).bin_name(program))
}
