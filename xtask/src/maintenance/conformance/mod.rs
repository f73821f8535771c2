//! `cargo xtask conformance`: runs the test cases of protocols, those that models have and botocore's, against the HTTP messages of
//! generated types.

mod botocore;
mod case;
mod collect;
mod comparison;
mod exceptions;
mod expansion;
mod report;
mod vector;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use shapesmith::rust::Api;
use shapesmith::{Module, Placement, Provenance};

use crate::cli::{Conformance, Side};
use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure};
use crate::maintenance::exchange::{Mismatch, Program, SUPPORT, ServiceEntry, Task};
use crate::parallel;
use crate::services::{self, Service};
use crate::suggest::suggest_name;
use crate::workspace::Workspace;
use case::Case;
use collect::Collected;
use comparison::compare_answers;
use exceptions::ExceptionList;

/// The provenance in the headers of generated files.
const PROVENANCE: Provenance<'_> =
    Provenance { command: "cargo xtask conformance", source: "the models given" };

/// The folder of the program below the workspace's root.
const FOLDER: &str = "target/conformance";

/// A service with cases.
struct Subject {
    api: Api,
    module: Module,
    collected: Collected,
}

/// The modules of a service, or the problems of its model.
type Prepared = Result<Vec<Subject>, Vec<String>>;

/// A case that was run.
struct CaseResult {
    case: Case,
    /// What isn't as expected.
    mismatches: Vec<Mismatch>,
    /// The index of the exception that accepts the mismatches.
    exception: Option<usize>,
}

/// The results of a run.
#[derive(Default)]
struct Results {
    cases: Vec<CaseResult>,
    /// The cases of protocols that have no codec.
    unsupported: Vec<Case>,
    /// Why models or cases can't be read.
    failures: Vec<String>,
}

/// Runs the command.
pub fn run(
    args: &Conformance,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let jobs = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let exceptions = ExceptionList::read()?;
    let mut results = Results::default();
    let mut subjects = Vec::new();
    for prepared in prepare_all(&args.paths, jobs)? {
        match prepared {
            Ok(prepared) => subjects.extend(prepared),
            Err(failures) => results.failures.extend(failures),
        }
    }
    check_protocol(args, &subjects)?;
    let cases = select_cases(&mut subjects, args, &mut results);
    if !cases.is_empty() {
        let program = build_program(workspace, &subjects, &cases)?;
        let seconds = program.build_time.as_secs_f64();
        console.print_status(format_args!("the program is compiled in {seconds:.0} s\n"));
        let answers = program.run_and_reread(&cases.iter().map(Case::task).collect::<Vec<_>>())?;
        results.cases = cases
            .into_iter()
            .zip(answers)
            .map(|(case, (answer, reread))| {
                let mismatches = compare_answers(&case.expectation, &answer, reread.as_ref());
                let exception = exceptions.find_entry(&case, &mismatches);
                let exception = exception.filter(|_| !mismatches.is_empty());
                CaseResult { case, mismatches, exception }
            })
            .collect();
    }
    let is_whole = args.protocol.is_none() && args.side.is_none();
    let run: Vec<_> = results.cases.iter().map(|it| (&it.case, it.exception)).collect();
    let stale = if is_whole { exceptions.find_stale(&run) } else { BTreeSet::new() };
    report::print_report(&results, &exceptions, &stale, args.verbose, console);
    Ok(if results.pass() && stale.is_empty() { Exit::Done } else { Exit::ChecksFailed })
}

impl Results {
    /// Returns whether each failure is listed.
    fn pass(&self) -> bool {
        self.failures.is_empty() && !self.cases.iter().any(CaseResult::is_unexpected)
    }
}

impl CaseResult {
    /// Returns whether it fails, and no exception lists it.
    fn is_unexpected(&self) -> bool {
        !self.mismatches.is_empty() && self.exception.is_none()
    }
}

