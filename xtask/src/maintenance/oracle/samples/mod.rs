//! `cargo xtask oracle --samples`: checks the values that generated crates make from the constraints of their models.

mod coverage;
mod program;

use std::num::NonZeroUsize;
use std::path::Path;
use std::process::Command;
use std::thread;

use serde_json::{Value, json};
use shapesmith::Placement;

use super::Subject;
use super::batches::{create_batches, describe_batch};
use crate::cli::Oracle;
use crate::console::{BOLD, Console, pluralize, styled};
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure};
use crate::maintenance::cargo::exchange_lines;
use crate::maintenance::params::to_params;
use crate::parallel;
use crate::services::{self, Service};
use crate::workspace::Workspace;
use coverage::Coverage;
use program::{Line, Program, Totals};

/// The folder of the programs below the workspace's root.
const FOLDER: &str = "target/samples";

/// What checks a batch of services.
struct Checker<'a> {
    workspace: &'a Workspace,
    args: &'a Oracle,
}

/// The results of a service.
#[derive(Default)]
struct ServiceResult {
    service: String,
    operations: usize,
    totals: Totals,
    /// The number of values that botocore was asked about.
    judged: usize,
    /// The numbers of members and of values of enums that values have had, and of all.
    covered: [usize; 2],
    all: [usize; 2],
    failures: Vec<String>,
}

/// Runs the command.
///
/// # Errors
/// No model is found.
pub fn run(
    args: &Oracle,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let found = services::find_services(args.models(), &args.services, args.all_versions, jobs)?;
    let checker = Checker { workspace, args };
    let batches = create_batches(&found.services);
    let mut all = Vec::new();
    let mut number = 0;
    let check =
        |batch: &&[Service], thread| (describe_batch(batch), checker.check_batch(batch, thread));
    parallel::for_each_result(&batches, jobs, check, |(name, results)| {
        number += 1;
        console.print_status(format_args!("{number}/{} {name}", batches.len()));
        // A run takes long, so that results are printed as soon as they are known.
        results.iter().for_each(|result| print_result(result, console));
        all.extend(results);
    });
    print_totals(&all, console);
    let passes = all.iter().all(|result| result.failures.is_empty());
    Ok(if passes { Exit::Done } else { Exit::ChecksFailed })
}

impl Checker<'_> {
    /// Checks the services of a batch with a program in the folder of this thread. A failure becomes a result, so that other batches
    /// are checked.
    fn check_batch(&self, batch: &[Service], thread: usize) -> Vec<ServiceResult> {
        let (mut subjects, mut results) = (Vec::new(), Vec::new());
        for service in batch {
            match prepare_subject(service) {
                Ok(subject) => subjects.extend(subject),
                Err(failures) => {
                    results.push(ServiceResult::failed(service.name.clone(), failures))
                }
            }
        }
        if subjects.is_empty() {
            return results;
        }
        let modules: Vec<_> = subjects.iter().map(|subject| subject.module.clone()).collect();
        let folder = self.workspace.path(&format!("{FOLDER}/{thread}"));
        match Program::build(&folder, &modules) {
            Ok(program) => {
                results
                    .extend(subjects.iter().map(|subject| self.check_service(subject, &program)));
            }
            Err(failure) => {
                let messages = failure.into_messages();
                results.push(ServiceResult::failed(describe_batch(batch), messages));
            }
        }
        results
    }

    fn check_service(&self, subject: &Subject<'_>, program: &Program) -> ServiceResult {
        let name = &subject.service.name;
        let result =
            program.run(name, self.args.seeds).and_then(|lines| self.check_lines(subject, lines));
        result
            .unwrap_or_else(|failure| ServiceResult::failed(name.clone(), failure.into_messages()))
    }

    fn check_lines(
        &self,
        subject: &Subject<'_>,
        lines: Vec<Line>,
    ) -> Result<ServiceResult, Failure> {
        let Subject { service, api, .. } = subject;
        let mut result = ServiceResult {
            service: service.name.clone(),
            operations: api.operations.len(),
            all: Coverage::of_operations(api).numbers(),
            ..ServiceResult::default()
        };
        let mut coverage = Coverage::default();
        let mut samples = Vec::new();
        for line in lines {
            match line {
                Line::Sample(name, is_output, value) => {
                    let ty = api.operation(&name).map(|operation| {
                        if is_output { &operation.output } else { &operation.input }
                    });
                    let Some(ty) = ty else { continue };
                    coverage.add(api, ty, &value);
                    samples.push(json!([name, is_output, to_params(api, ty, &value)]));
                }
                Line::Failure(reason) => result.failures.push(reason),
                Line::Totals(totals) => result.totals = totals,
            }
        }
        result.covered = coverage.numbers();
        // Only models in botocore's format are botocore's.
        if let Some(model) = service.files.first().filter(|_| service.format == "botocore") {
            result.judged = samples.len();
            result.failures.extend(self.judge(model, &samples)?);
        }
        Ok(result)
    }

    /// Returns what botocore finds wrong with valid values.
    fn judge(&self, model: &Path, samples: &[Value]) -> Result<Vec<String>, Failure> {
        let failed = |reason: String| Failure::new(format!("the oracle failed: {reason}"));
        let folder = self.args.paths.first().map_or(Path::new(""), |path| path);
        let mut command = Command::new(&self.args.python);
        // Without `-B` Python would write into the folder of the oracle.
        command.args(["-B", "-c", include_str!("samples.py")]).arg(folder);
        let lines = std::iter::once(json!(model)).chain(samples.iter().cloned());
        let (verdicts, status): (Vec<Vec<String>>, _) =
            exchange_lines(&mut command, lines).map_err(failed)?;
        if verdicts.len() != samples.len() {
            return Err(failed(format!("{status} at a value")));
        }
        let pairs = samples.iter().zip(verdicts);
        let describe = |(sample, errors): (&Value, Vec<String>)| {
            errors.into_iter().map(move |error| format!("botocore: {error}, for {sample}")).next()
        };
        Ok(pairs.filter_map(describe).collect())
    }
}

