//! Whether a value satisfies all constraints. Most values do, so that this walk keeps no path and finds out nothing else.

use std::ops::ControlFlow;

use super::field::{CONSTRAINED, REQUIRED, Shape};
use super::pattern::matches;
use super::rule::Rule;
use super::rule_check::{check_rule, fits, length};
use super::value::{FieldVisitor, List, Map, Union, Value, Variant, View};

/// Returns whether a value and the values in it have no violations. Warnings don't count.
#[inline]
pub(super) fn is_valid(view: View<'_>, rules: &[Rule]) -> bool {
    satisfies_all(view, rules)
        && match view {
            View::Structure(value) => is_valid_structure(value),
            View::List(items) => are_valid_items(items, rules),
            View::Map(entries) => are_valid_entries(entries, rules),
            View::Union(value) => is_valid_union(value),
            _ => true,
        }
}

/// Returns whether a value satisfies the rules. Those of entries and keys, and warnings, don't count.
#[inline]
pub(super) fn satisfies_all(view: View<'_>, rules: &[Rule]) -> bool {
    rules.iter().all(|rule| satisfies(view, rule))
}

#[inline]
fn satisfies(view: View<'_>, rule: &Rule) -> bool {
    let has_length = |min, max| length(view, min, max).is_none_or(|length| fits(length, min, max));
    match (rule, view) {
        (Rule::Length(min, max), _) => has_length(Some(*min), Some(*max)),
        (Rule::MinLength(min), _) => has_length(Some(*min), None),
        (Rule::MaxLength(max), _) => has_length(None, Some(*max)),
        (Rule::Matches(pattern), View::String(text) | View::Unrecognized(text)) => {
            matches(pattern.1, pattern.2, text)
        }
        (Rule::Range(min, max), View::Integer(value)) => fits(value, Some(*min), Some(*max)),
        (Rule::Values(_), View::String(_)) => true,
        (Rule::Each(_) | Rule::Keys(_) | Rule::Warn(_) | Rule::Fact(_), _) => true,
        // The rest is in a function of its own, because what it needs would be computed here first.
        _ => check_rule(rule, view).is_none(),
    }
}

fn is_valid_structure(value: &dyn Value) -> bool {
    let mut is_valid = true;
    if value.shape().has(CONSTRAINED) {
        value.fields(FieldVisitor(&mut |shape, views| is_valid = are_valid_members(shape, views)));
    }
    is_valid
}

fn are_valid_members(shape: &Shape, views: &[View<'_>]) -> bool {
    shape.fields.iter().zip(views).all(|(field, view)| {
        if view.is_absent() { !field.has(REQUIRED) } else { is_valid(*view, field.rules()) }
    })
}

fn is_valid_union(value: &dyn Union) -> bool {
    let Variant::Known(index, view) = value.variant() else { return true };
    value.shape().fields.get(index).is_none_or(|field| is_valid(view, field.rules()))
}

fn are_valid_items(items: &dyn List, rules: &[Rule]) -> bool {
    let each = entry_rules(rules);
    for index in 0..items.count() {
        let item = items.item(index);
        // A null entry says nothing about the types of the others.
        if item.is_absent() {
            continue;
        }
        if each.is_empty() && holds_nothing_to_check(item) {
            return true;
        }
        if !is_valid(item, each) {
            return false;
        }
    }
    true
}

fn are_valid_entries(entries: &dyn Map, rules: &[Rule]) -> bool {
    let (keys, each) = (key_rules(rules), entry_rules(rules));
    let has_no_rules = keys.is_empty() && each.is_empty();
    let mut are_valid = true;
    entries.each(&mut |key, view| {
        let is_last = has_no_rules && !view.is_absent() && holds_nothing_to_check(view);
        are_valid = is_last
            || satisfies_all(View::Unrecognized(key), keys)
                && (view.is_absent() || is_valid(view, each));
        if is_last || !are_valid { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    are_valid
}

/// Returns whether values of this one's type hold nothing that needs a check. Rules for the value itself don't count.
pub(super) fn holds_nothing_to_check(view: View<'_>) -> bool {
    match view {
        View::Structure(value) => !value.shape().has(CONSTRAINED),
        View::Union(value) => !value.shape().has(CONSTRAINED),
        // The types of their entries aren't known here.
        View::List(_) | View::Map(_) => false,
        _ => true,
    }
}

/// Returns the rules of the entries of a list or map.
pub(super) fn entry_rules(rules: &[Rule]) -> &'static [Rule] {
    rules.iter().find_map(Rule::of_entries).unwrap_or_default()
}

/// Returns the rules of the keys of a map.
pub(super) fn key_rules(rules: &[Rule]) -> &'static [Rule] {
    rules.iter().find_map(Rule::of_keys).unwrap_or_default()
}
