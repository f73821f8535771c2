//! Descriptions of the values before and after a change, in one line without control characters.

use std::borrow::Cow;

use serde_json::{Map, Value};
use shapesmith::review::ReviewEntry;
use shapesmith_model::diff::Kind;
use shapesmith_model::escape;

use crate::console::pluralize;

/// The number of characters of a value that are shown.
const MAX_LENGTH: usize = 100;

/// Describes the values of a change: `GET → POST`, `max: none → 100`, or the only one, with whether it was added or
/// removed if the kind of change doesn't say so. Returns `None` if there is nothing to show besides the place.
pub fn describe_values(entry: &ReviewEntry) -> Option<String> {
    let [before, after] =
        [&entry.before, &entry.after].map(|value| visible_value(entry, value.as_ref()));
    let description = match (before.as_deref(), after.as_deref()) {
        (Some(before), Some(after)) => describe_both(entry.kind, before, after)?,
        (Some(only), None) | (None, Some(only)) => describe_only(entry, only, before.is_none())?,
        (None, None) => return None,
    };
    Some(description).filter(|it| !it.is_empty())
}

/// Returns the full description of a value that [`describe_values`] shortens.
pub fn describe_long_value(entry: &ReviewEntry, value: Option<&Value>) -> Option<String> {
    let description = describe(&*visible_value(entry, value)?);
    Some(description).filter(|it| it.chars().count() > MAX_LENGTH)
}

/// Returns the part of a value that means something to people: the digest of endpoint rules doesn't.
fn visible_value<'a>(entry: &ReviewEntry, value: Option<&'a Value>) -> Option<Cow<'a, Value>> {
    match value? {
        Value::Object(members) if entry.kind == Kind::EndpointRulesetChanged.id() => {
            let mut members = members.clone();
            members.remove("digest");
            Some(Cow::Owned(Value::Object(members)))
        }
        value => Some(Cow::Borrowed(value)),
    }
}

fn describe_both(kind: &str, before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Bool(_), Value::Bool(_)) if kind_has_direction(kind) => None,
        (Value::Object(old), Value::Object(new)) if !is_reference(old) && !is_reference(new) => {
            describe_differences(Some(before), Some(after))
        }
        _ => Some(describe_pair(&describe(before), &describe(after))),
    }
}

/// Describes the only value of a change.
fn describe_only(entry: &ReviewEntry, value: &Value, is_added: bool) -> Option<String> {
    let verb = if is_added { "added" } else { "removed" };
    match value {
        Value::Bool(true) => {
            let property = entry.kind.strip_suffix("-changed")?;
            Some(format!("{} {property}", if is_added { "now" } else { "no longer" }))
        }
        Value::Object(members) if !kind_has_direction(entry.kind) && !is_reference(members) => {
            match is_added {
                true => describe_differences(None, Some(value)),
                false => describe_differences(Some(value), None),
            }
        }
        _ if !kind_has_direction(entry.kind) => {
            Some(format!("{} {verb}", shorten(describe(value))))
        }
        Value::Object(operation) if is_operation_kind(entry.kind) => describe_signature(operation),
        // An enum value or an error is already named by the place.
        Value::String(text) if entry.place.part.as_ref() == Some(text) => None,
        _ => Some(shorten(describe(value))),
    }
}

fn is_operation_kind(kind: &str) -> bool {
    [Kind::OperationAdded, Kind::OperationRemoved].map(Kind::id).contains(&kind)
}

/// Describes an operation as a Rust function type. Returns `None` if it has neither an input nor an output.
fn describe_signature(operation: &Map<String, Value>) -> Option<String> {
    let name = |key: &str| operation.get(key).and_then(Value::as_str).map(escape::line);
    match (name("input"), name("output")) {
        (None, None) => None,
        (input, None) => Some(format!("fn({})", input.unwrap_or_default())),
        (input, Some(output)) => Some(format!("fn({}) -> {output}", input.unwrap_or_default())),
    }
}

/// Returns whether the ID of a kind says what was added or removed.
pub fn kind_has_direction(kind: &str) -> bool {
    !kind.ends_with("-changed") && !kind.starts_with("limit-")
}

/// Describes the entries of objects that differ, such as `min: 1 → 2, max: none → 100`.
fn describe_differences(before: Option<&Value>, after: Option<&Value>) -> Option<String> {
    const MAX_SHOWN: usize = 8;
    let mut differences = Vec::new();
    collect_differences("", before, after, &mut differences);
    let rest = differences.len().saturating_sub(MAX_SHOWN);
    differences.truncate(MAX_SHOWN);
    if rest > 0 {
        differences.push(format!("{rest} more"));
    }
    Some(differences.join(", ")).filter(|it| !it.is_empty())
}

