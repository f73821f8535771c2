//! The constraints on a member's values, down through lists and maps.

use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::{Length, Member, Range, Shape, ShapeId, ShapeKind, Traits};

use super::fields::Presence;
use super::types::MAX_NESTING;
use super::{ConstraintUses, Lowering};
use crate::policy::{ConstraintKind as Kind, Strictness};
use crate::rust::{Field, Item, Location, Rule, Type};

/// The constraints of a member that validation checks, as the policy decides.
pub struct MemberConstraints<'a> {
    /// The rules for its values.
    pub rules: Vec<Rule>,
    /// How strictly validation checks that a value is there.
    pub presence: Strictness,
    /// The decisions of the policy that were used.
    pub uses: ConstraintUses<'a>,
}

/// Where values are: in a member, or in the lists and maps below it.
struct Site<'a> {
    /// The shapes around the values, from the outside to the inside.
    around: Vec<&'a ShapeId>,
    /// The member of the outermost shape.
    field: ShapeId,
}

impl<'a> Site<'a> {
    fn new(owner: &'a Shape, member: &Member) -> Self {
        Self { around: vec![&owner.id], field: member.id(&owner.id) }
    }

    /// Returns the site of the entries of a list or map.
    fn within(&self, container: &'a Shape) -> Self {
        let around = self.around.iter().copied().chain([&container.id]);
        Self { around: around.collect(), field: self.field.clone() }
    }

    /// Returns the id of a member of the innermost shape.
    fn member_id(&self, member: &Member) -> ShapeId {
        self.around.last().map_or_else(|| self.field.clone(), |owner| member.id(owner))
    }
}

/// Reads the constraints of one member, and keeps which decisions of the policy were used.
struct ConstraintReader<'l, 'a> {
    lowering: &'l Lowering<'a>,
    uses: ConstraintUses<'a>,
}

impl<'a> Lowering<'a> {
    /// Returns the constraints of the member that validation checks.
    pub fn constraints(
        &self,
        owner: &'a Shape,
        member: &'a Member,
        presence: Presence,
    ) -> MemberConstraints<'a> {
        let site = Site::new(owner, member);
        let mut reader = ConstraintReader { lowering: self, uses: ConstraintUses::default() };
        let mut rules = reader.rules(&site, member);
        rules.extend(reader.label_min_length(owner, member, &site));
        let presence = match presence {
            Presence::Optional => Strictness::Off,
            Presence::Checked => reader.strictness(Kind::Required, &site, member, &site.field),
            Presence::Plain => Strictness::Deny,
        };
        MemberConstraints { rules, presence, uses: reader.uses }
    }
}

