//! What shapes, members and operations may all say of themselves, as traits.

use serde_json::{Map, Number, Value, json};

use super::pattern;
use crate::Traits;
use crate::json::Fields;
use crate::report::{Report, error};
use crate::suggest::did_you_mean;

/// Takes prose, deprecation and whether values are secret.
pub(super) fn common(fields: &mut Fields<'_>, traits: &mut Traits, report: &mut Report) {
    if let Some((text, _)) =
        fields.text("documentation", report).filter(|(text, _)| !text.is_empty())
    {
        traits.insert("smithy.api#documentation", Value::String(text));
    }
    let message = fields.text("deprecatedMessage", report).map(|(text, _)| ("message", text));
    let since = fields.text("deprecatedSince", report).map(|(text, _)| ("since", text));
    if fields.flag("deprecated", report) {
        let told = [message, since].into_iter().flatten();
        let told = told.map(|(key, text)| (key.to_owned(), Value::String(text)));
        traits.insert("smithy.api#deprecated", Value::Object(told.collect()));
    }
    marks(fields, &[("sensitive", "smithy.api#sensitive")], traits, report);
}

/// Takes flags, each of which is a trait without content.
pub(super) fn marks(
    fields: &mut Fields<'_>,
    known: &[(&str, &str)],
    traits: &mut Traits,
    report: &mut Report,
) {
    for (key, mark) in known {
        if fields.flag(key, report) {
            traits.insert(*mark, json!({}));
        }
    }
}

/// Takes what is the same object in Smithy.
pub(super) fn objects(
    fields: &mut Fields<'_>,
    known: &[(&str, &str)],
    traits: &mut Traits,
    report: &mut Report,
) {
    for (key, name) in known {
        let (entries, _) = fields.object(key, report);
        if !entries.is_empty() {
            traits.insert(*name, Value::Object(entries));
        }
    }
}

/// Takes the bounds of a length. That something is no shorter than nothing says nothing.
pub(super) fn length(fields: &mut Fields<'_>, traits: &mut Traits, report: &mut Report) {
    let bounds = bounds(fields, report, |key, bound| key == "max" || bound.as_u64() != Some(0));
    if !bounds.is_empty() {
        traits.insert("smithy.api#length", Value::Object(bounds));
    }
}

/// Takes the bounds of a number.
pub(super) fn range(fields: &mut Fields<'_>, traits: &mut Traits, report: &mut Report) {
    let bounds = bounds(fields, report, |_, _| true);
    if !bounds.is_empty() {
        traits.insert("smithy.api#range", Value::Object(bounds));
    }
}

fn bounds(
    fields: &mut Fields<'_>,
    report: &mut Report,
    counts: impl Fn(&str, &Number) -> bool,
) -> Map<String, Value> {
    let given = ["min", "max"].into_iter().filter_map(|key| {
        let (bound, _) = fields.number(key, report)?;
        counts(key, &bound).then(|| (key.to_owned(), Value::Number(bound)))
    });
    given.collect()
}

/// Takes a pattern, which must match the whole text in this format.
pub(super) fn pattern(fields: &mut Fields<'_>, traits: &mut Traits, report: &mut Report) {
    if let Some((text, _)) = fields.text("pattern", report) {
        traits.insert("smithy.api#pattern", Value::String(pattern::whole(&text)));
    }
}

const TIMESTAMP_FORMATS: [(&str, &str); 3] =
    [("iso8601", "date-time"), ("rfc822", "http-date"), ("unixTimestamp", "epoch-seconds")];

/// Takes the wire form of timestamps.
pub(super) fn timestamp_format(fields: &mut Fields<'_>, traits: &mut Traits, report: &mut Report) {
    let Some((name, at)) = fields.text("timestampFormat", report) else { return };
    match TIMESTAMP_FORMATS.iter().find(|(known, _)| *known == name) {
        Some((_, format)) => drop(traits.insert("smithy.api#timestampFormat", json!(format))),
        None => {
            let message = format!("there is no timestamp format `{name}`");
            let known = TIMESTAMP_FORMATS.map(|(known, _)| known);
            let hint = did_you_mean(&name, known.into_iter());
            let hint = hint
                .unwrap_or_else(|| "it is one of `iso8601`, `rfc822`, `unixTimestamp`".to_owned());
            report.push(error("malformed-trait", &at, message).about(&fields.owner()).hint(hint));
        }
    }
}
