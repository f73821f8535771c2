//! `cargo xtask oracle`: whether generated validators judge values as an independent program predicts.

mod case;
mod expected;
mod form;
mod judge;
mod program;
mod record;
mod report;

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
use case::{Cases, FailedCase, Generator};
use expected::{CaseFacts, ExpectedList};
use judge::Disagreement;
use program::{PROVENANCE, Program};

/// The kind of cases that the oracle fails to generate.
const FAILED_CASE: &str = "not-generated";

/// A service whose validators are to be examined.
struct Subject<'a> {
    service: &'a Service,
    api: Api,
    module: Module,
}

/// The result of a service.
struct Row<'a> {
    service: &'a Service,
    /// How many operations had a case.
    operations: usize,
    /// How many cases there were, by what is wrong with the value.
    cases: BTreeMap<String, usize>,
    disagreements: Vec<Disagreement>,
    /// The errors that kept cases from being generated or judged.
    failures: Vec<String>,
    took: Duration,
}

/// Runs the command.
pub fn run(
    args: &Oracle,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let mut expected = ExpectedList::read()?;
    let generator = Generator::new(args)?;
    let models = &args.models;
    let found =
        services::find_services(&models.paths, &models.services, models.all_versions, jobs)?;
    let (subjects, mut rows) = generate_modules(&found.services, jobs, console);
    let program = Program::build(workspace, subjects.iter().map(|subject| &subject.module))?;
    console.print_status(format_args!("{} in {:.0} s", program.built, program.took.as_secs_f64()));
    let progress = console.progress(subjects.len(), "judging");
    let examined = parallel::map(&subjects, jobs, |subject, _| {
        let row = examine(subject, &generator, &program, &expected);
        progress.step(&subject.service.name);
        row
    });
    progress.finish();
    let mut agreed = Vec::new();
    for (row, lines, tally) in examined {
        rows.push(row);
        agreed.push(lines);
        expected.add(&tally);
    }
    rows.sort_by(|a, b| a.service.name.cmp(&b.service.name));
    if let Some(file) = &args.record {
        record::write_lines(file, agreed)?;
    }
    let stale =
        if args.seeds >= expected::MIN_SEEDS { expected.stale_entries() } else { Vec::new() };
    report::print_report(&rows, &expected, &stale, args, console);
    let fine = rows.iter().all(Row::passes) && stale.is_empty();
    Ok(if fine { Exit::Done } else { Exit::ChecksFailed })
}

impl Row<'_> {
    fn passes(&self) -> bool {
        self.failures.is_empty() && self.disagreements.iter().all(|it| it.expected.is_some())
    }

    fn new(service: &Service, failures: Vec<String>) -> Row<'_> {
        let (cases, disagreements) = (BTreeMap::new(), Vec::new());
        Row { service, operations: 0, cases, disagreements, failures, took: Duration::ZERO }
    }
}

/// Lowers and emits the services; those that can't be are rows already.
fn generate_modules<'a>(
    found: &'a [Service],
    jobs: usize,
    console: &mut Console<'_>,
) -> (Vec<Subject<'a>>, Vec<Row<'a>>) {
    let progress = console.progress(found.len(), "generating");
    let prepared = parallel::map(found, jobs, |service, _| {
        let prepared = prepare_subject(service);
        progress.step(&service.name);

        prepared.map_err(|failures| Row::new(service, failures))
    });
    progress.finish();
    let (mut subjects, mut rows) = (Vec::new(), Vec::new());
    for subject in prepared {
        match subject {
            // What has no operations has nothing that the oracle could make.
            Ok(subject) if subject.api.operations.is_empty() => {
                rows.push(Row::new(subject.service, Vec::new()));
            }
            Ok(subject) => subjects.push(subject),
            Err(row) => rows.push(row),
        }
    }
    (subjects, rows)
}

fn prepare_subject(service: &Service) -> Result<Subject<'_>, Vec<String>> {
    let api = services::lower_service(service).map_err(|error| error.to_lines())?.api;
    let placement = Placement { name: &service.name, support: program::SUPPORT, krate: None };
    let module = shapesmith::module(&api, placement, PROVENANCE);
    Ok(Subject { service, api, module })
}

/// Generates and judges the cases of a service. Returns its row, the lines to record, and how often each expected
/// disagreement was met.
fn examine<'a>(
    subject: &Subject<'a>,
    generator: &Generator,
    program: &Program,
    expected: &ExpectedList,
) -> (Row<'a>, Vec<String>, expected::Tally) {
    let start = Instant::now();
    let mut row = Row::new(subject.service, Vec::new());
    let mut tally = expected.new_tally();
    let mut lines = Vec::new();
    let cases = generator.generate_cases(subject.service, &subject.api);
    row.failures.extend(cases.as_ref().err().cloned());
    let Cases { generated: cases, failed } = cases.unwrap_or_default();
    for FailedCase { operation, id, reason } in failed {
        let about = CaseFacts { operation: &operation, kind: FAILED_CASE, messages: &[&reason] };
        let entry = expected.find_entry(subject.service, about);
        tally.add(entry, true);
        row.disagreements.push(Disagreement {
            id,
            kind: FAILED_CASE.to_owned(),
            description: reason,
            expected: entry,
        });
    }
    let verdicts = program.judge_cases(&subject.service.name, &cases);
    row.failures.extend(verdicts.as_ref().err().cloned());
    for (case, verdict) in cases.iter().zip(verdicts.iter().flatten()) {
        *row.cases.entry(case.kind.clone()).or_default() += 1;
        let agreement = judge::check_verdict(case, verdict);
        let messages = judge::collect_messages(case, verdict);
        let about = CaseFacts { operation: &case.operation, kind: &case.kind, messages: &messages };
        let entry = expected.find_entry(subject.service, about);
        tally.add(entry, agreement.is_err());
        match agreement {
            Ok(()) => lines.extend(record::format_line(subject, case, verdict)),
            Err(description) => {
                row.disagreements.push(Disagreement::new(case, description, entry));
            }
        }
    }
    row.operations = cases.iter().map(|case| &case.operation).collect::<BTreeSet<_>>().len();
    row.took = start.elapsed();
    (row, lines, tally)
}

#[cfg(test)]
mod tests;
