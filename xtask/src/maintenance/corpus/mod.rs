//! `cargo xtask corpus`: generates every model in some folders, and checks that no shape is lost.

mod accounting;
mod generate;
mod json;
mod reachability;
mod report;
mod tools;

use std::num::NonZeroUsize;
use std::thread;
use std::time::{Duration, Instant};

use crate::cli::{Corpus, Format};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::parallel;
use crate::services::{self, FoundServices, Service};
use crate::workspace::Workspace;
use generate::Generation;
use tools::{ToolResult, Workbench};

/// The results of a service.
struct ServiceResult<'a> {
    service: &'a Service,
    generation: Generation,
    /// The results of the selected tools.
    tools: Vec<ToolResult>,
}

/// The results of a run.
struct CorpusResult<'a> {
    found: &'a FoundServices,
    services: Vec<ServiceResult<'a>>,
    jobs: usize,
    /// The time to find and generate the services.
    generation_time: Duration,
    /// The time to run the tools.
    tool_time: Duration,
    /// The peak memory of this process in bytes, if the system reports it.
    peak_memory: Option<u64>,
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
    let search_time = start.elapsed();

    let workbench = Workbench::new(args, workspace, jobs)?;
    let start = Instant::now();
    let mut services = generate_all(&found.services, workbench.as_ref(), jobs, console);
    let generation_time = search_time + start.elapsed();
    let peak_memory = read_peak_memory();

    let start = Instant::now();
    if let Some(workbench) = workbench {
        tools::run_tools(&workbench, &mut services, jobs, console)?;
    }
    let tool_time = start.elapsed();

    services.sort_by(|a, b| a.service.name.cmp(&b.service.name));
    let result =
        CorpusResult { found: &found, services, jobs, generation_time, tool_time, peak_memory };
    match args.format {
        Format::Table => report::print_report(&result, args.verbose, console),
        Format::Json => console.print_result(json::format_json(&result)?),
    }
    Ok(if result.passes() { Exit::Done } else { Exit::ChecksFailed })
}

fn generate_all<'a>(
    services: &'a [Service],
    workbench: Option<&Workbench>,
    jobs: usize,
    console: &mut Console<'_>,
) -> Vec<ServiceResult<'a>> {
    let progress = console.progress(services.len(), "generating");
    let generations = parallel::map(services, jobs, |service, _| {
        let generation = generate::generate_service(service, workbench.map(Workbench::packages));
        progress.step(&service.name);
        generation
    });
    progress.finish();
    let results = services.iter().zip(generations);
    results
        .map(|(service, generation)| ServiceResult { service, generation, tools: Vec::new() })
        .collect()
}

impl ServiceResult<'_> {
    fn passes(&self) -> bool {
        self.generation.passes() && self.tools.iter().all(|tool| tool.success)
    }
}

impl CorpusResult<'_> {
    fn passes(&self) -> bool {
        self.services.iter().all(ServiceResult::passes)
    }
}

/// Returns the peak memory of this process in bytes, if the system reports it.
fn read_peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
