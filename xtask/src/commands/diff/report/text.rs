//! The report for terminals.

use std::collections::HashMap;

use anstyle::{AnsiColor, Style};
use shapesmith::review::{ItemChange, ReviewEntry};
use shapesmith_model::escape;

use super::outline::{KindSection, Outline, Row, Section};
use super::{Report, phrases};
use crate::commands::diff::compare::ChangedService;
use crate::commands::diff::fingerprint::fingerprint;
use crate::commands::diff::group::Group;
use crate::commands::diff::version::Versions;
use crate::console::{ADDED, BOLD, DIM, PLACE, REMOVED, styled};

/// The maximum width of lines that list names.
const WIDTH: usize = 100;

/// Returns the report as styled lines.
pub fn text(report: &Report<'_>) -> String {
    let mut page = Page { report, lines: Vec::new() };
    for service in report.services {
        page.push_service(service);
    }
    page.push_summary();
    page.lines.join("\n")
}

struct Page<'a> {
    report: &'a Report<'a>,
    lines: Vec<String>,
}

impl Page<'_> {
    fn push_service(&mut self, service: &ChangedService) {
        let outline = Outline::new(&service.review);
        let counts: Vec<String> = outline.sections.iter().map(format_count).collect();
        let name = format!("{} ({})", escape::line(&service.title), escape::line(&service.name));
        self.push(0, format!("{}: {}", styled(BOLD, name), counts.join(", ")));
        let [wire, rust] = [service.review.wire().as_str(), service.review.semver().as_str()];
        self.push(0, styled(DIM, format!("wire {wire}, Rust {rust}")));
        for section in &outline.sections {
            self.push_empty_line();
            self.push(0, styled(group_style(section.group), section.group.title()));
            for kind in &section.kinds {
                self.push_kind(kind, service, section.group);
            }
        }
        let notes = [
            phrases::describe_unlisted(&outline.unlisted),
            phrases::describe_missing_hints(&service.review),
        ];
        for note in notes.into_iter().flatten() {
            self.push_empty_line();
            self.push(0, styled(DIM, note));
        }
        self.push_empty_line();
    }

    fn push_kind(&mut self, kind: &KindSection<'_>, service: &ChangedService, group: Group) {
        let heading = match kind.len() {
            1 => kind.kind.to_owned(),
            number => format!("{} ({number})", kind.kind),
        };
        let description = styled(DIM, kind.description());
        self.push(1, format!("{}  {description}", styled(BOLD, heading)));
        if kind.is_detailed(group) {
            for entry in kind.entries() {
                self.push_entry(entry, service);
            }
        } else {
            if let Some(entry) = kind.common_risk() {
                self.push(2, styled(DIM, phrases::describe_wire_impact(entry)));
            }
            self.push_rows(kind, service);
        }
    }

    /// Adds a line for each shape. Shapes and operations with the same change, and without further notes, share lines.
    fn push_rows(&mut self, kind: &KindSection<'_>, service: &ChangedService) {
        let mut shared: Vec<(Option<String>, Vec<&Row<'_>>)> = Vec::new();
        let mut indices: HashMap<Option<String>, usize> = HashMap::new();
        let mut separate: Vec<&Row<'_>> = Vec::new();
        for row in &kind.rows {
            if !self.can_share_line(row, service) {
                separate.push(row);
                continue;
            }
            let change = phrases::describe_parts(row);
            let index = *indices.entry(change.clone()).or_insert(shared.len());
            match shared.get_mut(index) {
                Some((_, rows)) => rows.push(row),
                None => shared.push((change, vec![row])),
            }
        }
        for (change, rows) in &shared {
            match (change, rows.as_slice()) {
                (Some(_), [row]) => self.push_row(row, service),
                _ => self.push_shared_line(change.as_deref(), rows),
            }
        }
        for row in separate {
            self.push_row(row, service);
        }
    }

    /// Returns whether the row shows nothing but a shape or operation and the change of it as a whole.
    fn can_share_line(&self, row: &Row<'_>, service: &ChangedService) -> bool {
        let place = &row.first.place;
        let is_whole = place.id.member().is_none() && place.part.is_none();
        let has_operations = phrases::describe_operations(row.first).is_some();
        let is_bare = phrases::describe_parts(row).is_none();
        let has_notes = row.first.hint.is_some()
            || self.report.accepted.reason(&service.name, row.first).is_some()
            || row.entries.iter().any(|it| phrases::breaking_items(it).next().is_some());
        is_whole && !has_notes && (is_bare || !has_operations)
    }

    /// Adds the names of shapes and operations with the same change.
    fn push_shared_line(&mut self, change: Option<&str>, rows: &[&Row<'_>]) {
        let names: Vec<_> =
            rows.iter().map(|row| escape::line(row.first.place.id.name())).collect();
        let names = names.join(", ");
        match change {
            None => self.push_wrapped(&names),
            Some(change) => self.push_wrapped(&format!("{change}: {names}")),
        }
        let entries: Vec<&ReviewEntry> = rows.iter().map(|row| row.first).collect();
        self.push_implied(&entries);
    }

    fn push_row(&mut self, row: &Row<'_>, service: &ChangedService) {
        let shape = styled(PLACE, escape::line(row.first.place.id.name()));
        let parts = phrases::describe_parts(row).unwrap_or_default();
        let operations = phrases::describe_operations(row.first)
            .map(|it| styled(DIM, format!("  affects {it}")))
            .unwrap_or_default();
        self.push(2, format!("{shape}  {parts}{operations}"));
        self.push_implied(&row.entries);
        for entry in &row.entries {
            phrases::breaking_items(entry).for_each(|item| self.push_item(item));
            self.push_notes(entry, service);
        }
    }

    /// Adds the lines about a change: values, operations, effects with their reasons, items and fingerprint.
    fn push_entry(&mut self, entry: &ReviewEntry, service: &ChangedService) {
        self.push(2, styled(PLACE, phrases::describe_change(entry)));
        if let Some(operations) = phrases::describe_operations(entry) {
            self.push(3, format!("affects {operations}"));
        }
        self.push(3, phrases::describe_wire_impact(entry));
        self.push(3, phrases::describe_rust_impact(entry));
        for item in phrases::visible_items(entry) {
            self.push_item(item);
        }
        self.push_implied(&[entry]);
        self.push_notes(entry, service);
        self.push(3, styled(DIM, format!("fingerprint {}", fingerprint(entry))));
    }

    fn push_implied(&mut self, entries: &[&ReviewEntry]) {
        if let Some(implied) = phrases::describe_implied(entries) {
            self.push(3, styled(DIM, implied));
        }
    }

    fn push_notes(&mut self, entry: &ReviewEntry, service: &ChangedService) {
        if let Some(hint) = phrases::describe_hint(entry) {
            self.push(3, hint);
        }
        if let Some(reason) = self.report.accepted.reason(&service.name, entry) {
            self.push(3, styled(ADDED, format!("accepted: {}", escape::line(reason))));
        }
    }

    fn push_item(&mut self, item: &ItemChange) {
        let path = styled(BOLD, escape::line(&item.path));
        self.push(3, format!("{} {path}", item.kind.as_str()));
        let declarations = [("-", &item.before, REMOVED), ("+", &item.after, ADDED)];
        for (sign, declaration, style) in declarations {
            for line in declaration.iter().flat_map(|text| text.lines()) {
                self.push(4, styled(style, format!("{sign} {}", escape::line(line))));
            }
        }
    }

    fn push_summary(&mut self) {
        let report = self.report;
        let sides = format!("{} → {}", escape::line(report.old), escape::line(report.new));
        self.push(0, format!("{sides}: {}", phrases::describe_services(report)));
        if let Some(versions) = report.versions.filter(|it| it.needed > it.old) {
            let Versions { old, declared, needed } = versions;
            let style = if versions.are_enough() { ADDED } else { REMOVED };
            let text = format!("{old} → at least {needed}; {declared} is declared");
            self.push(0, format!("Version: {}", styled(style, text)));
        }
    }

    fn push(&mut self, depth: usize, text: impl AsRef<str>) {
        self.lines.push(format!("{:width$}{}", "", text.as_ref(), width = 2 * depth));
    }

    fn push_wrapped(&mut self, text: &str) {
        for line in textwrap::wrap(text, WIDTH) {
            self.push(2, line);
        }
    }

    fn push_empty_line(&mut self) {
        self.lines.push(String::new());
    }
}

fn format_count(section: &Section<'_>) -> String {
    styled(group_style(section.group), section.group.count(section.len()))
}

fn group_style(group: Group) -> Style {
    match group {
        Group::Break => AnsiColor::Red.on_default().bold(),
        Group::Risk => AnsiColor::Yellow.on_default().bold(),
        Group::Major => AnsiColor::Magenta.on_default().bold(),
        Group::Behaviour => AnsiColor::Cyan.on_default(),
        Group::Minor => AnsiColor::Green.on_default(),
        Group::Patch => DIM,
    }
}
