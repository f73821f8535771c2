//! Reading the JSON form of any value from any serde format.

use std::cell::Cell;
use std::fmt;

use serde_core::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Deserializer};

use super::content::{Content, UnknownVariant};
use super::field::{Field, MUST, Shape};
use super::place::Place;
use super::value::{List, Map, OpenEnum, Slot, Structure, Union, Value};

/// Reads a value. Members that the model doesn't have are ignored, null members are absent.
pub fn read<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let reported = Cell::new(false);
    let mut value = T::blank();
    Into { slot: value.slot(), place: Place::root(&reported) }.deserialize(deserializer)?;
    Ok(value)
}

/// Reads into a slot.
struct Into<'a> {
    slot: Slot<'a>,
    place: Place<'a>,
}

impl<'de> DeserializeSeed<'de> for Into<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let place = self.place;
        let result = match self.slot {
            Slot::String(slot) => deserializer.deserialize_string(Text(slot)),
            Slot::Enum(slot) => deserializer.deserialize_str(Known(slot)),
            Slot::Structure(slot) => deserializer.deserialize_map(Members { slot, place }),
            Slot::Union(slot) => deserializer.deserialize_map(OneOf { slot, place }),
            Slot::List(slot) => deserializer.deserialize_seq(Items { slot, place }),
            Slot::Map(slot) => deserializer.deserialize_map(Entries { slot, place }),
            slot => leaf(slot, deserializer),
        };
        result.map_err(|error| place.locate(error))
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
        text.clone_into(self.0);
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
        let place = place.within(shape.sensitive);
        place.check_depth()?;
        let mut seen = Seen::new(shape);
        let mut next = 0;
        while let Some(index) = map.next_key_seed(Key { fields: shape.fields, next })? {
            let Some(field) = shape.fields.get(index) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            next = index + 1;
            let target = Target::Member(slot, index);
            if map.next_value_seed(Nullable { target, place: place.member(field) })? {
                seen.mark(index);
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
        let needed = shape.fields.iter().any(|field| field.has(MUST));
        Self { shape, marks: if needed { vec![false; shape.fields.len()] } else { Vec::new() } }
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
        let find = |fields: &[Field]| fields.iter().position(|field| field.key == key);
        let found = find(after).map(|index| before.len() + index);
        Ok(found.or_else(|| find(before)).unwrap_or(self.fields.len()))
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
        self.place.check_depth()?;
        let mut index = 0;
        loop {
            let target = Target::Item(self.slot);
            let place = self.place.index(index);
            if items.next_element_seed(Nullable { target, place })?.is_none() {
                return Ok(());
            }
            index += 1;
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
        self.place.check_depth()?;
        while let Some(key) = map.next_key::<String>()? {
            let target = Target::Entry(self.slot, &key);
            map.next_value_seed(Nullable { target, place: self.place.key(&key) })?;
        }
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
        let place = place.within(shape.sensitive);
        place.check_depth()?;
        let mut found = 0;
        while let Some(key) = map.next_key::<String>()? {
            let known = shape.fields.iter().enumerate().find(|(_, field)| field.key == key);
            let set = if key == "__type" {
                map.next_value::<IgnoredAny>()?;
                false
            } else if let Some((index, field)) = known {
                let target = Target::Variant(slot, index);
                map.next_value_seed(Nullable { target, place: place.member(field) })?
            } else {
                let content = map.next_value().map_err(|e| place.unknown(&key).locate(e))?;
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
