//! Runs checks, and compares the answers with what is expected.

use super::super::Subject;
use super::super::agreement::{check_verdict, collect_messages};
use super::super::expected::{CaseFacts, ExpectedList, Tally};
use super::super::program::Verdict;
use super::check::{Check, Expectation};
use super::comparison::{compare_request, compare_response};
use super::{CheckResult, CorpusResult, CorpusSubject};
use crate::exit::Failure;
use crate::maintenance::exchange::{
    Answer, Mismatch, OperationTask, Program, compare_values, describe_answer,
};
use crate::maintenance::table::shorten;
use crate::services::Service;

/// Runs the checks of a service. Returns the results, and how many checks matched each expected difference.
///
/// # Errors
/// The program fails.
pub fn run_checks(
    subject: &CorpusSubject<'_>,
    program: &Program,
    expected: &ExpectedList,
) -> Result<(CorpusResult, Tally), Failure> {
    let CorpusSubject { subject: Subject { service, .. }, protocol, checks, failures } = subject;
    let to_task = |check| Check::task(check, &service.name, protocol);
    let tasks: Vec<OperationTask<'_>> = checks.iter().map(to_task).collect();
    let compare = |(check, (answer, reread)): (&Check, (Answer, Option<Answer>))| {
        let mut mismatches = compare_answer(check, &answer);
        mismatches.extend(reread.iter().flat_map(compare_values));
        mismatches
    };
    let answers = program.run_and_reread(&tasks)?;
    let mismatches: Vec<Vec<Mismatch>> = checks.iter().zip(answers).map(compare).collect();
    let mut tally = expected.new_tally();
    let evaluate = |(check, mismatches): (&Check, Vec<Mismatch>)| {
        evaluate_check(check, &mismatches, service, expected, &mut tally)
    };
    let results = checks.iter().zip(mismatches).map(evaluate).collect();
    let (service, failures) = (service.name.clone(), failures.clone());
    Ok((CorpusResult { service, protocol, checks: results, failures }, tally))
}

/// Returns the result of a check, and counts it for the entry that expects its differences, or else for those that could.
fn evaluate_check(
    check: &Check,
    mismatches: &[Mismatch],
    service: &Service,
    expected: &ExpectedList,
    tally: &mut Tally,
) -> CheckResult {
    let format = |Mismatch { part, expected, actual }: &Mismatch| {
        format!("{part}: expected {}, actual {}", shorten(expected), shorten(actual))
    };
    let lines: Vec<String> = mismatches.iter().map(format).collect();
    let kind = match &check.expectation {
        Expectation::Verdict(case) => &case.kind,
        _ => check.kind.name(),
    };
    let operation = &check.operation;
    let messages: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut entry = None;
    if lines.is_empty() {
        for candidate in expected.find_candidates(service, operation, kind) {
            tally.add(Some(candidate), false);
        }
    } else {
        entry = expected.find_entry(service, CaseFacts { operation, kind, messages: &messages });
        tally.add(entry, true);
    }
    let (id, differences) = (check.id.clone(), lines.join("; "));
    CheckResult { id, kind: check.kind, differences, expected: entry }
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
