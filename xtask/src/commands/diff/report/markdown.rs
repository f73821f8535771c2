//! The report as a comment on a pull request: what breaks first, the rest folded, within the size limit of comments.

use std::fmt::Write;

use shapesmith::review::ReviewEntry;
use shapesmith_model::escape;

use super::markdown_text::{code_span, escape_markdown};
use super::outline::{KindSection, Outline, Row, Section};
use super::{Report, phrases};
use crate::commands::diff::compare::ChangedService;
use crate::commands::diff::fingerprint::fingerprint;
use crate::commands::diff::group::Group;
use crate::commands::diff::version::Versions;
use crate::console::pluralize;

/// The maximum number of characters. GitHub allows 65,536 in a comment; a workflow may add some of its own.
const MAX_LENGTH: usize = 60_000;

/// Returns the report as Markdown. Changes that exceed the limit are omitted from the end and counted.
pub fn markdown(report: &Report<'_>) -> String {
    let mut page = Page::default();
    page.push(&format_summary(report), 0);
    if let Some(versions) = report.versions.filter(|it| it.needed > it.old) {
        let Versions { old, declared, needed } = versions;
        let mark = if versions.are_enough() { "" } else { " ⚠" };
        page.push(
            &format!("\nVersion: {old} → at least {needed}; {declared} is declared{mark}\n"),
            0,
        );
    }
    for service in report.services {
        page.push_service(service, report);
    }
    if page.omitted > 0 {
        let omitted = pluralize(page.omitted, "change");
        let _ = write!(
            page.text,
            "\n*{omitted} not shown, because of the size limit of comments. `cargo xtask diff` shows all.*\n"
        );
    }
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
    /// The number of characters in `text`.
    length: usize,
    /// Whether something exceeded the limit. Nothing is added after it, because the order is by importance.
    is_full: bool,
    /// The number of omitted changes.
    omitted: usize,
}

impl Page {
    fn push_service(&mut self, service: &ChangedService, report: &Report<'_>) {
        let outline = Outline::new(&service.review);
        let title = escape_markdown(&service.title);
        self.push(&format!("\n### {title} ({})\n", code_span(&service.name)), 0);
        if let Some(note) = phrases::describe_missing_hints(&service.review) {
            self.push(&format!("\n{}\n", escape_markdown(&note)), 0);
        }
        for section in &outline.sections {
            let is_folded = section.group > Group::Major;
            let title = format!("{} ({})", section.group.title(), section.len());
            let heading = match is_folded {
                true => format!("\n<details><summary>{title}</summary>\n\n"),
                false => format!("\n**{title}**\n\n"),
            };
            let has_room = self.push(&heading, 0);
            self.push_section(section, service, report);
            if is_folded && has_room {
                // An open element is closed even if there is no room left.
                self.text.push_str("\n</details>\n");
            }
        }
        if let Some(note) = phrases::describe_unlisted(&outline.unlisted) {
            self.push(&format!("\n{note}\n"), 0);
        }
    }

    fn push_section(
        &mut self,
        section: &Section<'_>,
        service: &ChangedService,
        report: &Report<'_>,
    ) {
        for kind in &section.kinds {
            if kind.is_detailed(section.group) {
                for entry in kind.entries() {
                    self.push(&format_entry(entry, service, report), 1);
                }
                continue;
            }
            self.push(&format_kind(kind), 0);
            for row in &kind.rows {
                self.push(&format_row(row, service, report), row.entries.len());
            }
        }
    }

    /// Adds text about a number of changes, and returns whether there was room for it.
    fn push(&mut self, text: &str, changes: usize) -> bool {
        let length = text.chars().count();
        self.is_full |= self.length + length > MAX_LENGTH;
        if self.is_full {
            self.omitted += changes;
        } else {
            self.length += length;
            self.text.push_str(text);
        }
        !self.is_full
    }
}

