//! The results for a terminal: a table of services and kinds of checks, the differences, and totals.

use std::collections::BTreeMap;

use shapesmith_model::escape;

use super::super::expected::{Entry, ExpectedList};
use super::check::CheckKind;
use super::{CheckResult, Results, ServiceChecks, Unsupported};
use crate::console::{BOLD, Console, DIM, REMOVED, pluralize, styled};
use crate::diagnostic::Diagnostic;
use crate::maintenance::table::print_rows;

/// The number of checks of a kind.
#[derive(Default)]
struct Counts {
    agreeing: usize,
    expected: usize,
    unexpected: usize,
}

/// Prints what prevented checks, and the unexpected differences.
pub fn print_differences(results: &Results, console: &mut Console<'_>) {
    let mut errors: Vec<Diagnostic> = results.failures.iter().map(Diagnostic::error).collect();
    for ServiceChecks { checks, failures, .. } in &results.services {
        errors.extend(failures.iter().map(Diagnostic::error));
        let unexpected = checks.iter().filter(|check| check.is_unexpected());
        errors.extend(unexpected.map(|check| Diagnostic::error(describe(check))));
    }
    console.print_problems(&errors);
}

/// Prints the table and totals.
pub fn print_summary(
    results: &Results,
    expected: &ExpectedList,
    stale: &[&Entry],
    verbose: bool,
    console: &mut Console<'_>,
) {
    print_table(results, console);
    for entry in stale {
        let message = format!("an expected difference no longer occurs: {}", entry.reason);
        let hint = "remove its entry from expected.toml".to_owned();
        console.print_problems(&[Diagnostic::error(message).hint(hint)]);
    }
    for (entry, number) in expected.disagreeing_counts().filter(|(_, number)| *number > 0) {
        let times = pluralize(number, "time");
        console.print_status(format_args!("expected {times}: {}", entry.reason));
    }
    let checks = results.services.iter().flat_map(|result| &result.checks);
    for check in checks.filter(|check| verbose && !check.differences.is_empty()) {
        if let Some(index) = check.expected {
            let label = styled(DIM, format!("expected by entry {}", index + 1));
            let description = describe(check);
            console.print_status(format_args!("{label} {}", escape::line(&description)));
        }
    }
    print_total(results, console);
}

fn describe(CheckResult { id, kind, differences, .. }: &CheckResult) -> String {
    format!("{id} ({}): {differences}", kind.name())
}

fn print_table(results: &Results, console: &mut Console<'_>) {
    let head = ["service", "protocol", "check", "number", "agree", "expected", "differ"];
    let mut rows = Vec::new();
    for result in &results.services {
        for (kind, Counts { agreeing, expected, unexpected }) in count_checks(result) {
            let labels = [&result.service, result.protocol, kind.name()].map(str::to_owned);
            let figures = [agreeing + expected + unexpected, agreeing, expected, unexpected];
            rows.push(labels.into_iter().chain(figures.map(|it| it.to_string())).collect());
        }
    }
    for Unsupported { service, protocols, records } in &results.unsupported {
        let labels = [service, protocols, "all records"].map(str::to_owned);
        let figures = [records.to_string(), "not built in".to_owned()];
        rows.push(labels.into_iter().chain(figures).collect());
    }
    print_rows(&head, 3, &rows, console);
}

fn count_checks(result: &ServiceChecks) -> BTreeMap<CheckKind, Counts> {
    let mut kinds: BTreeMap<CheckKind, Counts> = BTreeMap::new();
    for check in &result.checks {
        let counts = kinds.entry(check.kind).or_default();
        match (check.differences.is_empty(), check.expected) {
            (true, _) => counts.agreeing += 1,
            (false, Some(_)) => counts.expected += 1,
            (false, None) => counts.unexpected += 1,
        }
    }
    kinds
}

fn print_total(results: &Results, console: &mut Console<'_>) {
    let counts = || results.services.iter().flat_map(|it| count_checks(it).into_values());
    let sum = |figure: fn(&Counts) -> usize| counts().map(|it| figure(&it)).sum::<usize>();
    let (agreeing, expected) = (sum(|it| it.agreeing), sum(|it| it.expected));
    let unexpected = sum(|it| it.unexpected);
    let total = agreeing + expected + unexpected;
    let unsupported: usize = results.unsupported.iter().map(|it| it.records).sum();
    console.print_status(format_args!(
        "{}: {agreeing} agree, {expected} expected differences, {unexpected} unexpected; {} of protocols that aren't \
         built in",
        styled(BOLD, pluralize(total, "check")),
        pluralize(unsupported, "record"),
    ));
    if unexpected > 0 {
        console.print_result(styled(REMOVED, format!("{unexpected} of {total} differ")));
    }
}
