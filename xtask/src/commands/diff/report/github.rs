//! The review as annotations of a GitHub workflow, on the lines of the model's file.
//!
//! The syntax is that of [workflow commands](https://docs.github.com/actions/reference/workflow-commands-for-github-actions).

use shapesmith::review::{Finding, Rust};
use shapesmith_model::diff::Wire;

use super::{Report, words};
use crate::commands::diff::compare::Compared;

/// A line for each finding that means something; what is safe on the wire and adds at most isn't worth one.
pub fn github(report: &Report<'_>) -> String {
    let mut lines = Vec::new();
    for service in report.services {
        let places = service.lines.iter().copied().chain(std::iter::repeat(None));
        for (finding, line) in service.review.findings.iter().zip(places) {
            if let Some(level) = level(finding, report, service) {
                lines.push(annotation(level, finding, service.new_file.as_deref(), line));
            }
        }
    }
    lines.join("\n")
}

fn level(finding: &Finding, report: &Report<'_>, service: &Compared) -> Option<&'static str> {
    if report.accepted.reason(&service.name, finding).is_some() {
        return Some("notice");
    }
    match (finding.worst_wire(), finding.worst_rust()) {
        (Wire::Break, _) => Some("error"),
        (Wire::Risk, _) | (_, Rust::Major) => Some("warning"),
        _ => None,
    }
}

fn annotation(level: &str, finding: &Finding, file: Option<&str>, line: Option<usize>) -> String {
    let place = match (file, line) {
        (Some(file), Some(line)) => format!(" file={},line={line},", property(file)),
        (Some(file), None) => format!(" file={},", property(file)),
        (None, _) => " ".to_owned(),
    };
    let title = format!("{}: {}", finding.kind, finding.place);
    let mut message = format!(
        "{}\nwire {}: {}",
        words::headline(finding),
        finding.wire.as_str(),
        finding.wire_reason
    );
    message.push_str(&format!("\nRust {}: {}", words::rust(finding), finding.rust_reason));
    if let Some(touches) = words::touches(finding) {
        message.push_str(&format!("\naffects {touches}"));
    }
    format!("::{level}{place}title={}::{}", property(&title), data(&message))
}

/// Text as the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text as a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
