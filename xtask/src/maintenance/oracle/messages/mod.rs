//! Checks HTTP messages and validators against records of botocore and of a server: those of a corpus, or those that the
//! oracle makes.

mod check;
mod comparison;
mod corpus;
mod evaluation;
mod models;
mod parser;
mod record;
mod report;
#[cfg(test)]
mod tests;
mod wire;

use std::collections::BTreeMap;

use shapesmith::rust::Api;
use shapesmith::{Placement, Provenance};

use super::Subject;
use super::case::FailedCase;
use super::expected::{ExpectedList, Tally};
use crate::console::pluralize;
use crate::exit::Failure;
use crate::maintenance::exchange::{Program, SUPPORT, ServiceEntry};
use crate::maintenance::protocols::to_protocol_prefix;
use crate::services::{self, Service};
use crate::workspace::Workspace;
use check::{Check, CheckKind, create_checks};
use parser::ResponseParser;
use record::{Content, Record};

pub use corpus::run as run_corpora;
pub use wire::run as run_wire;

/// The provenance in the headers of generated files.
const PROVENANCE: Provenance<'_> =
    Provenance { command: "cargo xtask oracle", source: "the models given" };

/// A service with records, whose protocol has a codec.
struct MessageSubject<'a> {
    subject: Subject<'a>,
    /// The name of the protocol, such as `restJson1`.
    protocol: &'static str,
    checks: Vec<Check>,
    /// The records that the oracle failed to make.
    unrecorded: Vec<FailedCase>,
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
struct ServiceChecks {
    service: String,
    protocol: &'static str,
    checks: Vec<CheckResult>,
    /// Why records can't be checked.
    failures: Vec<String>,
}

/// The results of a run.
#[derive(Default)]
struct Results {
    services: Vec<ServiceChecks>,
    unsupported: Vec<Unsupported>,
    /// Why services can't be checked.
    failures: Vec<String>,
}

impl Results {
    fn pass(&self) -> bool {
        let is_unexpected = |result: &ServiceChecks| {
            !result.failures.is_empty() || result.checks.iter().any(CheckResult::is_unexpected)
        };
        self.failures.is_empty() && !self.services.iter().any(is_unexpected)
    }

    fn append(&mut self, other: Self) {
        self.services.extend(other.services);
        self.unsupported.extend(other.unsupported);
        self.failures.extend(other.failures);
    }
}

impl CheckResult {
    /// Returns whether it differs, and no entry expects it.
    fn is_unexpected(&self) -> bool {
        !self.differences.is_empty() && self.expected.is_none()
    }
}

/// Returns the lowered service, or adds the errors of its model to the results.
fn lower_service(service: &Service, results: &mut Results) -> Option<Api> {
    match services::lower_service(service) {
        Ok(lowered) => Some(lowered.api),
        Err(error) => {
            results.failures.extend(error.to_lines());
            None
        }
    }
}

/// Prepares the checks of a service's records. A service whose protocol has no codec is added to the results.
fn prepare_subject<'a>(
    service: &'a Service,
    api: Api,
    records: Vec<Record>,
    results: &mut Results,
) -> Option<MessageSubject<'a>> {
    let protocol = find_protocol(&api.service.protocols, &records);
    if protocol.is_none() {
        results.unsupported.push(Unsupported {
            service: service.name.clone(),
            protocols: api.service.protocols.join(", "),
            records: records.len(),
        });
    }
    Some(create_subject(service, api, protocol?, records))
}

/// Generates the module of a service, and creates the checks of its records.
fn create_subject<'a>(
    service: &'a Service,
    api: Api,
    protocol: &'static str,
    records: Vec<Record>,
) -> MessageSubject<'a> {
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
    let (subject, unrecorded) = (Subject { service, api, module }, Vec::new());
    MessageSubject { subject, protocol, checks, unrecorded, failures }
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

/// Compiles a program of the services in a folder of the workspace.
///
/// # Errors
/// A file can't be written, or the program can't be compiled.
fn build_program(
    subjects: &[MessageSubject<'_>],
    workspace: &Workspace,
    folder: &str,
) -> Result<Program, Failure> {
    let entries: Vec<ServiceEntry<'_>> = subjects
        .iter()
        .map(|MessageSubject { subject, .. }| ServiceEntry::new(&subject.api, &subject.module))
        .collect();
    Program::build(workspace, folder, PROVENANCE, &entries)
}

/// Runs the checks of the services, and adds their results. With a parser, botocore reads our server's responses, too. Returns how
/// many checks matched each expected difference.
///
/// # Errors
/// The program or the parser fails.
fn run_subjects(
    subjects: &[MessageSubject<'_>],
    program: &Program,
    parser: Option<&ResponseParser<'_>>,
    expected: &ExpectedList,
    results: &mut Results,
) -> Result<Tally, Failure> {
    let mut total = expected.new_tally();
    for subject in subjects {
        let (result, tally) = evaluation::run_checks(subject, program, parser, expected)?;
        results.services.push(result);
        total.append(&tally);
    }
    Ok(total)
}
