//! `cargo xtask judge`: what an update breaks, by the compiler's word.
//!
//! For each service, a program that uses everything of the crate of the old model is checked against the crate of the
//! new one.

mod bench;
mod consumer;
mod expected;
mod report;

use std::num::NonZeroUsize;
use std::thread;

use crate::cli::Judge;
use crate::console::Console;
use crate::exit::{Exit, Failure, all};
use crate::parallel;
use crate::services::{self, Service};
use crate::workspace::Workspace;
use bench::{Bench, Outcome};

/// A service in both versions.
struct Pair {
    old: Service,
    new: Service,
}

/// A service with what became of it.
struct Row {
    name: String,
    outcome: Outcome,
}

/// Runs the command.
pub fn run(
    args: &Judge,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let pairs = pairs(args, jobs)?;
    let bench = Bench::new(workspace)?;
    let progress = console.progress(pairs.len(), "judging");
    let rows = parallel::map(&pairs, jobs, |pair, thread| {
        let name = pair.old.name.clone();
        let outcome = bench.judge(pair, thread);
        progress.step(&name);
        Ok(Row { name, outcome: outcome? })
    });
    progress.finish();
    let mut rows = all(rows)?;
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    report::tell(&rows, args.verbose, console);
    Ok(if rows.iter().all(|row| row.outcome.is_right()) { Exit::Done } else { Exit::Wanting })
}

/// The services that are on both sides, each in its latest version.
fn pairs(args: &Judge, jobs: usize) -> Result<Vec<Pair>, Failure> {
    let side = |path| services::find(&[path], &args.services, false, jobs);
    let (old, mut new) = (side(args.old.clone())?, side(args.new.clone())?);
    let pair = |old: Service| {
        let place = new.services.iter().position(|new| new.name == old.name)?;
        Some(Pair { old, new: new.services.swap_remove(place) })
    };
    let pairs: Vec<Pair> = old.services.into_iter().filter_map(pair).collect();
    if pairs.is_empty() {
        return Err(Failure::new("no service is on both sides"));
    }
    Ok(pairs)
}
