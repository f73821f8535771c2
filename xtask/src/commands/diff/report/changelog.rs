//! The review as an entry of a changelog: what users of the crate have to know, what is new, what is otherwise.

use std::fmt::Write;

use shapesmith::review::{ReviewEntry, SemverImpact};
use shapesmith_model::diff::WireImpact;

use super::markdown::{code, escape};
use super::outline::{Kind, Outline, Row, Weight};
use super::{Report, words};
use crate::commands::diff::compare::Compared;

/// The entry, as Markdown.
pub fn changelog(report: &Report<'_>) -> String {
    let version = report.versions.map(|versions| versions.needed.to_string());
    let mut text = format!("## {}\n", version.as_deref().unwrap_or("Unreleased"));
    for service in report.services {
        of_service(&mut text, service);
    }
    text
}

fn of_service(text: &mut String, service: &Compared) {
    let _ = writeln!(text, "\n### {} ({})", escape(&service.title), code(&service.name));
    let outline = Outline::of(&service.review);
    let kinds: Vec<&Kind<'_>> = outline.sections.iter().flat_map(|it| &it.kinds).collect();
    for part in ["Breaking", "Changed", "Added", "Deprecated"] {
        let told = |kind: &&Kind<'_>| kind.rows.iter().any(|row| part_of(row.first) == Some(part));
        let mut kinds = kinds.iter().copied().filter(told).peekable();
        if kinds.peek().is_some() {
            let _ = writeln!(text, "\n{part}:\n");
        }
        for kind in kinds {
            let rows = kind.rows.iter().filter(|row| part_of(row.first) == Some(part)).map(of_row);
            let about = kind.about().trim_end_matches('.');
            let _ = writeln!(text, "- {about}: {}", rows.collect::<Vec<_>>().join("; "));
        }
    }
}

/// The part of the entry that a finding belongs to, if it is worth telling.
fn part_of(finding: &ReviewEntry) -> Option<&'static str> {
    match finding.worst_semver() {
        SemverImpact::Major => Some("Breaking"),
        SemverImpact::Minor if finding.kind.ends_with("-deprecated") => Some("Deprecated"),
        SemverImpact::Minor => Some("Added"),
        SemverImpact::Patch => worth_telling(finding).then_some("Changed"),
    }
}

/// What changes nothing in Rust is told where it changes something on the wire or in what programs do.
fn worth_telling(finding: &ReviewEntry) -> bool {
    finding.worst_wire() > WireImpact::Safe || finding.all().any(|it| it.changes_behaviour)
}

fn of_row(row: &Row<'_>) -> String {
    let shape = row.first.place.id.name();
    let mut told = match words::parts(row) {
        Some(parts) => code(&format!("{shape}: {parts}")),
        None => code(shape),
    };
    if let Some(items) = words::broken_items(&row.findings) {
        let _ = write!(told, " (in Rust: {items})");
    }
    if Weight::of(row.first) <= Weight::Risk {
        let _ = write!(told, " (on the wire: {})", escape(&row.first.wire_reason));
    }
    told
}
