//! The commands, a module each.

mod bench;
mod corpus;
mod diff;
mod fmt;
mod import;
mod judge;
mod oracle;
mod regenerate;
mod verdict;

use crate::cli::{Cli, Command};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::workspace::Workspace;

/// Runs the command that the arguments name.
pub fn run(cli: &Cli, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let workspace = Workspace::find(cli.root.as_deref())?;
    match &cli.command {
        Command::Regenerate(args) => regenerate::run(args, &workspace, console),
        Command::Fmt(args) => fmt::run(args, &workspace, console),
        Command::Import(args) => import::run(args, &workspace, console),
        Command::Bench(args) => bench::run(args, &workspace, console),
        Command::Corpus(args) => corpus::run(args, &workspace, console),
        Command::Diff(args) => diff::run(args, &workspace, console),
        Command::Judge(args) => judge::run(args, &workspace, console),
        Command::Oracle(args) => oracle::run(args, &workspace, console),
    }
}
