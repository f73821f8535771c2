//! The review as one page that needs no network: to filter, search and walk through with the keyboard.

mod operations;
mod touches;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use shapesmith::review::{ItemChange, ReviewEntry};

use self::touches::Sets;
use super::outline::{Outline, Weight, is_listed};
use super::{Report, words};
use crate::commands::diff::compare::Compared;
use crate::commands::diff::fingerprint::fingerprint;
use crate::console::pluralize;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page.
pub fn html(report: &Report<'_>) -> String {
    let title = format!("API review: {} → {}", report.old, report.new);
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
                (header(report))
                (filter(report))
                main {
                    @for service in report.services { (of_service(service, report)) }
                    p #none hidden { "Nothing fits the filter." }
                }
                (help())
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

fn header(report: &Report<'_>) -> Markup {
    html! {
        header {
            h1 { "API review" }
            p .sides { code { (report.old) } " → " code { (report.new) } }
            p #summary { (summary(report)) }
            @if let Some(versions) = report.versions.filter(|it| it.needed > it.old) {
                p .version .short[!versions.are_enough()] {
                    "Version " (versions.old) " → at least " (versions.needed) "; " (versions.declared) " is declared"
                }
            }
        }
    }
}

fn filter(report: &Report<'_>) -> Markup {
    let mut kinds: Vec<&str> = listed(report).map(|it| it.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    html! {
        form #filter role="search" {
            input #search type="search" placeholder="Search (/)" aria-label="Search";
            select #service aria-label="Service" {
                option value="" { "All services" }
                @for service in report.services { option value=(service.name) { (service.title) } }
            }
            select #kind aria-label="Kind of change" {
                option value="" { "All kinds" }
                @for kind in &kinds { option { (kind) } }
            }
            fieldset {
                legend { "Verdicts" }
                @for weight in Weight::ALL {
                    label .(weight.id()) {
                        input type="checkbox" name="weight" value=(weight.id()) checked;
                        (weight.title())
                    }
                }
            }
        }
    }
}

fn listed<'a>(report: &Report<'a>) -> impl Iterator<Item = &'a ReviewEntry> {
    let findings = report.services.iter().flat_map(|it| &it.review.entries);
    findings.filter(|finding| is_listed(finding))
}

fn summary(report: &Report<'_>) -> String {
    format!("{}, {} listed", words::services(report), pluralize(listed(report).count(), "change"))
}

fn of_service(service: &Compared, report: &Report<'_>) -> Markup {
    let outline = Outline::of(&service.review);
    let sets = Sets::new(service);
    html! {
        section .service data-service=(service.name) id=(format!("service-{}", service.name)) {
            h2 {
                (service.title) " " code { (service.name) } " "
                (badge("wire", service.review.wire().as_str())) " "
                (badge("rust", service.review.semver().as_str()))
            }
            @for section in &outline.sections {
                section .weight {
                    h3 .(section.weight.id()) { (section.weight.title()) " (" (section.count()) ")" }
                    @for finding in section.findings() {
                        (of_finding(finding, section.weight, &sets, (service, report)))
                    }
                }
            }
            @if let Some(noise) = words::noise(&outline.noise) { p .noise { (noise) } }
            @if let Some(unsearched) = words::without_rename_hints(&service.review) {
                p .noise { (unsearched) }
            }
            (operations::operations(service))
            (sets.lists())
        }
    }
}

fn of_finding(
    finding: &ReviewEntry,
    weight: Weight,
    sets: &Sets<'_>,
    (service, report): (&Compared, &Report<'_>),
) -> Markup {
    let accepted = report.accepted.reason(&service.name, finding);
    html! {
        details .change .accepted[accepted.is_some()] id=(anchor(service, finding))
            data-service=(service.name) data-weight=(weight.id()) data-kind=(finding.kind)
        {
            summary {
                (badge("wire", finding.worst_wire().as_str())) " "
                (badge("rust", finding.worst_semver().as_str())) " "
                span .kind { (finding.kind) } " "
                code { (words::headline(finding)) }
            }
            p { (finding.description) }
            dl {
                dt { "Wire" } dd { (finding.wire.as_str()) ": " (finding.wire_reason) }
                dt { "Rust" } dd { (words::rust(finding)) ": " (finding.semver_reason) }
                @if !finding.operations.is_empty() { dt { "Affects" } dd { (sets.of(finding)) } }
                @if let Some(long) = words::long_value(finding.before.as_ref()) {
                    dt { "Before" } dd { code { (long) } }
                }
                @if let Some(long) = words::long_value(finding.after.as_ref()) {
                    dt { "After" } dd { code { (long) } }
                }
                @if let Some(hint) = words::hint(finding) { dt { "Hint" } dd { (hint) } }
                @if let Some(reason) = accepted { dt { "Accepted" } dd { (reason) } }
                @if let Some(at) = &finding.new_pointer { dt { "At" } dd { code { (at.0) } } }
                dt { "Fingerprint" } dd { code { (fingerprint(finding)) } }
            }
            @if !finding.items.is_empty() { (declarations(&finding.items)) }
            @if !finding.implied.is_empty() { (implied(finding)) }
        }
    }
}

/// How items were declared and are.
fn declarations(items: &[ItemChange]) -> Markup {
    html! {
        table .items {
            @for item in items {
                tr {
                    td { (item.kind.as_str()) } td { code { (item.path) } }
                    td {
                        @if let Some(before) = &item.before { del { code { (before) } } }
                        @if let Some(after) = &item.after { ins { code { (after) } } }
                    }
                }
            }
        }
    }
}

fn implied(finding: &ReviewEntry) -> Markup {
    html! {
        p .implied { "With it:" }
        ul {
            @for implied in finding.all().skip(1) {
                li { span .kind { (implied.kind) } " " code { (words::headline(implied)) } }
            }
        }
    }
}

fn badge(of: &str, level: &str) -> Markup {
    html! { span class=(format!("badge {level}")) title=(of) { (level) } }
}

fn help() -> Markup {
    html! {
        footer {
            kbd { "/" } " search · " kbd { "j" } " " kbd { "k" } " next, previous · "
            kbd { "Enter" } " open, close · " kbd { "o" } " open or close all · "
            kbd { "Esc" } " clear"
        }
    }
}

/// What links to a finding name.
pub(super) fn anchor(service: &Compared, finding: &ReviewEntry) -> String {
    format!("{}-{}", service.name, fingerprint(finding).replace(':', "-"))
}
