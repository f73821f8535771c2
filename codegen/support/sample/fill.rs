//! Fills the slots of a value.

use std::fmt::Write as _;

use super::super::content::{Content, UnknownVariant};
use super::super::field::{CONSTRAINED, Field, NON_OPTIONAL, REQUIRED, REQUIRED_WARN, SENSITIVE};
use super::super::order::compare;
use super::super::rule::Rule;
use super::super::shown_text::ShownKey;
use super::super::value::{List, Map, Slot, Union, Value};
use super::super::violation::Constraint;
use super::choices::Choices;
use super::expected::ExpectedViolation;
use super::leaf::{Leaf, LeafMaker, Travel};
use super::rules::{
    Breach, all_breaches, constraint_of, entry_rules, has_unique_entries, key_rules, length_bounds,
};
use super::sampler::Limits;
use super::texts::{PatternTexts, pick_length};
use super::types::{Kind, LeafKind, Types};

/// Why no value was made.
pub(super) enum Stop {
    /// The member with this index, of the type with this number, has no valid value.
    Impossible(usize, usize),
    /// Entries that must differ were equal, or none was found that differs.
    Repetition,
    /// There is no valid value, or none was found.
    NoValue,
}

/// Fills a value, with at most one violation.
pub(super) struct Filler<'f, 's> {
    pub(super) types: &'f Types,
    pub(super) texts: &'f mut PatternTexts,
    pub(super) choices: Choices<'s>,
    pub(super) limits: Limits,
    /// How many values may follow until only what is required is made.
    pub(super) budget: usize,
    /// Whether lists are as short as they can be.
    pub(super) is_cautious: bool,
    /// Whether each member is set in which a constraint can be violated.
    pub(super) is_eager: bool,
    pub(super) path: String,
    /// Whether the value is sensitive at the path, so that keys aren't shown.
    pub(super) hidden: bool,
    /// The number of places so far at which a constraint could be violated.
    pub(super) places: usize,
    /// The place at which it is.
    pub(super) place: Option<usize>,
    pub(super) violation: Option<ExpectedViolation>,
}

/// What is known of the member that a value is in or below.
#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    pub(super) field: Option<&'a Field>,
    pub(super) travel: Travel,
}

