//! The review for the comments of a pull request: breaking first, the rest folded, within the size that they may have.

use std::fmt::Write;

use shapesmith::review::ReviewEntry;
use shapesmith_model::escape::line as escape_line;

use super::outline::{Outline, Row, Section, Weight};
use super::{Report, words};
use crate::commands::diff::compare::Compared;
use crate::commands::diff::fingerprint::fingerprint;
use crate::commands::diff::version::Versions;
use crate::console::pluralize;

/// GitHub's limit of a comment is 65,536 characters; some are left for whatever is put around the review.
const LIMIT: usize = 60_000;

/// The review as Markdown; what doesn't fit is cut from the end, and counted.
pub fn markdown(report: &Report<'_>) -> String {
    let mut page = Page::default();
    page.add(&summary(report), 0);
    if let Some(versions) = report.versions.filter(|it| it.needed > it.old) {
        let Versions { old, declared, needed } = versions;
        let mark = if versions.are_enough() { "" } else { " ⚠" };
        let told = format!("\nVersion: {old} → at least {needed}, {declared} is declared{mark}\n");
        page.add(&told, 0);
    }
    for service in report.services {
        page.service(service, report);
    }
    if page.cut > 0 {
        let cut = pluralize(page.cut, "change");
        let _ = write!(
            page.text,
            "\n*{cut} not shown: a comment has no room for more. `cargo xtask diff` has them all.*\n"
        );
    }
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
    /// How many characters it has.
    length: usize,
    /// Whether something had no room; then nothing else has: the order says what matters.
    is_full: bool,
    /// How many findings had no room.
    cut: usize,
}

impl Page {
    fn service(&mut self, service: &Compared, report: &Report<'_>) {
        let outline = Outline::of(&service.review);
        self.add(&format!("\n### {} ({})\n", escape(&service.title), code(&service.name)), 0);
        if let Some(unsearched) = words::without_rename_hints(&service.review) {
            self.add(&format!("\n{}\n", escape(&unsearched)), 0);
        }
        for section in &outline.sections {
            let folded = section.weight > Weight::Major;
            let title = format!("{} ({})", section.weight.title(), section.count());
            let head = match folded {
                true => format!("\n<details><summary>{title}</summary>\n\n"),
                false => format!("\n**{title}**\n\n"),
            };
            let is_there = self.add(&head, 0);
            self.section(section, service, report);
            if folded && is_there {
                // A fold that was opened is closed, whether there is room or not.
                self.text.push_str("\n</details>\n");
            }
        }
        if let Some(noise) = words::noise(&outline.noise) {
            self.add(&format!("\n{noise}\n"), 0);
        }
    }

    fn section(&mut self, section: &Section<'_>, service: &Compared, report: &Report<'_>) {
        for kind in &section.kinds {
            if kind.is_detailed(section.weight) {
                for finding in kind.rows.iter().flat_map(|row| &row.findings) {
                    self.add(&long(finding, service, report), 1);
                }
                continue;
            }
            self.add(&format!("- **{}**: {}\n", kind.kind, escape(kind.about())), 0);
            for row in &kind.rows {
                self.add(&short(row, service, report), row.findings.len());
            }
        }
    }

    /// Adds text about some findings, and says whether there was room for it.
    fn add(&mut self, text: &str, findings: usize) -> bool {
        let length = text.chars().count();
        self.is_full |= self.length + length > LIMIT;
        if self.is_full {
            self.cut += findings;
        } else {
            self.length += length;
            self.text.push_str(text);
        }
        !self.is_full
    }
}

/// The line that says it all.
fn summary(report: &Report<'_>) -> String {
    let weights = report.services.iter().flat_map(|service| Outline::of(&service.review).sections);
    let mut counts: Vec<(Weight, usize)> = Vec::new();
    for section in weights {
        match counts.iter_mut().find(|(weight, _)| *weight == section.weight) {
            Some((_, number)) => *number += section.count(),
            None => counts.push((section.weight, section.count())),
        }
    }
    counts.sort();
    let told = counts.iter().map(|(weight, number)| format!("{number} {}", weight.counted()));
    let told: Vec<String> = told.collect();
    if report.services.is_empty() {
        return format!("**API review**: {}\n", words::services(report));
    }
    let wire = report.services.iter().map(|service| service.review.wire()).max();
    let rust = report.services.iter().map(|service| service.review.semver()).max();
    let [wire, rust] = [wire.map(|it| it.as_str()), rust.map(|it| it.as_str())];
    format!(
        "**API review: {}** (wire {}, Rust {}); {}\n",
        told.join(", "),
        wire.unwrap_or_default(),
        rust.unwrap_or_default(),
        words::services(report),
    )
}

/// A row in a line.
fn short(row: &Row<'_>, service: &Compared, report: &Report<'_>) -> String {
    let mut line = format!("  - {}", code(row.first.place.id.name()));
    if let Some(parts) = words::parts(row) {
        let _ = write!(line, " {}", code(&parts));
    }
    let told = [words::touches(row.first), words::implied(&row.findings), words::hint(row.first)];
    for told in told.into_iter().flatten() {
        let _ = write!(line, ", {}", escape(&told));
    }
    if let Some(reason) = report.accepted.reason(&service.name, row.first) {
        let _ = write!(line, ", accepted: {}", escape(reason));
    }
    line.push('\n');
    for item in row.findings.iter().flat_map(|finding| words::breaking(finding)) {
        let _ = writeln!(line, "    - {} {}", item.kind.as_str(), code(&item.path));
    }
    line
}

/// A finding with all that a reviewer wants to know.
fn long(finding: &ReviewEntry, service: &Compared, report: &Report<'_>) -> String {
    let accepted = report.accepted.reason(&service.name, finding);
    let strike = if accepted.is_some() { "~~" } else { "" };
    let head = code(&words::headline(finding));
    let mut text = format!("- {strike}**{}** {head}{strike}\n", finding.kind);
    let mut line = |told: String| {
        let _ = writeln!(text, "  - {told}");
    };
    if let Some(touches) = words::touches(finding) {
        line(format!("affects {}", escape(&touches)));
    }
    line(format!("wire {}: {}", finding.wire.as_str(), escape(&finding.wire_reason)));
    line(format!("Rust {}: {}", words::rust(finding), escape(&finding.semver_reason)));
    let more = [words::hint(finding), words::implied(&[finding])];
    more.into_iter().flatten().for_each(|told| line(escape(&told)));
    match accepted {
        Some(reason) => line(format!("accepted: {}", escape(reason))),
        None => line(format!("`{}`", fingerprint(finding))),
    }
    declarations(&mut text, finding);
    text
}

/// How items were declared and are, as a diff.
fn declarations(text: &mut String, finding: &ReviewEntry) {
    if words::items(finding).all(|item| item.before.is_none() && item.after.is_none()) {
        return;
    }
    let _ = writeln!(text, "\n  ```diff");
    for item in words::items(finding) {
        for (sign, declared) in [("-", &item.before), ("+", &item.after)] {
            for line in declared.iter().flat_map(|text| text.lines()) {
                let _ = writeln!(text, "  {sign} {}", escape_line(line).replace("```", "` ` `"));
            }
        }
    }
    let _ = writeln!(text, "  ```");
}

/// Text that Markdown takes for nothing else, and that notifies nobody.
pub(super) fn escape(text: &str) -> String {
    let text = escape_line(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' => {
                escaped.extend(['\\', c]);
            }
            // A word behind it would be taken for a person.
            '@' => escaped.push_str("@\u{200B}"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Text as code, whatever is in it.
pub(super) fn code(text: &str) -> String {
    let text = escape_line(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}