/// Prepares the services of the models and of botocore's cases in files and folders.
///
/// # Errors
/// A file can't be read, or there is neither a model nor a case.
fn prepare_all(paths: &[PathBuf], jobs: usize) -> Result<Vec<Prepared>, Failure> {
    let mut tree = services::walk_folders(paths)?;
    let files = botocore::take_suite_files(&mut tree)?;
    let found = match files.is_empty() {
        true => services::find_services(paths, &[], false, jobs)?,
        false => services::find_in_tree(tree, false, jobs)?,
    };
    let mut prepared = parallel::map(&found.services, jobs, |service, _| prepare_service(service));
    let drafts: Vec<_> = files.into_iter().flat_map(botocore::draft_models).collect();
    prepared.extend(parallel::map(&drafts, jobs, |draft, _| {
        let (api, collected) = botocore::collect_cases(draft)?;
        Ok(vec![Subject { collected, ..create_subject(api, &draft.name) }])
    }));
    Ok(prepared)
}

/// Generates the module of a service and collects its cases. A client uses the first protocol that it has, so each further one
/// has a module for the cases in which a client takes part, of the service as if it spoke nothing else.
fn prepare_service(service: &Service) -> Prepared {
    let lowered = services::lower_service(service).map_err(|error| error.to_lines())?;
    let mut whole = create_subject(lowered.api, &service.name);
    whole.collected = collect::collect_cases(&lowered.model, &whole.api, &service.name);
    let has_codec = |protocol: &&&str| shapesmith::http_protocols().any(|name| name == **protocol);
    let protocols = whole.api.service.protocols.clone();
    let others = protocols.iter().filter(has_codec).skip(1).map(|protocol| {
        let mut api = whole.api.clone();
        api.service.protocols = vec![*protocol];
        let mut subject =
            create_subject(api, &format!("{}_{}", service.name, protocol.to_lowercase()));
        let has_client = |case: &mut Case| {
            // The client reads the responses that the server writes.
            let is_read = matches!(case.task, Task::WriteResponse { .. });
            case.protocol == *protocol && (case.side == Side::Client || is_read)
        };
        let cases = whole.collected.cases.extract_if(.., has_client);
        let module = &subject.module.name;
        let cases = cases.map(|case| Case { service: module.clone(), ..case });
        subject.collected.cases = cases.collect();
        subject
    });
    let others: Vec<Subject> = others.collect();
    Ok([whole].into_iter().chain(others).collect())
}

/// Generates a module, without cases.
fn create_subject(api: Api, name: &str) -> Subject {
    let placement = Placement { name, support: SUPPORT, krate: None };
    let module = shapesmith::emit_module(&api, placement, PROVENANCE);
    Subject { api, module, collected: Collected::default() }
}

/// Fails if a protocol is named that no case has.
fn check_protocol(args: &Conformance, subjects: &[Subject]) -> Result<(), Failure> {
    let Some(wanted) = &args.protocol else { return Ok(()) };
    let cases = subjects.iter().flat_map(|subject| &subject.collected.cases);
    let mut known: Vec<&str> = cases.map(|case| case.protocol.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    if known.contains(&wanted.as_str()) {
        return Ok(());
    }
    let error = Diagnostic::error(format!("there is no case of the protocol `{wanted}`"));
    Err(error.hint(suggest_name(wanted, &known)).into())
}

/// Returns the chosen cases that can be run. The other chosen ones, and what can't be read, go to the results.
fn select_cases(subjects: &mut [Subject], args: &Conformance, results: &mut Results) -> Vec<Case> {
    let mut selected = Vec::new();
    for subject in subjects {
        let Collected { cases, failures } = std::mem::take(&mut subject.collected);
        results.failures.extend(failures);
        for case in cases {
            let is_chosen =
                args.protocol.as_ref().is_none_or(|protocol| case.protocol == *protocol)
                    && args.side.is_none_or(|side| case.side == side);
            match (is_chosen, shapesmith::http_protocols().any(|name| name == case.protocol)) {
                (true, true) => selected.push(case),
                (true, false) => results.unsupported.push(case),
                (false, _) => {}
            }
        }
    }
    selected
}

/// Builds the program with the services that have cases.
fn build_program(
    workspace: &Workspace,
    subjects: &[Subject],
    cases: &[Case],
) -> Result<Program, Failure> {
    let has_cases =
        |subject: &&Subject| cases.iter().any(|case| case.service == subject.module.name);
    let mut services: Vec<ServiceEntry<'_>> = subjects
        .iter()
        .filter(has_cases)
        .map(|Subject { api, module, .. }| ServiceEntry::new(api, module))
        .collect();
    services.sort_by(|a, b| a.module.name.cmp(&b.module.name));
    Program::build(workspace, FOLDER, PROVENANCE, &services)
}
