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

/// Reads the members of a structure. It refers to the slot instead of containing it: a copy of a value that has just been written
/// in parts waits for these writes.
pub(super) struct StructureVisitor<'a, 's, 'p> {
    pub(super) slot: &'a mut &'s mut dyn Value,
    pub(super) place: &'p Place<'p>,
}

impl<'de> Visitor<'de> for StructureVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let place = self.place;
        let mut seen = SeenMembers::new(self.slot.shape());
        self.read_members::<A, false>(map, &mut seen)?;
        seen.check(*place)
    }
}

impl StructureVisitor<'_, '_, '_> {
    /// Reads the members in an object, or those in the body of a message: a key of the body that has the name of a member with
    /// another location is ignored.
    #[inline]
    pub(super) fn read_members<'de, A: MapAccess<'de>, const BODY: bool>(
        mut self,
        mut map: A,
        seen: &mut SeenMembers,
    ) -> Result<(), A::Error> {
        let (shape, place) = (self.slot.shape(), self.place);
        let has_non_optional = shape.has(NON_OPTIONAL);
        let mut next = 0;
        while let Some(index) = map.next_key_seed(MemberKey { shape, next })? {
            let field = shape.fields.get(index);
            let Some(field) = field.filter(|field| !BODY || field.is_in_body()) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            next = index + 1;
            // The last of repeated members counts. A structure that isn't optional can't be emptied of an earlier one.
            if field.has(NON_OPTIONAL)
                && seen.has(index)
                && matches!(self.slot.member(index), Slot::Structure(_))
            {
                return Err(place.error(format_args!("repeated member `{}`", field.key())));
            }
            place.enter(Step::Member(field.name()));
            let target = MemberTarget(&mut self, index);
            let result = if field.has(DOCUMENT) {
                map.next_value_seed(Present(target))
            } else {
                map.next_value_seed(Nullable(target))
            };
            place.leave();
            match result {
                Ok(true) if has_non_optional => seen.mark(index),
                Ok(_) => {}
                Err(error) => return Err(place.in_member(shape, field, error)),
            }
        }
        Ok(())
    }
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
        let fields = self.shape.fields.iter().enumerate();
        let is_missing =
            |(index, field): &(usize, &Field)| field.has(NON_OPTIONAL) && !self.has(*index);
        fields.filter(is_missing).map(|(_, field)| field)
    }
}

/// Reads a key and returns the index of its member, or the number of members if there is none. Input mostly has the order of
/// the model, so the search starts behind the last member found.
struct MemberKey {
    shape: &'static Shape,
    next: usize,
}

/// Returns whether two keys are equal. Keys are short, and comparing slices would be a call: blocks of bytes are compared, the
/// last of which overlaps with the one before.
#[inline]
pub(super) fn are_keys_equal(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        false
    } else if let Some(end) = left.last_chunk::<8>() {
        let (lefts, rights) = (left.as_chunks::<8>().0, right.as_chunks::<8>().0);
        right.last_chunk() == Some(end) && lefts.iter().zip(rights).all(|(it, other)| it == other)
    } else if let Some(end) = left.last_chunk::<4>() {
        right.last_chunk() == Some(end) && left.first_chunk::<4>() == right.first_chunk()
    } else {
        left.iter().zip(right).all(|(left, right)| left == right)
    }
}

impl MemberKey {
    fn search(&self, key: &str) -> usize {
        let fields = self.shape.fields;
        let (before, after) = fields.split_at(self.next.min(fields.len()));
        let find = |fields: &[Field]| fields.iter().position(|it| are_keys_equal(it.key(), key));
        let found = find(after).map(|place| before.len() + place).or_else(|| find(before));
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

pub(super) struct UnionVisitor<'a, 's, 'p> {
    pub(super) slot: &'a mut &'s mut dyn Union,
    pub(super) place: &'p Place<'p>,
}

impl<'de> Visitor<'de> for UnionVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with one member")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let (shape, place) = (self.slot.shape(), self.place);
        let (mut found, mut null) = (0, None);
        while let Some(key) = map.next_key::<String>()? {
            let known = shape.fields.iter().enumerate().find(|(_, field)| field.key() == key);
            let set = if key == "__type" && known.is_none() {
                map.next_value::<IgnoredAny>()?;
                false
            } else if let Some((index, field)) = known {
                let target = VariantTarget(&mut self, index);
                place.enter(Step::Member(field.name()));
                if field.has(DOCUMENT) {
                    null = null.or(Some(index));
                }
                let result = map.next_value_seed(Nullable(target));
                place.leave();
                result.map_err(|error| place.in_member(shape, field, error))?
            } else {
                let content = map.next_value().map_err(|error| {
                    place.hide(shape.has(SENSITIVE));
                    place.in_unknown(&key, error)
                })?;
                let set = !matches!(content, Content::Null);
                if set {
                    self.slot.set_unknown(UnknownVariant::new(key, content));
                }
                set
            };
            found += usize::from(set);
        }
        match (found, null) {
            (1, _) => Ok(()),
            // Services may send null for each member that isn't set: it is a document's value where nothing else is set.
            (0, Some(index)) => match self.slot.choose(index) {
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
struct MemberTarget<'a, 'v, 's, 'p>(&'a mut StructureVisitor<'v, 's, 'p>, usize);

impl<'a, 'p> Target<'a, 'p> for MemberTarget<'a, '_, '_, 'p> {
    #[inline]
    fn place(&self) -> &'p Place<'p> {
        self.0.place
    }

    #[inline]
    fn slot(self) -> Slot<'a> {
        self.0.slot.member(self.1)
    }

    fn null(self) -> bool {
        true
    }
}

/// A member of a union, which null leaves unset.
struct VariantTarget<'a, 'v, 's, 'p>(&'a mut UnionVisitor<'v, 's, 'p>, usize);

impl<'a, 'p> Target<'a, 'p> for VariantTarget<'a, '_, '_, 'p> {
    fn place(&self) -> &'p Place<'p> {
        self.0.place
    }

    fn slot(self) -> Slot<'a> {
        self.0.slot.choose(self.1)
    }

    fn null(self) -> bool {
        true
    }
}
