//! The constraints on a member's values, down through lists and maps.

use std::collections::BTreeSet;

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

/// A length of at least nothing is none.
fn length_rule(Length { min, max }: Length) -> Option<Rule> {
    (min.is_some_and(|min| min > 0) || max.is_some()).then_some(Rule::Length { min, max })
}

fn range_rule(Range { min, max }: Range) -> Option<Rule> {
    (min.is_some() || max.is_some()).then_some(Rule::Range { min, max })
}

/// Marks the items in which something has to be satisfied, at whatever depth.
pub fn mark_constrained(items: &mut [Item]) {
    let mut constrained: BTreeSet<String> = BTreeSet::new();
    loop {
        let found = items.iter().filter(|item| {
            !constrained.contains(&item.name)
                && item.fields().iter().any(|field| is_constrained(field, &constrained))
        });
        let names: Vec<String> = found.map(|item| item.name.clone()).collect();
        if names.is_empty() {
            break;
        }
        constrained.extend(names);
    }
    for item in items {
        item.constrained = constrained.contains(&item.name);
    }
}

fn is_constrained(field: &Field, items: &BTreeSet<String>) -> bool {
    let holds = |ty: &Type| if let Type::Item(name) = ty { items.contains(name) } else { false };
    let can_be_absent = field.required && !field.must();
    can_be_absent || field.rules.iter().any(Rule::is_enforced) || field.ty.parts().any(holds)
}
