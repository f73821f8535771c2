//! The fields of structs and the variants of unions.

use super::items::Both;
use super::pairs::{Pair, pairs, reordered};
use super::{ItemChange, Place, What, markers};
use serde_json::Number;

use crate::emit::declare;
use crate::rust::{Field, Item, Patterns, Rule};

/// The fields of a struct.
pub fn structure(both: &Both<'_>, old: &[Field], new: &[Field], to: &mut Vec<ItemChange>) {
    let kind = Kind {
        added: What::FieldAdded,
        removed: What::FieldRemoved,
        other_type: What::FieldTypeChanged,
        declared: declare::field,
    };
    kind.compare(both, old, new, to);
    if reordered(old, new, |field| &field.name) {
        let item = both.before;
        to.push(Place::new(item.name.as_str(), &item.origin).change(What::Reordered, None, None));
    }
}

/// The variants of a union. Their order means nothing.
pub fn union(both: &Both<'_>, old: &[Field], new: &[Field], to: &mut Vec<ItemChange>) {
    let kind = Kind {
        added: What::VariantAdded,
        removed: What::VariantRemoved,
        other_type: What::VariantTypeChanged,
        declared: declare::union_variant,
    };
    kind.compare(both, old, new, to);
}

/// How the two kinds of parts differ.
struct Kind {
    added: What,
    removed: What,
    other_type: What,
    declared: fn(&Field) -> String,
}

impl Kind {
    fn compare(&self, both: &Both<'_>, old: &[Field], new: &[Field], to: &mut Vec<ItemChange>) {
        let place = |field| -> Place<'_> { place(both.before, field) };
        for pair in pairs(old, new, |field| &field.name) {
            match pair {
                Pair::Old(field) => {
                    to.push(place(field).change(self.removed, (self.declared)(field), None));
                }
                Pair::New(field) => {
                    to.push(place(field).change(self.added, None, (self.declared)(field)));
                }
                Pair::Both(old, new) => {
                    let place = place(old);
                    if old.ty != new.ty {
                        let (before, after) = ((self.declared)(old), (self.declared)(new));
                        to.push(place.change(self.other_type, before, after));
                    }
                    details(&place, old, new, to);
                    rules(both, &place, old, new, to);
                }
            }
        }
    }
}

fn place<'a>(item: &Item, field: &'a Field) -> Place<'a> {
    Place::new(format!("{}::{}", item.name, field.name), &field.origin)
}

/// What a type doesn't show.
fn details(place: &Place<'_>, old: &Field, new: &Field, to: &mut Vec<ItemChange>) {
    to.extend(markers::deprecation(place, &old.deprecated, &new.deprecated));
    if old.key != new.key {
        let (old, new) = (declare::string(&old.key), declare::string(&new.key));
        to.push(place.change(What::KeyChanged, old, new));
    }
    let flag = |flag: Option<&str>| flag.map(str::to_owned);
    let (before, after) = (declare::location(old.location), declare::location(new.location));
    to.extend(place.differing(What::LocationChanged, flag(before), flag(after)));
    let (before, after) = (declare::timestamp(old.timestamp), declare::timestamp(new.timestamp));
    to.extend(place.differing(What::TimestampFormatChanged, flag(before), flag(after)));
    // Where there is no room for nothing, the type says it.
    if old.must() == new.must() {
        let (before, after) = (old.required, new.required);
        to.extend(markers::flag(place, What::RequiredChanged, "REQUIRED", before, after));
    }
    let (before, after) = (old.sensitive, new.sensitive);
    to.extend(markers::flag(place, What::SensitiveChanged, "SENSITIVE", before, after));
    let (before, after) = (old.streaming, new.streaming);
    to.extend(markers::flag(place, What::StreamingChanged, "STREAMING", before, after));
}

fn rules(both: &Both<'_>, place: &Place<'_>, old: &Field, new: &Field, to: &mut Vec<ItemChange>) {
    if old.rules == new.rules {
        return;
    }
    let before = enforced(&old.rules, false, &both.old.patterns);
    let after = enforced(&new.rules, false, &both.new.patterns);
    if before != after {
        let (before, after) = (declare::rules(&before, &old.ty), declare::rules(&after, &new.ty));
        to.push(place.change(What::RulesChanged, before, after));
    }
}

/// The rules that something is checked for. That values are known ones follows from their type, but of keys, whose
/// type is text.
fn enforced(rules: &[Rule], keys: bool, patterns: &Patterns) -> Vec<Rule> {
    let some =
        |rules: Vec<Rule>, rule: fn(Vec<Rule>) -> Rule| (!rules.is_empty()).then(|| rule(rules));
    let rules = rules.iter().filter_map(|rule| match rule {
        Rule::Each(inner) => some(enforced(inner, false, patterns), Rule::Each),
        Rule::Keys(inner) => some(enforced(inner, true, patterns), Rule::Keys),
        Rule::Warn(inner) => some(enforced(inner, keys, patterns), Rule::Warn),
        Rule::Values(_) if !keys => None,
        Rule::Pattern { text, .. } if !patterns.is_enforced(text) => None,
        // A least length of nothing is only told.
        Rule::Length { min: Some(0), max } => Some(Rule::Length { min: None, max: *max }),
        Rule::Range { min, max, digits } => {
            let [min, max] = [min, max].map(|bound| bound.as_ref().map(whole));
            Some(Rule::Range { min, max, digits: *digits }).filter(Rule::is_enforced)
        }
        rule => rule.is_enforced().then(|| rule.clone()),
    });
    rules.collect()
}

/// The bound without a fraction of nothing: `2.0` is `2`.
fn whole(bound: &Number) -> Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match bound.as_f64() {
        Some(value) if bound.is_f64() && value.fract() == 0.0 && value.abs() < EXACT => {
            Number::from(value as i64)
        }
        _ => bound.clone(),
    }
}
