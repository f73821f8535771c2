//! Runs checks, and compares the answers with what is expected.

use std::collections::BTreeSet;

use super::super::Subject;
use super::super::agreement::{check_verdict, collect_messages};
use super::super::case::FailedCase;
use super::super::expected::{CaseFacts, ExpectedList, Tally};
use super::super::program::Verdict;
use super::check::{Check, CheckKind, Expectation};
use super::comparison::{compare_request, compare_response};
use super::parser::ResponseParser;
use super::{CheckResult, MessageSubject, ServiceChecks};
use crate::exit::Failure;
use crate::maintenance::exchange::{
    Answer, Mismatch, OperationTask, Program, compare_values, describe_answer,
};
use crate::maintenance::table::shorten;
use crate::services::Service;

/// The service whose differences are looked up in the list of expected ones.
struct Evaluation<'a> {
    service: &'a Service,
    protocol: &'a str,
    expected: &'a ExpectedList,
    tally: Tally,
}

/// Runs the checks of a service. Returns the results, and how many checks matched each expected difference.
///
/// # Errors
/// The program or the parser fails.
pub fn run_checks(
    subject: &MessageSubject<'_>,
    program: &Program,
    parser: Option<&ResponseParser<'_>>,
    expected: &ExpectedList,
) -> Result<(ServiceChecks, Tally), Failure> {
    let MessageSubject { subject: Subject { service, .. }, protocol, checks, .. } = subject;
    let to_task = |check| Check::task(check, &service.name, protocol);
    let tasks: Vec<OperationTask<'_>> = checks.iter().map(to_task).collect();
    let answers = program.run_and_reread(&tasks)?;
    let compare = |(check, (answer, reread)): (&Check, &(Answer, Option<Answer>))| {
        let mut mismatches = compare_answer(check, answer);
        mismatches.extend(reread.iter().flat_map(compare_values));
        mismatches
    };
    let mut mismatches: Vec<Vec<Mismatch>> = checks.iter().zip(&answers).map(compare).collect();
    if let Some(parser) = parser {
        add_parsed(parser, subject, &answers, &mut mismatches)?;
    }
    let tally = expected.new_tally();
    let mut evaluation = Evaluation { service, protocol, expected, tally };
    let results = checks.iter().zip(&mismatches);
    let mut results: Vec<CheckResult> =
        results.map(|(check, mismatches)| evaluation.evaluate_check(check, mismatches)).collect();
    results.extend(subject.unrecorded.iter().map(|case| evaluation.evaluate_failure(case)));
    let (service, failures) = (service.name.clone(), subject.failures.clone());
    Ok((ServiceChecks { service, protocol, checks: results, failures }, evaluation.tally))
}

/// Adds the mismatches of what botocore reads from the responses among the answers.
fn add_parsed(
    parser: &ResponseParser<'_>,
    subject: &MessageSubject<'_>,
    answers: &[(Answer, Option<Answer>)],
    mismatches: &mut [Vec<Mismatch>],
) -> Result<(), Failure> {
    let MessageSubject { subject: Subject { service, .. }, protocol, checks, .. } = subject;
    let (mut indices, mut responses) = (Vec::new(), Vec::new());
    for (index, (check, (answer, _))) in checks.iter().zip(answers).enumerate() {
        if let (Expectation::Response(expected), Answer::Response(response)) =
            (&check.expectation, answer)
        {
            indices.push(index);
            responses.push((check, &**expected, response));
        }
    }
    let parsed = parser.check_responses(service.files.first(), protocol, &responses)?;
    for (index, mismatch) in indices.into_iter().zip(parsed) {
        if let Some(found) = mismatches.get_mut(index) {
            found.extend(mismatch);
        }
    }
    Ok(())
}

impl Evaluation<'_> {
    /// Returns the result of a check. It is expected if an entry expects each of its differences. Counts it for these entries, or
    /// if it agrees for those that could expect a difference.
    fn evaluate_check(&mut self, check: &Check, mismatches: &[Mismatch]) -> CheckResult {
        let format = |Mismatch { part, expected, actual }: &Mismatch| {
            format!("{part}: expected {}, actual {}", shorten(expected), shorten(actual))
        };
        let lines: Vec<String> = mismatches.iter().map(format).collect();
        let kind = match &check.expectation {
            Expectation::Verdict(case) => &case.kind,
            _ => check.kind.name(),
        };
        let facts = CaseFacts {
            protocol: self.protocol,
            operation: &check.operation,
            kind,
            messages: &[],
            mismatch: None,
            params: check.task.params(),
        };
        if lines.is_empty() {
            for candidate in self.expected.find_candidates(self.service, facts) {
                self.tally.add(Some(candidate), false);
            }
        }
        let mut entries = Vec::new();
        for (line, mismatch) in lines.iter().zip(mismatches) {
            let messages = [line.as_str()];
            let facts = CaseFacts { messages: &messages, mismatch: Some(mismatch), ..facts };
            entries.push(self.expected.find_entry(self.service, facts));
        }
        let entries: Option<BTreeSet<usize>> = entries.into_iter().collect();
        for entry in entries.iter().flatten() {
            self.tally.add(Some(*entry), true);
        }
        let expected = entries.and_then(|entries| entries.first().copied());
        let (id, differences) = (check.id.clone(), lines.join("; "));
        CheckResult { id, kind: check.kind, differences, expected }
    }

    /// Returns the result of a record that the oracle failed to make.
    fn evaluate_failure(&mut self, case: &FailedCase) -> CheckResult {
        let kind = CheckKind::Recorded;
        let facts = CaseFacts {
            protocol: self.protocol,
            operation: &case.operation,
            kind: kind.name(),
            messages: &[&case.reason],
            mismatch: None,
            params: None,
        };
        let expected = self.expected.find_entry(self.service, facts);
        self.tally.add(expected, true);
        CheckResult { id: case.id.clone(), kind, differences: case.reason.clone(), expected }
    }
}

/// Returns what isn't as expected in an answer.
fn compare_answer(check: &Check, answer: &Answer) -> Vec<Mismatch> {
    match (&check.expectation, answer) {
        (Expectation::Request(recorded), Answer::Request(request)) => {
            compare_request(recorded, request)
        }
        (Expectation::Response(expected), Answer::Response(response)) => {
            compare_response(&expected.recorded, expected.is_error, response)
        }
        (Expectation::EqualValues, answer) => compare_values(answer),
        (Expectation::Verdict(case), answer) => {
            let verdict = match answer {
                Answer::Violations(violations) => Verdict::Violations(violations.clone()),
                Answer::Unreadable(error) => Verdict::Unreadable(error.clone()),
                answer => return vec![describe_answer(answer)],
            };
            let describe = |description: String| {
                let messages = collect_messages(case, &verdict).join("; ");
                Mismatch::new("verdict", messages, description)
            };
            check_verdict(case, &verdict).map_err(describe).err().into_iter().collect()
        }
        (_, answer) => vec![describe_answer(answer)],
    }
}
