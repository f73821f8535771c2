//! Checks the values of traits against the form that the rule of the trait requires.

use serde_json::Value;

use super::numbers::{as_integer, integer_range, is_less};
use super::pattern;
use super::subject::{Holder, Subject};
use super::trait_rules::ValueForm;
use super::values::{self, Strictness};
use crate::ShapeKind;
use crate::json::describe_type;
use crate::suggest::did_you_mean;
use crate::wording::list_names;

/// A problem of the value of a trait.
pub(super) struct TraitIssue {
    /// The steps from the value of the trait to the location of the problem.
    pub(super) path: Vec<String>,
    pub(super) code: &'static str,
    pub(super) is_error: bool,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// Returns the problems of a trait's value.
pub(super) fn check_trait_value(
    form: &ValueForm,
    value: &Value,
    subject: &Subject<'_>,
) -> Vec<TraitIssue> {
    match form {
        ValueForm::Any => Vec::new(),
        ValueForm::Annotation => check_annotation(value),
        ValueForm::String if value.is_string() => Vec::new(),
        ValueForm::String => vec![wrong_type("a string", value)],
        ValueForm::OneOf(known) => check_one_of(known, value),
        ValueForm::Deprecated => check_deprecated(value),
        ValueForm::Default => check_default(value, subject),
        ValueForm::Length => check_bounds(value, check_length_bound),
        ValueForm::Range => check_range(value, subject.value_kind()),
        ValueForm::Pattern => match value.as_str() {
            None => vec![wrong_type("a string", value)],
            Some(text) => {
                pattern::find_syntax_error(text).map(malformed_pattern).into_iter().collect()
            }
        },
        ValueForm::Http => check_http(value),
        ValueForm::Status => check_status(value),
    }
}

fn malformed(message: String) -> TraitIssue {
    TraitIssue { path: Vec::new(), code: "malformed-trait", is_error: true, message, hint: None }
}

fn wrong_type(expected: &str, found: &Value) -> TraitIssue {
    malformed(format!("expected {expected}, found {}", describe_type(found)))
}

fn missing_key(key: &str) -> TraitIssue {
    malformed(format!("the key `{key}` is missing"))
}

fn malformed_pattern(reason: String) -> TraitIssue {
    let hint = "correct the pattern, which no regular expression engine accepts; a backslash makes a character literal";
    TraitIssue { code: "malformed-pattern", hint: Some(hint.to_owned()), ..malformed(reason) }
}

impl TraitIssue {
    fn with_path(self, key: &str) -> Self {
        Self { path: vec![key.to_owned()], ..self }
    }

