//! Numbers and points in time within bounds.

use super::super::Timestamp;
use super::super::rule::Rule;
use super::choices::Choices;
use super::leaf::{Leaf, Travel};
use super::rules::all_rules;
use super::types::LeafKind;

/// Returns an integer within the bounds of its type and those of the rules; `None` if there is none.
pub(super) fn integer(
    choices: &mut Choices<'_>,
    (mut min, mut max): (i64, i64),
    rules: &'static [Rule],
) -> Option<i64> {
    for rule in all_rules(rules) {
        let (lower, upper) = integer_bounds(rule);
        (min, max) = (min.max(lower.unwrap_or(min)), max.min(upper.unwrap_or(max)));
    }
    if min > max {
        return None;
    }
    let near = 0.clamp(min, max);
    Some(match choices.below(16) {
        12 => min,
        13 => max,
        14 | 15 => min.wrapping_add_unsigned(choices.below(max.wrapping_sub(min) as u64)),
        _ => {
            let distance = choices.below(256) as i64;
            if max.saturating_sub(near) >= near.saturating_sub(min) {
                near.saturating_add(distance).min(max)
            } else {
                near.saturating_sub(distance).max(min)
            }
        }
    })
}

/// Returns the bounds of a double.
fn double_bounds(rules: &'static [Rule]) -> (Option<f64>, Option<f64>) {
    let mut bounds = (None, None);
    for rule in all_rules(rules) {
        let (min, max) = match *rule {
            Rule::Range(min, max) => (Some(min as f64), Some(max as f64)),
            Rule::Min(min) => (Some(min as f64), None),
            Rule::Max(max) => (None, Some(max as f64)),
            Rule::Fractions(min, max) => (min, max),
            _ => continue,
        };
        bounds = (bounds.0.or(min), bounds.1.or(max));
    }
    bounds
}

/// Returns a double, which usually satisfies the rules. It is never NaN, which isn't equal to itself.
pub(super) fn double(choices: &mut Choices<'_>, rules: &'static [Rule]) -> f64 {
    let (min, max) = double_bounds(rules);
    let part = choices.below(1025) as f64 / 64.0;
    let value = match (min, max) {
        (None, None) => match choices.below(64) {
            63 => f64::INFINITY,
            62 => f64::NEG_INFINITY,
            61 => 1e15,
            place if place % 2 == 1 => -part,
            _ => part,
        },
        (Some(min), None) => min + part,
        (None, Some(max)) => max - part,
        (Some(min), Some(max)) => match min + (max - min) * part / 16.0 {
            between if choices.below(2) == 0 => between.round(),
            between => between,
        },
    };
    match choices.below(16) {
        15 => max.unwrap_or(value),
        14 => min.unwrap_or(value),
        _ => value,
    }
}

/// Returns the digits of a number, which usually satisfy the rules.
pub(super) fn digits(
    choices: &mut Choices<'_>,
    rules: &'static [Rule],
    has_fraction: bool,
) -> String {
    let (min, max) = digit_bounds(rules);
    match choices.below(8) {
        7 => max.or(min).unwrap_or("123456789012345678901234567890").to_owned(),
        6 => min.or(max).unwrap_or("-123456789012345678901234567890").to_owned(),
        5 if has_fraction => format!("{}.5", choices.below(100)),
        _ => {
            let whole = |bound: &str| bound.split('.').next().and_then(|it| it.parse::<i64>().ok());
            let start = min.and_then(whole).unwrap_or(0);
            start.saturating_add(choices.below(100) as i64).to_string()
        }
    }
}

fn digit_bounds(rules: &'static [Rule]) -> (Option<&'static str>, Option<&'static str>) {
    let bounds =
        |rule: &Rule| if let Rule::Digits(min, max) = *rule { Some((min, max)) } else { None };
    all_rules(rules).find_map(bounds).unwrap_or_default()
}

/// Returns a number beyond the bounds of a rule; `None` if the type has none.
pub(super) fn beyond(
    kind: LeafKind,
    rule: &'static Rule,
    is_small: bool,
    choices: &mut Choices<'_>,
) -> Option<Leaf> {
    let distance = 1 + if choices.below(2) == 0 { 0 } else { choices.below(100) };
    let rules = std::slice::from_ref(rule);
    if let LeafKind::Integer(least, greatest) = kind {
        let (min, max) = integer_bounds(rule);
        let value = if is_small {
            min?.checked_sub_unsigned(distance)?
        } else {
            max?.checked_add_unsigned(distance)?
        };
        return (least..=greatest).contains(&value).then_some(Leaf::Integer(value));
    }
    if let Rule::Digits(min, max) = *rule {
        let bound = if is_small { min? } else { max? };
        let whole: i64 = bound.split('.').next()?.parse().ok()?;
        let value = if is_small {
            whole.checked_sub_unsigned(distance)?
        } else {
            whole.checked_add_unsigned(distance)?
        };
        return Some(Leaf::Digits(value.to_string()));
    }
    let (min, max) = double_bounds(rules);
    let value = if is_small { min? - distance as f64 } else { max? + distance as f64 };
    match kind {
        LeafKind::Single => Some(Leaf::Single(value as f32)),
        LeafKind::Double => Some(Leaf::Double(value)),
        _ => None,
    }
}

/// Returns the bounds of an integer that a rule has.
fn integer_bounds(rule: &Rule) -> (Option<i64>, Option<i64>) {
    match *rule {
        Rule::Range(min, max) => (Some(min), Some(max)),
        Rule::Min(min) => (Some(min), None),
        Rule::Max(max) => (None, Some(max)),
        // Conversions are saturating.
        Rule::Fractions(min, max) => {
            (min.map(|min| min.ceil() as i64), max.map(|max| max.floor() as i64))
        }
        _ => (None, None),
    }
}

/// The first and last seconds of the years 1 to 9999; the year 0 is none to many programs.
const SECONDS: (i64, i64) = (-62_135_596_800, 253_402_300_799);
/// The first second of the year 2000, and the number of seconds of 40 years.
const USUAL_SECONDS: (i64, u64) = (946_684_800, 1_262_304_000);

/// Returns a point in time, usually in this century.
pub(super) fn timestamp(choices: &mut Choices<'_>, travel: Travel) -> Timestamp {
    let seconds = match choices.below(32) {
        29 => 0,
        30 => SECONDS.0,
        31 => SECONDS.1,
        _ => USUAL_SECONDS.0.saturating_add_unsigned(choices.below(USUAL_SECONDS.1)),
    };
    let millis =
        if travel.has_whole_seconds || !choices.is_rare(4) { 0 } else { choices.below(1000) };
    let nanos = u32::try_from(millis * 1_000_000).unwrap_or_default();
    Timestamp::new(seconds, nanos).unwrap_or_default()
}
