//! Reading text, enums, integers and floats.

use std::fmt;

use serde_core::de::{Error, MapAccess, Unexpected, Visitor};

use super::content;
use super::value::OpenEnum;

/// Reads text.
pub(super) struct TextVisitor<'a>(pub(super) &'a mut String);

impl Visitor<'_> for TextVisitor<'_> {
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

/// Reads a known value of an enum, or keeps the text of an unknown one.
pub(super) struct EnumVisitor<'a>(pub(super) &'a mut dyn OpenEnum);

impl Visitor<'_> for EnumVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set(text);
        Ok(())
    }
}

/// Reads a number, or the text that stands for one that JSON doesn't have, such as `NaN`.
pub(super) struct FloatVisitor;

impl<'de> Visitor<'de> for FloatVisitor {
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
            _ => Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<f64, A::Error> {
        content::parse_double(&content::number_digits(map, &self)?)
    }
}

/// Reads an integer of at most 64 bits, for the type of this name. A double of 2^53 or more is an error, because it may have
/// lost digits.
#[derive(Clone, Copy)]
pub(super) struct IntegerVisitor(pub(super) &'static str);

/// The double below which every integer is exact: 2^53.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

impl<'de> Visitor<'de> for IntegerVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    #[inline]
    fn visit_i64<E>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::custom("number out of range"))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::custom("number out of range"))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i64, E> {
        if value.fract() == 0.0 && value.abs() < LARGEST_EXACT {
            Ok(value as i64)
        } else {
            Err(E::invalid_type(Unexpected::Float(value), &self))
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<i64, A::Error> {
        let digits = content::number_digits(map, &self)?;
        match digits.parse::<i64>() {
            Ok(number) => Ok(number),
            Err(_) => self.visit_f64(content::parse_double(&digits)?),
        }
    }
}
