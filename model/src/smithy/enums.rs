//! Reads the values of all three forms of enums in Smithy: `enum`, `intEnum` and strings with the trait `enum`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::id::is_identifier;
use crate::json::{ObjectReader, Owner, malformed_name, wrong_type};
use crate::report::{Report, error};
use crate::source_map::SourceMap;
use crate::{EnumMember, Member, Pointer, ShapeId, Traits};

const ENUM_VALUE: &str = "smithy.api#enumValue";

/// Returns the values of an `enum` shape. The default value of a member is its name.
/// ([Smithy: enum](https://smithy.io/2.0/spec/simple-types.html#enum))
pub(super) fn read_string_values(
    id: &ShapeId,
    members: Vec<Member>,
    source_map: &SourceMap,
    report: &mut Report,
) -> Vec<EnumMember<String>> {
    let mut values = Vec::with_capacity(members.len());
    for mut member in members {
        let member_id = member.id(id);
        let at = source_map.trait_pointer(&member_id, &member.at, ENUM_VALUE);
        let value = match member.traits.remove(ENUM_VALUE) {
            None => member.name.clone(),
            Some(Value::String(value)) => value,
            Some(other) => {
                report.push(wrong_type(&at, "a string", &other).about(&member_id));
                continue;
            }
        };
        values.push(EnumMember {
            name: Some(member.name),
            value,
            traits: member.traits,
            at: member.at,
        });
    }
    report_duplicate_values(id, &values, report);
    values
}

/// Returns the values of an `intEnum` shape.
/// ([Smithy: intEnum](https://smithy.io/2.0/spec/simple-types.html#intenum))
pub(super) fn read_int_values(
    id: &ShapeId,
    members: Vec<Member>,
    source_map: &SourceMap,
    report: &mut Report,
) -> Vec<EnumMember<i32>> {
    let mut values = Vec::with_capacity(members.len());
    for mut member in members {
        let member_id = member.id(id);
        let at = source_map.trait_pointer(&member_id, &member.at, ENUM_VALUE);
        let Some(value) = member.traits.remove(ENUM_VALUE) else {
            let message = "the member of the intEnum has no trait `enumValue`";
            let problem = error("missing-key", &member.at, message).about(&member_id);
            report.push(problem.hint("add it, for example \"smithy.api#enumValue\": 1"));
            continue;
        };
        match value.as_i64().and_then(|number| i32::try_from(number).ok()) {
            Some(value) => {
                let name = Some(member.name);
                values.push(EnumMember { name, value, traits: member.traits, at: member.at });
            }
            None => {
                let message = format!("expected a 32-bit integer, found {value}");
                report.push(error("malformed-trait", &at, message).about(&member_id));
            }
        }
    }
    report_duplicate_values(id, &values, report);
    values
}

/// Returns the values of the trait `enum` of a string. The other keys of an entry become traits of the value.
/// ([Smithy: enum trait](https://smithy.io/2.0/spec/constraint-traits.html#enum-trait))
pub(super) fn read_trait_values(
    id: &ShapeId,
    value: Value,
    at: &Pointer,
    report: &mut Report,
) -> Vec<EnumMember<String>> {
    let Value::Array(entries) = value else {
        report.push(wrong_type(at, "an array", &value).about(id));
        return Vec::new();
    };
    let entries = entries.into_iter().enumerate();
    let values: Vec<_> = entries
        .filter_map(|(index, entry)| {
            read_trait_value(id, entry, at.join(&index.to_string()), report)
        })
        .collect();
    report_duplicate_values(id, &values, report);
    report_duplicate_names(id, &values, report);
    values
}

fn read_trait_value(
    id: &ShapeId,
    entry: Value,
    at: Pointer,
    report: &mut Report,
) -> Option<EnumMember<String>> {
    let mut object = ObjectReader::new(entry, at, id, report)?;
    let value = match object.take("value") {
        Some((Value::String(value), _)) => value,
        Some((other, at)) => {
            report.push(wrong_type(&at, "a string", &other).about(id));
            return None;
        }
        None => {
            let message = "the entry of the trait `enum` has no `value`";
            report.push(error("missing-key", &object.at, message).about(id));
            return None;
        }
    };
    let mut traits = Traits::new();
    if let Some((documentation, _)) = object.take_string("documentation", report) {
        traits.insert("smithy.api#documentation", Value::String(documentation));
    }
    let (tags, _) = object.take_array("tags", report);
    if tags.iter().any(|tag| tag == "internal") {
        traits.insert("smithy.api#internal", json!({}));
    }
    if !tags.is_empty() {
        traits.insert("smithy.api#tags", Value::Array(tags));
    }
    if let Some((Value::Bool(true), _)) = object.take("deprecated") {
        traits.insert("smithy.api#deprecated", json!({}));
    }
    let name = object.take_string("name", report);
    if let Some((name, at)) = name.as_ref().filter(|(name, _)| !is_identifier(name)) {
        report.push(malformed_name(name, at).about(id));
    }
    let (name, at) = (name.map(|(name, _)| name), object.at.clone());
    object.warn_unknown_keys(&["value", "name", "documentation", "tags", "deprecated"], report);
    Some(EnumMember { name, value, traits, at })
}

/// Reports values with the same name, which would be the same member of an enum shape.
fn report_duplicate_names<V>(id: &ShapeId, values: &[EnumMember<V>], report: &mut Report) {
    let mut seen = BTreeSet::new();
    for member in values {
        let name = member.name.as_deref();
        if let Some(name) = name.filter(|name| !seen.insert(*name)) {
            let message = format!("the name `{name}` is used twice");
            report.push(error("malformed-trait", &member.at.join("name"), message).about(id));
        }
    }
}

fn report_duplicate_values<V: Ord + std::fmt::Debug>(
    id: &ShapeId,
    values: &[EnumMember<V>],
    report: &mut Report,
) {
    let mut seen = BTreeMap::new();
    for (index, member) in values.iter().enumerate() {
        if let Some(first) = seen.insert(&member.value, index) {
            let message = format!("the value {:?} is used twice", member.value);
            let first = values.get(first).and_then(|first| first.name.as_deref());
            let hint = first.map(|first| format!("change it, or remove the member `{first}`"));
            let owner = Owner { shape: id, member: member.name.as_deref() };
            let problem = error("duplicate-enum-value", &member.at, message);
            report.push(problem.about(&owner.id()).maybe_hint(hint));
        }
    }
}
