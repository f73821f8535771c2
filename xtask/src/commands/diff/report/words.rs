//! Words that all reports share.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use shapesmith::review::{ItemChange, Review, ReviewEntry, SemverImpact};
use shapesmith_model::diff::AffectedOperation;
use shapesmith_model::escape;

use super::Report;
use super::outline::Row;
use crate::console::pluralize;

/// How many operations are named before they are counted.
const NAMED: usize = 3;
/// How many characters of a value are shown.
const LONGEST: usize = 100;

/// Whom a finding touches: `CreateFunction (in)`, `8 operations (in and out)`.
pub fn touches(finding: &ReviewEntry) -> Option<String> {
    let touches = &finding.operations;
    let (first, more) = touches.split_first()?;
    // An operation touches itself.
    if more.is_empty() && first.operation == finding.place.id {
        return None;
    }
    let alike = more.iter().all(|other| direction(other) == direction(first));
    let name = |touch: &AffectedOperation| touch.operation.name().to_owned();
    if touches.len() <= NAMED {
        let named = |touch: &AffectedOperation| match direction(touch) {
            Some(direction) if !alike => format!("{} ({direction})", name(touch)),
            _ => name(touch),
        };
        let names: Vec<String> = touches.iter().map(named).collect();
        return Some(match direction(first).filter(|_| alike) {
            Some(direction) => format!("{} ({direction})", names.join(", ")),
            None => names.join(", "),
        });
    }
    let all = AffectedOperation {
        operation: first.operation.clone(),
        input: touches.iter().any(|touch| touch.input),
        output: touches.iter().any(|touch| touch.output),
        error: touches.iter().any(|touch| touch.error),
    };
    let number = format!("{} operations", touches.len());
    Some(match direction(&all) {
        Some(direction) => format!("{number} ({direction})"),
        None => number,
    })
}

/// Where in an operation: `in`, `out`, `in and out`, `in errors`.
pub fn direction(touch: &AffectedOperation) -> Option<&'static str> {
    match (touch.input, touch.output, touch.error) {
        (true, true, true) => Some("in, out and errors"),
        (true, true, false) => Some("in and out"),
        (true, false, true) => Some("in and errors"),
        (false, true, true) => Some("out and errors"),
        (true, false, false) => Some("in"),
        (false, true, false) => Some("out"),
        (false, false, true) => Some("errors"),
        (false, false, false) => None,
    }
}

/// What was and what is: `1 → 2`, or the one there is, with what became of it; nothing where the place says it all.
pub fn values(finding: &ReviewEntry) -> Option<String> {
    match (&finding.before, &finding.after) {
        (Some(before), Some(after)) => {
            let (before, after) = apart(&value(before), &value(after));
            Some(format!("{} → {}", cut(before), cut(after)))
        }
        (Some(Value::Bool(true)), None) => named(finding.kind).map(|it| format!("no longer {it}")),
        (None, Some(Value::Bool(true))) => named(finding.kind).map(|it| format!("now {it}")),
        (Some(only), None) if !tells_direction(finding.kind) => {
            Some(format!("{} removed", cut(value(only))))
        }
        (None, Some(only)) if !tells_direction(finding.kind) => {
            Some(format!("{} added", cut(value(only))))
        }
        (Some(only), None) | (None, Some(only)) => {
            // The value of an enum is what it is called.
            Some(cut(value(only))).filter(|_| finding.place.part != Some(raw_value(only)))
        }
        (None, None) => None,
    }
}

/// Whether the kind of a change says if what it is about came or went.
fn tells_direction(kind: &str) -> bool {
    !kind.ends_with("-changed") && !kind.starts_with("limit-")
}

/// What is so, or isn't, after a change of this kind: `sensitive`.
fn named(kind: &str) -> Option<&str> {
    kind.strip_suffix("-changed")
}

