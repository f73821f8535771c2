//! `cargo xtask corpus`: every model below some folders, generated in memory and, if wanted, compiled.

pub mod check;
mod conserve;
pub mod generate;
mod json;
mod reach;
mod report;

use std::num::NonZeroUsize;
use std::thread;
use std::time::{Duration, Instant};

use crate::cli::{Corpus, Format};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::parallel;
use crate::services::{self, FoundServices, Service};
use crate::workspace::Workspace;
use check::Checked;
use generate::Outcome;

/// What became of a service.
struct Row<'a> {
    service: &'a Service,
    outcome: Outcome,
    /// What each tool found, where any was to be run on the package.
    checked: Vec<Checked>,
}

/// The figures of a whole run.
struct Run<'a> {
    found: &'a FoundServices,
    rows: Vec<Row<'a>>,
    jobs: usize,
    /// How long finding and generating took, and checking after it.
    generating: Duration,
    checking: Duration,
    /// The most memory that this process has held, where the system tells.
    memory: Option<u64>,
}

/// Runs the command.
pub fn run(
    args: &Corpus,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let start = Instant::now();
    let models = &args.models;
    let mut found =
        services::find_services(&models.paths, &models.services, models.all_versions, jobs)?;
    services::select_operations(&mut found.services, &args.operations)?;
    let finding = start.elapsed();
    let shop = check::Shop::new(args, workspace, jobs)?;
    let start = Instant::now();
    let progress = console.progress(found.services.len(), "generating");
    let outcomes = parallel::map(&found.services, jobs, |service, _| {
        let outcome = generate::generate(service, shop.as_ref().map(check::Shop::folder));
        progress.step(&service.name);
        outcome
    });
    progress.finish();
    let (generating, memory) = (finding + start.elapsed(), peak_memory());
    let rows = found.services.iter().zip(outcomes);
    let mut rows: Vec<Row<'_>> =
        rows.map(|(service, outcome)| Row { service, outcome, checked: Vec::new() }).collect();
    let start = Instant::now();
    if let Some(shop) = shop {
        check::all(&shop, &mut rows, jobs, console)?;
    }
    rows.sort_by(|a, b| a.service.name.cmp(&b.service.name));
    let run = Run { found: &found, rows, jobs, generating, checking: start.elapsed(), memory };
    match args.format {
        Format::Table => report::tell(&run, args, console),
        Format::Json => console.print_result(json::text(&run)?),
    }
    Ok(if run.rows.iter().all(Row::passes) { Exit::Done } else { Exit::ChecksFailed })
}

impl Row<'_> {
    fn passes(&self) -> bool {
        self.outcome.passes() && self.checked.iter().all(|checked| checked.success)
    }
}

/// The most memory that this process has held so far, in bytes.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
