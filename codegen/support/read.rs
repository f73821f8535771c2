//! Reading the JSON form of any value from any serde format.

use std::fmt;

use serde_core::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Deserializer};

use super::content::{self, Content, UnknownVariant};
use super::field::{Field, MUST, SENSITIVE, Shape};
use super::place::{Place, Trace};
use super::value::{List, Map, OpenEnum, Slot, Union, Value, View};

/// Reads a value. Members that the model doesn't have are ignored, null members are absent.
pub fn read<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let trace = Trace::default();
    // The value is read where it is returned from: large ones would cost a copy.
    let mut result = Ok(T::blank());
    if let Ok(value) = &mut result {
        let into = Into { slot: value.slot(), place: trace.root() };
        if let Err(error) = into.deserialize(deserializer) {
            trace.root().hide(is_sensitive(value));
            result = Err(trace.finish(error));
        }
    }
    result
}

/// Whether nothing of the value may be shown, whatever it is part of.
fn is_sensitive<T: Value>(value: &T) -> bool {
    match value.view() {
        View::Structure(value) => value.shape().has(SENSITIVE),
        View::Union(value) => value.shape().has(SENSITIVE),
        _ => T::sensitive(),
    }
}

/// Reads into a slot.
struct Into<'s, 'p> {
    slot: Slot<'s>,
    place: Place<'p>,
}

impl<'de> DeserializeSeed<'de> for Into<'_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let place = self.place;
        match self.slot {
            Slot::String(slot) => deserializer.deserialize_string(Text(slot)),
            Slot::Enum(slot) => deserializer.deserialize_str(Known(slot)),
            Slot::Structure(slot) => {
                deserializer.deserialize_map(Members { slot, place: place.below()? })
            }
            Slot::Union(slot) => {
                deserializer.deserialize_map(OneOf { slot, place: place.below()? })
            }
            Slot::List(slot) => deserializer.deserialize_seq(Items { slot, place: place.below()? }),
            Slot::Map(slot) => {
                deserializer.deserialize_map(Entries { slot, place: place.below()? })
            }
            Slot::I32(slot) => set(slot, deserializer),
            Slot::Bool(slot) => set(slot, deserializer),
            slot => leaf(slot, deserializer),
        }
    }
}

#[inline(never)]
fn leaf<'de, D: Deserializer<'de>>(slot: Slot<'_>, from: D) -> Result<(), D::Error> {
    match slot {
        Slot::I8(slot) => set(slot, from),
        Slot::I16(slot) => set(slot, from),
        Slot::I64(slot) => set(slot, from),
        Slot::F32(slot) => {
            // Every number is read as a double, then brought to the nearest single.
            let number = from.deserialize_any(Float)?;
            *slot = number as f32;
            let fits = slot.is_finite() || !number.is_finite();
            if fits { Ok(()) } else { Err(D::Error::custom("number out of range")) }
        }
        Slot::F64(slot) => {
            *slot = from.deserialize_any(Float)?;
            Ok(())
        }
        Slot::IntEnum(slot) => {
            slot.set(i32::deserialize(from)?);
            Ok(())
        }
        Slot::Blob(slot) => set(slot, from),
        Slot::Timestamp(slot) => set(slot, from),
        Slot::Any(slot) => slot.set(Content::deserialize(from)?).map_err(D::Error::custom),
        _ => IgnoredAny::deserialize(from).map(drop),
    }
}

fn set<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    slot: &mut T,
    from: D,
) -> Result<(), D::Error> {
    *slot = T::deserialize(from)?;
    Ok(())
}

struct Text<'a>(&'a mut String);

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        *self.0 = text.to_owned();
        Ok(())
    }

    fn visit_string<E>(self, text: String) -> Result<(), E> {
        *self.0 = text;
        Ok(())
    }
}

struct Known<'a>(&'a mut dyn OpenEnum);

impl Visitor<'_> for Known<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set(text);
        Ok(())
    }
}

/// A number, or the text that stands for one that JSON doesn't have.
struct Float;

impl<'de> Visitor<'de> for Float {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        match text {
            "NaN" => Ok(f64::NAN),
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            _ => Err(E::invalid_type(serde_core::de::Unexpected::Str(text), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<f64, A::Error> {
        content::number(map, &self)
    }
}

struct Members<'s, 'p> {
    slot: &'s mut dyn Value,
    place: Place<'p>,
}

impl<'de> Visitor<'de> for Members<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let shape = slot.shape();
        let mut seen = Seen::new(shape);
        let mut next = 0;
        while let Some(index) = map.next_key_seed(Key { fields: shape.fields, next })? {
            let Some(field) = shape.fields.get(index) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            next = index + 1;
            match map.next_value_seed(Nullable { target: Member(slot, index), place }) {
                Ok(true) => seen.mark(index),
                Ok(false) => {}
                Err(error) => {
                    place.hide(shape.has(SENSITIVE));
                    return Err(place.in_member(field, error));
                }
            }
        }
        match seen.missing() {
            Some(field) => Err(place.error(format_args!("missing member `{}`", field.key()))),
            None => Ok(()),
        }
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
    fn mark(&mut self, index: usize) {
        if index < 128 {
            self.first |= 1 << index;
        } else if let Some(mark) = self.others.get_mut(index - 128) {
            *mark = true;
        }
    }

    #[inline]
    fn missing(&self) -> Option<&'static Field> {
        if self.shape.has(MUST) { self.search() } else { None }
    }

