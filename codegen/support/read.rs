//! Reading the JSON form of a value from any serde format.

use std::fmt;

use serde_core::de::{DeserializeSeed, Error, IgnoredAny, Unexpected, Visitor};
use serde_core::{Deserialize, Deserializer};

use super::content::Content;
use super::field::SENSITIVE;
use super::missing::Missing;
use super::place::{Place, Trace};
use super::read_collection::{ListVisitor, MapVisitor};
use super::read_leaf::{EnumVisitor, FloatVisitor, IntegerVisitor, TextVisitor};
use super::read_structure::{StructureVisitor, UnionVisitor};
use super::value::{Slot, Value};

/// Reads a value. Members that the model doesn't have are ignored, null members are absent.
pub fn read<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let trace = Trace::default();
    // The value is read into the result, because moving a large one into it would be a copy.
    let mut result = Ok(T::placeholder());
    if let Ok(value) = &mut result {
        let slot = value.slot();
        let place = trace.root(&slot);
        let seed = ReadInto { slot, place };
        if let Err(error) = seed.deserialize(deserializer) {
            trace.hide(T::sensitive());
            result = Err(trace.finish(error));
        }
    }
    result
}

/// Reads into a place whose type isn't known. If it is `sensitive`, errors don't quote the value.
pub(super) fn read_into<'de, D: Deserializer<'de>>(
    slot: Slot<'_>,
    sensitive: bool,
    from: D,
) -> Result<(), D::Error> {
    read_tracing(slot, sensitive, &Trace::default(), from)
}

/// Reads into a place and returns which members were missing, which is no error.
pub(super) fn read_leniently<'de, D: Deserializer<'de>>(
    slot: Slot<'_>,
    sensitive: bool,
    from: D,
) -> Result<Missing, D::Error> {
    let trace = Trace::lenient();
    read_tracing(slot, sensitive, &trace, from).map(|()| trace.into_missing())
}

fn read_tracing<'de, D: Deserializer<'de>>(
    slot: Slot<'_>,
    sensitive: bool,
    trace: &Trace,
    from: D,
) -> Result<(), D::Error> {
    // Of a structure whose type isn't known, the table says it.
    trace.hide(sensitive || slot.shape().is_some_and(|shape| shape.has(SENSITIVE)));
    let place = trace.root(&slot);
    ReadInto { slot, place }.deserialize(from).map_err(|error| trace.finish(error))
}

/// A seed that reads into a slot.
pub(super) struct ReadInto<'s, 'p> {
    pub(super) slot: Slot<'s>,
    pub(super) place: Place<'p>,
}

impl<'de> DeserializeSeed<'de> for ReadInto<'_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        read_slot(&mut self.slot, &self.place, deserializer)
    }
}

/// Reads into a slot. It and the place are passed by reference, because a copy of values that have just been written in parts
/// waits for these writes.
fn read_slot<'de, D: Deserializer<'de>>(
    slot: &mut Slot<'_>,
    place: &Place<'_>,
    deserializer: D,
) -> Result<(), D::Error> {
    match slot {
        Slot::String(slot) => deserializer.deserialize_string(TextVisitor(slot)),
        Slot::Enum(slot) => deserializer.deserialize_str(EnumVisitor(*slot)),
        Slot::Structure(slot) => {
            let place = &place.below()?;
            deserializer.deserialize_map(StructureVisitor { slot, place })
        }
        Slot::Union(slot) => {
            let place = &place.below()?;
            deserializer.deserialize_map(UnionVisitor { slot, place })
        }
        Slot::List(slot) => {
            let place = &place.below()?;
            deserializer.deserialize_seq(ListVisitor { slot, place })
        }
        Slot::Map(slot) => {
            let place = &place.below()?;
            deserializer.deserialize_map(MapVisitor { slot, place })
        }
        Slot::I32(slot) => read_integer(*slot, deserializer),
        Slot::Bool(slot) => read_as(*slot, deserializer),
        slot => read_leaf(slot, deserializer),
    }
}

#[inline(never)]
fn read_leaf<'de, D: Deserializer<'de>>(slot: &mut Slot<'_>, from: D) -> Result<(), D::Error> {
    match slot {
        Slot::I8(slot) => read_integer(*slot, from),
        Slot::I16(slot) => read_integer(*slot, from),
        Slot::I64(slot) => read_integer(*slot, from),
        Slot::F32(slot) => {
            // Every number is read as a double and then rounded to the nearest single.
            let number = from.deserialize_any(FloatVisitor)?;
            **slot = number as f32;
            let fits = slot.is_finite() || !number.is_finite();
            if fits { Ok(()) } else { Err(D::Error::custom("number out of range")) }
        }
        Slot::F64(slot) => {
            **slot = from.deserialize_any(FloatVisitor)?;
            Ok(())
        }
        Slot::IntEnum(slot) => {
            let mut number = 0_i32;
            read_integer(&mut number, from)?;
            slot.set(number);
            Ok(())
        }
        Slot::Blob(slot) => read_as(*slot, from),
        Slot::Timestamp(slot) => read_as(*slot, from),
        Slot::Any(slot) => slot.set(Content::deserialize(from)?).map_err(D::Error::custom),
        _ => IgnoredAny::deserialize(from).map(drop),
    }
}

fn read_as<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    slot: &mut T,
    from: D,
) -> Result<(), D::Error> {
    *slot = T::deserialize(from)?;
    Ok(())
}

/// Reads an integer, which JSON can write as `1`, `1.0` or `1e0`.
#[inline]
fn read_integer<'de, T: TryFrom<i64>, D: Deserializer<'de>>(
    slot: &mut T,
    from: D,
) -> Result<(), D::Error> {
    let expected = IntegerVisitor(std::any::type_name::<T>());
    let number = from.deserialize_any(expected)?;
    *slot = T::try_from(number)
        .map_err(|_| D::Error::invalid_value(Unexpected::Signed(number), &expected))?;
    Ok(())
}

/// The target of a value that may be null. Its place is created only if it isn't.
pub(super) trait Target<'a, 'p> {
    /// Returns the place in the input.
    fn place(&self) -> &'p Place<'p>;
    /// Returns the place to read the value into.
    fn slot(self) -> Slot<'a>;
    /// Accepts null; returns `false` if null is an error.
    fn null(self) -> bool;
}

/// A seed that reads a value that may be null, and returns whether it wasn't.
pub(super) struct Nullable<T>(pub(super) T);

impl<'de, 'a, 'p, T: Target<'a, 'p>> DeserializeSeed<'de> for Nullable<T> {
    type Value = bool;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_option(self)
    }
}

/// A seed that reads a document, for which null is a value.
pub(super) struct Present<T>(pub(super) T);

impl<'de, 'a, 'p, T: Target<'a, 'p>> DeserializeSeed<'de> for Present<T> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let place = self.0.place();
        read_slot(&mut self.0.slot(), place, deserializer).map(|()| true)
    }
}

impl<'de, 'a, 'p, T: Target<'a, 'p>> Visitor<'de> for Nullable<T> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        let place = self.0.place();
        place.check_null(self.0.null()).map(|()| false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.visit_none()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let place = self.0.place();
        place.replace();
        // Text is the most frequent, and is read without a further call.
        match &mut self.0.slot() {
            Slot::String(slot) => deserializer.deserialize_string(TextVisitor(slot))?,
            slot => read_slot(slot, place, deserializer)?,
        }
        Ok(true)
    }
}
