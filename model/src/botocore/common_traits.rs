//! Reads the traits that shapes, members and operations have in common.

use serde_json::{Map, Number, Value, json};

use super::pattern;
use crate::Traits;
use crate::json::ObjectReader;
use crate::report::{Report, error};
use crate::suggest::did_you_mean;
use crate::wording::list_names;

/// Reads the documentation, the deprecation and the flag `sensitive`.
pub(super) fn read_common(object: &mut ObjectReader<'_>, traits: &mut Traits, report: &mut Report) {
    if let Some((text, _)) =
        object.take_string("documentation", report).filter(|(text, _)| !text.is_empty())
    {
        traits.insert("smithy.api#documentation", Value::String(text));
    }
    let message =
        object.take_string("deprecatedMessage", report).map(|(text, _)| ("message", text));
    let since = object.take_string("deprecatedSince", report).map(|(text, _)| ("since", text));
    if object.take_flag("deprecated", report) {
        let entries = [message, since].into_iter().flatten();
        let entries = entries.map(|(key, text)| (key.to_owned(), Value::String(text)));
        traits.insert("smithy.api#deprecated", Value::Object(entries.collect()));
    }
    read_flags(object, &[("sensitive", "smithy.api#sensitive")], traits, report);
}

/// Reads flags as traits without content. `known` are the keys and the ids of the traits.
pub(super) fn read_flags(
    object: &mut ObjectReader<'_>,
    known: &[(&str, &str)],
    traits: &mut Traits,
    report: &mut Report,
) {
    for (key, trait_id) in known {
        if object.take_flag(key, report) {
            traits.insert(*trait_id, json!({}));
        }
    }
}

/// Reads objects that are equal to the values of traits. `known` are the keys and the ids of the traits.
pub(super) fn read_objects(
    object: &mut ObjectReader<'_>,
    known: &[(&str, &str)],
    traits: &mut Traits,
    report: &mut Report,
) {
    for (key, trait_id) in known {
        let (entries, _) = object.take_object(key, report);
        if !entries.is_empty() {
            traits.insert(*trait_id, Value::Object(entries));
        }
    }
}

/// Takes the namespace of an element: an object, or the URI alone.
pub(super) fn take_xml_namespace(object: &mut ObjectReader<'_>) -> Option<Value> {
    object.take("xmlNamespace").map(|(namespace, _)| to_xml_namespace(&namespace))
}

/// Returns a namespace as an object.
pub(super) fn to_xml_namespace(namespace: &Value) -> Value {
    match namespace {
        Value::String(uri) => json!({ "uri": uri }),
        namespace => namespace.clone(),
    }
}

/// Reads the bounds of a length. A minimum of zero is omitted.
pub(super) fn read_length(object: &mut ObjectReader<'_>, traits: &mut Traits, report: &mut Report) {
    let is_bound = |key: &str, bound: &Number| key == "max" || bound.as_u64() != Some(0);
    let bounds = read_bounds(object, report, is_bound);
    if !bounds.is_empty() {
        traits.insert("smithy.api#length", Value::Object(bounds));
    }
}

/// Reads the bounds of a number.
pub(super) fn read_range(object: &mut ObjectReader<'_>, traits: &mut Traits, report: &mut Report) {
    let bounds = read_bounds(object, report, |_, _| true);
    if !bounds.is_empty() {
        traits.insert("smithy.api#range", Value::Object(bounds));
    }
}

fn read_bounds(
    object: &mut ObjectReader<'_>,
    report: &mut Report,
    is_bound: impl Fn(&str, &Number) -> bool,
) -> Map<String, Value> {
    let bounds = ["min", "max"].into_iter().filter_map(|key| {
        let (bound, _) = object.take_number(key, report)?;
        is_bound(key, &bound).then(|| (key.to_owned(), Value::Number(bound)))
    });
    bounds.collect()
}

/// Reads a pattern. In this format it must match the whole string, so anchors are added.
pub(super) fn read_pattern(
    object: &mut ObjectReader<'_>,
    traits: &mut Traits,
    report: &mut Report,
) {
    if let Some((text, _)) = object.take_string("pattern", report) {
        traits.insert("smithy.api#pattern", Value::String(pattern::add_anchors(&text)));
    }
}

const TIMESTAMP_FORMATS: [(&str, &str); 3] =
    [("iso8601", "date-time"), ("rfc822", "http-date"), ("unixTimestamp", "epoch-seconds")];

/// Reads the wire format of timestamps.
pub(super) fn read_timestamp_format(
    object: &mut ObjectReader<'_>,
    traits: &mut Traits,
    report: &mut Report,
) {
    let Some((name, at)) = object.take_string("timestampFormat", report) else { return };
    match TIMESTAMP_FORMATS.iter().find(|(known, _)| *known == name) {
        Some((_, format)) => drop(traits.insert("smithy.api#timestampFormat", json!(format))),
        None => {
            let message = format!("unknown timestamp format `{name}`");
            let known = TIMESTAMP_FORMATS.map(|(known, _)| known);
            let hint = did_you_mean(&name, known.into_iter());
            let hint = hint.unwrap_or_else(|| format!("use one of {}", list_names(known)));
            report.push(error("malformed-trait", &at, message).about(&object.owner()).hint(hint));
        }
    }
}