    fn into_warning(self, code: &'static str) -> Self {
        Self { code, is_error: false, ..self }
    }
}

/// Checks the value of a trait without content, which is `{}`. Some tools write `true` or null.
fn check_annotation(value: &Value) -> Vec<TraitIssue> {
    match value {
        Value::Object(_) | Value::Null | Value::Bool(true) => Vec::new(),
        Value::Bool(false) => {
            let hint = Some("remove the trait instead of setting it to false".to_owned());
            vec![TraitIssue { hint, ..wrong_type("`{}`", value) }]
        }
        other => vec![wrong_type("`{}`", other)],
    }
}

fn check_one_of(known: &[&'static str], value: &Value) -> Vec<TraitIssue> {
    let Some(text) = value.as_str() else {
        return vec![wrong_type("a string", value)];
    };
    if known.contains(&text) {
        return Vec::new();
    }
    let message = format!("expected one of {}, found `{text}`", list_names(known));
    let hint = did_you_mean(text, known.iter().copied());
    vec![TraitIssue { hint, ..malformed(message) }]
}

fn check_deprecated(value: &Value) -> Vec<TraitIssue> {
    if !value.is_object() {
        return vec![wrong_type("an object", value)];
    }
    let entries = ["message", "since"].into_iter().filter_map(|key| Some((key, value.get(key)?)));
    entries
        .filter(|(_, text)| !text.is_string())
        .map(|(key, text)| wrong_type("a string", text).with_path(key))
        .collect()
}

fn check_default(value: &Value, subject: &Subject<'_>) -> Vec<TraitIssue> {
    // On a member, null removes the default of its target.
    if value.is_null() && matches!(subject.holder, Holder::Member(..)) {
        return Vec::new();
    }
    let Some(shape) = subject.value_shape() else {
        return Vec::new();
    };
    let issues = values::check_value(subject.model, value, shape, Strictness::TypesOnly);
    issues
        .into_iter()
        .map(|issue| {
            TraitIssue { path: issue.path, hint: issue.hint, ..malformed(issue.message) }
                .into_warning("bad-default")
        })
        .collect()
}

/// Checks an object with `min` and `max`. `check_bound` checks each of them.
fn check_bounds(
    value: &Value,
    check_bound: impl Fn(&Value) -> Option<TraitIssue>,
) -> Vec<TraitIssue> {
    if !value.is_object() {
        return vec![wrong_type("an object", value)];
    }
    let (min, max) = (value.get("min"), value.get("max"));
    let mut issues = Vec::new();
    for (key, bound) in [("min", min), ("max", max)] {
        issues.extend(bound.and_then(&check_bound).map(|issue| issue.with_path(key)));
    }
    if min.is_none() && max.is_none() {
        issues.push(malformed("both `min` and `max` are missing".to_owned()));
    }
    if let (Some(Value::Number(min)), Some(Value::Number(max)), true) =
        (min, max, issues.is_empty())
        && is_less(max, min)
    {
        let message = format!("no value satisfies these bounds: `min` is {min}, `max` is {max}");
        issues.push(malformed(message));
    }
    issues
}

fn check_length_bound(value: &Value) -> Option<TraitIssue> {
    match value {
        Value::Number(number) if number.is_u64() => None,
        Value::Number(number) => {
            Some(malformed(format!("expected a non-negative integer, found {number}")))
        }
        other => Some(wrong_type("a number", other)),
    }
}

fn check_range(value: &Value, kind: Option<&ShapeKind>) -> Vec<TraitIssue> {
    let check_bound = |value: &Value| (!value.is_number()).then(|| wrong_type("a number", value));
    let mut issues = check_bounds(value, check_bound);
    let Some((kind, values)) = kind.and_then(|kind| Some((kind, integer_range(kind)?))) else {
        return issues;
    };
    for key in ["min", "max"] {
        let Some(bound) = value.get(key).and_then(Value::as_number) else {
            continue;
        };
        if as_integer(bound).is_none_or(|bound| !values.contains(&bound)) {
            let message = format!("the bound {bound} isn't a value of the type `{}`", kind.name());
            issues.push(malformed(message).into_warning("range-beyond-type").with_path(key));
        }
    }
    issues
}

fn check_http(value: &Value) -> Vec<TraitIssue> {
    if !value.is_object() {
        return vec![wrong_type("an object", value)];
    }
    let mut issues = Vec::new();
    for key in ["method", "uri"] {
        match value.get(key) {
            None => issues.push(missing_key(key)),
            Some(Value::String(text)) if key == "uri" && !text.starts_with('/') => {
                let message = format!("the URI `{text}` doesn't start with a slash");
                issues.push(malformed(message).with_path(key));
            }
            Some(Value::String(_)) => {}
            Some(other) => issues.push(wrong_type("a string", other).with_path(key)),
        }
    }
    if let Some(code) = value.get("code") {
        issues.extend(check_status(code).into_iter().map(|issue| issue.with_path("code")));
    }
    issues
}

/// Checks an HTTP status code. Most errors have codes from 400 on, but redirects can be modelled as errors.
fn check_status(value: &Value) -> Vec<TraitIssue> {
    let expected = "an HTTP status code from 100 to 599";
    match value {
        Value::Number(number) if number.as_u64().is_some_and(|code| (100..600).contains(&code)) => {
            Vec::new()
        }
        Value::Number(number) => {
            vec![malformed(format!("expected {expected}, found {number}"))]
        }
        other => vec![wrong_type(expected, other)],
    }
}
