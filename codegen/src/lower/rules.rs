//! The constraints on a member's values, down through lists and maps.

use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::{Length, Member, Range, Shape, ShapeKind};

use super::Lowering;
use super::types::MAX_NESTING;
use crate::rust::{Field, Item, Rule, Type};

impl<'a> Lowering<'a> {
    /// What the values of the member have to satisfy. A constraint on the member replaces the one on its
    /// target.
    pub fn rules(&self, member: &'a Member, depth: usize) -> Vec<Rule> {
        let Some(target) = self.model.shape(&member.target).filter(|_| depth <= MAX_NESTING) else {
            return Vec::new();
        };
        let length = self.model.effective(member, |traits| traits.length());
        let range = self.model.effective(member, |traits| traits.range());
        let pattern = self.model.effective(member, |traits| traits.pattern().map(str::to_owned));
        let unique = self.model.effective(member, |traits| traits.unique_items().then_some(()));
        let mut rules = Vec::new();
        rules.extend(length.and_then(length_rule));
        rules.extend(range.and_then(range_rule));
        rules.extend(pattern.map(|text| self.pattern_rule(text)));
        rules.extend(self.values_rule(target));
        rules.extend(unique.map(|()| Rule::Unique));
        match &target.kind {
            ShapeKind::List(entry) => self.inner(entry, depth, Rule::Each, &mut rules),
            ShapeKind::Map { key, value } => {
                self.inner(key, depth, Rule::Keys, &mut rules);
                self.inner(value, depth, Rule::Each, &mut rules);
            }
            _ => {}
        }
        rules
    }

    fn pattern_rule(&self, text: String) -> Rule {
        let enforced = self.patterns.borrow_mut().add(&text).is_enforced();
        Rule::Pattern { text, enforced }
    }

    fn inner(
        &self,
        entry: &'a Member,
        depth: usize,
        rule: fn(Vec<Rule>) -> Rule,
        to: &mut Vec<Rule>,
    ) {
        let inner = self.rules(entry, depth + 1);
        if !inner.is_empty() {
            to.push(rule(inner));
        }
    }

    fn values_rule(&self, target: &Shape) -> Option<Rule> {
        let is_enum = matches!(target.kind, ShapeKind::Enum(_) | ShapeKind::IntEnum(_));
        let name = self.names.get(&target.id).filter(|_| is_enum)?;
        Some(Rule::Values(name.clone()))
    }
}

/// A length of at least nothing says nothing, and only some models say it.
fn length_rule(Length { min, max }: Length) -> Option<Rule> {
    let min = min.filter(|min| *min > 0);
    (min.is_some() || max.is_some()).then_some(Rule::Length { min, max })
}

fn range_rule(Range { min, max }: Range) -> Option<Rule> {
    (min.is_some() || max.is_some()).then_some(Rule::Range { min, max })
}

/// Marks the items in which something has to be satisfied, at whatever depth.
pub fn mark_constrained(items: &mut [Item]) {
    let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for item in items.iter() {
        for part in item.fields().iter().flat_map(|field| field.ty.parts()) {
            if let Type::Item(held) = part {
                holders.entry(held).or_default().push(&item.name);
            }
        }
    }
    let own = items.iter().filter(|item| item.fields().iter().any(is_constrained));
    let mut next: Vec<&str> = own.map(|item| item.name.as_str()).collect();
    let mut constrained: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = next.pop() {
        if constrained.insert(name.to_owned()) {
            next.extend(holders.get(name).into_iter().flatten());
        }
    }
    for item in items {
        item.constrained = constrained.contains(&item.name);
    }
}

/// Whether the field has to satisfy something itself, whatever is in what it holds.
fn is_constrained(field: &Field) -> bool {
    let can_be_absent = field.required && !field.must();
    can_be_absent || field.rules.iter().any(Rule::is_enforced)
}