impl ServiceResult {
    fn failed(service: String, failures: Vec<String>) -> Self {
        Self { service, failures, ..Self::default() }
    }
}

/// Generates the module of a service; `None` if it has no operations.
fn prepare_subject(service: &Service) -> Result<Option<Subject<'_>>, Vec<String>> {
    let api = services::lower_service(service).map_err(|error| error.to_lines())?.api;
    let placement = Placement { name: &service.name, support: program::SUPPORT, krate: None };
    let module = shapesmith::emit_module(&api, placement, program::PROVENANCE);
    let has_operations = !api.operations.is_empty();
    Ok(has_operations.then_some(Subject { service, api, module }))
}

/// The number of failures of a service that are printed.
const SHOWN_FAILURES: usize = 8;

fn print_result(result: &ServiceResult, console: &mut Console<'_>) {
    let ServiceResult { service, operations, totals, judged, failures, .. } = result;
    let [members, values] = [0, 1].map(|place| format_share(result, place));
    console.print_status(format_args!(
        "{}  {}: {} valid and {} violating values, {} times without violation; {judged} for botocore; {members} of the \
         members, {values} of the values of enums",
        styled(BOLD, service),
        pluralize(*operations, "operation"),
        totals.valid,
        totals.violating,
        totals.without_violation,
    ));
    for reason in &totals.missing {
        console.print_status(format_args!("  no value of {reason}"));
    }
    let shown = failures.iter().take(SHOWN_FAILURES);
    let errors: Vec<Diagnostic> =
        shown.map(|failure| Diagnostic::error(format!("{service}: {failure}"))).collect();
    console.print_problems(&errors);
    if let Some(others) = failures.len().checked_sub(SHOWN_FAILURES).filter(|others| *others > 0) {
        console.print_status(format_args!("  and {}", pluralize(others, "other failure")));
    }
}

/// Returns the share of members or of values that values have had.
fn format_share(result: &ServiceResult, place: usize) -> String {
    let number = |numbers: &[usize; 2]| numbers.get(place).copied().unwrap_or_default();
    format!("{}/{}", number(&result.covered), number(&result.all))
}

fn print_totals(results: &[ServiceResult], console: &mut Console<'_>) {
    let sum = |number: fn(&ServiceResult) -> usize| results.iter().map(number).sum::<usize>();
    console.print_result(format_args!(
        "{}, {}: {} valid values, {} of them for botocore; {} values with a violation, {} times none; {} without a valid value; \
         {}/{} members, {}/{} values of enums; {}",
        pluralize(results.len(), "service"),
        pluralize(sum(|it| it.operations), "operation"),
        sum(|it| it.totals.valid),
        sum(|it| it.judged),
        sum(|it| it.totals.violating),
        sum(|it| it.totals.without_violation),
        pluralize(sum(|it| it.totals.missing.len()), "input or output"),
        sum(|it| it.covered[0]),
        sum(|it| it.all[0]),
        sum(|it| it.covered[1]),
        sum(|it| it.all[1]),
        pluralize(sum(|it| it.failures.len()), "failure"),
    ));
}
