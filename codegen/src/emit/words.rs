//! Constraints in words, for the documentation of members.

use serde_json::Number;

use crate::docs;
use crate::names::capitalize;
use crate::rust::{Field, Rule, Type};

/// Returns the constraints and the default of a member as sentences; empty if it has none.
pub fn describe_constraints(field: &Field) -> String {
    let mut sentences = Vec::new();
    if field.required {
        sentences.push("Required.".to_owned());
    }
    sentences.extend(
        describe_rules(&field.rules, &field.ty).iter().map(|rule| format!("{}.", capitalize(rule))),
    );
    if let Some(default) = &field.default {
        sentences.push(format!("Default: {}.", docs::code(&default.to_string())));
    }
    sentences.join(" ")
}

/// Returns the lines of a member's documentation, with its constraints at the end.
pub fn document_field(field: &Field) -> Vec<String> {
    let mut lines = field.docs.clone();
    let constraints = describe_constraints(field);
    if !constraints.is_empty() {
        lines.extend([String::new(), constraints]);
    }
    lines
}

/// Returns a phrase for each rule of values of the type.
pub fn describe_rules(rules: &[Rule], ty: &Type) -> Vec<String> {
    rules.iter().filter_map(|rule| describe_rule(rule, value_type(ty))).collect()
}

fn describe_rule(rule: &Rule, ty: &Type) -> Option<String> {
    match (rule, ty) {
        (Rule::Length { min, max }, _) => Some(describe_length(*min, *max, ty)),
        (Rule::Range { min, max, .. }, _) => Some(describe_range(min.as_ref(), max.as_ref())),
        (Rule::Pattern { text, .. }, _) => Some(format!("matches {}", docs::code(text))),
        // The type of a value says that it is an enum, but the type of a map's key is text.
        (Rule::Values(name), Type::String) => Some(format!("values of `{name}`")),
        (Rule::Values(_), _) => None,
        (Rule::Unique, _) => Some("no two items are equal".to_owned()),
        (Rule::Each(inner), Type::Vec(entry)) => describe_inner("each item", inner, entry),
        (Rule::Each(inner), Type::Map(entry)) => describe_inner("each value", inner, entry),
        (Rule::Keys(inner), _) => describe_inner("each key", inner, &Type::String),
        (Rule::Each(_), _) => None,
        (Rule::Warn(inner), _) => inner.first().and_then(|rule| describe_rule(rule, ty)),
    }
}

fn describe_inner(what: &str, inner: &[Rule], ty: &Type) -> Option<String> {
    let words = describe_rules(inner, ty);
    (!words.is_empty()).then(|| format!("{what}: {}", words.join("; ")))
}

fn describe_length(min: Option<u64>, max: Option<u64>, ty: &Type) -> String {
    let (one, many) = match ty {
        Type::Blob => ("byte", "bytes"),
        Type::Vec(_) => ("item", "items"),
        Type::Map(_) => ("entry", "entries"),
        _ => ("character", "characters"),
    };
    let unit = |count: u64| if count == 1 { one } else { many };
    match (min.filter(|min| *min > 0), max) {
        (Some(min), Some(max)) if min == max => format!("exactly {min} {}", unit(min)),
        (Some(min), Some(max)) => format!("{min} to {max} {}", unit(max)),
        (Some(min), None) => format!("at least {min} {}", unit(min)),
        (None, Some(max)) => format!("at most {max} {}", unit(max)),
        (None, None) => format!("any number of {many}"),
    }
}

fn describe_range(min: Option<&Number>, max: Option<&Number>) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => format!("exactly {min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any number".to_owned(),
    }
}

/// Returns the type without `Option` and `Box`.
pub fn value_type(ty: &Type) -> &Type {
    match ty {
        Type::Option(inner) | Type::Boxed(inner) => value_type(inner),
        ty => ty,
    }
}
