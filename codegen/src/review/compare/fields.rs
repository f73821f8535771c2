//! The comparison of the fields of structs and the variants of unions.

use serde_json::Number;

use super::annotations::{compare_deprecation, compare_flag};
use super::pairs::{ItemPair, Paired, is_reordered, pair_by_name};
use super::place::Place;
use shapesmith_model::TimestampFormat;

use crate::emit::declare;
use crate::review::{ItemChange, ItemChangeKind};
use crate::rust::{Field, Item, Patterns, Rule};

/// Compares the fields of a struct.
pub fn compare_struct(
    pair: &ItemPair<'_>,
    old: &[Field],
    new: &[Field],
    changes: &mut Vec<ItemChange>,
) {
    let comparison = FieldComparison {
        added: ItemChangeKind::FieldAdded,
        removed: ItemChangeKind::FieldRemoved,
        type_changed: ItemChangeKind::FieldTypeChanged,
        declare: declare::field,
    };
    comparison.compare(pair, old, new, changes);
    if is_reordered(old, new, |field| &field.name) {
        changes.push(Place::of_item(pair.old).change(ItemChangeKind::Reordered, None, None));
    }
}

/// Compares the variants of a union, whose order doesn't matter.
pub fn compare_union(
    pair: &ItemPair<'_>,
    old: &[Field],
    new: &[Field],
    changes: &mut Vec<ItemChange>,
) {
    let comparison = FieldComparison {
        added: ItemChangeKind::VariantAdded,
        removed: ItemChangeKind::VariantRemoved,
        type_changed: ItemChangeKind::VariantTypeChanged,
        declare: declare::union_variant,
    };
    comparison.compare(pair, old, new, changes);
}

/// The difference between comparing fields of structs and variants of unions.
struct FieldComparison {
    added: ItemChangeKind,
    removed: ItemChangeKind,
    type_changed: ItemChangeKind,
    declare: fn(&Field) -> String,
}

impl FieldComparison {
    fn compare(
        &self,
        pair: &ItemPair<'_>,
        old: &[Field],
        new: &[Field],
        changes: &mut Vec<ItemChange>,
    ) {
        let declare = self.declare;
        for paired in pair_by_name(old, new, |field| &field.name) {
            match paired {
                Paired::Removed(field) => {
                    let place = place(pair.old, field);
                    changes.push(place.change(self.removed, declare(field), None));
                }
                Paired::Added(field) => {
                    let place = place(pair.old, field);
                    changes.push(place.change(self.added, None, declare(field)));
                }
                Paired::Kept(old, new) => {
                    let place = place(pair.old, old);
                    if old.ty != new.ty {
                        let (before, after) = ((declare(old), &old.ty), (declare(new), &new.ty));
                        changes.push(place.type_change(self.type_changed, before, after));
                    }
                    compare_details(&place, old, new, changes);
                    compare_rules(pair, &place, old, new, changes);
                }
            }
        }
    }
}

fn place<'a>(item: &Item, field: &'a Field) -> Place<'a> {
    Place::new(format!("{}::{}", item.name, field.name), &field.origin)
}

/// Compares what the type of a field doesn't show, except for its rules.
fn compare_details(place: &Place<'_>, old: &Field, new: &Field, changes: &mut Vec<ItemChange>) {
    use ItemChangeKind::*;
    changes.extend(compare_deprecation(place, &old.deprecated, &new.deprecated));
    if old.key != new.key {
        let (old, new) = (declare::string(&old.key), declare::string(&new.key));
        changes.push(place.change(KeyChanged, old, new));
    }
    let location = |field: &Field| declare::location_flag(field.location).map(str::to_owned);
    changes.extend(place.compare(LocationChanged, location(old), location(new)));
    let timestamp = |field: &Field| {
        // Seconds since 1970 are the form of bodies without one, too.
        let format = field.timestamp.filter(|format| *format != TimestampFormat::EpochSeconds);
        declare::timestamp_flag(format).map(str::to_owned)
    };
    changes.extend(place.compare(TimestampFormatChanged, timestamp(old), timestamp(new)));
    // If only one of the two types is an `Option`, the change of the type shows it.
    if old.is_non_optional() == new.is_non_optional() {
        let required = (old.required, new.required);
        changes.extend(compare_flag(place, RequiredChanged, "REQUIRED", required.0, required.1));
    }
    let sensitive = (old.sensitive, new.sensitive);
    changes.extend(compare_flag(place, SensitiveChanged, "SENSITIVE", sensitive.0, sensitive.1));
    let streaming = (old.streaming, new.streaming);
    changes.extend(compare_flag(place, StreamingChanged, "STREAMING", streaming.0, streaming.1));
}

fn compare_rules(
    pair: &ItemPair<'_>,
    place: &Place<'_>,
    old: &Field,
    new: &Field,
    changes: &mut Vec<ItemChange>,
) {
    if old.rules == new.rules {
        return;
    }
    let before = comparable_rules(&old.rules, false, &pair.old_api.patterns);
    let after = comparable_rules(&new.rules, false, &pair.new_api.patterns);
    if before != after {
        let (before, after) = (declare::rules(&before, &old.ty), declare::rules(&after, &new.ty));
        changes.push(place.change(ItemChangeKind::RulesChanged, before, after));
    }
}

/// Returns the rules that validation checks, in a form that is equal for rules of equal effect. The known values of an enum
/// are left out, because the type shows them, except for map keys, whose type is always a string.
fn comparable_rules(rules: &[Rule], are_for_keys: bool, patterns: &Patterns) -> Vec<Rule> {
    let non_empty =
        |rules: Vec<Rule>, rule: fn(Vec<Rule>) -> Rule| (!rules.is_empty()).then(|| rule(rules));
    let rules = rules.iter().filter_map(|rule| match rule {
        Rule::Each(inner) => non_empty(comparable_rules(inner, false, patterns), Rule::Each),
        Rule::Keys(inner) => non_empty(comparable_rules(inner, true, patterns), Rule::Keys),
        Rule::Warn(inner) => non_empty(comparable_rules(inner, are_for_keys, patterns), Rule::Warn),
        Rule::Values(_) if !are_for_keys => None,
        Rule::Pattern { text, .. } if !patterns.is_enforced(text) => None,
        // Every length satisfies a minimum of zero.
        Rule::Length { min: Some(0), max } => Some(Rule::Length { min: None, max: *max }),
        Rule::Range { min, max, digits } => {
            let [min, max] = [min, max].map(|bound| bound.as_ref().map(without_zero_fraction));
            Some(Rule::Range { min, max, digits: *digits })
        }
        rule => Some(rule.clone()),
    });
    rules.collect()
}

/// Returns the number as an integer if its fraction is zero: `2.0` is `2`.
fn without_zero_fraction(bound: &Number) -> Number {
    /// From 2^53 on not every integer is an `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match bound.as_f64() {
        Some(value) if bound.is_f64() && value.fract() == 0.0 && value.abs() < EXACT => {
            Number::from(value as i64)
        }
        _ => bound.clone(),
    }
}
