//! `cargo xtask oracle --corpus`: checks HTTP messages and validators against the records of a corpus.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::thread;

use super::super::expected::ExpectedList;
use super::record::{Record, read_corpus};
use super::{MessageSubject, Results, build_program, models, report, run_subjects};
use crate::cli::Oracle;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::services::{self, Service};
use crate::workspace::Workspace;

/// An entry for kinds of checks is stale if at least this many of them agree and none differs. A sample has too few to know.
const MIN_CHECKS: usize = 100;
/// The folder of the program below the workspace's root.
const FOLDER: &str = "target/corpora";

/// Runs the command.
///
/// # Errors
/// A corpus can't be read, or the program can't be compiled.
pub fn run(
    args: &Oracle,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let mut expected = ExpectedList::read()?;
    let corpora = read_corpora(args)?;
    let found = services::find_services(&models::find_paths(args, workspace)?, &[], false, jobs)?;
    let (subjects, mut results) = prepare_subjects(corpora, &found.services);
    if !subjects.is_empty() {
        let program = build_program(&subjects, workspace, FOLDER)?;
        let seconds = program.build_time.as_secs_f64();
        console.print_status(format_args!("the program is compiled in {seconds:.0} s\n"));
        let tally = run_subjects(&subjects, &program, None, &expected, &mut results)?;
        expected.add(&tally);
    }
    let stale = expected.stale_entries(MIN_CHECKS);
    report::print_differences(&results, console);
    report::print_summary(&results, &expected, &stale, args.verbose, console);
    Ok(if results.pass() && stale.is_empty() { Exit::Done } else { Exit::ChecksFailed })
}

/// Reads the corpora, and returns the records of each chosen service.
fn read_corpora(args: &Oracle) -> Result<BTreeMap<String, Vec<Record>>, Failure> {
    let mut corpora: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for file in &args.corpora {
        for record in read_corpus(file)? {
            if args.services.is_empty() || args.services.contains(&record.service) {
                corpora.entry(record.service.clone()).or_default().push(record);
            }
        }
    }
    if corpora.is_empty() {
        return Err(Failure::new("the corpora have no record of the chosen services"));
    }
    Ok(corpora)
}

/// Prepares the services of the corpora. The results have those that can't be checked.
fn prepare_subjects(
    corpora: BTreeMap<String, Vec<Record>>,
    services: &[Service],
) -> (Vec<MessageSubject<'_>>, Results) {
    let (mut subjects, mut results) = (Vec::new(), Results::default());
    for (name, records) in corpora {
        let Some(service) = models::find_service(services, &name) else {
            results.failures.push(models::describe_missing(&name));
            continue;
        };
        let Some(api) = super::lower_service(service, &mut results) else { continue };
        subjects.extend(super::prepare_subject(service, api, records, &mut results));
    }
    (subjects, results)
}