/// Two texts where they differ: what long ones begin and end with alike is left out, but for a few characters.
fn apart(before: &str, after: &str) -> (String, String) {
    const AROUND: usize = 12;
    let [old, new] = [before, after].map(|text| text.chars().collect::<Vec<char>>());
    if old.len().max(new.len()) <= LONGEST {
        return (before.to_owned(), after.to_owned());
    }
    let alike = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - alike;
    let ends = old.iter().rev().zip(new.iter().rev()).take(rest);
    let ends = ends.take_while(|(old, new)| old == new).count();
    let (start, end) = (alike.saturating_sub(AROUND), ends.saturating_sub(AROUND));
    let middle = |text: &[char]| -> String {
        let told = text.get(start..text.len() - end).unwrap_or(text).iter();
        let dots = |is_cut: bool| if is_cut { "…" } else { "" };
        format!("{}{}{}", dots(start > 0), told.collect::<String>(), dots(end > 0))
    };
    (middle(&old), middle(&new))
}

/// A value as people read it, in one line: text bare, a target by its name.
fn value(value: &Value) -> String {
    escape::line(&raw_value(value)).into_owned()
}

fn raw_value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(entries) => match (entries.get("type"), entries.get("target")) {
            (Some(Value::String(kind)), Some(Value::String(target))) => format!("{kind} {target}"),
            _ => entries_of(entries),
        },
        Value::Array(entries) if !entries.is_empty() => {
            entries.iter().map(nested).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// A value in full, where other lines have no room for it.
pub fn long_value(of: Option<&Value>) -> Option<String> {
    of.map(value).filter(|told| told.chars().count() > LONGEST)
}

/// The beginning of what is long.
fn cut(told: String) -> String {
    match told.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", told.get(..end).unwrap_or(&told)),
        None => told,
    }
}

fn entries_of(entries: &Map<String, Value>) -> String {
    let told = entries.iter().map(|(key, inner)| match inner {
        // A trait without a value.
        Value::Object(none) if none.is_empty() => key.clone(),
        inner => format!("{key} {}", nested(inner)),
    });
    told.collect::<Vec<_>>().join(", ")
}

