//! `cargo xtask judge`: what an update breaks, by the compiler's word.
//!
//! For each service, a program that uses everything of the crate of the old model is checked against the crate of the
//! new one.

mod compile;
mod consumer;
mod errors;
mod expected;
mod report;

use std::num::NonZeroUsize;
use std::thread;

use crate::cli::Judge;
use crate::console::Console;
use crate::exit::{Exit, Failure, collect_all};
use crate::parallel;
use crate::services::{self, Service};
use crate::workspace::Workspace;
use compile::Bench;
use report::Tally;

/// A service in two versions.
struct Pair {
    /// What it is called in the table.
    title: String,
    old: Service,
    new: Service,
}

/// Runs the command. Each pair is told of as soon as it is judged.
pub fn run(
    args: &Judge,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let pairs = pairs(args, jobs)?;
    let bench = Bench::new(workspace)?;
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    let judge = |pair, thread| (pair, bench.judge(pair, thread));
    parallel::for_each_result(&pairs, jobs, judge, |(pair, outcome)| match outcome {
        Ok(outcome) => {
            report::line(&pair.title, &outcome, args.verbose, console);
            tally.add(&outcome);
        }
        Err(failure) => failures.push(Err(failure)),
    });
    collect_all::<()>(failures)?;
    console.print_result(&tally);
    Ok(if tally.is_right() { Exit::Done } else { Exit::ChecksFailed })
}

/// The services of each folder that are in the next one as well, each in its latest version.
fn pairs(args: &Judge, jobs: usize) -> Result<Vec<Pair>, Failure> {
    let sides = args.paths.iter().map(|path| {
        let found =
            services::find_services(std::slice::from_ref(path), &args.services, false, jobs)?;
        Ok((path.display(), found.services))
    });
    let sides = sides.collect::<Result<Vec<_>, Failure>>()?;
    let mut pairs = Vec::new();
    for ((before, old), (after, new)) in sides.iter().zip(sides.iter().skip(1)) {
        for old in old {
            let Some(new) = new.iter().find(|new| new.name == old.name) else { continue };
            let title = match sides.len() {
                2 => old.name.clone(),
                _ => format!("{} {before} → {after}", old.name),
            };
            pairs.push(Pair { title, old: old.clone(), new: new.clone() });
        }
    }
    if pairs.is_empty() {
        return Err(Failure::new("no service is on both sides"));
    }
    Ok(pairs)
}
