//! Values without values in them.

use super::super::content::Content;
use super::super::field::{
    Field, HEADER, HOST_LABEL, HTTP_DATE, LABEL, LOCATION, PREFIX_HEADERS, QUERY, QUERY_PARAMS,
    RESPONSE_CODE, TIMESTAMP_FORMAT,
};
use super::super::pattern::matches;
use super::super::rule::Rule;
use super::super::rule_check::check_rule;
use super::super::value::{Slot, View};
use super::super::{Blob, Timestamp};
use super::choices::Choices;
use super::code_points::CodePoints;
use super::numbers;
use super::rules::{Breach, KnownValues, all_rules, length_bounds, pattern_of};
use super::texts::{PatternTexts, pick_length};
use super::types::LeafKind;

/// A value without values in it.
#[derive(Clone)]
pub(super) enum Leaf {
    Text(String),
    /// The text of an enum's value.
    Value(String),
    Bool(bool),
    Integer(i64),
    Single(f32),
    Double(f64),
    Digits(String),
    Blob(Blob),
    Timestamp(Timestamp),
    Document(Content),
    None,
}

/// How a value travels in a message, as far as its choice depends on it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Travel {
    /// Only printed ASCII: in headers, labels and queries.
    pub(super) is_plain: bool,
    /// A name of a header or a part of a host's name: small letters and digits.
    pub(super) is_token: bool,
    /// Timestamps have no fractions.
    pub(super) has_whole_seconds: bool,
    /// The status code of a response.
    pub(super) is_status: bool,
}

impl Travel {
    /// Returns how the values of a member travel.
    pub(super) fn of(field: &Field) -> Self {
        let location = field.flags() & LOCATION;
        let is_outside_body =
            matches!(location, HEADER | PREFIX_HEADERS | LABEL | QUERY | QUERY_PARAMS);
        Self {
            is_plain: is_outside_body,
            is_token: field.has(HOST_LABEL),
            has_whole_seconds: is_outside_body || field.flags() & TIMESTAMP_FORMAT == HTTP_DATE,
            is_status: location == RESPONSE_CODE,
        }
    }

    /// Returns how the keys of a member travel.
    pub(super) fn of_keys(self, field: Option<&Field>) -> Self {
        let is_header = field.is_some_and(|field| field.location() == PREFIX_HEADERS);
        Self { is_token: is_header, ..self }
    }
}

impl Leaf {
    /// Returns the value by reference, as far as rules see it.
    pub(super) fn view(&self) -> View<'_> {
        match self {
            Self::Text(text) => View::String(text),
            Self::Value(text) => View::Unrecognized(text),
            Self::Bool(value) => View::Bool(*value),
            Self::Integer(value) => View::Integer(*value),
            Self::Single(value) => View::Float(*value),
            Self::Double(value) => View::Double(*value),
            Self::Digits(digits) => View::Digits(digits),
            Self::Blob(value) => View::Blob(value),
            Self::Timestamp(value) => View::Timestamp(value),
            Self::Document(_) | Self::None => View::Absent,
        }
    }

    /// Writes the value into a slot of its kind.
    pub(super) fn put(self, slot: Slot<'_>) {
        match (slot, self) {
            (Slot::String(to), Self::Text(text)) => *to = text,
            (Slot::Enum(to), Self::Value(text)) => to.set(&text),
            (Slot::Bool(to), Self::Bool(value)) => *to = value,
            (Slot::I8(to), Self::Integer(value)) => *to = value.try_into().unwrap_or_default(),
            (Slot::I16(to), Self::Integer(value)) => *to = value.try_into().unwrap_or_default(),
            (Slot::I32(to), Self::Integer(value)) => *to = value.try_into().unwrap_or_default(),
            (Slot::I64(to), Self::Integer(value)) => *to = value,
            (Slot::IntEnum(to), Self::Integer(value)) => {
                to.set(value.try_into().unwrap_or_default());
            }
            (Slot::F32(to), Self::Single(value)) => *to = value,
            (Slot::F64(to), Self::Double(value)) => *to = value,
            (Slot::Blob(to), Self::Blob(value)) => *to = value,
            (Slot::Timestamp(to), Self::Timestamp(value)) => *to = value,
            // Content of these kinds is what the type was found to accept.
            (Slot::Any(to), Self::Digits(digits)) => _ = to.set(Content::String(digits)),
            (Slot::Any(to), Self::Document(content)) => _ = to.set(content),
            _ => {}
        }
    }
}

