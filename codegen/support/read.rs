//! Reading the JSON form of any value from any serde format.

use std::fmt;

use serde_core::de::{DeserializeSeed, Error, IgnoredAny, Unexpected, Visitor};
use serde_core::{Deserialize, Deserializer};

use super::content::Content;
use super::field::SENSITIVE;
use super::missing::Missing;
use super::place::{Place, Trace};
use super::read_collection::{Entries, Items};
use super::read_leaf::{Float, Known, Text, Whole};
use super::read_structure::{Members, OneOf};
use super::value::{Slot, Value};

/// Reads a value. Members that the model doesn't have are ignored, null members are absent.
pub fn read<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let trace = Trace::default();
    // The value is read where it is returned from: large ones would cost a copy.
    let mut result = Ok(T::blank());
    if let Ok(value) = &mut result {
        let into = Into { slot: value.slot(), place: trace.root() };
        if let Err(error) = into.deserialize(deserializer) {
            trace.root().hide(T::sensitive());
            result = Err(trace.finish(error));
        }
    }
    result
}

/// Reads into a place of a type that isn't named; `sensitive` says that errors may not quote the value.
pub(super) fn read_into<'de, D: Deserializer<'de>>(
    slot: Slot<'_>,
    sensitive: bool,
    from: D,
) -> Result<(), D::Error> {
    read_tracing(slot, sensitive, &Trace::default(), from)
}

/// Reads into a place whatever is missing, and returns that.
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
    let is_sensitive = |value: &dyn Value| value.shape().has(SENSITIVE);
    // A structure whose type isn't named has it in its table alone.
    trace.root().hide(sensitive || matches!(&slot, Slot::Structure(value) if is_sensitive(*value)));
    Into { slot, place: trace.root() }.deserialize(from).map_err(|error| trace.finish(error))
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
            Slot::I32(slot) => read_whole(slot, deserializer),
            Slot::Bool(slot) => set(slot, deserializer),
            slot => leaf(slot, deserializer),
        }
    }
}

#[inline(never)]
fn leaf<'de, D: Deserializer<'de>>(slot: Slot<'_>, from: D) -> Result<(), D::Error> {
    match slot {
        Slot::I8(slot) => read_whole(slot, from),
        Slot::I16(slot) => read_whole(slot, from),
        Slot::I64(slot) => read_whole(slot, from),
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
            let mut number = 0_i32;
            read_whole(&mut number, from)?;
            slot.set(number);
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

/// Reads a whole number, which JSON can spell as `1`, `1.0` or `1e0`.
#[inline]
fn read_whole<'de, T: TryFrom<i64>, D: Deserializer<'de>>(
    slot: &mut T,
    from: D,
) -> Result<(), D::Error> {
    let expected = Whole(std::any::type_name::<T>());
    let number = from.deserialize_any(expected)?;
    *slot = T::try_from(number)
        .map_err(|_| D::Error::invalid_value(Unexpected::Signed(number), &expected))?;
    Ok(())
}

/// Where a value goes that may be null; the place is made only when it isn't.
pub(super) trait Target<'a> {
    /// The place of the value.
    fn slot(self) -> Slot<'a>;
    /// Takes null; `false` where null is an error.
    fn null(self) -> bool;
}

/// Reads a value that may be null; says whether it wasn't.
pub(super) struct Nullable<'a, T> {
    pub(super) target: T,
    pub(super) place: Place<'a>,
}

impl<'de, 'a, T: Target<'a>> DeserializeSeed<'de> for Nullable<'_, T> {
    type Value = bool;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_option(self)
    }
}

/// Reads a value for which null is one as well: a document.
pub(super) struct Present<'a, T> {
    pub(super) target: T,
    pub(super) place: Place<'a>,
}

impl<'de, 'a, T: Target<'a>> DeserializeSeed<'de> for Present<'_, T> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        Into { slot: self.target.slot(), place: self.place }.deserialize(deserializer)?;
        Ok(true)
    }
}

impl<'de, 'a, T: Target<'a>> Visitor<'de> for Nullable<'_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        if self.target.null() || self.place.skips_nulls() {
            Ok(false)
        } else {
            Err(self.place.error("null in a list or map that has no null entries"))
        }
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.visit_none()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.place.replace();
        Into { slot: self.target.slot(), place: self.place }.deserialize(deserializer)?;
        Ok(true)
    }
}
