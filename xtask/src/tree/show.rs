//! The differences as lines of text: every path, and the first lines of a few diffs.

use std::time::Duration;

use shapesmith_model::escape;
use similar::TextDiff;

use super::{FileDifference, FileDifferenceKind};
use crate::console::{self, ADDED, BOLD, DIM, PLACE, REMOVED, pluralize, styled};

/// The number of diffs.
const MAX_DIFFS: usize = 5;
/// The number of lines of a diff.
const MAX_LINES: usize = 20;
/// The number of characters of a line; the prose in model files has very long lines.
const MAX_WIDTH: usize = 160;
/// The time to find a minimal diff; later, any diff is accepted.
const DIFF_TIMEOUT: Duration = Duration::from_secs(2);

/// Returns the lines to print, with styles.
pub fn format_differences(differences: &[FileDifference]) -> Vec<String> {
    let mut lines: Vec<String> = differences.iter().map(format_path).collect();
    let changed: Vec<_> = differences.iter().filter_map(changed_texts).collect();
    for (path, old, new) in changed.iter().take(MAX_DIFFS) {
        lines.push(String::new());
        push_diff(path, old, new, &mut lines);
    }
    if changed.len() > MAX_DIFFS {
        let more = pluralize(changed.len() - MAX_DIFFS, "more changed file");
        lines.push(String::new());
        lines.push(styled(DIM, format!("… diffs of {more}")));
    }
    lines
}

fn format_path(difference: &FileDifference) -> String {
    let (style, state) = match difference.kind {
        FileDifferenceKind::Changed { .. } => (PLACE, "changed"),
        FileDifferenceKind::Missing { .. } => (ADDED, "missing"),
        FileDifferenceKind::Extra => (REMOVED, "extra"),
    };
    format!("{} {}", styled(style, format!("{state:7}")), escape::line(&difference.path))
}

fn changed_texts(difference: &FileDifference) -> Option<(&str, String, &str)> {
    match &difference.kind {
        FileDifferenceKind::Changed { old, new } => {
            Some((&difference.path, String::from_utf8_lossy(old).into_owned(), new))
        }
        FileDifferenceKind::Missing { .. } | FileDifferenceKind::Extra => None,
    }
}

fn push_diff(path: &str, old: &str, new: &str, lines: &mut Vec<String>) {
    let diff = TextDiff::configure().timeout(DIFF_TIMEOUT).diff_lines(old, new);
    let diff = diff.unified_diff().header(path, &format!("{path} (expected)")).to_string();
    let mut rest = diff.lines();
    lines.extend(rest.by_ref().take(MAX_LINES).map(colour_line));
    let more = rest.count();
    if more > 0 {
        lines.push(styled(DIM, format!("… {}", pluralize(more, "more line"))));
    }
}

fn colour_line(line: &str) -> String {
    let style = match line.chars().next() {
        _ if line.starts_with("+++") || line.starts_with("---") => BOLD,
        Some('@') => PLACE,
        Some('+') => ADDED,
        Some('-') => REMOVED,
        _ => return shorten_line(line),
    };
    console::styled(style, shorten_line(line))
}

fn shorten_line(line: &str) -> String {
    let line = escape::line(line);
    match line.char_indices().nth(MAX_WIDTH) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line)),
        None => line.into_owned(),
    }
}