/// The greatest length of texts and blobs that are made to be too long, less one.
const LONGEST_TOO_LONG: u64 = 4096;

/// Makes values without values in them.
pub(super) struct LeafMaker<'m, 's> {
    pub(super) choices: &'m mut Choices<'s>,
    pub(super) texts: &'m mut PatternTexts,
    /// Whether enums may have unknown values.
    pub(super) has_unknown_values: bool,
}

impl LeafMaker<'_, '_> {
    /// Returns a valid value; `None` if there is none or none is found.
    pub(super) fn make(
        &mut self,
        kind: LeafKind,
        rules: &'static [Rule],
        travel: Travel,
    ) -> Option<Leaf> {
        let is_enum = matches!(kind, LeafKind::Enum | LeafKind::IntEnum);
        if let Some(values) = KnownValues::of(rules).filter(|_| is_enum) {
            if !(self.has_unknown_values && self.choices.is_rare(8)) {
                return self.make_known(kind, values, rules);
            }
            return self.make_unknown(kind, values);
        }
        Some(match kind {
            LeafKind::None => Leaf::None,
            LeafKind::Text => Leaf::Text(self.text(rules, length_bounds(rules), travel)?),
            LeafKind::Enum => Leaf::Value(self.text(rules, length_bounds(rules), travel)?),
            LeafKind::Bool => Leaf::Bool(self.choices.below(2) == 1),
            LeafKind::Integer(..) if travel.is_status && rules.is_empty() => {
                Leaf::Integer(self.choices.pick(&[200, 201, 202, 204, 206]).copied()?)
            }
            LeafKind::Integer(min, max) => {
                Leaf::Integer(numbers::integer(self.choices, (min, max), rules)?)
            }
            LeafKind::IntEnum => {
                let bounds = (i32::MIN.into(), i32::MAX.into());
                Leaf::Integer(numbers::integer(self.choices, bounds, rules)?)
            }
            LeafKind::Single => {
                self.fitting(rules, |choices| Leaf::Single(numbers::double(choices, rules) as f32))?
            }
            LeafKind::Double => {
                self.fitting(rules, |choices| Leaf::Double(numbers::double(choices, rules)))?
            }
            LeafKind::BigInteger => {
                self.fitting(rules, |choices| Leaf::Digits(numbers::digits(choices, rules, false)))?
            }
            LeafKind::BigDecimal => {
                self.fitting(rules, |choices| Leaf::Digits(numbers::digits(choices, rules, true)))?
            }
            LeafKind::Blob => {
                let (min, max) = length_bounds(rules);
                let length = pick_length(self.choices, min, max)?;
                Leaf::Blob(self.blob(length))
            }
            LeafKind::Timestamp => Leaf::Timestamp(numbers::timestamp(self.choices, travel)),
            LeafKind::Document => Leaf::Document(self.document(2)),
        })
    }

    /// Returns whether there is a valid value, as far as is known without making one.
    pub(super) fn can_make(&mut self, kind: LeafKind, rules: &'static [Rule]) -> bool {
        if rules.is_empty() {
            return true;
        }
        match KnownValues::of(rules) {
            Some(values) if matches!(kind, LeafKind::Enum | LeafKind::IntEnum) => {
                values.count() > 0
            }
            _ if matches!(kind, LeafKind::Text | LeafKind::Enum) => {
                self.texts.exist(pattern_of(rules), length_bounds(rules))
            }
            _ => true,
        }
    }

