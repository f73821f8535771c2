//! `cargo xtask oracle --corpus`: checks HTTP messages and validators against the records of a corpus.

mod check;
mod comparison;
mod evaluation;
mod models;
mod record;
mod report;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::thread;

use shapesmith::rust::Api;
use shapesmith::{Placement, Provenance};

use super::Subject;
use super::expected::ExpectedList;
use crate::cli::Oracle;
use crate::console::{Console, pluralize};
use crate::exit::{Exit, Failure};
use crate::maintenance::exchange::{Program, SUPPORT, ServiceEntry};
use crate::maintenance::protocols::to_protocol_prefix;
use crate::services::{self, Service};
use crate::workspace::Workspace;
use check::{Check, CheckKind, create_checks};
use record::{Content, Record, read_corpus};

/// The provenance in the headers of generated files.
const PROVENANCE: Provenance<'_> =
    Provenance { command: "cargo xtask oracle --corpus", source: "the models given" };
/// An entry for kinds of checks is stale if at least this many of them agree and none differs. A sample has too few to know.
const MIN_CHECKS: usize = 100;
/// The folder of the program below the workspace's root.
const FOLDER: &str = "target/corpora";

/// A service of the corpora whose protocol has a codec.
struct CorpusSubject<'a> {
    subject: Subject<'a>,
    /// The name of the protocol, such as `restJson1`.
    protocol: &'static str,
    checks: Vec<Check>,
    /// Why records have no checks.
    failures: Vec<String>,
}

/// The checks of a service that can't be run.
struct Unsupported {
    service: String,
    /// The protocols of the service.
    protocols: String,
    records: usize,
}

/// A check that was run.
struct CheckResult {
    id: String,
    kind: CheckKind,
    /// The differences; empty if it agrees.
    differences: String,
    /// The index of the entry that expects the differences.
    expected: Option<usize>,
}

/// The results of a service.
struct CorpusResult {
    service: String,
    protocol: &'static str,
    checks: Vec<CheckResult>,
    /// Why records can't be checked.
    failures: Vec<String>,
}

/// The results of a run.
#[derive(Default)]
struct Results {
    services: Vec<CorpusResult>,
    unsupported: Vec<Unsupported>,
    /// Why services can't be checked.
    failures: Vec<String>,
}

/// Runs the command.
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
        let entries: Vec<ServiceEntry<'_>> = subjects
            .iter()
            .map(|CorpusSubject { subject, .. }| ServiceEntry::new(&subject.api, &subject.module))
            .collect();
        let program = Program::build(workspace, FOLDER, PROVENANCE, &entries)?;
        let seconds = program.build_time.as_secs_f64();
        console.print_status(format_args!("the program is compiled in {seconds:.0} s\n"));
        for subject in &subjects {
            let (result, tally) = evaluation::run_checks(subject, &program, &expected)?;
            results.services.push(result);
            expected.add(&tally);
        }
    }
    let stale = expected.stale_entries(MIN_CHECKS);
    report::print_report(&results, &expected, &stale, args.verbose, console);
    Ok(if results.pass() && stale.is_empty() { Exit::Done } else { Exit::ChecksFailed })
}

impl Results {
    fn pass(&self) -> bool {
        let is_unexpected = |result: &CorpusResult| {
            !result.failures.is_empty() || result.checks.iter().any(CheckResult::is_unexpected)
        };
        self.failures.is_empty() && !self.services.iter().any(is_unexpected)
    }
}

impl CheckResult {
    /// Returns whether it differs, and no entry expects it.
    fn is_unexpected(&self) -> bool {
        !self.differences.is_empty() && self.expected.is_none()
    }
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
) -> (Vec<CorpusSubject<'_>>, Results) {
    let (mut subjects, mut results) = (Vec::new(), Results::default());
    for (name, records) in corpora {
        let Some(service) = models::find_service(services, &name) else {
            results.failures.push(models::describe_missing(&name));
            continue;
        };
        let api = match services::lower_service(service) {
            Ok(lowered) => lowered.api,
            Err(error) => {
                results.failures.extend(error.to_lines());
                continue;
            }
        };
        match find_protocol(&api.service.protocols, &records) {
            Some(protocol) => subjects.push(create_subject(service, api, protocol, records)),
            None => results.unsupported.push(Unsupported {
                service: service.name.clone(),
                protocols: api.service.protocols.join(", "),
                records: records.len(),
            }),
        }
    }
    (subjects, results)
}

/// Generates the module of a service, and creates the checks of its records.
fn create_subject<'a>(
    service: &'a Service,
    api: Api,
    protocol: &'static str,
    records: Vec<Record>,
) -> CorpusSubject<'a> {
    let placement = Placement { name: &service.name, support: SUPPORT, krate: None };
    let module = shapesmith::emit_module(&api, placement, PROVENANCE);
    let (mut checks, mut reasons) = (Vec::new(), BTreeMap::<String, usize>::new());
    for record in records {
        match create_checks(record, &api) {
            Ok(created) => checks.extend(created),
            Err(reason) => *reasons.entry(reason).or_default() += 1,
        }
    }
    let describe = |(reason, number): (String, usize)| {
        format!("{}: {reason}: {}", service.name, pluralize(number, "record"))
    };
    let failures = reasons.into_iter().map(describe).collect();
    CorpusSubject { subject: Subject { service, api, module }, protocol, checks, failures }
}

/// Returns the protocol of the requests in the records, or else the first one that has a codec; `None` if it has none.
fn find_protocol(protocols: &[&'static str], records: &[Record]) -> Option<&'static str> {
    let recorded = records.iter().find_map(|record| match &record.content {
        Content::Request { request, .. } => Some(to_protocol_prefix(&request.protocol)),
        _ => None,
    });
    let is_recorded = |protocol: &&&str| recorded.is_none_or(|prefix| protocol.starts_with(prefix));
    let has_codec = |protocol: &&&str| shapesmith::http_protocols().any(|name| name == **protocol);
    protocols.iter().filter(is_recorded).find(has_codec).copied()
}
