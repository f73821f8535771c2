//! Reading the JSON form of any value from any serde format.

use std::fmt;

use serde_core::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Deserializer};

use super::content::{Content, UnknownVariant};
use super::field::{Field, MUST, SENSITIVE, Shape};
use super::place::{Place, Trace};
use super::value::{List, Map, OpenEnum, Slot, Structure, Union, Value};

/// Reads a value. Members that the model doesn't have are ignored, null members are absent.
pub fn read<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    let trace = Trace::default();
    match (Into { slot: value.slot(), place: trace.root() }).deserialize(deserializer) {
        Ok(()) => Ok(value),
        Err(error) => Err(trace.finish(error)),
    }
}

/// Reads into a slot.
struct Into<'a> {
    slot: Slot<'a>,
    place: Place<'a>,
}

impl<'de> DeserializeSeed<'de> for Into<'_> {
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
            slot => leaf(slot, deserializer),
        }
    }
}

fn leaf<'de, D: Deserializer<'de>>(slot: Slot<'_>, from: D) -> Result<(), D::Error> {
    match slot {
        Slot::Bool(slot) => set(slot, from),
        Slot::I8(slot) => set(slot, from),
        Slot::I16(slot) => set(slot, from),
        Slot::I32(slot) => set(slot, from),
        Slot::I64(slot) => set(slot, from),
        Slot::F32(slot) => {
            // Every number is read as a double, then brought to the nearest single.
            *slot = from.deserialize_any(Float)? as f32;
            Ok(())
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

impl Visitor<'_> for Float {
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
}

struct Members<'a> {
    slot: &'a mut dyn Structure,
    place: Place<'a>,
}

impl<'de> Visitor<'de> for Members<'_> {
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
            match map.next_value_seed(Nullable { target: Target::Member(slot, index), place }) {
                Ok(true) => seen.mark(index),
                Ok(false) => {}
                Err(error) => {
                    place.hide(shape.has(SENSITIVE));
                    return Err(place.in_member(field, error));
                }
            }
        }
        match seen.missing() {
            Some(field) => Err(place.error(format_args!("missing member `{}`", field.key))),
            None => Ok(()),
        }
    }
}

/// Which of the members that must be there have been; nothing where none must.
struct Seen {
    shape: &'static Shape,
    marks: Vec<bool>,
}

impl Seen {
    fn new(shape: &'static Shape) -> Self {
        let count = if shape.has(MUST) { shape.fields.len() } else { 0 };
        Self { shape, marks: vec![false; count] }
    }

    fn mark(&mut self, index: usize) {
        if let Some(mark) = self.marks.get_mut(index) {
            *mark = true;
        }
    }

    fn missing(&self) -> Option<&'static Field> {
        let unseen = |(field, seen): &(&Field, &bool)| field.has(MUST) && !**seen;
        self.shape.fields.iter().zip(&self.marks).find(unseen).map(|(field, _)| field)
    }
}

/// Reads a key and finds its member: its index, or the number of members where there is none.
/// Input mostly has the order of the model, so the search starts behind the last find.
struct Key {
    fields: &'static [Field],
    next: usize,
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
        let (before, after) = self.fields.split_at(self.next.min(self.fields.len()));
        let mut places = (before.len()..).zip(after).chain((0..).zip(before));
        let found = places.find(|(_, field)| field.key == key);
        Ok(found.map_or(self.fields.len(), |(place, _)| place))
    }
}

/// Where a value goes that may be null; the place is made only when it isn't.
enum Target<'a> {
    Member(&'a mut dyn Structure, usize),
    Variant(&'a mut dyn Union, usize),
    Item(&'a mut dyn List),
    Entry(&'a mut dyn Map, &'a str),
}

/// Reads a value that may be null; says whether it wasn't.
struct Nullable<'a> {
    target: Target<'a>,
    place: Place<'a>,
}

impl<'de> DeserializeSeed<'de> for Nullable<'_> {
    type Value = bool;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Nullable<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        match self.target {
            Target::Member(..) | Target::Variant(..) => {}
            Target::Item(list) => {
                if !list.push_null() {
                    return Err(self.place.error("null in a list that has no null entries"));
                }
            }
            Target::Entry(map, key) => map.insert_null(key),
        }
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let slot = match self.target {
            Target::Member(structure, index) => structure.member(index),
            Target::Variant(union, index) => union.choose(index),
            Target::Item(list) => list.push(),
            Target::Entry(map, key) => map.insert(key),
        };
        Into { slot, place: self.place }.deserialize(deserializer)?;
        Ok(true)
    }
}

struct Items<'a> {
    slot: &'a mut dyn List,
    place: Place<'a>,
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let mut index = 0;
        loop {
            match items.next_element_seed(Nullable { target: Target::Item(slot), place }) {
                Ok(Some(_)) => index += 1,
                Ok(None) => return Ok(()),
                Err(error) => return Err(place.in_item(index, error)),
            }
        }
    }
}

struct Entries<'a> {
    slot: &'a mut dyn Map,
    place: Place<'a>,
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let mut key = String::new();
        while map.next_key_seed(Name(&mut key))?.is_some() {
            let target = Target::Entry(slot, &key);
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

struct OneOf<'a> {
    slot: &'a mut dyn Union,
    place: Place<'a>,
}

impl<'de> Visitor<'de> for OneOf<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with one member")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { slot, place } = self;
        let shape = slot.shape();
        let mut found = 0;
        while let Some(key) = map.next_key::<String>()? {
            let known = shape.fields.iter().enumerate().find(|(_, field)| field.key == key);
            let set = if key == "__type" {
                map.next_value::<IgnoredAny>()?;
                false
            } else if let Some((index, field)) = known {
                let target = Target::Variant(slot, index);
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
