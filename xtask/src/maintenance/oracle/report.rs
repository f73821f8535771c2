//! The results for a terminal: a line for each service, the disagreements, and totals.

use std::collections::BTreeMap;

use shapesmith_model::escape;

use super::ServiceResult;
use super::expected::{Entry, ExpectedList};
use crate::cli::Oracle;
use crate::console::{BOLD, Console, DIM, REMOVED, pluralize, styled};
use crate::diagnostic::Diagnostic;

/// Prints the results.
pub fn print_report(
    results: &[ServiceResult<'_>],
    expected: &ExpectedList,
    stale: &[&Entry],
    args: &Oracle,
    console: &mut Console<'_>,
) {
    let width = results.iter().map(|result| result.service.name.len()).max().unwrap_or_default();
    for result in results {
        console.print_status(format_result(result, width));
    }
    for result in results {
        print_disagreements(result, args.verbose, console);
    }
    for entry in stale {
        let message = format!("an expected disagreement no longer occurs: {}", entry.reason);
        let hint = "remove its entry from expected.toml".to_owned();
        console.print_problems(&[Diagnostic::error(message).hint(hint)]);
    }
    print_total(results, expected, console);
}

fn format_result(result: &ServiceResult<'_>, width: usize) -> String {
    let name = styled(BOLD, format!("{:width$}", result.service.name));
    let cases: usize = result.cases.values().sum();
    let (expected, unexpected) = count_disagreements(result);
    let verdict = match (result.failures.is_empty(), unexpected, expected) {
        (false, ..) => styled(REMOVED, "FAILED"),
        (_, 0, 0) => "agrees".to_owned(),
        (_, 0, expected) => pluralize(expected, "expected disagreement"),
        (_, unexpected, expected) => {
            styled(REMOVED, format!("{unexpected} UNEXPECTED, {expected} expected disagreements"))
        }
    };
    let operations = pluralize(result.operations, "operation");
    let cases = pluralize(cases, "case");
    let milliseconds = result.elapsed.as_millis();
    format!("{name}  {operations:>15}  {cases:>12}  {milliseconds:>7} ms  {verdict}")
}

/// Returns the number of expected and of unexpected disagreements.
fn count_disagreements(result: &ServiceResult<'_>) -> (usize, usize) {
    let expected = result.disagreements.iter().filter(|it| it.expected.is_some()).count();
    (expected, result.disagreements.len() - expected)
}

fn print_disagreements(result: &ServiceResult<'_>, verbose: bool, console: &mut Console<'_>) {
    let name = &result.service.name;
    let failures = result.failures.iter().map(|failure| format!("{name}: {failure}"));
    let unexpected = result.disagreements.iter().filter(|it| it.expected.is_none());
    let unexpected = unexpected.map(|it| format!("{} ({}): {}", it.id, it.kind, it.description));
    let errors: Vec<Diagnostic> = failures.chain(unexpected).map(Diagnostic::error).collect();
    console.print_problems(&errors);
    for disagreement in result.disagreements.iter().filter(|_| verbose) {
        let Some(index) = disagreement.expected else { continue };
        let label = styled(DIM, format!("expected by entry {}", index + 1));
        // The id and the description contain text of the model.
        let id = escape::line(&disagreement.id);
        let description = escape::line(&disagreement.description);
        console.print_status(format_args!("{label} {id} ({}): {description}", disagreement.kind));
    }
}

fn print_total(results: &[ServiceResult<'_>], expected: &ExpectedList, console: &mut Console<'_>) {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, number) in results.iter().flat_map(|result| &result.cases) {
        *kinds.entry(kind).or_default() += number;
    }
    let counts = results.iter().map(count_disagreements);
    let (known, unknown) = counts.fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    console.print_status(format_args!(
        "\n{}, {}, {}: {known} expected disagreements, {unknown} unexpected",
        styled(BOLD, pluralize(results.len(), "service")),
        pluralize(results.iter().map(|result| result.operations).sum(), "operation"),
        pluralize(kinds.values().sum(), "case"),
    ));
    let kinds: Vec<String> =
        kinds.iter().map(|(kind, number)| format!("{number} {kind}")).collect();
    console.print_status(format_args!("  cases: {}", kinds.join(", ")));
    for (entry, number) in expected.disagreeing_counts().filter(|(_, number)| *number > 0) {
        let times = pluralize(number, "time");
        console.print_status(format_args!("  expected {times}: {}", entry.reason));
    }
    let failed = results.iter().filter(|result| !result.passes()).count();
    if failed > 0 {
        console.print_result(styled(REMOVED, format!("{failed} of {} failed", results.len())));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::agreement::Disagreement;
    use super::*;
    use crate::console::{assert_escaped, capture_output};
    use crate::services::Service;

    #[test]
    fn text_of_models_is_escaped() {
        let hostile = "::error::a\u{1b}[31m\n::error::b".to_owned();
        let disagreement = |expected| Disagreement {
            id: hostile.clone(),
            kind: "valid".to_owned(),
            description: hostile.clone(),
            expected,
        };
        let result = ServiceResult {
            service: &Service::default(),
            operations: 1,
            cases: BTreeMap::new(),
            disagreements: vec![disagreement(None), disagreement(Some(0))],
            failures: vec![hostile.clone()],
            elapsed: Duration::ZERO,
        };
        let (out, err) = capture_output(|console| print_disagreements(&result, true, console));
        assert_escaped(&out);
        assert_escaped(&err);
    }
}
