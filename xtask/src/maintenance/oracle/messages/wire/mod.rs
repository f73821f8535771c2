//! `cargo xtask oracle --wire`: checks HTTP messages of all operations against botocore as client and LocalStack's codec as
//! server.

mod recorder;

use std::num::NonZeroUsize;
use std::thread;

use super::super::batches::{create_batches, describe_batch};
use super::super::expected::{ExpectedList, MIN_SEEDS, Tally};
use super::parser::ResponseParser;
use super::{MessageSubject, Results, build_program, report, run_subjects};
use crate::cli::Oracle;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::parallel;
use crate::services::{self, Service};
use crate::workspace::Workspace;
use recorder::Recorder;

/// An entry is stale if at least this many checks agree that it could be about and none differs.
const MIN_CHECKS: usize = 1_000;
/// The folder of the programs below the workspace's root.
const FOLDER: &str = "target/wire";

/// What checks a batch of services.
struct Checker<'a> {
    recorder: Recorder<'a>,
    parser: ResponseParser<'a>,
    expected: &'a ExpectedList,
    workspace: &'a Workspace,
}

/// Runs the command.
///
/// # Errors
/// The oracle's programs aren't in the folder, or no model is found.
pub fn run(
    args: &Oracle,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let mut expected = ExpectedList::read_wire()?;
    let mut found =
        services::find_services(args.models(), &args.services, args.all_versions, jobs)?;
    if !args.operations.is_empty() {
        services::select_operations(&mut found.services, &args.operations)?;
        found.services.retain(|service| !service.operations.is_empty());
    }
    let recorder = Recorder::new(args)?;
    let parser = ResponseParser { python: &args.python, folder: recorder.folder };
    let checker = Checker { recorder, parser, expected: &expected, workspace };
    let batches = create_batches(&found.services);
    let mut results = Results::default();
    let mut total = expected.new_tally();
    let mut number = 0;
    let check =
        |batch: &&[Service], thread| (describe_batch(batch), checker.check_batch(batch, thread));
    parallel::for_each_result(&batches, jobs, check, |(name, (result, tally))| {
        number += 1;
        console.print_status(format_args!("{number}/{} {name}", batches.len()));
        // A run takes long, so that differences are printed as soon as they are known.
        report::print_differences(&result, console);
        results.append(result);
        total.append(&tally);
    });
    expected.add(&total);
    results.services.sort_by(|a, b| a.service.cmp(&b.service));
    let is_whole =
        args.operations.is_empty() && args.services.is_empty() && args.seeds >= MIN_SEEDS;
    let stale = if is_whole { expected.stale_entries(MIN_CHECKS) } else { Vec::new() };
    report::print_summary(&results, &expected, &stale, args.verbose, console);
    Ok(if results.pass() && stale.is_empty() { Exit::Done } else { Exit::ChecksFailed })
}

impl Checker<'_> {
    /// Checks the services of a batch with a program in the folder of this thread. A failure becomes a result, so that other batches
    /// are checked.
    fn check_batch(&self, batch: &[Service], thread: usize) -> (Results, Tally) {
        let mut results = Results::default();
        let tally = self.run_batch(batch, thread, &mut results);
        let tally = tally.unwrap_or_else(|failure| {
            let context = describe_batch(batch);
            let messages = failure.into_messages().into_iter();
            results.failures.extend(messages.map(|message| format!("{context}: {message}")));
            self.expected.new_tally()
        });
        (results, tally)
    }

    fn run_batch(
        &self,
        batch: &[Service],
        thread: usize,
        results: &mut Results,
    ) -> Result<Tally, Failure> {
        let mut subjects = Vec::new();
        for service in batch {
            subjects.extend(self.prepare_subject(service, results)?);
        }
        if subjects.is_empty() {
            return Ok(self.expected.new_tally());
        }
        let program = build_program(&subjects, self.workspace, &format!("{FOLDER}/{thread}"))?;
        run_subjects(&subjects, &program, Some(&self.parser), self.expected, results)
    }

    /// Makes the records of a service, and prepares their checks.
    fn prepare_subject<'a>(
        &self,
        service: &'a Service,
        results: &mut Results,
    ) -> Result<Option<MessageSubject<'a>>, Failure> {
        let api = super::lower_service(service, results);
        let Some(api) = api.filter(|api| !api.operations.is_empty()) else { return Ok(None) };
        let (records, unrecorded) = self.recorder.make_records(service, &api)?;
        let subject = super::prepare_subject(service, api, records, results);
        Ok(subject.map(|subject| MessageSubject { unrecorded, ..subject }))
    }
}
