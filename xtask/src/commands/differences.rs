//! The report of differences: as a failed check, or as changes that were written.

use crate::console::{BOLD, Console, pluralize, styled};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::tree::{self, FileDifference};

/// Prints the differences, and returns the failure of the check; `command` is the one that resolves them.
pub fn fail_check(
    differences: &[FileDifference],
    command: &str,
    console: &mut Console<'_>,
) -> Failure {
    for line in tree::format_differences(differences) {
        console.print_result(line);
    }
    let verb = if differences.len() == 1 { "differs" } else { "differ" };
    let files = pluralize(differences.len(), "file");
    let error = Diagnostic::error(format!("{files} {verb} from what the models generate"));
    Failure::problems(vec![error.hint(format!("run `{command}` and commit what it writes"))])
}

/// Returns a line on a difference that was written, such as `wrote generated/src/lib.rs`.
pub fn describe_change(difference: &FileDifference) -> String {
    let verb = if difference.expected_text().is_some() { "wrote" } else { "removed" };
    format!("{} {}", styled(BOLD, verb), difference.path)
}
