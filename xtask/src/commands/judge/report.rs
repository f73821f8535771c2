//! What people see of a run: a line a service, the errors of those that break, totals.

use super::Row;
use super::bench::Outcome;
use crate::console::{ADDED, BOLD, Console, DIM, REMOVED, count, styled};

/// How many errors of a service are shown, unless all are asked for.
const SHOWN: usize = 3;

/// Tells all of it.
pub fn tell(rows: &[Row], verbose: bool, console: &mut Console<'_>) {
    for row in rows {
        line(row, verbose, console);
    }
    let with = |is: fn(&Outcome) -> bool| rows.iter().filter(|row| is(&row.outcome)).count();
    let compile =
        with(|outcome| matches!(outcome, Outcome::Judged { errors, .. } if errors.is_empty()));
    let judged = with(|outcome| matches!(outcome, Outcome::Judged { .. }));
    let failed = rows.len() - judged;
    let wrong = with(|outcome| matches!(outcome, Outcome::Judged { .. }) && !outcome.is_right());
    let total = count(rows.len(), "service");
    let breaks = judged - compile;
    console.result(styled(
        BOLD,
        format!(
            "{total}: {compile} compile, {breaks} break, {failed} failed; \
        {wrong} not as the comparison says"
        ),
    ));
}

fn line(row: &Row, verbose: bool, console: &mut Console<'_>) {
    let name = &row.name;
    match &row.outcome {
        Outcome::Judged { errors, expected } => {
            let word = match errors.len() {
                0 => styled(ADDED, "compiles"),
                some => styled(REMOVED, format!("breaks ({})", count(some, "error"))),
            };
            let unseen = match expected.unseen {
                0 => String::new(),
                some => styled(DIM, format!(", and {} no compiler sees", count(some, "break"))),
            };
            console.result(format!("{name}: {word}{unseen}"));
            if !row.outcome.is_right() {
                let says = match expected.seen.len() {
                    0 => "nothing breaks".to_owned(),
                    some => format!("{} should be seen", count(some, "break")),
                };
                console.result(styled(REMOVED, format!("    the comparison says that {says}")));
                list(&expected.seen, verbose, console);
            }
            list(errors, verbose, console);
        }
        Outcome::NotMade(failures) => {
            console.result(format!("{name}: {}", styled(REMOVED, "no crate can be made of it")));
            list(failures, true, console);
        }
        Outcome::NotSound(errors) => {
            let what = "the program doesn't compile with its own crate";
            console.result(format!("{name}: {}", styled(REMOVED, what)));
            list(errors, verbose, console);
        }
    }
}

fn list(lines: &[String], all: bool, console: &mut Console<'_>) {
    let shown = if all { lines.len() } else { SHOWN };
    for line in lines.iter().take(shown) {
        console.result(format!("    {line}"));
    }
    if lines.len() > shown {
        console.result(styled(DIM, format!("    and {} more", lines.len() - shown)));
    }
}
