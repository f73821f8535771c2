//! The review as annotations of a GitHub workflow, on the lines of the model's file.
//!
//! The syntax is that of [workflow commands](https://docs.github.com/actions/reference/workflow-commands-for-github-actions).

use shapesmith::review::{ReviewEntry, SemverImpact};
use shapesmith_model::diff::WireImpact;
use shapesmith_model::escape;

use super::{Report, words};

/// A line for each finding that means something; what is safe on the wire and adds at most isn't worth one.
pub fn github(report: &Report<'_>) -> String {
    let mut lines = Vec::new();
    for service in report.services {
        let places = service.lines.iter().copied().chain(std::iter::repeat(None));
        for (finding, line) in service.review.entries.iter().zip(places) {
            let accepted = report.accepted.reason(&service.name, finding);
            if let Some(level) = level(finding, accepted.is_some()) {
                let place = place(service.new_file.as_deref(), line);
                lines.push(annotation(level, &place, finding, accepted));
            }
        }
    }
    lines.join("\n")
}

/// How an annotation looks; what was accepted is told where it would be a warning otherwise.
fn level(finding: &ReviewEntry, is_accepted: bool) -> Option<&'static str> {
    let level = match (finding.worst_wire(), finding.worst_semver()) {
        (WireImpact::Break, _) => Some("error"),
        (WireImpact::Risk, _) | (_, SemverImpact::Major) => Some("warning"),
        _ => None,
    };
    level.map(|level| if is_accepted { "notice" } else { level })
}

fn place(file: Option<&str>, line: Option<usize>) -> String {
    match (file, line) {
        (Some(file), Some(line)) => format!(" file={},line={line},", property(&escape::line(file))),
        (Some(file), None) => format!(" file={},", property(&escape::line(file))),
        (None, _) => " ".to_owned(),
    }
}

fn annotation(level: &str, place: &str, finding: &ReviewEntry, accepted: Option<&str>) -> String {
    let title = format!("{}: {}", finding.kind, words::place(finding));
    let mut message = format!("{}\n{}", words::headline(finding), words::wire_reason(finding));
    message.push_str(&format!("\n{}", words::rust_reason(finding)));
    if let Some(touches) = words::touches(finding) {
        message.push_str(&format!("\naffects {touches}"));
    }
    if let Some(reason) = accepted {
        message.push_str(&format!("\naccepted: {}", escape::line(reason)));
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