    /// Returns a text, which satisfies the rules but those of its length.
    fn text(
        &mut self,
        rules: &'static [Rule],
        bounds: (u64, u64),
        travel: Travel,
    ) -> Option<String> {
        let text = self.texts.make(pattern_of(rules), bounds, travel, self.choices)?;
        let length = |rule: &&Rule| {
            matches!(rule, Rule::Length(..) | Rule::MinLength(_) | Rule::MaxLength(_))
        };
        let others = all_rules(rules).filter(|rule| !length(rule));
        let is_valid = |rule: &Rule| check_rule(rule, View::Unrecognized(&text)).is_none();
        { others }.all(is_valid).then_some(text)
    }

    fn make_known(
        &mut self,
        kind: LeafKind,
        values: KnownValues,
        rules: &'static [Rule],
    ) -> Option<Leaf> {
        let leaf = |text: &str| match kind {
            LeafKind::IntEnum => text.parse().ok().map(Leaf::Integer),
            _ => Some(Leaf::Value(text.to_owned())),
        };
        let other_rules = || all_rules(rules).filter(|rule| !matches!(rule, Rule::Values(_)));
        if other_rules().next().is_none() {
            let mut index = self.choices.below(values.count() as u64);
            let selected = values.select(|_| {
                let is_it = index == 0;
                index = index.wrapping_sub(1);
                is_it
            });
            return leaf(selected.first()?);
        }
        let is_valid = |text: &str| {
            let leaf = leaf(text);
            leaf.is_some_and(|leaf| {
                other_rules().all(|rule| check_rule(rule, leaf.view()).is_none())
            })
        };
        leaf(self.choices.pick(&values.select(is_valid))?)
    }

    fn make_unknown(&mut self, kind: LeafKind, values: KnownValues) -> Option<Leaf> {
        for place in 0..=values.count() {
            let name = match (kind, self.choices.below(1000)) {
                (LeafKind::IntEnum, number) => (number + place as u64).to_string(),
                (_, number) => format!("unknown-{}", number + place as u64),
            };
            if !values.has(&name) {
                return Some(match kind {
                    LeafKind::IntEnum => Leaf::Integer(name.parse().ok()?),
                    _ => Leaf::Value(name),
                });
            }
        }
        None
    }

