//! The results for a terminal: a table of the protocols, kinds and sides, the failures, and totals.

use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::escape;

use super::case::{Case, Kind};
use super::exceptions::ExceptionList;
use super::{CaseResult, Results};
use crate::cli::Side;
use crate::console::{BOLD, Console, DIM, REMOVED, pluralize, styled};
use crate::diagnostic::Diagnostic;
use crate::maintenance::exchange::Mismatch;
use crate::maintenance::table::{print_rows, shorten};

/// The cases of a protocol, kind and side.
type Row<'a> = (&'a str, Kind, Side);

/// The number of cases of a row.
#[derive(Default)]
struct Counts {
    passed: usize,
    listed: usize,
    failed: usize,
    /// Cases of a protocol that has no codec.
    unsupported: usize,
}

/// Prints the results. `stale` are the ids of exceptions whose cases all pass.
pub fn print_report(
    results: &Results,
    exceptions: &ExceptionList,
    stale: &BTreeSet<String>,
    verbose: bool,
    console: &mut Console<'_>,
) {
    print_table(results, console);
    let errors = results.failures.iter().map(Diagnostic::error);
    let failed = results.cases.iter().filter(|result| result.is_unexpected());
    let errors: Vec<Diagnostic> = errors.chain(failed.map(describe_failure)).collect();
    console.print_problems(&errors);
    for id in stale {
        let message = format!("the cases of an exception pass: {id}");
        let hint = "remove the id from exceptions.toml".to_owned();
        console.print_problems(&[Diagnostic::error(message).hint(hint)]);
    }
    print_listed(results, exceptions, verbose, console);
    print_total(results, console);
}

fn print_table(results: &Results, console: &mut Console<'_>) {
    let head = ["protocol", "kind", "side", "cases", "passed", "listed", "failed"];
    let mut rows = Vec::new();
    for ((protocol, kind, side), counts) in count_cases(results) {
        let Counts { passed, listed, failed, unsupported } = counts;
        let [protocol, kind, side] =
            [&escape::line(protocol), kind.name(), side.name()].map(str::to_owned);
        let cases = (passed + listed + failed + unsupported).to_string();
        let figures = match unsupported {
            0 => [passed, listed, failed].map(|figure| figure.to_string()),
            _ => ["not built in", "", ""].map(str::to_owned),
        };
        let [passed, listed, failed] = figures;
        rows.push(vec![protocol, kind, side, cases, passed, listed, failed]);
    }
    print_rows(&head, 3, &rows, console);
}

fn count_cases(results: &Results) -> BTreeMap<Row<'_>, Counts> {
    let mut rows: BTreeMap<Row<'_>, Counts> = BTreeMap::new();
    for result in &results.cases {
        let counts = rows.entry(row_of(&result.case)).or_default();
        match (result.mismatches.is_empty(), result.exception) {
            (true, _) => counts.passed += 1,
            (false, Some(_)) => counts.listed += 1,
            (false, None) => counts.failed += 1,
        }
    }
    for case in &results.unsupported {
        rows.entry(row_of(case)).or_default().unsupported += 1;
    }
    rows
}

fn row_of(case: &Case) -> Row<'_> {
    (&case.protocol, case.kind, case.side)
}

/// Returns the error of a case, with what was expected and what the answer was.
fn describe_failure(result: &CaseResult) -> Diagnostic {
    let mismatches = result.mismatches.iter().map(|Mismatch { part, expected, actual }| {
        format!("{part}\nexpected: {}\nactual:   {}", shorten(expected), shorten(actual))
    });
    let mut error = Diagnostic::error(format!("{} fails", result.case));
    error.note = Some(mismatches.collect::<Vec<_>>().join("\n"));
    error
}

/// Prints the failures that exceptions list, by their reasons.
fn print_listed(
    results: &Results,
    exceptions: &ExceptionList,
    verbose: bool,
    console: &mut Console<'_>,
) {
    for (index, exception) in exceptions.0.iter().enumerate() {
        let is_listed =
            |result: &&CaseResult| result.exception == Some(index) && !result.mismatches.is_empty();
        let listed: Vec<&CaseResult> = results.cases.iter().filter(is_listed).collect();
        if listed.is_empty() {
            continue;
        }
        let times = pluralize(listed.len(), "case");
        console.print_status(format_args!("listed {times}: {}", exception.reason));
        for result in listed.iter().filter(|_| verbose) {
            let case = escape::line(&result.case.to_string()).into_owned();
            console.print_status(format_args!("  {}", styled(DIM, case)));
            for Mismatch { part, expected, actual } in &result.mismatches {
                let difference =
                    format!("{part}: expected {}, actual {}", shorten(expected), shorten(actual));
                console.print_status(format_args!("    {}", escape::line(&difference)));
            }
        }
    }
}

fn print_total(results: &Results, console: &mut Console<'_>) {
    let counts = count_cases(results);
    let sum = |figure: fn(&Counts) -> usize| counts.values().map(figure).sum::<usize>();
    let (passed, listed) = (sum(|it| it.passed), sum(|it| it.listed));
    let (failed, unsupported) = (sum(|it| it.failed), sum(|it| it.unsupported));
    let cases = pluralize(results.cases.len(), "case");
    console.print_status(format_args!(
        "{}: {passed} passed, {listed} listed, {failed} failed; {unsupported} of protocols that aren't built in",
        styled(BOLD, cases)
    ));
    if failed > 0 {
        let total = results.cases.len();
        console.print_result(styled(REMOVED, format!("{failed} of {total} failed")));
    }
}