impl<'s> Filler<'_, 's> {
    /// Fills a slot with a value of this kind, which nests at most as many levels as are left.
    pub(super) fn fill(
        &mut self,
        kind: &Kind,
        slot: Slot<'_>,
        rules: &'static [Rule],
        member: Member<'_>,
        levels: u32,
    ) -> Result<(), Stop> {
        self.budget = self.budget.saturating_sub(1);
        let inner = levels.saturating_sub(1);
        match (kind, slot) {
            (Kind::Leaf(kind), slot) => {
                let broken = self.break_leaf(*kind, rules, member.travel, &[], false);
                let leaf = broken.or_else(|| self.maker().make(*kind, rules, member.travel));
                leaf.map(|leaf| leaf.put(slot)).ok_or(Stop::NoValue)
            }
            (Kind::Structure(number), Slot::Structure(value)) => {
                self.fill_structure(*number, value, inner)
            }
            (Kind::Union(number), Slot::Union(value)) => self.fill_union(*number, value, inner),
            (Kind::List(entry), Slot::List(list)) => {
                self.fill_list(entry, list, rules, member, inner)
            }
            (Kind::Map(entry), Slot::Map(map)) => self.fill_map(entry, map, rules, member, inner),
            // The kinds are those of a value of the same type.
            _ => Err(Stop::NoValue),
        }
    }

    fn fill_structure(
        &mut self,
        number: usize,
        value: &mut dyn Value,
        levels: u32,
    ) -> Result<(), Stop> {
        let shape = value.shape();
        let was_hidden = self.hidden;
        // From few of the optional members to all.
        let density = 1 + self.choices.below(4);
        let mut included = Vec::new();
        for (index, field) in shape.fields.iter().enumerate() {
            let is_required = field.flags() & (REQUIRED | REQUIRED_WARN | NON_OPTIONAL) != 0;
            if is_required || self.includes(number, index, field, density, levels) {
                included.push((index, field));
            }
        }
        for (place, (index, field)) in included.iter().copied().enumerate() {
            // Each member has its share, or the last ones would never have values in them.
            let (others, before) = (included.len() - place, self.budget);
            self.budget = before / others;
            let share = self.budget;
            let start = self.enter_member(shape.has(SENSITIVE), field);
            let can_be_missing = field.has(REQUIRED) && !field.has(NON_OPTIONAL);
            if !(can_be_missing && self.violates(|_| Some((Constraint::Required, None)))) {
                self.fill_member(number, index, field, value.member(index), levels)?;
            }
            self.leave(start, was_hidden);
            self.budget = before - (share - self.budget);
        }
        Ok(())
    }

    /// Returns whether an optional member is set.
    fn includes(
        &mut self,
        number: usize,
        index: usize,
        field: &Field,
        density: u64,
        levels: u32,
    ) -> bool {
        let fits = self.types.member_height(number, index).is_some_and(|height| height <= levels);
        let is_chosen = self.choices.below(4) >= 4 - density.min(3) || density == 4;
        let is_constrained = field.has(CONSTRAINED) || !field.rules().is_empty();
        let is_wanted = is_chosen || self.is_eager && is_constrained;
        if !(fits && is_wanted && self.budget > 0) {
            return false;
        }
        match self.types.member(number, index) {
            Kind::Leaf(kind) => self.maker().can_make(kind, field.rules()),
            _ => true,
        }
    }

    fn fill_union(
        &mut self,
        number: usize,
        value: &mut dyn Union,
        levels: u32,
    ) -> Result<(), Stop> {
        let shape = value.shape();
        if self.limits.has_unknown_values && self.choices.is_rare(8) {
            let tag = format!("unknown-{}", self.choices.below(1000));
            value.set_unknown(UnknownVariant::new(tag, Content::Bool(true)));
            return Ok(());
        }
        let height = |index| self.types.member_height(number, index);
        let fits = |index: &usize| height(*index).is_some_and(|height| height <= levels);
        let mut fitting: Vec<usize> = (0..shape.fields.len()).filter(fits).collect();
        if self.budget == 0 {
            let least = fitting.iter().filter_map(|index| height(*index)).min();
            fitting.retain(|index| height(*index) == least);
        }
        let index = *self.choices.pick(&fitting).ok_or(Stop::NoValue)?;
        let field = shape.fields.get(index).ok_or(Stop::NoValue)?;
        let was_hidden = self.hidden;
        let start = self.enter_member(shape.has(SENSITIVE), field);
        self.fill_member(number, index, field, value.choose(index), levels)?;
        self.leave(start, was_hidden);
        Ok(())
    }

    fn fill_member(
        &mut self,
        number: usize,
        index: usize,
        field: &'static Field,
        slot: Slot<'_>,
        levels: u32,
    ) -> Result<(), Stop> {
        let kind = self.types.member(number, index);
        let member = Member { field: Some(field), travel: Travel::of(field) };
        let result = self.fill(&kind, slot, field.rules(), member, levels);
        result.map_err(|stop| match stop {
            Stop::NoValue => Stop::Impossible(number, index),
            stop => stop,
        })
    }

    fn fill_list(
        &mut self,
        entry: &Kind,
        list: &mut dyn List,
        rules: &'static [Rule],
        member: Member<'_>,
        levels: u32,
    ) -> Result<(), Stop> {
        let can_have_entries = self.can_make_entry(entry, entry_rules(rules), levels);
        let count = self.pick_count(rules, can_have_entries)?;
        let each = Entries { kind: entry, rules: entry_rules(rules), member, levels };
        if !has_unique_entries(rules) {
            for index in 0..count.number {
                let start = self.enter(format_args!("/{index}"));
                let is_leaf = matches!(entry, Kind::Leaf(_));
                let is_null = is_leaf && !count.is_broken && self.choices.is_rare(32);
                if !(is_null && list.push_null()) {
                    self.fill(entry, list.push(), each.rules, member, levels)?;
                }
                self.leave(start, self.hidden);
            }
            return Ok(());
        }
        match entry {
            Kind::Leaf(kind) => self.fill_unique_leaves(*kind, list, each, count)?,
            _ => self.fill_unique(list, each, count)?,
        }
        if can_have_entries { self.repeat_entry(list, rules, each) } else { Ok(()) }
    }

    fn fill_unique_leaves(
        &mut self,
        kind: LeafKind,
        list: &mut dyn List,
        each: Entries<'_>,
        count: Count,
    ) -> Result<(), Stop> {
        let mut others: Vec<Leaf> = Vec::new();
        for index in 0..count.number {
            let start = self.enter(format_args!("/{index}"));
            let travel = each.member.travel;
            let broken = self.break_leaf(kind, each.rules, travel, &others, false);
            let leaf = broken.or_else(|| self.other_leaf(kind, each.rules, travel, &others));
            self.leave(start, self.hidden);
            match leaf {
                Some(leaf) => {
                    leaf.clone().put(list.push());
                    others.push(leaf);
                }
                None if index >= count.least => break,
                None => return Err(Stop::Repetition),
            }
        }
        Ok(())
    }

    fn fill_unique(
        &mut self,
        list: &mut dyn List,
        each: Entries<'_>,
        count: Count,
    ) -> Result<(), Stop> {
        for index in 0..count.number {
            let shift = self.choices.set_shift(0);
            self.choices.set_shift(shift + index as u64);
            let start = self.enter(format_args!("/{index}"));
            self.fill(each.kind, list.push(), each.rules, each.member, each.levels)?;
            self.leave(start, self.hidden);
            self.choices.set_shift(shift);
            if has_repetition(list) {
                return Err(Stop::Repetition);
            }
        }
        Ok(())
    }

    /// Appends two equal entries, if this is the place of the violation.
    fn repeat_entry(
        &mut self,
        list: &mut dyn List,
        rules: &'static [Rule],
        each: Entries<'_>,
    ) -> Result<(), Stop> {
        let (min, max) = length_bounds(rules);
        let (length, index) = (list.count() as u64 + 2, list.count() + 1);
        let is_unique = |rule: &&Rule| matches!(rule, Rule::Unique);
        let rule = rules.iter().find(is_unique).filter(|_| min <= length && length <= max);
        let Some(rule) = rule else { return Ok(()) };
        if !self.violates(|_| Some((constraint_of(rule, index)?, None))) {
            return Ok(());
        }
        // The same choices make the same value.
        let (first, budget) = (self.choices.count(), self.budget);
        self.fill(each.kind, list.push(), each.rules, each.member, each.levels)?;
        if has_repetition(list) {
            return Err(Stop::Repetition);
        }
        self.choices.repeat_from(first);
        self.budget = budget;
        self.fill(each.kind, list.push(), each.rules, each.member, each.levels)
    }

    fn fill_map(
        &mut self,
        entry: &Kind,
        map: &mut dyn Map,
        rules: &'static [Rule],
        member: Member<'_>,
        levels: u32,
    ) -> Result<(), Stop> {
        let (each, key_rules) = (entry_rules(rules), key_rules(rules));
        let travel = member.travel.of_keys(member.field);
        let can_have_entries = self.can_make_entry(entry, each, levels)
            && self.maker().can_make(LeafKind::Enum, key_rules);
        let count = self.pick_count(rules, can_have_entries)?;
        let mut keys: Vec<Leaf> = Vec::new();
        for index in 0..count.number {
            let broken = self.break_leaf(LeafKind::Enum, key_rules, travel, &keys, true);
            let key = broken.or_else(|| self.other_leaf(LeafKind::Enum, key_rules, travel, &keys));
            let key = match key {
                Some(key) => key,
                None if index >= count.least => break,
                None => return Err(Stop::Repetition),
            };
            let Leaf::Value(text) = &key else { return Err(Stop::NoValue) };
            let start = self.enter_key(text);
            let is_null = matches!(entry, Kind::Leaf(_)) && self.choices.is_rare(32);
            if !(is_null && map.insert_null(text)) {
                self.fill(entry, map.insert(text), each, member, levels)?;
            }
            self.leave(start, self.hidden);
            keys.push(key);
        }
        Ok(())
    }

    fn can_make_entry(&mut self, entry: &Kind, each: &'static [Rule], levels: u32) -> bool {
        match entry {
            Kind::Leaf(kind) => self.maker().can_make(*kind, each),
            _ => self.types.height(entry, each).is_some_and(|height| height <= levels),
        }
    }

    /// Returns a value that violates a rule and isn't equal to the others, if this is the place of the violation.
    fn break_leaf(
        &mut self,
        kind: LeafKind,
        rules: &'static [Rule],
        travel: Travel,
        others: &[Leaf],
        is_key: bool,
    ) -> Option<Leaf> {
        let mut broken = None;
        for breach in all_breaches(rules) {
            self.violates(|filler| {
                let (leaf, length) = filler.maker().break_rule(kind, rules, breach, travel)?;
                let text = if let Leaf::Value(text) = &leaf { Some(text) } else { None };
                let key = text.filter(|_| is_key && !filler.hidden);
                let key = key.map(|key| ShownKey::new(key).to_text());
                let constraint = constraint_of(breach.0, length)?;
                broken = Some(leaf).filter(|leaf| is_other(leaf, others));
                broken.is_some().then_some((constraint, key))
            });
        }
        broken
    }

    /// Returns a valid value that isn't equal to the others; `None` if none is found.
    fn other_leaf(
        &mut self,
        kind: LeafKind,
        rules: &'static [Rule],
        travel: Travel,
        others: &[Leaf],
    ) -> Option<Leaf> {
        let first = others.len() as u64;
        let shift = self.choices.set_shift(0);
        let found = (0..8).find_map(|attempt| {
            self.choices.set_shift(shift + if attempt == 0 { 0 } else { first + attempt });
            let leaf = self.maker().make(kind, rules, travel)?;
            is_other(&leaf, others).then_some(leaf)
        });
        self.choices.set_shift(shift);
        found
    }

    fn maker(&mut self) -> LeafMaker<'_, 's> {
        LeafMaker {
            choices: &mut self.choices,
            texts: self.texts,
            has_unknown_values: self.limits.has_unknown_values,
        }
    }

    /// Returns the number of entries of a list or map, which violates a rule if this is the place of the violation.
    fn pick_count(
        &mut self,
        rules: &'static [Rule],
        can_have_entries: bool,
    ) -> Result<Count, Stop> {
        let (min, max) = length_bounds(rules);
        let mut broken = None;
        let checked = all_breaches(rules);
        for (rule, breach) in checked.filter(|(_, breach)| *breach != Breach::Repetition) {
            self.violates(|filler| {
                let number = match breach {
                    Breach::TooShort => {
                        let most = length_bounds(std::slice::from_ref(rule)).0.checked_sub(1)?;
                        filler.choices.within(0..=most)
                    }
                    Breach::TooLong if can_have_entries => {
                        length_bounds(std::slice::from_ref(rule)).1.checked_add(1)?
                    }
                    _ => return None,
                };
                let is_possible = number == 0 || can_have_entries && number <= MOST_ENTRIES;
                let number = usize::try_from(number).ok().filter(|_| is_possible)?;
                broken = Some(number);
                Some((constraint_of(rule, number)?, None))
            });
        }
        if let Some(number) = broken {
            return Ok(Count { number, least: number, is_broken: true });
        }
        if !can_have_entries {
            let least = usize::try_from(min).ok().filter(|least| *least == 0);
            return least
                .map(|_| Count { number: 0, least: 0, is_broken: true })
                .ok_or(Stop::NoValue);
        }
        let most = if self.budget == 0 || self.is_cautious { min } else { max.min(min + 4) };
        let number = pick_length(&mut self.choices, min, most.max(min)).filter(|_| min <= max);
        let number = number.ok_or(Stop::NoValue)?;
        Ok(Count { number, least: usize::try_from(min).unwrap_or(number), is_broken: false })
    }

    /// Counts a place at which a constraint can be violated. If it is the one where it has to be, calls `violate`, which returns
    /// the constraint and the key that violates it. Returns whether it did.
    fn violates(
        &mut self,
        violate: impl FnOnce(&mut Self) -> Option<(Constraint, Option<String>)>,
    ) -> bool {
        let is_here = self.place == Some(self.places);
        self.places += 1;
        if !is_here || self.violation.is_some() {
            return false;
        }
        self.choices.end_repetition();
        let Some((constraint, key)) = violate(self) else { return false };
        self.violation = Some(ExpectedViolation { path: self.path.clone(), key, constraint });
        true
    }

    fn enter_member(&mut self, is_sensitive: bool, field: &Field) -> usize {
        self.hidden = self.hidden || is_sensitive || field.has(SENSITIVE);
        self.enter(format_args!("/{}", field.name()))
    }

    fn enter_key(&mut self, key: &str) -> usize {
        if self.hidden {
            return self.enter(format_args!("/…"));
        }
        let start = self.path.len();
        // Writing to a `String` can't fail.
        _ = ShownKey::new(key).write_step(&mut self.path);
        start
    }

    fn enter(&mut self, step: std::fmt::Arguments<'_>) -> usize {
        let start = self.path.len();
        // Writing to a `String` can't fail.
        _ = self.path.write_fmt(step);
        start
    }

    fn leave(&mut self, start: usize, was_hidden: bool) {
        self.path.truncate(start);
        self.hidden = was_hidden;
    }
}

/// What the entries of a list are.
#[derive(Clone, Copy)]
struct Entries<'a> {
    kind: &'a Kind,
    rules: &'static [Rule],
    member: Member<'a>,
    levels: u32,
}

/// The number of entries of a list or map.
#[derive(Clone, Copy)]
struct Count {
    number: usize,
    /// The number that are needed at least.
    least: usize,
    /// Whether it violates a rule.
    is_broken: bool,
}

/// The greatest number of entries of a list that is too long.
const MOST_ENTRIES: u64 = 256;

/// Returns whether a value isn't equal to any of the others.
fn is_other(leaf: &Leaf, others: &[Leaf]) -> bool {
    others.iter().all(|other| compare(leaf.view(), other.view()).is_ne())
}

/// Returns whether the last entry of a list is equal to another one.
fn has_repetition(list: &dyn List) -> bool {
    let last = list.count().saturating_sub(1);
    (0..last).any(|index| compare(list.item(index), list.item(last)).is_eq())
}
