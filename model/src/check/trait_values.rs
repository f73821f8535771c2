//! Whether the value of a trait has the form that its rule asks for.

use serde_json::{Number, Value};

use super::rules::Form;
use super::subject::{Holder, Subject, with_article};
use super::{pattern, values};
use crate::ShapeKind;
use crate::json::kind;
use crate::suggest::did_you_mean;

/// Something wrong with the value of a trait.
pub(super) struct Finding {
    /// The steps from the trait's value to the place.
    pub(super) below: Vec<String>,
    pub(super) code: &'static str,
    pub(super) is_error: bool,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// Everything wrong with the value.
pub(super) fn check_value(form: &Form, value: &Value, subject: &Subject<'_>) -> Vec<Finding> {
    match form {
        Form::Any => Vec::new(),
        Form::Annotation => annotation(value),
        Form::Text if value.is_string() => Vec::new(),
        Form::Text => vec![not("a string", value)],
        Form::OneOf(known) => one_of(known, value),
        Form::Deprecated => deprecated(value),
        Form::Default => default(value, subject),
        Form::Length => bounds(value, length_bound),
        Form::Range => range(value, subject.value_kind()),
        Form::Pattern => match value.as_str() {
            None => vec![not("a string", value)],
            Some(text) => pattern::malformed(text).map(malformed_pattern).into_iter().collect(),
        },
        Form::Http => http(value),
        Form::Status => status(value),
    }
}

fn malformed(message: String) -> Finding {
    Finding { below: Vec::new(), code: "malformed-trait", is_error: true, message, hint: None }
}

fn not(expected: &str, found: &Value) -> Finding {
    malformed(format!("this must be {expected}, it is {}", kind(found)))
}

fn malformed_pattern(reason: String) -> Finding {
    let hint = "no regular expression engine accepts this; a backslash makes a character literal"
        .to_owned();
    Finding { code: "malformed-pattern", hint: Some(hint), ..malformed(reason) }
}

impl Finding {
    fn below(self, key: &str) -> Self {
        Self { below: vec![key.to_owned()], ..self }
    }

