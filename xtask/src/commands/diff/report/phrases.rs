//! Phrases that several formats share. All are without control characters.

use std::collections::BTreeMap;

use shapesmith::review::{ItemChange, Review, ReviewEntry, SemverImpact};
use shapesmith_model::diff::{AffectedOperation, Kind};
use shapesmith_model::escape;

use super::Report;
use super::outline::Row;
use super::values::{describe_values, kind_has_direction};
use crate::console::pluralize;

/// Describes the affected operations, such as `CreateFunction (input)` or `8 operations (input and output)`. Returns
/// `None` for the service as a whole, and for a change of the only affected operation itself.
pub fn describe_operations(entry: &ReviewEntry) -> Option<String> {
    const MAX_NAMED: usize = 3;
    let operations = &entry.operations;
    let (first, others) = operations.split_first()?;
    if others.is_empty() && first.operation == entry.place.id {
        return None;
    }
    if operations.len() <= MAX_NAMED {
        return Some(list_operations(operations));
    }
    let union = AffectedOperation {
        operation: first.operation.clone(),
        input: operations.iter().any(|it| it.input),
        output: operations.iter().any(|it| it.output),
        error: operations.iter().any(|it| it.error),
    };
    Some(with_direction(format!("{} operations", operations.len()), describe_direction(&union)))
}

/// Lists the operations, with the directions at the end if all have the same.
fn list_operations(operations: &[AffectedOperation]) -> String {
    let directions: Vec<_> = operations.iter().map(describe_direction).collect();
    let common = directions.first().copied().flatten();
    let is_common = directions.iter().all(|direction| *direction == common);
    let names = operations.iter().zip(&directions).map(|(operation, direction)| {
        let name = escape::line(operation.operation.name()).into_owned();
        if is_common { name } else { with_direction(name, *direction) }
    });
    let names = names.collect::<Vec<_>>().join(", ");
    if is_common { with_direction(names, common) } else { names }
}

fn with_direction(text: String, direction: Option<&str>) -> String {
    match direction {
        Some(direction) => format!("{text} ({direction})"),
        None => text,
    }
}

/// Describes in which parts of an operation a change is: `input`, `input and output`, `errors`.
pub fn describe_direction(operation: &AffectedOperation) -> Option<&'static str> {
    match (operation.input, operation.output, operation.error) {
        (true, true, true) => Some("input, output and errors"),
        (true, true, false) => Some("input and output"),
        (true, false, true) => Some("input and errors"),
        (false, true, true) => Some("output and errors"),
        (true, false, false) => Some("input"),
        (false, true, false) => Some("output"),
        (false, false, true) => Some("errors"),
        (false, false, false) => None,
    }
}

/// Returns `patch`, `minor` or `major`, with a note if a recompiled program behaves differently.
pub fn describe_semver(entry: &ReviewEntry) -> String {
    let level = entry.semver.as_str();
    if entry.changes_behaviour && entry.semver != SemverImpact::Major {
        format!("{level}, changes behaviour")
    } else {
        level.to_owned()
    }
}

/// Returns the effect on old clients with its reason.
pub fn describe_wire_impact(entry: &ReviewEntry) -> String {
    format!("wire {}: {}", entry.wire.as_str(), escape::line(&entry.wire_reason))
}

/// Returns the effect on Rust code with its reason.
pub fn describe_rust_impact(entry: &ReviewEntry) -> String {
    format!("Rust {}: {}", describe_semver(entry), escape::line(&entry.semver_reason))
}

/// Returns the place in the model.
pub fn describe_place(entry: &ReviewEntry) -> String {
    escape::line(&entry.place.to_string()).into_owned()
}

/// Returns the place in the model and the values.
pub fn describe_change(entry: &ReviewEntry) -> String {
    match describe_values(entry) {
        Some(values) => format!("{}: {values}", describe_place(entry)),
        None => describe_place(entry),
    }
}

/// Describes the changes of a row, without the name of their shape. Returns `None` if the shape says everything.
pub fn describe_parts(row: &Row<'_>) -> Option<String> {
    let parts: Vec<String> = row.entries.iter().filter_map(|entry| describe_part(entry)).collect();
    Some(parts.join(", ")).filter(|_| !parts.is_empty())
}

