//! The commands, a module each.

mod bench;
mod corpus;
mod diff;
mod fmt;
mod generate;
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
    let root = cli.root.as_deref();
    // These work with what their arguments name; a workspace around them has more to say.
    let is_free = matches!(
        cli.command,
        Command::Corpus(_) | Command::Diff(_) | Command::Generate(_) | Command::Judge(_)
    );
    let workspace = if is_free { Workspace::find_or_here(root)? } else { Workspace::find(root)? };
    match &cli.command {
        Command::Regenerate(args) => regenerate::run(args, &workspace, console),
        Command::Fmt(args) => fmt::run(args, &workspace, console),
        Command::Generate(args) => generate::run(args, console),
        Command::Import(args) => import::run(args, &workspace, console),
        Command::Bench(args) => bench::run(args, &workspace, console),
        Command::Corpus(args) => corpus::run(args, &workspace, console),
        Command::Diff(args) => diff::run(args, &workspace, console),
        Command::Judge(args) => judge::run(args, &workspace, console),
        Command::Oracle(args) => oracle::run(args, &workspace, console),
    }
}