    /// Returns a value that satisfies the rules, of some that may.
    fn fitting(
        &mut self,
        rules: &'static [Rule],
        mut candidate: impl FnMut(&mut Choices<'_>) -> Leaf,
    ) -> Option<Leaf> {
        (0..16).find_map(|_| {
            let leaf = candidate(self.choices);
            let is_valid = all_rules(rules).all(|rule| check_rule(rule, leaf.view()).is_none());
            is_valid.then_some(leaf)
        })
    }

    fn blob(&mut self, length: usize) -> Blob {
        let bytes: Vec<u8> =
            (0..length).filter_map(|_| u8::try_from(self.choices.below(256)).ok()).collect();
        Blob::from(bytes)
    }

    fn document(&mut self, levels: u8) -> Content {
        match self.choices.below(if levels == 0 { 4 } else { 7 }) {
            0 => Content::Bool(self.choices.below(2) == 1),
            1 => Content::Integer(i128::from(self.choices.below(2000)) - 1000),
            2 => Content::Double(self.choices.below(2000) as f64 / 8.0 + 0.0625),
            3 => Content::String(self.document_text()),
            4 => Content::Null,
            5 => {
                let count = self.choices.below(3);
                Content::List((0..count).map(|_| self.document(levels - 1)).collect())
            }
            _ => {
                let count = self.choices.below(3);
                let entry = |place| (format!("key{place}"), self.document(levels - 1));
                Content::Map((0..count).map(entry).collect())
            }
        }
    }

    fn document_text(&mut self) -> String {
        self.texts.make(None, (0, 12), Travel::default(), self.choices).unwrap_or_default()
    }

    /// Returns a value that violates this rule and no other, and its length; `None` if none is found.
    pub(super) fn break_rule(
        &mut self,
        kind: LeafKind,
        rules: &'static [Rule],
        (rule, breach): (&'static Rule, Breach),
        travel: Travel,
    ) -> Option<(Leaf, usize)> {
        let (leaf, length) = self.break_only(kind, rules, breach, rule, travel)?;
        // Not every number is a single.
        let is_broken = breach == Breach::UnknownValue || check_rule(rule, leaf.view()).is_some();
        let is_other = |other: &&Rule| !std::ptr::eq(*other, rule);
        let others = all_rules(rules).filter(is_other);
        // An integer is viewed as a known value.
        let is_satisfied = |rule: &Rule| check_rule(rule, leaf.view()).is_none();
        (is_broken && { others }.all(is_satisfied)).then_some((leaf, length))
    }

    fn break_only(
        &mut self,
        kind: LeafKind,
        rules: &'static [Rule],
        breach: Breach,
        rule: &'static Rule,
        travel: Travel,
    ) -> Option<(Leaf, usize)> {
        let (min, max) = length_bounds(std::slice::from_ref(rule));
        let bounds = match breach {
            Breach::TooShort => (0, min.checked_sub(1)?),
            Breach::TooLong if max < LONGEST_TOO_LONG => (max + 1, max + 8),
            Breach::TooLong => return None,
            _ => length_bounds(rules),
        };
        let with_length = |text: String| {
            let length = text.chars().count();
            (if kind == LeafKind::Enum { Leaf::Value(text) } else { Leaf::Text(text) }, length)
        };
        match (kind, breach) {
            (LeafKind::Text | LeafKind::Enum, Breach::TooShort | Breach::TooLong) => {
                self.texts.make(pattern_of(rules), bounds, travel, self.choices).map(with_length)
            }
            (LeafKind::Text | LeafKind::Enum, Breach::OtherText) => {
                let Rule::Matches(pattern) = rule else { return None };
                let mut candidate = || self.other_text(rules, bounds, travel);
                let is_other = |text: &String| !matches(pattern.1, pattern.2, text);
                (0..24).filter_map(|_| candidate()).find(is_other).map(with_length)
            }
            (LeafKind::Enum | LeafKind::IntEnum | LeafKind::Text, Breach::UnknownValue) => {
                Some((self.make_unknown(kind, KnownValues::of(rules)?)?, 0))
            }
            (LeafKind::Blob, Breach::TooShort | Breach::TooLong) => {
                let length = pick_length(self.choices, bounds.0, bounds.1)?;
                Some((Leaf::Blob(self.blob(length)), length))
            }
            (_, Breach::TooSmall | Breach::TooLarge) => {
                let is_small = breach == Breach::TooSmall;
                Some((numbers::beyond(kind, rule, is_small, self.choices)?, 0))
            }
            _ => None,
        }
    }

    /// Returns a text of such a length that may not match: any text, or one that matches with another character in it.
    fn other_text(
        &mut self,
        rules: &'static [Rule],
        bounds: (u64, u64),
        travel: Travel,
    ) -> Option<String> {
        if self.choices.below(2) == 1 {
            return self.texts.make(None, bounds, travel, self.choices);
        }
        let text = self.texts.make(pattern_of(rules), bounds, travel, self.choices)?;
        let mut chars: Vec<char> = text.chars().collect();
        let place = usize::try_from(self.choices.below(chars.len() as u64 + 1)).ok()?;
        let odd = *self.choices.pick(&['!', ' ', '#', '\\', 'A', '0', '\u{7f}', '\u{e9}'])?;
        let odd =
            if travel.is_plain && !CodePoints::new([(0x21, 0x7E)]).has(odd) { '!' } else { odd };
        let can_grow = (chars.len() as u64) < bounds.1;
        match chars.get_mut(place) {
            Some(c) => *c = odd,
            None if can_grow => chars.push(odd),
            None => {}
        }
        Some(chars.into_iter().collect())
    }
}
