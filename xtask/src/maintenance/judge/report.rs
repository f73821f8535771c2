//! The results for a terminal: a line for each pair, the errors, and totals.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use shapesmith_model::escape;

use super::check::{CheckResult, Outcome};
use crate::console::{ADDED, BOLD, Console, DIM, REMOVED, pluralize, styled};

/// The number of errors of a pair that are shown by default.
const MAX_LISTED: usize = 3;

/// The numbers of pairs by their results.
#[derive(Default)]
pub struct Totals {
    compiling: usize,
    breaking: usize,
    failed: usize,
    disagreeing: usize,
}

impl Totals {
    /// Counts a pair.
    pub fn add(&mut self, outcome: &Outcome) {
        let Outcome::Checked(result) = outcome else {
            self.failed += 1;
            return;
        };
        if result.errors.is_empty() {
            self.compiling += 1;
        } else {
            self.breaking += 1;
        }
        self.disagreeing += usize::from(!result.agrees());
    }

    /// Returns whether all pairs were checked, and the compiler's errors are the predicted ones.
    pub fn passes(&self) -> bool {
        self.failed == 0 && self.disagreeing == 0
    }
}

impl Display for Totals {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { compiling, breaking, failed, disagreeing } = self;
        let total = pluralize(compiling + breaking + failed, "pair");
        let text = format!(
            "{total}: {compiling} compile, {breaking} break, {failed} failed; \
             {disagreeing} differ from the review"
        );
        f.write_str(&styled(BOLD, text))
    }
}

/// Prints the result of a pair.
pub fn print_pair(title: &str, outcome: &Outcome, verbose: bool, console: &mut Console<'_>) {
    let title = escape::line(title);
    match outcome {
        Outcome::Checked(result) => print_result(&title, result, verbose, console),
        Outcome::GenerationFailed(failures) => {
            let result = styled(REMOVED, "a crate can't be generated");
            console.print_result(format!("{title}: {result}"));
            print_lines(failures, true, console);
        }
        Outcome::InvalidProgram(errors) => {
            let result = styled(REMOVED, "the program has errors with the old crate too");
            console.print_result(format!("{title}: {result}"));
            print_lines(errors, verbose, console);
        }
    }
}

fn print_result(title: &str, result: &CheckResult, verbose: bool, console: &mut Console<'_>) {
    let CheckResult { errors, prediction } = result;
    let lines: Vec<&String> = errors.values().flatten().collect();
    let verdict = match lines.len() {
        0 => styled(ADDED, "compiles"),
        number => {
            let items = pluralize(errors.len(), "item");
            styled(REMOVED, format!("breaks ({} in {items})", pluralize(number, "error")))
        }
    };
    let undetectable = match prediction.undetectable {
        0 => String::new(),
        number => {
            let changes = pluralize(number, "major change");
            styled(DIM, format!(", and {changes} that the compiler can't detect"))
        }
    };
    console.print_result(format!("{title}: {verdict}{undetectable}"));
    let unpredicted = lines_of_other_items(errors, &prediction.errors);
    let missing = lines_of_other_items(&prediction.errors, errors);
    for (heading, lines) in [
        ("errors that the review doesn't predict", unpredicted),
        ("predicted errors that don't occur", missing),
    ] {
        if !lines.is_empty() {
            console.print_result(styled(REMOVED, format!("    {heading}:")));
            print_lines(&lines, true, console);
        }
    }
    print_lines(&lines, verbose, console);
}

/// Returns the lines of the items that `others` lacks.
fn lines_of_other_items<'a>(
    lines: &'a BTreeMap<String, Vec<String>>,
    others: &BTreeMap<String, Vec<String>>,
) -> Vec<&'a String> {
    let unique = lines.iter().filter(|(item, _)| !others.contains_key(*item));
    unique.flat_map(|(_, lines)| lines).collect()
}

fn print_lines(lines: &[impl AsRef<str>], all: bool, console: &mut Console<'_>) {
    let number = if all { lines.len() } else { MAX_LISTED };
    for line in lines.iter().take(number) {
        // Text of a model can be in a line; the diagnostics of a model have several lines.
        console.print_result(format!("    {}", escape::lines(line.as_ref())));
    }
    if lines.len() > number {
        console.print_result(styled(DIM, format!("    and {} more", lines.len() - number)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::prediction::Prediction;
    use super::*;
    use crate::console::{assert_escaped, capture_output};

    #[test]
    fn text_of_models_is_escaped() {
        let hostile = "a\u{1b}[31m\n::error::b".to_owned();
        let failed = Outcome::GenerationFailed(vec![hostile.clone()]);
        let errors = BTreeMap::from([(hostile.clone(), vec![hostile.clone()])]);
        let result = CheckResult { errors, prediction: Prediction::default() };
        let checked = Outcome::Checked(result);
        for (outcome, verbose) in [(failed, false), (checked, true)] {
            let print =
                |console: &mut Console<'_>| print_pair(&hostile, &outcome, verbose, console);
            assert_escaped(&capture_output(print).0);
        }
    }
}
