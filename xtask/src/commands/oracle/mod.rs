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
use case::{Cases, Generator, Unmade};
use expected::{About, Expected};
use judge::Disagreement;
use program::{PROVENANCE, Program};

/// The kind of what the oracle makes no cases of.
const UNMADE: &str = "unmade";

/// A service whose validators are to be examined.
struct Subject<'a> {
    service: &'a Service,
    api: Api,
    module: Module,
}

/// What came of a service.
struct Row<'a> {
    service: &'a Service,
    /// How many operations had a case.
    operations: usize,
    /// How many cases there were, by what is wrong with the value.
    cases: BTreeMap<String, usize>,
    disagreements: Vec<Disagreement>,
    /// What kept cases from being made or judged.
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
    let mut expected = Expected::read()?;
    let generator = Generator::new(args)?;
    let models = &args.models;
    let found = services::find(&models.paths, &models.services, models.all_versions, jobs)?;
    let (subjects, mut rows) = generate(&found.services, jobs, console);
    let program = Program::build(workspace, subjects.iter().map(|subject| &subject.module))?;
    console.say(format_args!("{} in {:.0} s", program.built, program.took.as_secs_f64()));
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
        record::write(file, agreed)?;
    }
    let stale = if args.seeds >= expected::SEEDS { expected.stale() } else { Vec::new() };
    report::tell(&rows, &expected, &stale, args, console);
    let fine = rows.iter().all(Row::passes) && stale.is_empty();
    Ok(if fine { Exit::Done } else { Exit::Wanting })
}

impl Row<'_> {
    fn passes(&self) -> bool {
        self.failures.is_empty() && self.disagreements.iter().all(|it| it.expected.is_some())
    }

    fn failed(service: &Service, failures: Vec<String>) -> Row<'_> {
        let (cases, disagreements) = (BTreeMap::new(), Vec::new());
        Row { service, operations: 0, cases, disagreements, failures, took: Duration::ZERO }
    }
}

/// Lowers and emits the services; those that can't be are rows already.
fn generate<'a>(
    found: &'a [Service],
    jobs: usize,
    console: &mut Console<'_>,
) -> (Vec<Subject<'a>>, Vec<Row<'a>>) {
    let progress = console.progress(found.len(), "generating");
    let made = parallel::map(found, jobs, |service, _| {
        let made = subject(service);
        progress.step(&service.name);
        made.map_err(|failures| Row::failed(service, failures))
    });
    progress.finish();
    let (mut subjects, mut rows) = (Vec::new(), Vec::new());
    for made in made {
        match made {
            // What has no operations has nothing that the oracle could make.
            Ok(subject) if subject.api.operations.is_empty() => {
                rows.push(Row::failed(subject.service, Vec::new()));
            }
            Ok(subject) => subjects.push(subject),
            Err(row) => rows.push(row),
        }
    }
    (subjects, rows)
}

fn subject(service: &Service) -> Result<Subject<'_>, Vec<String>> {
    let api = services::lowered(service)?.api;
    let placement = Placement { name: &service.name, support: program::SUPPORT, krate: None };
    let module = services::module(&api, placement, PROVENANCE)?;
    Ok(Subject { service, api, module })
}

/// Has the service's cases made and judged; gives what is to be recorded, and where what is expected was met.
fn examine<'a>(
    subject: &Subject<'a>,
    generator: &Generator,
    program: &Program,
    expected: &Expected,
) -> (Row<'a>, Vec<String>, expected::Tally) {
    let start = Instant::now();
    let mut row = Row::failed(subject.service, Vec::new());
    let mut tally = expected.tally();
    let mut lines = Vec::new();
    let cases = generator.cases(subject.service, &subject.api);
    row.failures.extend(cases.as_ref().err().cloned());
    let Cases { made: cases, unmade } = cases.unwrap_or_default();
    for Unmade { operation, id, told } in unmade {
        let about = About { operation: &operation, kind: UNMADE, words: &[&told] };
        let entry = expected.entry(subject.service, about);
        tally.add(entry, true);
        row.disagreements.push(Disagreement { id, kind: UNMADE.to_owned(), told, expected: entry });
    }
    let verdicts = program.judge(&subject.service.name, &cases);
    row.failures.extend(verdicts.as_ref().err().cloned());
    for (case, verdict) in cases.iter().zip(verdicts.iter().flatten()) {
        *row.cases.entry(case.kind.clone()).or_default() += 1;
        let told = judge::judge(case, verdict);
        let words = judge::words(case, verdict);
        let about = About { operation: &case.operation, kind: &case.kind, words: &words };
        let entry = expected.entry(subject.service, about);
        tally.add(entry, told.is_err());
        match told {
            Ok(()) => lines.extend(record::line(subject, case, verdict)),
            Err(told) => row.disagreements.push(Disagreement::new(case, told, entry)),
        }
    }
    row.operations = cases.iter().map(|case| &case.operation).collect::<BTreeSet<_>>().len();
    row.took = start.elapsed();
    (row, lines, tally)
}

#[cfg(test)]
mod tests;