    fn search(&self) -> Option<&'static Field> {
        let first = (0..128).map(|index| self.first >> index & 1 == 1);
        let seen = first.chain(self.others.iter().copied());
        let unseen = self.shape.fields.iter().zip(seen).filter(|(_, seen)| !seen);
        let mut unseen = unseen.map(|(field, _)| field);
        unseen.find(|field| field.has(MUST))
    }
}

/// Reads a key and finds its member: its index, or the number of members where there is none.
/// Input mostly has the order of the model, so the search starts behind the last find.
struct Key {
    fields: &'static [Field],
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
        let (before, after) = self.fields.split_at(self.next.min(self.fields.len()));
        let mut places = (before.len()..).zip(after).chain((0..).zip(before));
        let found = places.find(|(_, field)| field.key() == key);
        found.map_or(self.fields.len(), |(place, _)| place)
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
        match self.fields.get(self.next) {
            Some(field) if same(field.key(), key) => Ok(self.next),
            _ => Ok(self.search(key)),
        }
    }
}

/// Where a value goes that may be null; the place is made only when it isn't.
trait Target<'a> {
    /// The place of the value.
    fn slot(self) -> Slot<'a>;
    /// Takes null; `false` where null is an error.
    fn null(self) -> bool;
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

/// Null is for sparse lists alone.
struct Item<'a>(&'a mut dyn List);

impl<'a> Target<'a> for Item<'a> {
    #[inline]
    fn slot(self) -> Slot<'a> {
        self.0.push()
    }

    fn null(self) -> bool {
        self.0.push_null()
    }
}

/// Null is an entry of sparse maps, and of others none.
struct Entry<'a>(&'a mut dyn Map, &'a str);

impl<'a> Target<'a> for Entry<'a> {
    #[inline]
    fn slot(self) -> Slot<'a> {
        self.0.insert(self.1)
    }

    fn null(self) -> bool {
        self.0.insert_null(self.1);
        true
    }
}

/// Reads a value that may be null; says whether it wasn't.
struct Nullable<'a, T> {
    target: T,
    place: Place<'a>,
}

impl<'de, 'a, T: Target<'a>> DeserializeSeed<'de> for Nullable<'_, T> {
    type Value = bool;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, 'a, T: Target<'a>> Visitor<'de> for Nullable<'_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        if self.target.null() {
            Ok(false)
        } else {
            Err(self.place.error("null in a list that has no null entries"))
        }
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.visit_none()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        Into { slot: self.target.slot(), place: self.place }.deserialize(deserializer)?;
        Ok(true)
    }
}

struct Items<'s, 'p> {
    slot: &'s mut dyn List,
    place: Place<'p>,
}

impl<'de> Visitor<'de> for Items<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let mut index = 0;
        loop {
            match items.next_element_seed(Nullable { target: Item(slot), place }) {
                Ok(Some(_)) => index += 1,
                Ok(None) => return Ok(()),
                Err(error) => return Err(place.in_item(index, error)),
            }
        }
    }
}

struct Entries<'s, 'p> {
    slot: &'s mut dyn Map,
    place: Place<'p>,
}

impl<'de> Visitor<'de> for Entries<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let mut key = String::new();
        while map.next_key_seed(Name(&mut key))?.is_some() {
            let target = Entry(slot, &key);
            let result = map.next_value_seed(Nullable { target, place });
            result.map_err(|error| place.in_entry(&key, error))?;
        }
        Ok(())
    }
}

/// Reads a key over an earlier one.
struct Name<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        text.clone_into(self.0);
        Ok(())
    }
}

struct OneOf<'s, 'p> {
    slot: &'s mut dyn Union,
    place: Place<'p>,
}

impl<'de> Visitor<'de> for OneOf<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with one member")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let shape = slot.shape();
        let mut found = 0;
        while let Some(key) = map.next_key::<String>()? {
            let known = shape.fields.iter().enumerate().find(|(_, field)| field.key() == key);
            let set = if key == "__type" {
                map.next_value::<IgnoredAny>()?;
                false
            } else if let Some((index, field)) = known {
                let target = Chosen(slot, index);
                map.next_value_seed(Nullable { target, place }).map_err(|error| {
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
        match found {
            1 => Ok(()),
            0 => Err(place.error("no member of the union is set")),
            _ => Err(place.error("more than one member of the union is set")),
        }
    }
}
