//! The report as annotations of a GitHub workflow, on the lines of the model's file.
//!
//! The syntax is that of [workflow commands](https://docs.github.com/actions/reference/workflow-commands-for-github-actions).

use shapesmith::review::{ReviewEntry, SemverImpact};
use shapesmith_model::diff::WireImpact;
use shapesmith_model::escape;

use super::{Report, phrases};

/// Returns an annotation for each change that can break clients or Rust code.
pub fn github(report: &Report<'_>) -> String {
    let mut annotations = Vec::new();
    for service in report.services {
        let lines = service.lines.iter().copied().chain(std::iter::repeat(None));
        for (entry, line) in service.review.entries.iter().zip(lines) {
            let accepted = report.accepted.reason(&service.name, entry);
            if let Some(level) = annotation_level(entry, accepted.is_some()) {
                let location = format_location(service.new_file.as_deref(), line);
                annotations.push(format_annotation(level, &location, entry, accepted));
            }
        }
    }
    annotations.join("\n")
}

/// Returns the level of a change's annotation; accepted changes are notices.
fn annotation_level(entry: &ReviewEntry, is_accepted: bool) -> Option<&'static str> {
    let level = match (entry.worst_wire(), entry.worst_semver()) {
        (WireImpact::Break, _) => Some("error"),
        (WireImpact::Risk, _) | (_, SemverImpact::Major) => Some("warning"),
        _ => None,
    };
    level.map(|level| if is_accepted { "notice" } else { level })
}

fn format_location(file: Option<&str>, line: Option<usize>) -> String {
    let file = file.map(|file| escape_property(&escape::line(file)));
    match (file, line) {
        (Some(file), Some(line)) => format!(" file={file},line={line},"),
        (Some(file), None) => format!(" file={file},"),
        (None, _) => " ".to_owned(),
    }
}

fn format_annotation(
    level: &str,
    location: &str,
    entry: &ReviewEntry,
    accepted: Option<&str>,
) -> String {
    let title = format!("{}: {}", entry.kind, phrases::describe_place(entry));
    let mut lines = vec![
        phrases::describe_change(entry),
        phrases::describe_wire_impact(entry),
        phrases::describe_rust_impact(entry),
    ];
    lines.extend(phrases::describe_operations(entry).map(|it| format!("affects {it}")));
    lines.extend(accepted.map(|reason| format!("accepted: {}", escape::line(reason))));
    let message = escape_message(&lines.join("\n"));
    format!("::{level}{location}title={}::{message}", escape_property(&title))
}

/// Escapes text for the message of a command.
fn escape_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes text for a property of a command.
fn escape_property(text: &str) -> String {
    escape_message(text).replace(':', "%3A").replace(',', "%2C")
}
