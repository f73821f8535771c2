//! `cargo xtask fmt`: the model files in canonical form.

use std::collections::BTreeSet;

use shapesmith::tree::Access;

use super::verdict;
use crate::cli::Fmt;
use crate::config;
use crate::console::{Console, count};
use crate::exit::{Exit, Failure, collect_all};
use crate::models;
use crate::tree::{self, Files};
use crate::workspace::{CONFIG, Workspace};

/// Runs the command.
pub fn run(args: &Fmt, workspace: &Workspace, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let access = if args.check { Access::Read } else { Access::Write };
    let lock = workspace.lock(access, console);
    let config = config::read(workspace)?;
    let services = config.services.values();
    let canonical = services.map(|service| models::open(workspace, &config, service)?.canonical());
    let expected: Files = collect_all(canonical)?.into_iter().flatten().collect();
    let number = count(expected.len(), "model file");
    let litter = match lock.is_held() {
        true => tree::litter(workspace, expected.keys().map(String::as_str).chain([CONFIG]))?,
        false => BTreeSet::new(),
    };
    let differences = tree::compare(workspace, expected, litter)?;
    if args.check && !differences.is_empty() {
        let command = format!("{} fmt", console.program);
        return Err(verdict::differ(&differences, &command, console));
    }
    tree::write(workspace, &differences)?;
    if differences.is_empty() {
        console.print_status(format_args!("Nothing to do: {number} in canonical form."));
    }
    for difference in &differences {
        console.print_status(verdict::done(difference));
    }
    Ok(Exit::Done)
}