fn collect_differences(
    path: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    differences: &mut Vec<String>,
) {
    if before == after {
        return;
    }
    let none = Map::new();
    let (Some(old), Some(new)) = (members_or(before, &none), members_or(after, &none)) else {
        return differences.push(describe_difference(path, before, after));
    };
    if old.is_empty() && new.is_empty() {
        return differences.push(describe_difference(path, before, after));
    }
    let added = new.keys().filter(|key| !old.contains_key(*key));
    for key in old.keys().chain(added) {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        collect_differences(&path, old.get(key), new.get(key), differences);
    }
}

/// Returns the members of an object, or `none` without a value. Returns `None` for any other value.
fn members_or<'a>(
    value: Option<&'a Value>,
    none: &'a Map<String, Value>,
) -> Option<&'a Map<String, Value>> {
    value.map_or(Some(none), Value::as_object)
}

/// Describes a difference of one entry. An empty object, such as a trait without members, was added or removed.
fn describe_difference(path: &str, before: Option<&Value>, after: Option<&Value>) -> String {
    let is_empty = |value: &Value| value.as_object().is_some_and(Map::is_empty);
    let path = escape::line(path);
    match (before, after) {
        (None, Some(value)) if is_empty(value) => format!("{path} added"),
        (Some(value), None) if is_empty(value) => format!("{path} removed"),
        _ => {
            let [before, after] = [before, after]
                .map(|value| value.map_or_else(|| "none".to_owned(), describe_nested))
                .map(|text| escape::line(&text).into_owned());
            format!("{path}: {}", describe_pair(&before, &after))
        }
    }
}

fn describe_pair(before: &str, after: &str) -> String {
    let (before, after) = omit_common_ends(before, after);
    format!("{} → {}", shorten(before), shorten(after))
}

/// Omits what two long texts have in common at their start and end, except for a few characters.
fn omit_common_ends(before: &str, after: &str) -> (String, String) {
    const CONTEXT: usize = 12;
    let [old, new] = [before, after].map(|text| text.chars().collect::<Vec<char>>());
    if old.len().max(new.len()) <= MAX_LENGTH {
        return (before.to_owned(), after.to_owned());
    }
    let same_start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - same_start;
    let ends = old.iter().rev().zip(new.iter().rev()).take(rest);
    let same_end = ends.take_while(|(old, new)| old == new).count();
    let (start, end) = (same_start.saturating_sub(CONTEXT), same_end.saturating_sub(CONTEXT));
    let middle = |text: &[char]| -> String {
        let middle: String = text.get(start..text.len() - end).unwrap_or(text).iter().collect();
        let ellipsis = |is_cut: bool| if is_cut { "…" } else { "" };
        format!("{}{middle}{}", ellipsis(start > 0), ellipsis(end > 0))
    };
    (middle(&old), middle(&new))
}

/// Returns the text, or its beginning and an ellipsis if it is long.
fn shorten(text: String) -> String {
    match text.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(&text)),
        None => text,
    }
}

/// Describes a value in one line: a text without quotes, a target by its name.
fn describe(value: &Value) -> String {
    let text = match value {
        Value::Object(members) => describe_object(members),
        Value::Array(entries) if !entries.is_empty() => join(entries.iter().map(describe_nested)),
        other => describe_nested(other),
    };
    escape::line(&text).into_owned()
}

fn describe_object(members: &Map<String, Value>) -> String {
    let text = |key: &str| members.get(key).and_then(Value::as_str);
    let number = |key: &str| members.get(key).and_then(Value::as_u64);
    match (text("type"), text("target")) {
        (Some(kind), Some(target)) => return format!("{target} ({kind})"),
        (Some(kind), None) => {
            for (key, noun) in [("members", "member"), ("values", "value")] {
                if let Some(Ok(number)) = number(key).map(usize::try_from) {
                    return format!("{kind} with {}", pluralize(number, noun));
                }
            }
        }
        (None, _) => {}
    }
    join(members.iter().map(describe_member))
}

fn describe_member((key, value): (&String, &Value)) -> String {
    match value {
        Value::Object(none) if none.is_empty() => key.clone(),
        value => format!("{key}: {}", describe_nested(value)),
    }
}

fn describe_nested(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(entries) => format!("[{}]", join(entries.iter().map(describe_nested))),
        Value::Object(members) => format!("{{{}}}", join(members.iter().map(describe_member))),
        other => other.to_string(),
    }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// Returns whether the object names a shape with its type, and so is described as a whole.
fn is_reference(members: &Map<String, Value>) -> bool {
    members.contains_key("type") && members.contains_key("target")
}
