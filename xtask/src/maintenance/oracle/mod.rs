//! `cargo xtask oracle`: checks generated validators against the predictions of an independent program.

mod agreement;
mod batches;
mod case;
mod expected;
mod messages;
mod place;
mod program;
mod record;
mod report;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::thread;
use std::time::{Duration, Instant};

use shapesmith::rust::Api;
use shapesmith::{Module, Placement};

use crate::cli::Oracle;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::parallel;
use crate::services::{self, Service};
use crate::workspace::Workspace;
use agreement::Disagreement;
use case::{Cases, FailedCase, Generator};
use expected::{CaseFacts, ExpectedList};
use program::{PROVENANCE, Program};

/// The kind of cases that the oracle fails to generate.
const FAILED_CASE: &str = "not-generated";

/// A service whose validators are checked.
struct Subject<'a> {
    service: &'a Service,
    api: Api,
    module: Module,
}

/// The results of a service.
struct ServiceResult<'a> {
    service: &'a Service,
    /// The number of operations with cases.
    operations: usize,
    /// The number of cases by the kind of fault in the value.
    cases: BTreeMap<String, usize>,
    disagreements: Vec<Disagreement>,
    /// The errors that prevented cases from being generated or validated.
    failures: Vec<String>,
    elapsed: Duration,
}

/// Runs the command.
pub fn run(
    args: &Oracle,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    if !args.corpora.is_empty() {
        return messages::run_corpora(args, workspace, console);
    }
    if args.samples {
        return samples::run(args, workspace, console);
    }
    if args.wire {
        return messages::run_wire(args, workspace, console);
    }
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let mut expected = ExpectedList::read()?;
    let generator = Generator::new(args)?;
    let found = services::find_services(args.models(), &args.services, args.all_versions, jobs)?;
    let (subjects, mut results) = generate_modules(&found.services, jobs, console);
    let program = Program::build(workspace, subjects.iter().map(|subject| &subject.module))?;
    let seconds = program.build_time.as_secs_f64();
    console.print_status(format_args!("{} in {seconds:.0} s", program.description));
    let progress = console.progress(subjects.len(), "validating");
    let checked = parallel::map(&subjects, jobs, |subject, _| {
        let result = check_service(subject, &generator, &program, &expected);
        progress.step(&subject.service.name);
        result
    });
    progress.finish();
    let mut recorded = Vec::new();
    for (result, lines, tally) in checked {
        results.push(result);
        recorded.push(lines);
        expected.add(&tally);
    }
    results.sort_by(|a, b| a.service.name.cmp(&b.service.name));
    if let Some(file) = &args.record {
        record::write_lines(file, recorded)?;
    }
    let stale =
        if args.seeds >= expected::MIN_SEEDS { expected.stale_entries(1) } else { Vec::new() };
    report::print_report(&results, &expected, &stale, args, console);
    let passes = results.iter().all(ServiceResult::passes) && stale.is_empty();
    Ok(if passes { Exit::Done } else { Exit::ChecksFailed })
}

impl ServiceResult<'_> {
    fn passes(&self) -> bool {
        self.failures.is_empty() && self.disagreements.iter().all(|it| it.expected.is_some())
    }

    fn new(service: &Service, failures: Vec<String>) -> ServiceResult<'_> {
        let (cases, disagreements) = (BTreeMap::new(), Vec::new());
        ServiceResult {
            service,
            operations: 0,
            cases,
            disagreements,
            failures,
            elapsed: Duration::ZERO,
        }
    }
}

/// Generates the modules of the services. A service that can't be generated or has no operations is a result already.
fn generate_modules<'a>(
    found: &'a [Service],
    jobs: usize,
    console: &mut Console<'_>,
) -> (Vec<Subject<'a>>, Vec<ServiceResult<'a>>) {
    let progress = console.progress(found.len(), "generating");
    let prepared = parallel::map(found, jobs, |service, _| {
        let prepared = prepare_subject(service);
        progress.step(&service.name);
        prepared.map_err(|failures| ServiceResult::new(service, failures))
    });
    progress.finish();
    let (mut subjects, mut results) = (Vec::new(), Vec::new());
    for subject in prepared {
        match subject {
            // The oracle generates values for operations only.
            Ok(subject) if subject.api.operations.is_empty() => {
                results.push(ServiceResult::new(subject.service, Vec::new()));
            }
            Ok(subject) => subjects.push(subject),
            Err(result) => results.push(result),
        }
    }
    (subjects, results)
}

fn prepare_subject(service: &Service) -> Result<Subject<'_>, Vec<String>> {
    let api = services::lower_service(service).map_err(|error| error.to_lines())?.api;
    let placement = Placement { name: &service.name, support: program::SUPPORT, krate: None };
    let module = shapesmith::emit_module(&api, placement, PROVENANCE);
    Ok(Subject { service, api, module })
}

/// Generates and validates the cases of a service. Returns the results, the lines to record, and how many cases matched each
/// expected disagreement.
fn check_service<'a>(
    subject: &Subject<'a>,
    generator: &Generator,
    program: &Program,
    expected: &ExpectedList,
) -> (ServiceResult<'a>, Vec<String>, expected::Tally) {
    let start = Instant::now();
    let mut result = ServiceResult::new(subject.service, Vec::new());
    let mut tally = expected.new_tally();
    let mut lines = Vec::new();
    let cases = generator.generate_cases(subject.service, &subject.api);
    result.failures.extend(cases.as_ref().err().cloned());
    let Cases { generated: cases, failed } = cases.unwrap_or_default();
    for FailedCase { operation, id, reason } in failed {
        let messages = [reason.as_str()];
        let facts = CaseFacts::of_verdict(&operation, FAILED_CASE, &messages);
        let entry = expected.find_entry(subject.service, facts);
        tally.add(entry, true);
        result.disagreements.push(Disagreement {
            id,
            kind: FAILED_CASE.to_owned(),
            description: reason,
            expected: entry,
        });
    }
    let verdicts = program.validate_cases(&subject.service.name, &cases);
    result.failures.extend(verdicts.as_ref().err().cloned());
    for (case, verdict) in cases.iter().zip(verdicts.iter().flatten()) {
        *result.cases.entry(case.kind.clone()).or_default() += 1;
        let agreement = agreement::check_verdict(case, verdict);
        let messages = agreement::collect_messages(case, verdict);
        let facts = CaseFacts::of_verdict(&case.operation, &case.kind, &messages);
        let entry = expected.find_entry(subject.service, facts);
        tally.add(entry, agreement.is_err());
        match agreement {
            Ok(()) => lines.extend(record::format_line(subject, case, verdict)),
            Err(description) => {
                result.disagreements.push(Disagreement::new(case, description, entry));
            }
        }
    }
    result.operations = cases.iter().map(|case| &case.operation).collect::<BTreeSet<_>>().len();
    result.elapsed = start.elapsed();
    (result, lines, tally)
}

#[cfg(test)]
mod tests;
