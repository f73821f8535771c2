//! `cargo xtask fmt`: formats the model files of the workspace.

use std::collections::BTreeSet;

use shapesmith::tree::Access;

use super::differences::{describe_change, fail_check};
use crate::cli::Fmt;
use crate::config;
use crate::console::{Console, pluralize};
use crate::exit::{Exit, Failure, collect_all};
use crate::service_files::open_service;
use crate::tree::{self, Files};
use crate::workspace::{CONFIG, Workspace};

/// Runs the command.
pub fn run(args: &Fmt, workspace: &Workspace, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let access = if args.check { Access::Read } else { Access::Write };
    let lock = workspace.lock(access, console);
    let config = config::read(workspace)?;
    let services = config.services.values();
    let canonical =
        services.map(|service| open_service(workspace, &config, service)?.format_canonical());
    let expected: Files = collect_all(canonical)?.into_iter().flatten().collect();
    let number = pluralize(expected.len(), "model file");
    let stale_temp_files = if lock.is_held() {
        let paths = expected.keys().map(String::as_str).chain([CONFIG]);
        tree::find_stale_temp_files(workspace, paths)?
    } else {
        BTreeSet::new()
    };
    let differences = tree::find_differences(workspace, expected, stale_temp_files)?;
    if args.check && !differences.is_empty() {
        let command = format!("{} fmt", console.program);
        return Err(fail_check(&differences, &command, console));
    }
    tree::write_differences(workspace, &differences)?;
    if differences.is_empty() {
        console.print_status(format_args!("Nothing to do: {number} in canonical form."));
    }
    for difference in &differences {
        console.print_status(describe_change(difference));
    }
    Ok(Exit::Done)
}
