//! `cargo xtask judge`: checks reviews against the compiler.
//!
//! For each service, a program that uses every item of the crate of the old model is type-checked against the crate of the
//! new one. The compiler's errors are compared with the changes that a review reports as major.

mod check;
mod errors;
mod prediction;
mod program;
mod report;

use std::num::NonZeroUsize;
use std::thread;

use crate::cli::Judge;
use crate::console::Console;
use crate::exit::{Exit, Failure, collect_all};
use crate::parallel;
use crate::services::{self, Service};
use crate::workspace::Workspace;
use check::Workbench;
use report::Totals;

/// A service in two versions.
struct ServicePair {
    /// The title in the report.
    title: String,
    old: Service,
    new: Service,
}

/// Runs the command. Each pair is reported as soon as it is checked.
pub fn run(
    args: &Judge,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let pairs = find_pairs(args, jobs)?;
    let workbench = Workbench::new(workspace)?;
    let mut totals = Totals::default();
    let mut failures = Vec::new();
    let check = |pair, thread| (pair, workbench.check_pair(pair, thread));
    parallel::for_each_result(&pairs, jobs, check, |(pair, outcome)| match outcome {
        Ok(outcome) => {
            report::print_pair(&pair.title, &outcome, args.verbose, console);
            totals.add(&outcome);
        }
        Err(failure) => failures.push(Err(failure)),
    });
    collect_all::<()>(failures)?;
    console.print_result(&totals);
    Ok(if totals.passes() { Exit::Done } else { Exit::ChecksFailed })
}

/// Pairs the services of each path with those of the next one, each in its latest version.
fn find_pairs(args: &Judge, jobs: usize) -> Result<Vec<ServicePair>, Failure> {
    let sides = args.paths.iter().map(|path| {
        let paths = std::slice::from_ref(path);
        let found = services::find_services(paths, &args.services, false, jobs)?;
        Ok((path.display(), found.services))
    });
    let sides = sides.collect::<Result<Vec<_>, Failure>>()?;
    let mut pairs = Vec::new();
    for ((old_path, old), (new_path, new)) in sides.iter().zip(sides.iter().skip(1)) {
        for old in old {
            let Some(new) = new.iter().find(|new| new.name == old.name) else { continue };
            let title = match sides.len() {
                2 => old.name.clone(),
                _ => format!("{} {old_path} → {new_path}", old.name),
            };
            pairs.push(ServicePair { title, old: old.clone(), new: new.clone() });
        }
    }
    if pairs.is_empty() {
        return Err(Failure::new("no service is on both sides"));
    }
    Ok(pairs)
}
