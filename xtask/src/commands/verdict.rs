//! What is told of differences: that there are some, or what became of them.

use crate::console::{BOLD, Console, count, styled};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::tree::{self, Difference};

/// Shows the differences; the failure says how to get rid of them.
pub fn differ(differences: &[Difference], fix: &str, console: &mut Console<'_>) -> Failure {
    for line in tree::show(differences) {
        console.print_result(line);
    }
    let differ = if differences.len() == 1 { "differs" } else { "differ" };
    let number = count(differences.len(), "file");
    let told = Diagnostic::error(format!("{number} {differ} from what the models give"));
    Failure::problems(vec![told.hint(Some(format!("run `{fix}` and commit what it writes")))])
}

/// What was done about a difference.
pub fn done(difference: &Difference) -> String {
    let what = if difference.wanted().is_some() { "wrote" } else { "removed" };
    format!("{} {}", styled(BOLD, what), difference.name)
}
