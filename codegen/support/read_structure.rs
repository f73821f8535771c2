//! Reading structures and unions: objects with known keys.

use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};

use super::content::{Content, UnknownVariant};
use super::field::{DOCUMENT, ERROR, Field, NON_OPTIONAL, SENSITIVE, Shape};
use super::missing::Step;
use super::place::Place;
use super::read::{Nullable, Present, Target};
use super::value::{Slot, Union, Value};

pub(super) struct StructureVisitor<'s, 'p> {
    pub(super) slot: &'s mut dyn Value,
    pub(super) place: Place<'p>,
}

impl<'de> Visitor<'de> for StructureVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let mut seen = SeenMembers::new(slot.shape());
        read_members::<A, false>(map, slot, place, &mut seen)?;
        seen.check(place)
    }
}

/// Reads the members in an object, or those in the body of a message: a key of the body that has the name of a member with
/// another location is ignored.
#[inline]
pub(super) fn read_members<'de, A: MapAccess<'de>, const BODY: bool>(
    mut map: A,
    slot: &mut dyn Value,
    place: Place<'_>,
    seen: &mut SeenMembers,
) -> Result<(), A::Error> {
    let shape = slot.shape();
    let mut next = 0;
    while let Some(index) = map.next_key_seed(MemberKey { shape, next })? {
        let field = shape.fields.get(index);
        let Some(field) = field.filter(|field| !BODY || field.is_in_body()) else {
            map.next_value::<IgnoredAny>()?;
            continue;
        };
        next = index + 1;
        // The last of repeated members counts. A structure that isn't optional can't be emptied of an earlier one.
        if seen.has(index)
            && field.has(NON_OPTIONAL)
            && matches!(slot.member(index), Slot::Structure(_))
        {
            return Err(place.error(format_args!("repeated member `{}`", field.key())));
        }
        place.enter(Step::Member(field.name()));
        let target = MemberTarget(slot, index);
        let result = if field.has(DOCUMENT) {
            map.next_value_seed(Present { target, place })
        } else {
            map.next_value_seed(Nullable { target, place })
        };
        place.leave();
        match result {
            Ok(true) => seen.mark(index),
            Ok(false) => {}
            Err(error) => return Err(place.in_member(shape, field, error)),
        }
    }
    Ok(())
}

/// The members that have been read. It isn't kept for structures without non-optional members.
pub(super) struct SeenMembers {
    shape: &'static Shape,
    /// Of the first 128 members; almost no structure has more.
    first: u128,
    others: Vec<bool>,
}

impl SeenMembers {
    #[inline]
    pub(super) fn new(shape: &'static Shape) -> Self {
        let others =
            if shape.has(NON_OPTIONAL) { shape.fields.len().saturating_sub(128) } else { 0 };
        Self { shape, first: 0, others: vec![false; others] }
    }

    #[inline]
    pub(super) fn has(&self, index: usize) -> bool {
        let other = || index.checked_sub(128).and_then(|index| self.others.get(index).copied());
        if index < 128 { self.first >> index & 1 == 1 } else { other() == Some(true) }
    }

    #[inline]
    pub(super) fn mark(&mut self, index: usize) {
        if index < 128 {
            self.first |= 1 << index;
        } else if let Some(mark) = self.others.get_mut(index - 128) {
            *mark = true;
        }
    }

    /// Notes the members that must be there and haven't been read, or fails.
    #[inline]
    pub(super) fn check<E: Error>(&self, place: Place<'_>) -> Result<(), E> {
        if self.shape.has(NON_OPTIONAL) { place.missing(self.missing()) } else { Ok(()) }
    }

    fn missing(&self) -> impl Iterator<Item = &'static Field> + '_ {
        let first = (0..128).map(|index| self.first >> index & 1 == 1);
        let seen = first.chain(self.others.iter().copied());
        let unseen = self.shape.fields.iter().zip(seen).filter(|(_, seen)| !seen);
        unseen.map(|(field, _)| field).filter(|field| field.has(NON_OPTIONAL))
    }
}

/// Reads a key and returns the index of its member, or the number of members if there is none. Input mostly has the order of
/// the model, so the search starts behind the last member found.
struct MemberKey {
    shape: &'static Shape,
    next: usize,
}

/// Returns whether two keys are equal. Keys are short, and comparing slices would be a call.
#[inline]
fn are_keys_equal(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let (lefts, left_rest) = left.as_chunks::<8>();
    let (rights, right_rest) = right.as_chunks::<8>();
    left.len() == right.len()
        && lefts.iter().zip(rights).all(|(left, right)| left == right)
        && left_rest.iter().zip(right_rest).all(|(left, right)| left == right)
}

impl MemberKey {
    fn search(&self, key: &str) -> usize {
        let fields = self.shape.fields;
        let (before, after) = fields.split_at(self.next.min(fields.len()));
        let mut places = (before.len()..).zip(after).chain((0..).zip(before));
        let found = places.find(|(_, field)| field.key() == key).map(|(place, _)| place);
        found.or_else(|| self.find_message(key)).unwrap_or(fields.len())
    }

    /// Returns the member of an error with its message: services spell the key in any case, and as `errorMessage`.
    #[cold]
    fn find_message(&self, key: &str) -> Option<usize> {
        let names = ["message", "errorMessage"];
        let is_message = names.iter().any(|name| key.eq_ignore_ascii_case(name));
        let fields = self.shape.fields;
        let of = |name: &&str| fields.iter().position(|it| it.key().eq_ignore_ascii_case(name));
        (self.shape.has(ERROR) && is_message).then(|| names.iter().find_map(of)).flatten()
    }
}

impl<'de> DeserializeSeed<'de> for MemberKey {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for MemberKey {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        match self.shape.fields.get(self.next) {
            Some(field) if are_keys_equal(field.key(), key) => Ok(self.next),
            _ => Ok(self.search(key)),
        }
    }
}

pub(super) struct UnionVisitor<'s, 'p> {
    pub(super) slot: &'s mut dyn Union,
    pub(super) place: Place<'p>,
}

impl<'de> Visitor<'de> for UnionVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with one member")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let shape = slot.shape();
        let (mut found, mut null) = (0, None);
        while let Some(key) = map.next_key::<String>()? {
            let known = shape.fields.iter().enumerate().find(|(_, field)| field.key() == key);
            let set = if key == "__type" && known.is_none() {
                map.next_value::<IgnoredAny>()?;
                false
            } else if let Some((index, field)) = known {
                let target = VariantTarget(slot, index);
                place.enter(Step::Member(field.name()));
                if field.has(DOCUMENT) {
                    null = null.or(Some(index));
                }
                let result = map.next_value_seed(Nullable { target, place });
                place.leave();
                result.map_err(|error| place.in_member(shape, field, error))?
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

/// A member, which null leaves unset.
struct MemberTarget<'a>(&'a mut dyn Value, usize);

impl<'a> Target<'a> for MemberTarget<'a> {
    #[inline]
    fn slot(self) -> Slot<'a> {
        self.0.member(self.1)
    }

    fn null(self) -> bool {
        true
    }
}

/// A member of a union, which null leaves unset.
struct VariantTarget<'a>(&'a mut dyn Union, usize);

impl<'a> Target<'a> for VariantTarget<'a> {
    fn slot(self) -> Slot<'a> {
        self.0.choose(self.1)
    }

    fn null(self) -> bool {
        true
    }
}
