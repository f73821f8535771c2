//! The commands for users, a module each.

mod completions;
pub mod diff;
mod differences;
mod fmt;
mod generate;
pub mod import;
mod regenerate;

use crate::cli::{Cli, Command, Maintenance};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::maintenance::{bench, conformance, corpus, judge, oracle};
use crate::workspace::Workspace;

/// Runs the command that the arguments name.
pub fn run(cli: &Cli, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let root = cli.root.as_deref();
    let workspace = if needs_workspace(&cli.command) {
        Workspace::find(root)?
    } else {
        Workspace::find_or_here(root)?
    };
    match &cli.command {
        Command::Regenerate(args) => regenerate::run(args, &workspace, console),
        Command::Fmt(args) => fmt::run(args, &workspace, console),
        Command::Generate(args) => generate::run(args, console),
        Command::Import(args) => import::run(args, &workspace, console),
        Command::Diff(args) => diff::run(args, &workspace, console),
        Command::Completions(args) => completions::run(args, console),
        Command::Maintenance(Maintenance::Bench(args)) => bench::run(args, &workspace, console),
        Command::Maintenance(Maintenance::Conformance(args)) => {
            conformance::run(args, &workspace, console)
        }
        Command::Maintenance(Maintenance::Corpus(args)) => corpus::run(args, &workspace, console),
        Command::Maintenance(Maintenance::Judge(args)) => judge::run(args, &workspace, console),
        Command::Maintenance(Maintenance::Oracle(args)) => oracle::run(args, &workspace, console),
    }
}

/// Returns whether a command fails without a workspace; the others work on the paths in their arguments.
fn needs_workspace(command: &Command) -> bool {
    match command {
        Command::Regenerate(_) | Command::Fmt(_) | Command::Import(_) => true,
        Command::Maintenance(
            Maintenance::Bench(_) | Maintenance::Conformance(_) | Maintenance::Oracle(_),
        ) => true,
        Command::Generate(_) | Command::Diff(_) | Command::Completions(_) => false,
        Command::Maintenance(Maintenance::Corpus(_) | Maintenance::Judge(_)) => false,
    }
}
