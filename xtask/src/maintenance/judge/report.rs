//! What people see of a run: a line a pair, the errors of those that break, totals.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use super::compile::{Outcome, Verdict};
use crate::console::{ADDED, BOLD, Console, DIM, REMOVED, pluralize, styled};

/// How many errors of a pair are shown, unless all are asked for.
const SHOWN: usize = 3;

/// What became of all pairs.
#[derive(Default)]
pub struct Tally {
    compile: usize,
    break_: usize,
    failed: usize,
    wrong: usize,
}

impl Tally {
    /// Counts a pair.
    pub fn add(&mut self, outcome: &Outcome) {
        let Outcome::Judged(verdict) = outcome else {
            self.failed += 1;
            return;
        };
        if verdict.errors.is_empty() {
            self.compile += 1;
        } else {
            self.break_ += 1;
        }
        self.wrong += usize::from(!verdict.is_right());
    }

    /// Whether all could be judged, and the compiler says what was expected.
    pub fn is_right(&self) -> bool {
        self.failed == 0 && self.wrong == 0
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { compile, break_, failed, wrong } = self;
        let total = pluralize(compile + break_ + failed, "pair");
        let text = format!(
            "{total}: {compile} compile, {break_} break, {failed} failed; \
             {wrong} not as the comparison says"
        );
        f.write_str(&styled(BOLD, text))
    }
}

/// Tells of a pair.
pub fn line(title: &str, outcome: &Outcome, verbose: bool, console: &mut Console<'_>) {
    match outcome {
        Outcome::Judged(verdict) => judged(title, verdict, verbose, console),
        Outcome::NotMade(failures) => {
            console.print_result(format!(
                "{title}: {}",
                styled(REMOVED, "no crate can be made of it")
            ));
            list(failures, true, console);
        }
        Outcome::NotSound(errors) => {
            let what = "the program doesn't compile with its own crate";
            console.print_result(format!("{title}: {}", styled(REMOVED, what)));
            list(errors, verbose, console);
        }
    }
}

fn judged(title: &str, verdict: &Verdict, verbose: bool, console: &mut Console<'_>) {
    let Verdict { errors, expected } = verdict;
    let lines: Vec<&String> = errors.values().flatten().collect();
    let word = match lines.len() {
        0 => styled(ADDED, "compiles"),
        some => {
            let items = pluralize(errors.len(), "item");
            styled(REMOVED, format!("breaks ({} in {items})", pluralize(some, "error")))
        }
    };
    let unseen = match expected.unseen {
        0 => String::new(),
        some => styled(DIM, format!(", and {} no compiler sees", pluralize(some, "break"))),
    };
    console.print_result(format!("{title}: {word}{unseen}"));
    let only = |these: &BTreeMap<String, Vec<String>>, those: &BTreeMap<String, Vec<String>>| {
        let these = these.iter().filter(|(item, _)| !those.contains_key(*item));
        these.flat_map(|(_, lines)| lines.clone()).collect::<Vec<_>>()
    };
    let missed = [
        ("the comparison doesn't say", only(errors, &expected.seen)),
        ("the compiler doesn't say", only(&expected.seen, errors)),
    ];
    for (whose, lines) in missed.iter().filter(|(_, lines)| !lines.is_empty()) {
        console.print_result(styled(REMOVED, format!("    {whose}:")));
        list(lines, true, console);
    }
    list(&lines, verbose, console);
}

fn list(lines: &[impl Display], all: bool, console: &mut Console<'_>) {
    let shown = if all { lines.len() } else { SHOWN };
    for line in lines.iter().take(shown) {
        console.print_result(format!("    {line}"));
    }
    if lines.len() > shown {
        console.print_result(styled(DIM, format!("    and {} more", lines.len() - shown)));
    }
}