impl<'a> ConstraintReader<'_, 'a> {
    /// Returns the rules for the values of a member. A constraint trait of the member replaces the one of its target.
    fn rules(&mut self, site: &Site<'a>, member: &'a Member) -> Vec<Rule> {
        let target = self.lowering.model.shape(&member.target);
        let Some(target) = target.filter(|_| site.around.len() <= MAX_NESTING + 1) else {
            return Vec::new();
        };
        let mut rules = self.trait_rules(site, member, target);
        match &target.kind {
            ShapeKind::List(entry) => {
                rules.extend(self.inner_rules(site, target, entry, Rule::Each));
            }
            ShapeKind::Map { key, value } => {
                rules.extend(self.inner_rules(site, target, key, Rule::Keys));
                rules.extend(self.inner_rules(site, target, value, Rule::Each));
            }
            _ => {}
        }
        rules
    }

    /// Returns the rules for a value itself, without those for its entries.
    fn trait_rules(&mut self, site: &Site<'a>, member: &'a Member, target: &'a Shape) -> Vec<Rule> {
        let is_big = matches!(target.kind, ShapeKind::BigInteger | ShapeKind::BigDecimal);
        let pattern = |text: &str| Some(Rule::Pattern { text: text.to_owned() });
        let rules = [
            self.trait_rule(Kind::Length, site, member, target, |traits| {
                traits.length().map(length_rule)
            }),
            self.trait_rule(Kind::Range, site, member, target, |traits| {
                traits.range().map(|range| range_rule(range, is_big))
            }),
            self.trait_rule(Kind::Pattern, site, member, target, |traits| {
                traits.pattern().map(pattern)
            }),
            self.values_rule(site, member, target),
            self.trait_rule(Kind::UniqueItems, site, member, target, |traits| {
                traits.has_unique_items().then_some(Some(Rule::Unique))
            }),
        ];
        rules.into_iter().flatten().collect()
    }

    /// Returns the rule of a constraint trait. A trait of the member replaces that of the target even if it makes no rule.
    fn trait_rule(
        &mut self,
        kind: Kind,
        site: &Site<'a>,
        member: &'a Member,
        target: &'a Shape,
        rule: impl Fn(&Traits) -> Option<Option<Rule>>,
    ) -> Option<Rule> {
        let own = rule(&member.traits);
        let origin = if own.is_some() { site.member_id(member) } else { target.id.clone() };
        self.with_strictness(kind, site, member, &origin, own.or_else(|| rule(&target.traits))??)
    }

    /// Returns the rule for the entries of a list, or for the keys or values of a map.
    fn inner_rules(
        &mut self,
        site: &Site<'a>,
        container: &'a Shape,
        entry: &'a Member,
        rule: fn(Vec<Rule>) -> Rule,
    ) -> Option<Rule> {
        let inner = self.rules(&site.within(container), entry);
        (!inner.is_empty()).then(|| rule(inner))
    }

    fn values_rule(
        &mut self,
        site: &Site<'a>,
        member: &'a Member,
        target: &'a Shape,
    ) -> Option<Rule> {
        let is_enum = matches!(target.kind, ShapeKind::Enum(_) | ShapeKind::IntEnum(_));
        let name = self.lowering.names.get(&target.id).filter(|_| is_enum)?;
        self.with_strictness(Kind::Enum, site, member, &target.id, Rule::Values(name.clone()))
    }

    /// Returns the rule that a string in the path or host name isn't empty, unless its own length says so. For the host name,
    /// Smithy demands it; a request with an empty part of the path is that of another operation.
    /// ([Smithy: endpoint](https://smithy.io/2.0/spec/endpoint-traits.html#endpoint-trait))
    fn label_min_length(
        &mut self,
        owner: &'a Shape,
        member: &'a Member,
        site: &Site<'a>,
    ) -> Option<Rule> {
        let lowering = self.lowering;
        let target = lowering.model.shape(&member.target)?;
        let is_label = lowering.location(owner, member) == Location::Label
            || lowering.host_labels.contains(&site.field);
        if !is_label || !matches!(target.kind, ShapeKind::String) {
            return None;
        }
        let length = lowering.model.effective(member, |traits| traits.length());
        if length.and_then(|length| length.min).is_some_and(|min| min > 0) {
            return None;
        }
        let rule = Rule::Length { min: Some(1), max: None };
        self.with_strictness(Kind::Length, site, member, &site.field, rule)
    }

    /// Returns the rule as strict as the policy decides; `None` if it isn't checked. `origin` has the constraint.
    fn with_strictness(
        &mut self,
        kind: Kind,
        site: &Site<'a>,
        member: &'a Member,
        origin: &ShapeId,
        rule: Rule,
    ) -> Option<Rule> {
        match self.strictness(kind, site, member, origin) {
            Strictness::Off => None,
            Strictness::Warn => Some(Rule::Warn(vec![rule])),
            Strictness::Deny => Some(rule),
        }
    }

    /// Returns how strictly a constraint is checked. A constraint that isn't is reported for the shape or member that has it,
    /// or for the field if a shape around it decided so.
    fn strictness(
        &mut self,
        kind: Kind,
        site: &Site<'a>,
        member: &'a Member,
        origin: &ShapeId,
    ) -> Strictness {
        let policy = self.lowering.policy;
        let shapes = || site.around.iter().copied().chain([&member.target]);
        self.uses.decided.extend(policy.deciders(kind, shapes()).map(|(id, _)| (id, kind)));
        let decision = policy.deciders(kind, shapes()).next();
        let (strictness, decider) = match decision {
            Some((id, strictness)) => (strictness, Some(id)),
            None => (policy.default_strictness(kind), None),
        };
        if strictness == Strictness::Off {
            let is_elsewhere = decider.is_some_and(|decider| *decider != member.target);
            let origin = if is_elsewhere { &site.field } else { origin };
            self.uses.disabled.insert((origin.clone(), kind));
        }
        strictness
    }
}

/// Returns the rule of a `length` trait. A minimum of 0 is always satisfied, but messages of services name it together with the maximum.
fn length_rule(Length { min, max, .. }: Length) -> Option<Rule> {
    (min.is_some_and(|min| min > 0) || max.is_some()).then_some(Rule::Length { min, max })
}

fn range_rule(Range { min, max, .. }: Range, is_big: bool) -> Option<Rule> {
    let digits = is_big;
    (min.is_some() || max.is_some()).then_some(Rule::Range { min, max, digits })
}

/// Marks the items whose values have a rule at any depth that validation checks.
pub fn mark_constrained(items: &mut [Item], is_enforced: &dyn Fn(&str) -> bool) {
    let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for item in items.iter() {
        for part in item.fields().iter().flat_map(|field| field.ty.parts()) {
            if let Type::Item(held) = part {
                holders.entry(held).or_default().push(&item.name);
            }
        }
    }
    let has_own =
        |item: &&Item| item.fields().iter().any(|field| is_constrained(field, is_enforced));
    let mut next: Vec<&str> = items.iter().filter(has_own).map(|item| item.name.as_str()).collect();
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

/// Returns whether validation checks the field itself, apart from items in its value.
fn is_constrained(field: &Field, is_enforced: &dyn Fn(&str) -> bool) -> bool {
    let has_presence_check = field.presence != Strictness::Off && !field.is_non_optional();
    has_presence_check || field.rules.iter().any(|rule| rule.is_checked(is_enforced))
}
