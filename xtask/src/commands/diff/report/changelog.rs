//! The report as an entry of a changelog.

use std::fmt::Write;

use shapesmith::review::{ReviewEntry, SemverImpact};
use shapesmith_model::diff::WireImpact;

use super::markdown_text::{code_span, escape_markdown};
use super::outline::{KindSection, Outline, Row};
use super::{Report, phrases};
use crate::commands::diff::compare::ChangedService;
use crate::commands::diff::group::Group;

/// The sections of an entry, in their order.
const SECTIONS: [&str; 4] = ["Breaking", "Changed", "Added", "Deprecated"];

/// Returns the entry as Markdown.
pub fn changelog(report: &Report<'_>) -> String {
    let version = report.versions.map(|versions| versions.needed.to_string());
    let mut text = format!("## {}\n", version.as_deref().unwrap_or("Unreleased"));
    for service in report.services {
        write_service(&mut text, service);
    }
    text
}

fn write_service(text: &mut String, service: &ChangedService) {
    let title = escape_markdown(&service.title);
    let _ = writeln!(text, "\n### {title} ({})", code_span(&service.name));
    let outline = Outline::new(&service.review);
    let kinds: Vec<&KindSection<'_>> = outline.sections.iter().flat_map(|it| &it.kinds).collect();
    for section in SECTIONS {
        let lines: Vec<String> =
            kinds.iter().filter_map(|kind| format_kind(kind, section)).collect();
        if !lines.is_empty() {
            let _ = writeln!(text, "\n{section}:\n\n{}", lines.join("\n"));
        }
    }
}

/// Returns the line about the changes of a kind that belong to a section, if any do.
fn format_kind(kind: &KindSection<'_>, section: &str) -> Option<String> {
    let is_in_section = |row: &&Row<'_>| section_of(row.first) == Some(section);
    let rows: Vec<String> = kind.rows.iter().filter(is_in_section).map(format_row).collect();
    let description = kind.description().trim_end_matches('.');
    Some(format!("- {description}: {}", rows.join("; "))).filter(|_| !rows.is_empty())
}

/// Returns the section that a change belongs to; `None` if it isn't worth mentioning.
fn section_of(entry: &ReviewEntry) -> Option<&'static str> {
    match entry.worst_semver() {
        SemverImpact::Major => Some("Breaking"),
        SemverImpact::Minor if entry.kind.ends_with("-deprecated") => Some("Deprecated"),
        SemverImpact::Minor => Some("Added"),
        SemverImpact::Patch => has_effect(entry).then_some("Changed"),
    }
}

/// Returns whether the change has an effect on old clients or on the behaviour of programs.
fn has_effect(entry: &ReviewEntry) -> bool {
    entry.worst_wire() > WireImpact::Safe || entry.all().any(|it| it.changes_behaviour)
}

fn format_row(row: &Row<'_>) -> String {
    let shape = row.first.place.id.name();
    let mut text = match phrases::describe_parts(row) {
        Some(parts) => code_span(&format!("{shape}: {parts}")),
        None => code_span(shape),
    };
    if let Some(items) = phrases::list_breaking_items(&row.entries, code_span) {
        let _ = write!(text, " (in Rust: {items})");
    }
    if Group::of(row.first) <= Group::Risk {
        let _ = write!(text, " (on the wire: {})", escape_markdown(&row.first.wire_reason));
    }
    text
}
