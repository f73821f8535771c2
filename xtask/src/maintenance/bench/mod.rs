//! `cargo xtask bench`: measures the cost of generating, compiling and using generated code, and of alternatives in the same
//! run.

mod build;
mod compile;
mod derived;
mod ec2;
mod generate;
mod http;
mod json;
mod model;
mod patterns;
mod project;
mod python;
mod table;
mod validate;

use crate::cli::{Bench, Subject};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::workspace::Workspace;

use table::Table;

/// Runs the command: the named benchmarks, or else all except patterns, which read all models of botocore, HTTP messages, which
/// compile two SDKs, and EC2, which needs 6 GB
/// of memory.
pub fn run(
    args: &Bench,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let defaults =
        [Subject::Generate, Subject::Json, Subject::Validate, Subject::Compile, Subject::Build];
    let subjects = if args.subjects.is_empty() { &defaults[..] } else { &args.subjects };
    let mut misses_target = false;
    for subject in subjects {
        let table: Table = match subject {
            Subject::Generate => generate::run(args, workspace, console)?,
            Subject::Json => json::run(args, workspace, console)?,
            Subject::Patterns => patterns::run(args, workspace, console)?,
            Subject::Validate => validate::run(args, workspace, console)?,
            Subject::Build => build::run(args, workspace, console)?,
            Subject::Compile => compile::run(args, workspace, console)?,
            Subject::Http => http::run(args, workspace, console)?,
            Subject::Ec2 => ec2::run(args, workspace, console)?,
        };
        misses_target |= table.misses_target();
        console.print_result(table);
    }
    Ok(if misses_target { Exit::ChecksFailed } else { Exit::Done })
}
