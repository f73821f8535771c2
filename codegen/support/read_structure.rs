//! Reading structures and unions: objects with known keys.

use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};

use super::content::{Content, UnknownVariant};
use super::field::{DOCUMENT, ERROR, Field, MUST, SENSITIVE, SKIPS_NULLS, Shape};
use super::missing::Step;
use super::place::Place;
use super::read::{Nullable, Present, Target};
use super::value::{Slot, Union, Value};

pub(super) struct Members<'s, 'p> {
    pub(super) slot: &'s mut dyn Value,
    pub(super) place: Place<'p>,
}

impl<'de> Visitor<'de> for Members<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let shape = slot.shape();
        let place = place.with_nulls_skipped(shape.has(SKIPS_NULLS));
        let mut seen = Seen::new(shape);
        let mut next = 0;
        while let Some(index) = map.next_key_seed(Key { shape, next })? {
            let Some(field) = shape.fields.get(index) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            next = index + 1;
            // The last of repeated members counts, but a plain structure has nothing to be emptied with.
            if seen.has(index)
                && field.has(MUST)
                && matches!(slot.member(index), Slot::Structure(_))
            {
                return Err(place.error(format_args!("repeated member `{}`", field.key())));
            }
            place.enter(Step::Member(field.name()));
            let target = Member(slot, index);
            let result = if field.has(DOCUMENT) {
                map.next_value_seed(Present { target, place })
            } else {
                map.next_value_seed(Nullable { target, place })
            };
            place.leave();
            match result {
                Ok(true) => seen.mark(index),
                Ok(false) => {}
                Err(error) => {
                    place.hide(shape.has(SENSITIVE));
                    return Err(place.in_member(field, error));
                }
            }
        }
        if shape.has(MUST) { place.missing(seen.missing()) } else { Ok(()) }
    }
}

/// Which of the members that must be there have been; not kept where none must.
struct Seen {
    shape: &'static Shape,
    /// The first 128, which is all that almost any structure has, then the others.
    first: u128,
    others: Vec<bool>,
}

impl Seen {
    #[inline]
    fn new(shape: &'static Shape) -> Self {
        let others = if shape.has(MUST) { shape.fields.len().saturating_sub(128) } else { 0 };
        Self { shape, first: 0, others: vec![false; others] }
    }

    #[inline]
    fn has(&self, index: usize) -> bool {
        let other = || index.checked_sub(128).and_then(|index| self.others.get(index).copied());
        if index < 128 { self.first >> index & 1 == 1 } else { other() == Some(true) }
    }

    #[inline]
    fn mark(&mut self, index: usize) {
        if index < 128 {
            self.first |= 1 << index;
        } else if let Some(mark) = self.others.get_mut(index - 128) {
            *mark = true;
        }
    }

    fn missing(&self) -> impl Iterator<Item = &'static Field> + '_ {
        let first = (0..128).map(|index| self.first >> index & 1 == 1);
        let seen = first.chain(self.others.iter().copied());
        let unseen = self.shape.fields.iter().zip(seen).filter(|(_, seen)| !seen);
        unseen.map(|(field, _)| field).filter(|field| field.has(MUST))
    }
}

/// Reads a key and finds its member: its index, or the number of members where there is none.
/// Input mostly has the order of the model, so the search starts behind the last find.
struct Key {
    shape: &'static Shape,
    next: usize,
}

/// Whether two keys are equal, without the call that comparing slices costs: keys are short.
#[inline]
fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let (lefts, left_rest) = left.as_chunks::<8>();
    let (rights, right_rest) = right.as_chunks::<8>();
    left.len() == right.len()
        && lefts.iter().zip(rights).all(|(left, right)| left == right)
        && left_rest.iter().zip(right_rest).all(|(left, right)| left == right)
}

impl Key {
    fn search(&self, key: &str) -> usize {
        let fields = self.shape.fields;
        let (before, after) = fields.split_at(self.next.min(fields.len()));
        let mut places = (before.len()..).zip(after).chain((0..).zip(before));
        let found = places.find(|(_, field)| field.key() == key).map(|(place, _)| place);
        found.or_else(|| self.message(key)).unwrap_or(fields.len())
    }

    /// Returns the member of an error with its message: services spell the key in any case, and as `errorMessage`.
    #[cold]
    fn message(&self, key: &str) -> Option<usize> {
        let names = ["message", "errorMessage"];
        let is_sought = names.iter().any(|name| key.eq_ignore_ascii_case(name));
        let fields = self.shape.fields;
        let of = |name: &&str| fields.iter().position(|it| it.key().eq_ignore_ascii_case(name));
        (self.shape.has(ERROR) && is_sought).then(|| names.iter().find_map(of)).flatten()
    }
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        match self.shape.fields.get(self.next) {
            Some(field) if same(field.key(), key) => Ok(self.next),
            _ => Ok(self.search(key)),
        }
    }
}

pub(super) struct OneOf<'s, 'p> {
    pub(super) slot: &'s mut dyn Union,
    pub(super) place: Place<'p>,
}

impl<'de> Visitor<'de> for OneOf<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with one member")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let shape = slot.shape();
        let place = place.with_nulls_skipped(shape.has(SKIPS_NULLS));
        let (mut found, mut null) = (0, None);
        while let Some(key) = map.next_key::<String>()? {
            let known = shape.fields.iter().enumerate().find(|(_, field)| field.key() == key);
            let set = if key == "__type" && known.is_none() {
                map.next_value::<IgnoredAny>()?;
                false
            } else if let Some((index, field)) = known {
                let target = Chosen(slot, index);
                place.enter(Step::Member(field.name()));
                if field.has(DOCUMENT) {
                    null = null.or(Some(index));
                }
                let result = map.next_value_seed(Nullable { target, place });
                place.leave();
                result.map_err(|error| {
                    place.hide(shape.has(SENSITIVE));
                    place.in_member(field, error)
                })?
            } else {
                let content = map.next_value().map_err(|error| {
                    place.hide(shape.has(SENSITIVE));
                    place.in_unknown(&key, error)
                })?;
                let set = !matches!(content, Content::Null);
                if set {
                    slot.set_unknown(UnknownVariant::new(key, content));
                }
                set
            };
            found += usize::from(set);
        }
        match (found, null) {
            (1, _) => Ok(()),
            // Services may send null for each member that isn't set: it is a document's value where nothing else is set.
            (0, Some(index)) => match slot.choose(index) {
                Slot::Any(document) => {
                    document.set(Content::Null).map_err(|message| place.error(message))
                }
                _ => Ok(()),
            },
            (0, None) => Err(place.error("no member of the union is set")),
            _ => Err(place.error("more than one member of the union is set")),
        }
    }
}

/// Null leaves a member unset.
struct Member<'a>(&'a mut dyn Value, usize);

impl<'a> Target<'a> for Member<'a> {
    #[inline]
    fn slot(self) -> Slot<'a> {
        self.0.member(self.1)
    }

    fn null(self) -> bool {
        true
    }
}

/// Null leaves a union as it is.
struct Chosen<'a>(&'a mut dyn Union, usize);

impl<'a> Target<'a> for Chosen<'a> {
    fn slot(self) -> Slot<'a> {
        self.0.choose(self.1)
    }

    fn null(self) -> bool {
        true
    }
}
