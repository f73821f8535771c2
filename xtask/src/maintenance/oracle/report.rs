//! What people see of a run: a line per service, what differs, totals.

use std::collections::BTreeMap;

use super::Row;
use super::expected::{Entry, ExpectedList};
use crate::cli::Oracle;
use crate::console::{BOLD, Console, DIM, REMOVED, pluralize, styled};
use crate::diagnostic::Diagnostic;

/// Tells all of it.
pub fn print_report(
    rows: &[Row<'_>],
    expected: &ExpectedList,
    stale: &[&Entry],
    args: &Oracle,
    console: &mut Console<'_>,
) {
    let width = rows.iter().map(|row| row.service.name.len()).max().unwrap_or_default();
    for row in rows {
        console.print_status(format_row(row, width));
    }
    for row in rows {
        print_differences(row, args.verbose, console);
    }
    for entry in stale {
        let message = "this is expected to differ, and doesn't any more";
        let hint = "remove the entry from the list of what is expected".to_owned();
        console.print_problems(&[
            Diagnostic::error(format!("{message}: {}", entry.reason)).hint(Some(hint))
        ]);
    }

    print_total(rows, expected, console);
}

fn format_row(row: &Row<'_>, width: usize) -> String {
    let name = styled(BOLD, format!("{:width$}", row.service.name));
    let cases: usize = row.cases.values().sum();
    let (known, unknown) = count_differing(row);
    let end = match (row.failures.is_empty(), unknown, known) {
        (false, ..) => styled(REMOVED, "FAILED"),
        (_, 0, 0) => "agreed".to_owned(),
        (_, 0, known) => format!("{known} expected to differ"),
        (_, unknown, known) => styled(REMOVED, format!("{unknown} DIFFER, {known} expected to")),
    };
    let operations = pluralize(row.operations, "operation");
    let cases = pluralize(cases, "case");
    format!("{name}  {operations:>15}  {cases:>12}  {:>7} ms  {end}", row.took.as_millis())
}

/// How many disagreements are expected, and how many aren't.
fn count_differing(row: &Row<'_>) -> (usize, usize) {
    let known = row.disagreements.iter().filter(|it| it.expected.is_some()).count();
    (known, row.disagreements.len() - known)
}

fn print_differences(row: &Row<'_>, verbose: bool, console: &mut Console<'_>) {
    let name = &row.service.name;
    let failures = row.failures.iter().map(|failure| format!("{name}: {failure}"));
    let unknown = row.disagreements.iter().filter(|it| it.expected.is_none());
    let unknown = unknown.map(|it| format!("{} ({}): {}", it.id, it.kind, it.description));
    let problems: Vec<Diagnostic> = failures.chain(unknown).map(Diagnostic::error).collect();
    console.print_problems(&problems);
    for known in row.disagreements.iter().filter(|it| verbose && it.expected.is_some()) {
        let number = known.expected.map_or(0, |place| place + 1);
        let mark = styled(DIM, format!("expected by {number}"));
        console.print_status(format_args!(
            "{mark} {} ({}): {}",
            known.id, known.kind, known.description
        ));
    }
}

fn print_total(rows: &[Row<'_>], expected: &ExpectedList, console: &mut Console<'_>) {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, number) in rows.iter().flat_map(|row| &row.cases) {
        *kinds.entry(kind).or_default() += number;
    }
    let (known, unknown) =
        rows.iter().map(count_differing).fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    console.print_status(format_args!(
        "\n{}, {}, {}: {known} expected to differ, {unknown} not",
        styled(BOLD, pluralize(rows.len(), "service")),
        pluralize(rows.iter().map(|row| row.operations).sum(), "operation"),
        pluralize(kinds.values().sum(), "case"),
    ));
    let kinds: Vec<String> =
        kinds.iter().map(|(kind, number)| format!("{number} {kind}")).collect();
    console.print_status(format_args!("  cases: {}", kinds.join(", ")));
    for (entry, met) in expected.differing_counts().filter(|(_, met)| *met > 0) {
        console.print_status(format_args!("  expected to differ {met} times: {}", entry.reason));
    }
    let failed = rows.iter().filter(|row| !row.passes()).count();
    if failed > 0 {
        console.print_result(styled(REMOVED, format!("{failed} of {} differ", rows.len())));
    }
}
