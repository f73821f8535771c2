//! Enums from all three forms they have in Smithy: `enum`, `intEnum` and strings with the trait `enum`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::ids;
use crate::json::{Fields, Owner, wrong_type};
use crate::places::Places;
use crate::report::{Report, error};
use crate::{EnumMember, Member, Pointer, ShapeId, Traits};

const ENUM_VALUE: &str = "smithy.api#enumValue";

/// The values of an `enum` shape; a member without a value has its name for one.
/// ([Smithy: enum](https://smithy.io/2.0/spec/simple-types.html#enum))
pub(super) fn text_values(
    id: &ShapeId,
    members: Vec<Member>,
    places: &Places,
    report: &mut Report,
) -> Vec<EnumMember<String>> {
    let mut values = Vec::with_capacity(members.len());
    for mut member in members {
        let member_id = member.id(id);
        let place = places.of_trait(&member_id, &member.at, ENUM_VALUE);
        let value = match member.traits.remove(ENUM_VALUE) {
            None => member.name.clone(),
            Some(Value::String(value)) => value,
            Some(other) => {
                report.push(wrong_type(&place, "a string", &other).about(&member_id));
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
    report_duplicates(id, &values, report);
    values
}

/// The values of an `intEnum` shape.
/// ([Smithy: intEnum](https://smithy.io/2.0/spec/simple-types.html#intenum))
pub(super) fn int_values(
    id: &ShapeId,
    members: Vec<Member>,
    places: &Places,
    report: &mut Report,
) -> Vec<EnumMember<i32>> {
    let mut values = Vec::with_capacity(members.len());
    for mut member in members {
        let member_id = member.id(id);
        let place = places.of_trait(&member_id, &member.at, ENUM_VALUE);
        let Some(value) = member.traits.remove(ENUM_VALUE) else {
            let problem = error(
                "missing-key",
                &member.at,
                "a value of an intEnum needs the trait `enumValue`",
            );
            report.push(problem.about(&member_id).hint("such as \"smithy.api#enumValue\": 1"));
            continue;
        };
        match value.as_i64().and_then(|number| i32::try_from(number).ok()) {
            Some(value) => {
                let name = Some(member.name);
                values.push(EnumMember { name, value, traits: member.traits, at: member.at });
            }
            None => {
                let message =
                    format!("the value of an intEnum must be a 32-bit integer, it is {value}");
                report.push(error("malformed-trait", &place, message).about(&member_id));
            }
        }
    }
    report_duplicates(id, &values, report);
    values
}

/// The values of the trait `enum` of a string, with what it says about them as traits.
/// ([Smithy: enum trait](https://smithy.io/2.0/spec/constraint-traits.html#enum-trait))
pub(super) fn trait_values(
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
        .filter_map(|(number, entry)| trait_value(id, entry, at.join(&number.to_string()), report))
        .collect();
    report_duplicates(id, &values, report);
    report_duplicate_names(id, &values, report);
    values
}

fn trait_value(
    id: &ShapeId,
    entry: Value,
    at: Pointer,
    report: &mut Report,
) -> Option<EnumMember<String>> {
    let mut fields = Fields::new(entry, at, id, report)?;
    let value = match fields.take("value") {
        Some((Value::String(value), _)) => value,
        Some((other, at)) => {
            report.push(wrong_type(&at, "a string", &other).about(id));
            return None;
        }
        None => {
            let message = "a value of the trait `enum` needs a `value`";
            report.push(error("missing-key", &fields.at, message).about(id));
            return None;
        }
    };
    let mut traits = Traits::new();
    if let Some((documentation, _)) = fields.text("documentation", report) {
        traits.insert("smithy.api#documentation", Value::String(documentation));
    }
    let (tags, _) = fields.array("tags", report);
    if tags.iter().any(|tag| tag == "internal") {
        traits.insert("smithy.api#internal", json!({}));
    }
    if !tags.is_empty() {
        traits.insert("smithy.api#tags", Value::Array(tags));
    }
    if let Some((Value::Bool(true), _)) = fields.take("deprecated") {
        traits.insert("smithy.api#deprecated", json!({}));
    }
    let name = fields.text("name", report);
    if let Some((name, at)) = name.as_ref().filter(|(name, _)| !ids::is_identifier(name)) {
        report.push(ids::bad_name(name, at).about(id));
    }
    let (name, at) = (name.map(|(name, _)| name), fields.at.clone());
    fields.finish(&["value", "name", "documentation", "tags", "deprecated"], report);
    Some(EnumMember { name, value, traits, at })
}

/// As members of an enum shape they would be the same one.
fn report_duplicate_names<V>(id: &ShapeId, values: &[EnumMember<V>], report: &mut Report) {
    let mut seen = BTreeSet::new();
    for member in values {
        let name = member.name.as_deref();
        if let Some(name) = name.filter(|name| !seen.insert(*name)) {
            let message = format!("the name `{name}` is there twice");
            report.push(error("malformed-trait", &member.at.join("name"), message).about(id));
        }
    }
}

fn report_duplicates<V: Ord + std::fmt::Debug>(
    id: &ShapeId,
    values: &[EnumMember<V>],
    report: &mut Report,
) {
    let mut seen = BTreeMap::new();
    for (number, member) in values.iter().enumerate() {
        if let Some(first) = seen.insert(&member.value, number) {
            let message = format!("the value {:?} is there twice", member.value);
            let first = values.get(first).and_then(|first| first.name.as_deref());
            let hint = first.map(|first| format!("it is also the value of `{first}`"));
            let owner = Owner { shape: id, member: member.name.as_deref() };
            let problem = error("duplicate-enum-value", &member.at, message);
            report.push(problem.about(&owner.id()).maybe_hint(hint));
        }
    }
}