/// Returns the first line: the number of changes in each group, and the worst effects.
fn format_summary(report: &Report<'_>) -> String {
    let services = phrases::describe_services(report);
    let wire = report.services.iter().map(|service| service.review.wire()).max();
    let rust = report.services.iter().map(|service| service.review.semver()).max();
    let (Some(wire), Some(rust)) = (wire, rust) else {
        return format!("**API review**: {services}\n");
    };
    let outlines: Vec<Outline<'_>> =
        report.services.iter().map(|service| Outline::new(&service.review)).collect();
    let counts = Group::ALL.into_iter().filter_map(|group| {
        let sections = outlines.iter().flat_map(|outline| &outline.sections);
        let number: usize = sections.filter(|it| it.group == group).map(Section::len).sum();
        Some(group.count(number)).filter(|_| number > 0)
    });
    let counts: Vec<String> = counts.collect();
    format!(
        "**API review: {}** (wire {}, Rust {}); {services}\n",
        counts.join(", "),
        wire.as_str(),
        rust.as_str(),
    )
}

/// Returns the line about a kind of change, with the reason for the risk if it is the same for all changes.
fn format_kind(kind: &KindSection<'_>) -> String {
    let description = escape_markdown(kind.description());
    let risk = kind.common_risk().map(phrases::describe_wire_impact);
    let risk = risk.map_or_else(String::new, |risk| format!(" ({})", escape_markdown(&risk)));
    format!("- **{}**: {description}{risk}\n", kind.kind)
}

/// Returns the line about a row, and those about the items that break.
fn format_row(row: &Row<'_>, service: &ChangedService, report: &Report<'_>) -> String {
    let mut line = format!("  - {}", code_span(row.first.place.id.name()));
    if let Some(parts) = phrases::describe_parts(row) {
        let _ = write!(line, " {}", code_span(&parts));
    }
    let operations = phrases::describe_operations(row.first).map(|it| format!("affects {it}"));
    let notes =
        [operations, phrases::describe_implied(&row.entries), phrases::describe_hint(row.first)];
    for note in notes.into_iter().flatten() {
        let _ = write!(line, ", {}", escape_markdown(&note));
    }
    if let Some(reason) = report.accepted.reason(&service.name, row.first) {
        let _ = write!(line, ", accepted: {}", escape_markdown(reason));
    }
    line.push('\n');
    for item in row.entries.iter().flat_map(|entry| phrases::breaking_items(entry)) {
        let _ = writeln!(line, "    - {} {}", item.kind.as_str(), code_span(&item.path));
    }
    line
}

/// Returns the lines about a change: values, operations, effects with their reasons, fingerprint and declarations.
fn format_entry(entry: &ReviewEntry, service: &ChangedService, report: &Report<'_>) -> String {
    let accepted = report.accepted.reason(&service.name, entry);
    let strike = if accepted.is_some() { "~~" } else { "" };
    let heading = code_span(&phrases::describe_change(entry));
    let mut text = format!("- {strike}**{}** {heading}{strike}\n", entry.kind);
    let wire = format!("wire {}: {}", entry.wire.as_str(), escape_markdown(&entry.wire_reason));
    let semver = phrases::describe_semver(entry);
    let rust = format!("Rust {semver}: {}", escape_markdown(&entry.semver_reason));
    let operations = phrases::describe_operations(entry).map(|it| format!("affects {it}"));
    let notes = [phrases::describe_hint(entry), phrases::describe_implied(&[entry])];
    let acceptance = match accepted {
        Some(reason) => format!("accepted: {}", escape_markdown(reason)),
        None => format!("fingerprint `{}`", fingerprint(entry)),
    };
    let lines = operations
        .map(|it| escape_markdown(&it))
        .into_iter()
        .chain([wire, rust])
        .chain(notes.into_iter().flatten().map(|note| escape_markdown(&note)))
        .chain([acceptance]);
    for line in lines {
        let _ = writeln!(text, "  - {line}");
    }
    push_declarations(&mut text, entry);
    text
}

/// Adds the declarations of items before and after the change, as a diff.
fn push_declarations(text: &mut String, entry: &ReviewEntry) {
    let has_declaration =
        phrases::visible_items(entry).any(|item| item.before.is_some() || item.after.is_some());
    if !has_declaration {
        return;
    }
    let _ = writeln!(text, "\n  ```diff");
    for item in phrases::visible_items(entry) {
        for (sign, declaration) in [("-", &item.before), ("+", &item.after)] {
            for line in declaration.iter().flat_map(|text| text.lines()) {
                let _ = writeln!(text, "  {sign} {}", escape::line(line).replace("```", "` ` `"));
            }
        }
    }
    let _ = writeln!(text, "  ```");
}
