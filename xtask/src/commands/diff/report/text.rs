//! The review for terminals.

use anstyle::{AnsiColor, Style};
use shapesmith::review::{ItemChange, ReviewEntry};
use shapesmith_model::escape;

use super::outline::{Kind, Outline, Row, Section, Weight};
use super::{Report, words};
use crate::commands::diff::compare::Compared;
use crate::commands::diff::fingerprint::fingerprint;
use crate::commands::diff::version::Versions;
use crate::console::{ADDED, BOLD, DIM, PLACE, REMOVED, styled};

/// How wide lines of names are.
const WIDTH: usize = 100;

/// The review as lines, with styles.
pub fn text(report: &Report<'_>) -> String {
    let mut page = Page { report, lines: Vec::new() };
    for service in report.services {
        page.service(service);
    }
    page.end();
    page.lines.join("\n")
}

struct Page<'a> {
    report: &'a Report<'a>,
    lines: Vec<String>,
}

impl Page<'_> {
    fn service(&mut self, service: &Compared) {
        let outline = Outline::of(&service.review);
        let counts: Vec<String> = outline.sections.iter().map(told).collect();
        let name = format!("{} ({})", escape::line(&service.title), escape::line(&service.name));
        self.line(0, format!("{}: {}", styled(BOLD, name), counts.join(", ")));
        let rust = service.review.semver().as_str();
        let verdicts = format!("wire {}, Rust {rust}", service.review.wire().as_str());
        self.line(0, styled(DIM, verdicts));
        for section in &outline.sections {
            self.blank();
            self.line(0, styled(style(section.weight), section.weight.title()));
            for kind in &section.kinds {
                self.kind(kind, service, section.weight);
            }
        }
        let notes = [words::noise(&outline.noise), words::without_rename_hints(&service.review)];
        for note in notes.into_iter().flatten() {
            self.blank();
            self.line(0, styled(DIM, note));
        }
        self.blank();
    }

    fn kind(&mut self, kind: &Kind<'_>, service: &Compared, weight: Weight) {
        let head = match kind.count() {
            1 => kind.kind.to_owned(),
            several => format!("{} ({several})", kind.kind),
        };
        self.line(1, format!("{}  {}", styled(BOLD, head), styled(DIM, kind.about())));
        if kind.is_detailed(weight) {
            for finding in kind.rows.iter().flat_map(|row| &row.findings) {
                self.finding(finding, service);
            }
        } else {
            self.reason(kind, weight);
            self.rows(kind, service);
        }
    }

    /// Why, where that is said of all alike and there is more to say than that it does no harm.
    fn reason(&mut self, kind: &Kind<'_>, weight: Weight) {
        let mut findings = kind.rows.iter().flat_map(|row| &row.findings);
        let Some(first) = findings.next().filter(|_| weight <= Weight::Risk) else { return };
        if findings.all(|other| other.wire_reason == first.wire_reason) {
            self.line(2, styled(DIM, words::wire_reason(first)));
        }
    }

    /// A line for each shape; whole shapes and operations share lines.
    fn rows(&mut self, kind: &Kind<'_>, service: &Compared) {
        let (bare, parted): (Vec<&Row<'_>>, Vec<&Row<'_>>) =
            kind.rows.iter().partition(|row| is_bare(row));
        let names: Vec<&str> = bare.iter().map(|row| row.first.place.id.name()).collect();
        if !names.is_empty() {
            self.wrapped(&names.join(", "));
        }
        let findings: Vec<&ReviewEntry> = bare.iter().map(|row| row.first).collect();
        if let Some(implied) = words::implied(&findings) {
            self.line(3, styled(DIM, implied));
        }
        for row in parted {
            let shape = styled(PLACE, row.first.place.id.name());
            let parts = words::parts(row).unwrap_or_default();
            let touches = words::touches(row.first).map(|it| styled(DIM, format!("  {it}")));
            self.line(2, format!("{shape}  {parts}{}", touches.unwrap_or_default()));
            if let Some(implied) = words::implied(&row.findings) {
                self.line(3, styled(DIM, implied));
            }
            for finding in &row.findings {
                words::breaking(finding).for_each(|item| self.item(item));
                self.notes(finding, service);
            }
        }
    }

    /// A finding with all that a reviewer wants to know.
    fn finding(&mut self, finding: &ReviewEntry, service: &Compared) {
        self.line(2, styled(PLACE, words::headline(finding)));
        if let Some(touches) = words::touches(finding) {
            self.line(3, format!("affects {touches}"));
        }
        self.line(3, words::wire_reason(finding));
        self.line(3, words::rust_reason(finding));
        for item in words::items(finding) {
            self.item(item);
        }
        if let Some(implied) = words::implied(&[finding]) {
            self.line(3, styled(DIM, implied));
        }
        self.notes(finding, service);
        self.line(3, styled(DIM, fingerprint(finding)));
    }

    fn notes(&mut self, finding: &ReviewEntry, service: &Compared) {
        if let Some(hint) = words::hint(finding) {
            self.line(3, hint);
        }
        if let Some(reason) = self.report.accepted.reason(&service.name, finding) {
            self.line(3, styled(ADDED, format!("accepted: {}", escape::line(reason))));
        }
    }

    fn item(&mut self, item: &ItemChange) {
        self.line(3, format!("{} {}", item.kind.as_str(), styled(BOLD, escape::line(&item.path))));
        for (sign, declared, style) in [("-", &item.before, REMOVED), ("+", &item.after, ADDED)] {
            for line in declared.iter().flat_map(|text| text.lines()) {
                self.line(4, styled(style, format!("{sign} {}", escape::line(line))));
            }
        }
    }

    fn end(&mut self) {
        let report = self.report;
        let sides = format!("{} → {}", escape::line(report.old), escape::line(report.new));
        self.line(0, format!("{sides}: {}", words::services(report)));
        if let Some(versions) = report.versions.filter(|it| it.needed > it.old) {
            let Versions { old, declared, needed } = versions;
            let enough = if versions.are_enough() { ADDED } else { REMOVED };
            let told = format!("{old} → at least {needed}; {declared} is declared");
            self.line(0, format!("Version: {}", styled(enough, told)));
        }
    }

    fn line(&mut self, depth: usize, text: impl AsRef<str>) {
        self.lines.push(format!("{:width$}{}", "", text.as_ref(), width = 2 * depth));
    }

    fn wrapped(&mut self, text: &str) {
        for line in textwrap::wrap(text, WIDTH) {
            self.line(2, line);
        }
    }

    fn blank(&mut self) {
        self.lines.push(String::new());
    }
}

/// Whether the name of the shape or operation says it all.
fn is_bare(row: &Row<'_>) -> bool {
    let breaks = row.findings.iter().any(|finding| words::breaking(finding).next().is_some());
    row.first.hint.is_none() && words::parts(row).is_none() && !breaks
}

fn told(section: &Section<'_>) -> String {
    let text = format!("{} {}", section.count(), section.weight.counted());
    styled(style(section.weight), text)
}

fn style(weight: Weight) -> Style {
    match weight {
        Weight::Break => AnsiColor::Red.on_default().bold(),
        Weight::Risk => AnsiColor::Yellow.on_default().bold(),
        Weight::Major => AnsiColor::Magenta.on_default().bold(),
        Weight::Behaviour => AnsiColor::Cyan.on_default(),
        Weight::Minor => AnsiColor::Green.on_default(),
        Weight::Patch => DIM,
    }
}