fn nested(inner: &Value) -> String {
    match inner {
        Value::String(text) => text.clone(),
        Value::Array(entries) => entries.iter().map(nested).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// `patch`, `minor` or `major`, with a note where a program that is compiled again behaves differently.
pub fn rust(finding: &ReviewEntry) -> String {
    let level = finding.semver.as_str();
    if finding.changes_behaviour && finding.semver != SemverImpact::Major {
        format!("{level}, changes behaviour")
    } else {
        level.to_owned()
    }
}

/// What it does on the wire, and why.
pub fn wire_reason(finding: &ReviewEntry) -> String {
    format!("wire {}: {}", finding.wire.as_str(), escape::line(&finding.wire_reason))
}

/// What it does to Rust code, and why.
pub fn rust_reason(finding: &ReviewEntry) -> String {
    format!("Rust {}: {}", rust(finding), escape::line(&finding.semver_reason))
}

/// Where in the model.
pub fn place(finding: &ReviewEntry) -> String {
    escape::line(&finding.place.to_string()).into_owned()
}

/// Where, and what was and is.
pub fn headline(finding: &ReviewEntry) -> String {
    match values(finding) {
        Some(values) => format!("{}: {values}", place(finding)),
        None => place(finding),
    }
}

/// The parts of a row, below their shape, which is named before them.
pub fn parts(row: &Row<'_>) -> Option<String> {
    let parts: Vec<String> = row.findings.iter().filter_map(|finding| part(finding)).collect();
    Some(parts.join(", ")).filter(|_| !parts.is_empty())
}

/// The part of a shape that a finding is about, with what differs where that isn't what came or went as a whole.
fn part(finding: &ReviewEntry) -> Option<String> {
    let place = &finding.place;
    let part = match (place.id.member(), place.part.as_deref()) {
        (Some(member), Some(part)) => Some(format!("{member} {}", escape::line(part))),
        (member, part) => member.or(part).map(|part| escape::line(part).into_owned()),
    };
    // A new order says little as a list.
    if ["member-order-changed", "enum-reordered"].contains(&finding.kind) {
        return part;
    }
    // What came or went as a whole is named by its place.
    let differs = finding.before.is_some() && finding.after.is_some();
    let is_partial =
        differs || !tells_direction(finding.kind) || finding.kind.starts_with("pattern-");
    match (part, values(finding).filter(|_| is_partial)) {
        (Some(part), Some(values)) => Some(format!("{part} ({values})")),
        (part @ Some(_), None) => part,
        (None, values) => values,
    }
}

/// What the finding looks like, seen together with another.
pub fn hint(finding: &ReviewEntry) -> Option<String> {
    let hint = finding.hint.as_ref()?;
    let other = hint.other.to_string();
    Some(format!("looks like {}: see {}", hint.kind.id(), escape::line(&other)))
}

/// What follows from some findings, by kind.
pub fn implied(findings: &[&ReviewEntry]) -> Option<String> {
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for implied in findings.iter().flat_map(|finding| finding.all().skip(1)) {
        let place = place(implied);
        match kinds.iter_mut().find(|(kind, _)| *kind == implied.kind) {
            Some((_, places)) => places.push(place),
            None => kinds.push((implied.kind, vec![place])),
        }
    }
    let told = kinds.iter().map(|(kind, places)| match places.len() {
        1 => format!("{kind} {}", several(places)),
        number => format!("{kind} ({number}) {}", several(places)),
    });
    let told: Vec<String> = told.collect();
    Some(format!("with it: {}", told.join("; "))).filter(|_| !kinds.is_empty())
}

/// Some names, and how many more there are.
fn several(names: &[String]) -> String {
    const SHOWN: usize = 6;
    match names.get(..SHOWN).filter(|_| names.len() > SHOWN + 1) {
        Some(shown) => format!("{}, …", shown.join(", ")),
        None => names.join(", "),
    }
}

/// How many of the services that were compared differ.
pub fn services(report: &Report<'_>) -> String {
    let compared = pluralize(report.compared, "service");
    match report.services.len() {
        0 => format!("no API change in {compared}"),
        changed => format!("{changed} of {compared} changed"),
    }
}

/// What there is so much of that it is only counted.
pub fn noise(kinds: &BTreeMap<&'static str, usize>) -> Option<String> {
    let counted: Vec<String> =
        kinds.iter().map(|(kind, number)| format!("{number} × {kind}")).collect();
    Some(format!("Only counted: {}", counted.join(", "))).filter(|_| !counted.is_empty())
}

/// Which shapes have no hints at members with another name, because there would be too many to compare.
pub fn without_rename_hints(review: &Review) -> Option<String> {
    let names: Vec<String> =
        review.without_rename_hints.iter().map(|id| id.name().to_owned()).collect();
    let told = format!(
        "Not searched for similar names, for so many members came and went: {}",
        several(&names)
    );
    Some(told).filter(|_| !names.is_empty())
}

/// The items that a reviewer wants to see: those that code can tell from before.
pub fn items(finding: &ReviewEntry) -> impl Iterator<Item = &ItemChange> {
    finding.items.iter().filter(|item| item.semver > SemverImpact::Patch)
}

/// The items that code written against the old crate breaks at.
pub fn breaking(finding: &ReviewEntry) -> impl Iterator<Item = &ItemChange> {
    finding.items.iter().filter(|item| item.semver == SemverImpact::Major)
}

/// The paths of those items as code, for Markdown.
pub fn broken_items(findings: &[&ReviewEntry]) -> Option<String> {
    let mut paths: Vec<String> = findings
        .iter()
        .flat_map(|finding| breaking(finding))
        .map(|item| super::markdown::code(&item.path))
        .collect();
    paths.dedup();
    Some(several(&paths)).filter(|_| !paths.is_empty())
}