/// Describes the part of a shape that changed, with the values unless the part was added or removed as a whole.
fn describe_part(entry: &ReviewEntry) -> Option<String> {
    let place = &entry.place;
    let part = match (place.id.member(), place.part.as_deref()) {
        (Some(member), Some(part)) => Some(format!("{member} {part}")),
        (member, part) => member.or(part).map(str::to_owned),
    };
    let part = part.map(|part| escape::line(&part).into_owned());
    let is_order =
        [Kind::MemberOrderChanged, Kind::EnumReordered].map(Kind::id).contains(&entry.kind);
    if is_order {
        return part;
    }
    let is_modified = entry.before.is_some() && entry.after.is_some();
    let shows_values =
        is_modified || !kind_has_direction(entry.kind) || entry.kind.starts_with("pattern-");
    match (part, describe_values(entry).filter(|_| shows_values)) {
        (Some(part), Some(values)) => Some(format!("{part} ({values})")),
        (part, values) => part.or(values),
    }
}

/// Describes the change that this one may form a rename with.
pub fn describe_hint(entry: &ReviewEntry) -> Option<String> {
    let hint = entry.hint.as_ref()?;
    let other = hint.other.to_string();
    Some(format!("possibly {}: see {}", hint.kind.id(), escape::line(&other)))
}

/// Lists what else changes with some changes: `also added: LogFormat, LoggingConfig`.
pub fn describe_implied(entries: &[&ReviewEntry]) -> Option<String> {
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for implied in entries.iter().flat_map(|entry| entry.all().skip(1)) {
        let place = describe_place(implied);
        match kinds.iter_mut().find(|(kind, _)| *kind == implied.kind) {
            Some((_, places)) => places.push(place),
            None => kinds.push((implied.kind, vec![place])),
        }
    }
    let lists = kinds.iter().map(|(kind, places)| {
        let verb = match *kind {
            kind if kind == Kind::NamedShapeAdded.id() => "added",
            kind if kind == Kind::NamedShapeRemoved.id() => "removed",
            kind => kind,
        };
        format!("also {verb}: {}", list_some(places))
    });
    Some(lists.collect::<Vec<_>>().join("; ")).filter(|_| !kinds.is_empty())
}

/// Lists some names, and how many more there are.
fn list_some(names: &[String]) -> String {
    const MAX_SHOWN: usize = 6;
    match names.get(..MAX_SHOWN).filter(|_| names.len() > MAX_SHOWN + 1) {
        Some(shown) => format!("{} and {} more", shown.join(", "), names.len() - MAX_SHOWN),
        None => names.join(", "),
    }
}

/// Returns how many of the compared services differ.
pub fn describe_services(report: &Report<'_>) -> String {
    let compared = pluralize(report.compared, "service");
    match report.services.len() {
        0 => format!("no API change in {compared}"),
        changed => format!("{changed} of {compared} changed"),
    }
}

/// Returns the number of unlisted changes of each kind.
pub fn describe_unlisted(kinds: &BTreeMap<&'static str, usize>) -> Option<String> {
    let counts: Vec<String> =
        kinds.iter().map(|(kind, number)| format!("{number} × {kind}")).collect();
    Some(format!("Not listed: {}", counts.join(", "))).filter(|_| !counts.is_empty())
}

/// Names the shapes whose members weren't searched for renames, because too many were added and removed.
pub fn describe_missing_hints(review: &Review) -> Option<String> {
    let names: Vec<String> =
        review.without_rename_hints.iter().map(|id| escape::line(id.name()).into_owned()).collect();
    let note = format!(
        "Not searched for similar names, because too many members were added and removed: {}",
        list_some(&names)
    );
    Some(note).filter(|_| !names.is_empty())
}

/// Returns the changes of items that code which uses the crate can notice when it is compiled.
pub fn visible_items(entry: &ReviewEntry) -> impl Iterator<Item = &ItemChange> {
    entry.items.iter().filter(|item| item.semver > SemverImpact::Patch)
}

/// Returns the changes of items that break code which uses the crate.
pub fn breaking_items(entry: &ReviewEntry) -> impl Iterator<Item = &ItemChange> {
    entry.items.iter().filter(|item| item.semver == SemverImpact::Major)
}

/// Lists the paths of breaking items of some changes, as `format_path` formats each; `None` if there are none.
pub fn list_breaking_items(
    entries: &[&ReviewEntry],
    format_path: impl Fn(&str) -> String,
) -> Option<String> {
    let items = entries.iter().flat_map(|entry| breaking_items(entry));
    let mut paths: Vec<String> = items.map(|item| format_path(&item.path)).collect();
    paths.dedup();
    Some(list_some(&paths)).filter(|_| !paths.is_empty())
}
