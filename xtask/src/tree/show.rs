//! Differences for people: every name, and the beginnings of some diffs.

use std::time::Duration;

use shapesmith_model::escape;
use similar::TextDiff;

use super::{Difference, Kind};
use crate::console::{self, ADDED, BOLD, DIM, PLACE, REMOVED, count, styled};

const FILES: usize = 5;
const LINES: usize = 20;
/// Letters of a line; prose in model files is in very long ones.
const WIDTH: usize = 160;
/// What a diff may take; past it, it is right but longer than need be.
const PATIENCE: Duration = Duration::from_secs(2);

/// The lines to print.
pub fn show(differences: &[Difference]) -> Vec<String> {
    let mut lines: Vec<String> = differences.iter().map(name).collect();
    let changed: Vec<_> = differences.iter().filter_map(texts).collect();
    for (name, old, new) in changed.iter().take(FILES) {
        lines.push(String::new());
        diff(name, old, new, &mut lines);
    }
    if changed.len() > FILES {
        let more = count(changed.len() - FILES, "more changed file");
        lines.push(String::new());
        lines.push(styled(DIM, format!("… diffs of {more}")));
    }
    lines
}

fn name(difference: &Difference) -> String {
    let (style, what) = match difference.kind {
        Kind::Changed { .. } => (PLACE, "changed"),
        Kind::Missing { .. } => (ADDED, "missing"),
        Kind::Extra => (REMOVED, "extra"),
    };
    format!("{} {}", styled(style, format!("{what:7}")), escape::line(&difference.name))
}

fn texts(difference: &Difference) -> Option<(&str, String, &str)> {
    match &difference.kind {
        Kind::Changed { old, new } => {
            Some((&difference.name, String::from_utf8_lossy(old).into_owned(), new))
        }
        Kind::Missing { .. } | Kind::Extra => None,
    }
}

fn diff(name: &str, old: &str, new: &str, lines: &mut Vec<String>) {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let diff = diff.unified_diff().header(name, &format!("{name} (as it should be)")).to_string();
    let mut rest = diff.lines();
    lines.extend(rest.by_ref().take(LINES).map(coloured));
    let more = rest.count();
    if more > 0 {
        lines.push(styled(DIM, format!("… {}", count(more, "more line"))));
    }
}

fn coloured(line: &str) -> String {
    let style = match line.chars().next() {
        _ if line.starts_with("+++") || line.starts_with("---") => BOLD,
        Some('@') => PLACE,
        Some('+') => ADDED,
        Some('-') => REMOVED,
        _ => return shortened(line),
    };
    console::styled(style, shortened(line))
}

fn shortened(line: &str) -> String {
    let line = escape::line(line);
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line)),
        None => line.into_owned(),
    }
}
