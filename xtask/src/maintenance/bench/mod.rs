//! `bench`: what generating, compiling and using the output costs, beside its peers in the same run.

mod build;
mod compile;
mod ec2;
mod generate;
mod json;
mod model;
mod project;
mod table;
mod twin;
mod validate;

use crate::cli::{Bench, Subject};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::workspace::Workspace;

use table::Table;

/// Measures what was asked for; where nothing was, everything but EC2, for which a machine needs 6 GB of memory.
pub fn run(
    args: &Bench,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let all =
        [Subject::Generate, Subject::Json, Subject::Validate, Subject::Compile, Subject::Build];
    let subjects = if args.subjects.is_empty() { &all[..] } else { &args.subjects };
    let mut missed = false;
    for subject in subjects {
        let table: Table = match subject {
            Subject::Generate => generate::run(args, workspace, console)?,
            Subject::Json => json::run(args, workspace, console)?,
            Subject::Validate => validate::run(args, workspace, console)?,
            Subject::Build => build::run(args, workspace, console)?,
            Subject::Compile => compile::run(args, workspace, console)?,
            Subject::Ec2 => ec2::run(args, workspace, console)?,
        };
        missed |= table.missed();
        console.print_result(table);
    }
    Ok(if missed { Exit::ChecksFailed } else { Exit::Done })
}
