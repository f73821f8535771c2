//! The constraints on a member's values, down through lists and maps.

use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::{Length, Member, Range, Shape, ShapeId, ShapeKind, Traits};

use super::Lowering;
use super::types::MAX_NESTING;
use crate::policy::{ConstraintKind as Kind, Strictness};
use crate::rust::{Field, Item, Location, Rule, Type};

/// Where a value is.
struct Site<'a> {
    /// The shapes around it, from the outside.
    around: Vec<&'a ShapeId>,
    /// The member of the outermost.
    field: ShapeId,
}

impl<'a> Site<'a> {
    fn new(owner: &'a Shape, member: &Member) -> Self {
        Self { around: vec![&owner.id], field: member.id(&owner.id) }
    }

    /// The entries of a list or map there.
    fn within(&self, container: &'a Shape) -> Self {
        let around = self.around.iter().copied().chain([&container.id]);
        Self { around: around.collect(), field: self.field.clone() }
    }

    /// The id of the member that the value is of.
    fn member(&self, member: &Member) -> ShapeId {
        self.around.last().map_or_else(|| self.field.clone(), |owner| member.id(owner))
    }
}

impl<'a> Lowering<'a> {
    /// What the values of the member have to satisfy. A constraint on the member replaces the one on its
    /// target.
    pub fn rules(&self, owner: &'a Shape, member: &'a Member) -> Vec<Rule> {
        let site = Site::new(owner, member);
        let mut rules = self.rules_at(&site, member);
        rules.extend(self.filled(owner, member, &site));
        rules
    }

    /// How strict validation is about a value of the member being there.
    pub fn presence(&self, owner: &'a Shape, member: &'a Member, ty: &Type) -> Strictness {
        let can_be_absent = matches!(ty, Type::Option(_));
        match member.traits.required() {
            false => Strictness::Off,
            true if can_be_absent => {
                let at = member.id(&owner.id);
                self.strictness(Kind::Required, &Site::new(owner, member), member, &at)
            }
            true => Strictness::Deny,
        }
    }

    fn rules_at(&self, site: &Site<'a>, member: &'a Member) -> Vec<Rule> {
        let target = self.model.shape(&member.target);
        let Some(target) = target.filter(|_| site.around.len() <= MAX_NESTING + 1) else {
            return Vec::new();
        };
        // What a trait on the member says replaces what it says on the target, also where it says nothing.
        let rule = |kind, get: &dyn Fn(&Traits) -> Option<Option<Rule>>| {
            let own = get(&member.traits);
            let at = if own.is_some() { site.member(member) } else { target.id.clone() };
            self.judged(kind, site, member, &at, own.or_else(|| get(&target.traits))??)
        };
        let values = self.values_rule(target);
        let digits = matches!(target.kind, ShapeKind::BigInteger | ShapeKind::BigDecimal);
        let pattern = |text: &str| Rule::Pattern { text: text.to_owned(), enforced: true };
        let mut rules: Vec<Rule> = [
            rule(Kind::Length, &|traits| traits.length().map(length_rule)),
            rule(Kind::Range, &|traits| traits.range().map(|range| range_rule(range, digits))),
            rule(Kind::Pattern, &|traits| traits.pattern().map(|text| Some(pattern(text)))),
            values.and_then(|rule| self.judged(Kind::Enum, site, member, &target.id, rule)),
            rule(Kind::UniqueItems, &|traits| traits.unique_items().then_some(Some(Rule::Unique))),
        ]
        .into_iter()
        .flatten()
        .collect();
        match &target.kind {
            ShapeKind::List(entry) => self.inner(site, target, entry, Rule::Each, &mut rules),
            ShapeKind::Map { key, value } => {
                self.inner(site, target, key, Rule::Keys, &mut rules);
                self.inner(site, target, value, Rule::Each, &mut rules);
            }
            _ => {}
        }
        rules
    }

    fn inner(
        &self,
        site: &Site<'a>,
        container: &'a Shape,
        entry: &'a Member,
        rule: fn(Vec<Rule>) -> Rule,
        to: &mut Vec<Rule>,
    ) {
        let inner = self.rules_at(&site.within(container), entry);
        if !inner.is_empty() {
            to.push(rule(inner));
        }
    }

    fn values_rule(&self, target: &Shape) -> Option<Rule> {
        let is_enum = matches!(target.kind, ShapeKind::Enum(_) | ShapeKind::IntEnum(_));
        let name = self.names.get(&target.id).filter(|_| is_enum)?;
        Some(Rule::Values(name.clone()))
    }

    /// What is a part of the path or of the host's name can't be empty. Of the host, Smithy says so; with nothing in a
    /// path, a request is another operation's.
    /// ([Smithy: endpoint](https://smithy.io/2.0/spec/endpoint-traits.html#endpoint-trait))
    fn filled(&self, owner: &'a Shape, member: &'a Member, site: &Site<'a>) -> Option<Rule> {
        let target = self.model.shape(&member.target)?;
        let is_label = self.location(owner, member) == Location::Label
            || self.host_labels.contains(&site.field);
        if !is_label || !matches!(target.kind, ShapeKind::String) {
            return None;
        }
        let length = self.model.effective(member, |traits| traits.length());
        let is_filled = length.and_then(|length| length.min).is_some_and(|min| min > 0);
        let rule = Rule::Length { min: Some(1), max: None };
        if is_filled { None } else { self.judged(Kind::Length, site, member, &site.field, rule) }
    }

    /// The rule as the policy has it; `at` is where the constraint stands.
    fn judged(
        &self,
        kind: Kind,
        site: &Site<'a>,
        member: &'a Member,
        at: &ShapeId,
        rule: Rule,
    ) -> Option<Rule> {
        let strictness = self.strictness(kind, site, member, at);
        let rule = match rule {
            _ if strictness == Strictness::Off => return None,
            Rule::Pattern { text, .. } => {
                let enforced = self.enforces(&text);
                Rule::Pattern { text, enforced }
            }
            rule => rule,
        };
        Some(if strictness == Strictness::Warn { Rule::Warn(vec![rule]) } else { rule })
    }

    /// Whether the pattern is enforced. A comparison asks for itself, and for few.
    fn enforces(&self, pattern: &str) -> bool {
        let mut patterns = self.patterns.borrow_mut();
        patterns.add(pattern);
        self.is_for_comparison() || patterns.is_enforced(pattern)
    }

    fn strictness(
        &self,
        kind: Kind,
        site: &Site<'a>,
        member: &'a Member,
        at: &ShapeId,
    ) -> Strictness {
        let shapes = site.around.iter().copied().chain([&member.target]);
        let (strictness, decider) = self.decided.strictness(kind, shapes);
        if strictness == Strictness::Off {
            let elsewhere = decider.is_some_and(|decider| *decider != member.target);
            let at = if elsewhere { &site.field } else { at };
            self.off.borrow_mut().insert((at.clone(), kind));
        }
        strictness
    }
}

/// A length of at least nothing is violated by nothing, but services tell it beside the greatest one.
fn length_rule(Length { min, max }: Length) -> Option<Rule> {
    (min.is_some_and(|min| min > 0) || max.is_some()).then_some(Rule::Length { min, max })
}

fn range_rule(Range { min, max }: Range, digits: bool) -> Option<Rule> {
    (min.is_some() || max.is_some()).then_some(Rule::Range { min, max, digits })
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
    let may_be_missed = field.presence != Strictness::Off && !field.must();
    may_be_missed || field.rules.iter().any(Rule::is_enforced)
}
