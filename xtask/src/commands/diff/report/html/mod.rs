//! The report as one HTML page that loads nothing: with a filter, a search and keyboard shortcuts.

mod anchors;
mod legend;
mod operation_sets;
mod operations;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use shapesmith::review::{ItemChange, ReviewEntry};
use shapesmith_model::escape;

use self::anchors::entry_anchor;
use self::legend::badge;
use self::operation_sets::OperationSets;
use super::outline::Outline;
use super::values::describe_long_value;
use super::{Report, phrases};
use crate::commands::diff::compare::ChangedService;
use crate::commands::diff::fingerprint::fingerprint;
use crate::commands::diff::group::{Group, is_listed};
use crate::console::pluralize;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Returns the report as a page. Control characters of models are escaped, as in every format.
pub fn html(report: &Report<'_>) -> String {
    let title = format!("API review: {} → {}", escape::line(report.old), escape::line(report.new));
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (render_header(report))
                (render_filter(report))
                main {
                    @for service in report.services { (render_service(service, report)) }
                    p #none hidden { "No change matches the filter." }
                }
                (render_footer())
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    escape::lines(&page.into_string()).into_owned()
}

fn render_header(report: &Report<'_>) -> Markup {
    html! {
        header {
            h1 { "API review" }
            p .sides {
                code { (escape::line(report.old)) } " → " code { (escape::line(report.new)) }
            }
            p #summary { (format_summary(report)) }
            @if let Some(versions) = report.versions.filter(|it| it.needed > it.old) {
                p .version .short[!versions.are_enough()] {
                    "Version " (versions.old) " → at least " (versions.needed) "; "
                    (versions.declared) " is declared"
                }
            }
            (legend::render())
        }
    }
}

fn render_filter(report: &Report<'_>) -> Markup {
    let mut kinds: Vec<&str> = listed_entries(report).map(|it| it.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    html! {
        form #filter role="search" {
            input #search type="search" placeholder="Search (/)" aria-label="Search";
            select #service aria-label="Service" {
                option value="" { "All services" }
                @for service in report.services {
                    option value=(service.name) { (escape::line(&service.title)) }
                }
            }
            select #kind aria-label="Kind of change" {
                option value="" { "All kinds" }
                @for kind in &kinds { option { (kind) } }
            }
            fieldset {
                legend { "Groups of changes" }
                @for group in Group::ALL {
                    label .(group.id()) {
                        input type="checkbox" name="group" value=(group.id()) checked;
                        (group.title())
                    }
                }
            }
        }
    }
}

fn listed_entries<'a>(report: &Report<'a>) -> impl Iterator<Item = &'a ReviewEntry> {
    let entries = report.services.iter().flat_map(|it| &it.review.entries);
    entries.filter(|entry| is_listed(entry))
}

fn format_summary(report: &Report<'_>) -> String {
    let changes = pluralize(listed_entries(report).count(), "change");
    format!("{}, {changes} listed", phrases::describe_services(report))
}

fn render_service(service: &ChangedService, report: &Report<'_>) -> Markup {
    let outline = Outline::new(&service.review);
    let sets = OperationSets::new(service);
    let notes = [
        phrases::describe_unlisted(&outline.unlisted),
        phrases::describe_missing_hints(&service.review),
    ];
    html! {
        section .service data-service=(service.name) id=(format!("service-{}", service.name)) {
            h2 {
                (escape::line(&service.title)) " " code { (escape::line(&service.name)) } " "
                (badge("wire", service.review.wire().as_str())) " "
                (badge("Rust", service.review.semver().as_str()))
            }
            @for section in &outline.sections {
                section .group {
                    h3 .(section.group.id()) { (section.group.title()) " (" (section.len()) ")" }
                    @for entry in section.entries() {
                        (render_entry(entry, section.group, &sets, (service, report)))
                    }
                }
            }
            @for note in notes.into_iter().flatten() { p .note { (note) } }
            (operations::render(service))
            (sets.render_lists())
        }
    }
}

fn render_entry(
    entry: &ReviewEntry,
    group: Group,
    sets: &OperationSets<'_>,
    (service, report): (&ChangedService, &Report<'_>),
) -> Markup {
    let accepted = report.accepted.reason(&service.name, entry);
    let wire = format!("{}: {}", entry.wire.as_str(), escape::line(&entry.wire_reason));
    let semver = phrases::describe_semver(entry);
    let rust = format!("{semver}: {}", escape::line(&entry.semver_reason));
    html! {
        details .change .accepted[accepted.is_some()] id=(entry_anchor(service, entry))
            data-service=(service.name) data-group=(group.id()) data-kind=(entry.kind)
        {
            summary {
                (badge("wire", entry.worst_wire().as_str())) " "
                (badge("Rust", entry.worst_semver().as_str())) " "
                span .kind { (entry.kind) } " "
                code { (phrases::describe_change(entry)) }
            }
            p { (entry.description) }
            dl {
                dt { "Wire" } dd { (wire) }
                dt { "Rust" } dd { (rust) }
                @if !entry.operations.is_empty() {
                    dt { "Affects" } dd { (sets.render_operations(entry)) }
                }
                @if let Some(before) = describe_long_value(entry, entry.before.as_ref()) {
                    dt { "Before" } dd { code { (before) } }
                }
                @if let Some(after) = describe_long_value(entry, entry.after.as_ref()) {
                    dt { "After" } dd { code { (after) } }
                }
                @if let Some(hint) = phrases::describe_hint(entry) { dt { "Hint" } dd { (hint) } }
                @if let Some(reason) = accepted {
                    dt { "Accepted" } dd { (escape::line(reason)) }
                }
                @if let Some(pointer) = &entry.new_pointer {
                    dt { "Location" } dd { code { (escape::line(&pointer.0)) } }
                }
                dt { "Fingerprint" } dd { code { (fingerprint(entry)) } }
            }
            @if !entry.items.is_empty() { (render_items(&entry.items)) }
            @if !entry.implied.is_empty() { (render_implied(entry)) }
        }
    }
}

/// Renders the declarations of items before and after the change.
fn render_items(items: &[ItemChange]) -> Markup {
    html! {
        table .items {
            @for item in items {
                tr {
                    td { (item.kind.as_str()) } td { code { (escape::line(&item.path)) } }
                    td {
                        @if let Some(before) = &item.before { del { code { (before) } } }
                        @if let Some(after) = &item.after { ins { code { (after) } } }
                    }
                }
            }
        }
    }
}

fn render_implied(entry: &ReviewEntry) -> Markup {
    html! {
        p .implied { "Changes that follow from it:" }
        ul {
            @for implied in entry.all().skip(1) {
                li { span .kind { (implied.kind) } " " code { (phrases::describe_change(implied)) } }
            }
        }
    }
}

fn render_footer() -> Markup {
    html! {
        footer {
            kbd { "/" } " search · " kbd { "j" } " " kbd { "k" } " next, previous · "
            kbd { "Enter" } " open, close · " kbd { "o" } " open or close all · "
            kbd { "Esc" } " clear"
        }
    }
}