    fn warning(self, code: &'static str) -> Self {
        Self { code, is_error: false, ..self }
    }
}

/// Traits without content are `{}`; some tools write `true` or null.
fn annotation(value: &Value) -> Vec<Finding> {
    match value {
        Value::Object(_) | Value::Null | Value::Bool(true) => Vec::new(),
        Value::Bool(false) => {
            let hint = Some("a trait that doesn't hold is left out".to_owned());
            vec![Finding { hint, ..not("`{}`", value) }]
        }
        other => vec![not("`{}`", other)],
    }
}

fn one_of(known: &[&'static str], value: &Value) -> Vec<Finding> {
    let Some(text) = value.as_str() else {
        return vec![not("a string", value)];
    };
    if known.contains(&text) {
        return Vec::new();
    }
    let known_words = known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
    let hint = did_you_mean(text, known.iter().copied());
    vec![Finding {
        hint,
        ..malformed(format!("this must be one of {known_words}, it is `{text}`"))
    }]
}

fn deprecated(value: &Value) -> Vec<Finding> {
    if !value.is_object() {
        return vec![not("an object", value)];
    }
    let keys = ["message", "since"].into_iter();
    let given = keys.filter_map(|key| Some((key, value.get(key)?)));
    given
        .filter(|(_, text)| !text.is_string())
        .map(|(key, text)| not("a string", text).below(key))
        .collect()
}

fn default(value: &Value, subject: &Subject<'_>) -> Vec<Finding> {
    // On a member, null takes away the default of its target.
    if value.is_null() && matches!(subject.holder, Holder::Member(..)) {
        return Vec::new();
    }
    let Some(shape) = subject.value_shape() else {
        return Vec::new();
    };
    let wrong = values::check(subject.model, value, shape, values::Strictness::TypesOnly);
    wrong
        .into_iter()
        .map(|wrong| {
            Finding { below: wrong.below, hint: wrong.hint, ..malformed(wrong.message) }
                .warning("bad-default")
        })
        .collect()
}

/// An object with `min` and `max`, each of which `bound` accepts.
fn bounds(value: &Value, bound: impl Fn(&Value) -> Option<Finding>) -> Vec<Finding> {
    if !value.is_object() {
        return vec![not("an object", value)];
    }
    let given = |key| value.get(key);
    let mut wrong = Vec::new();
    for key in ["min", "max"] {
        wrong.extend(given(key).and_then(&bound).map(|finding| finding.below(key)));
    }
    if given("min").is_none() && given("max").is_none() {
        wrong.push(malformed("this needs a `min` or a `max`".to_owned()));
    }
    if let (Some(Value::Number(min)), Some(Value::Number(max)), true) =
        (given("min"), given("max"), wrong.is_empty())
        && less(max, min)
    {
        wrong.push(malformed(format!(
            "nothing satisfies these bounds: `min` is {min}, `max` is {max}"
        )));
    }
    wrong
}

fn length_bound(value: &Value) -> Option<Finding> {
    match value {
        Value::Number(number) if number.is_u64() => None,
        Value::Number(number) => {
            Some(malformed(format!("a length is a count, it can't be {number}")))
        }
        other => Some(not("a number", other)),
    }
}

fn range(value: &Value, of: Option<&ShapeKind>) -> Vec<Finding> {
    let is_number = |value: &Value| (!value.is_number()).then(|| not("a number", value));
    let mut wrong = bounds(value, is_number);
    let Some((of, limits)) = of.and_then(|of| Some((of, integer_limits(of)?))) else {
        return wrong;
    };
    for key in ["min", "max"] {
        let Some(bound) = value.get(key).and_then(Value::as_number) else {
            continue;
        };
        let whole = as_integer(bound);
        if whole.is_none_or(|bound| !limits.contains(&bound)) {
            let message = format!("the bound {bound} isn't a value of {}", with_article(of));
            wrong.push(malformed(message).warning("range-beyond-type").below(key));
        }
    }
    wrong
}

/// The values of an integer type that has bounds; big integers have none.
pub(super) fn integer_limits(kind: &ShapeKind) -> Option<std::ops::RangeInclusive<i128>> {
    match kind {
        ShapeKind::Byte => Some(i8::MIN.into()..=i8::MAX.into()),
        ShapeKind::Short => Some(i16::MIN.into()..=i16::MAX.into()),
        ShapeKind::Integer | ShapeKind::IntEnum(_) => Some(i32::MIN.into()..=i32::MAX.into()),
        ShapeKind::Long => Some(i64::MIN.into()..=i64::MAX.into()),
        _ => None,
    }
}

/// A whole number; `1.0` is one too.
pub(super) fn as_integer(number: &Number) -> Option<i128> {
    if let Some(whole) = number.as_i128() {
        return Some(whole);
    }
    // Doubles beyond this aren't exact anyway, and no integer type goes further.
    let float = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 1e30)?;
    #[allow(clippy::cast_possible_truncation)]
    Some(float as i128)
}

/// Whether one number is less than another, exactly where both are whole.
pub(super) fn less(a: &Number, b: &Number) -> bool {
    match (as_integer(a), as_integer(b)) {
        (Some(a), Some(b)) => a < b,
        _ => a.as_f64() < b.as_f64(),
    }
}

fn http(value: &Value) -> Vec<Finding> {
    if !value.is_object() {
        return vec![not("an object", value)];
    }
    let mut wrong = Vec::new();
    for key in ["method", "uri"] {
        match value.get(key) {
            None => wrong.push(malformed(format!("this needs a `{key}`"))),
            Some(Value::String(text)) if key == "uri" && !text.starts_with('/') => {
                wrong.push(
                    malformed(format!("the URI `{text}` doesn't start with a slash")).below(key),
                );
            }
            Some(Value::String(_)) => {}
            Some(other) => wrong.push(not("a string", other).below(key)),
        }
    }
    if let Some(code) = value.get("code") {
        wrong.extend(status(code).into_iter().map(|finding| finding.below("code")));
    }
    wrong
}

/// Errors have codes from 400 on, but redirects that are modelled as errors exist.
fn status(value: &Value) -> Vec<Finding> {
    let expected = "an HTTP status code from 100 to 599";
    match value {
        Value::Number(number) if number.as_u64().is_some_and(|code| (100..600).contains(&code)) => {
            Vec::new()
        }
        Value::Number(number) => {
            vec![malformed(format!("this must be {expected}, it is {number}"))]
        }
        other => vec![not(expected, other)],
    }
}
