//! Numbers of any size, kept as their digits.

use std::fmt;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::content::Content;
use super::value::{FromContent, Slot, Value, View};

/// The error of parsing text that isn't a number of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidNumber;

impl fmt::Display for InvalidNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid number")
    }
}

impl std::error::Error for InvalidNumber {}

/// An integer of any size. In the JSON form it is a number up to 64 bits and text beyond, because most readers make a double of
/// a longer number. Reading such a double is an error, because it has lost digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigInteger(String);

/// A decimal number of any size and precision. In the JSON form it is a number if a double has the same digits, otherwise text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigDecimal(String);

/// Returns whether the text is digits after an optional minus sign.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The greatest number of zeros that an exponent may add to an integer; no double has as many.
const MOST_ZEROS: i64 = 400;

/// Returns the digits of an integer that may be written with a fraction of zeros and an exponent: `1.0`, `1e3`.
fn integer_digits(text: &str) -> Option<String> {
    if !is_decimal(text) {
        return None;
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let places = i64::try_from(fraction.len()).ok()?;
    let exponent: i64 = exponent.parse().ok()?;
    let zeros = usize::try_from(exponent.checked_sub(places)?.min(MOST_ZEROS + 1)).ok()?;
    if exponent > MOST_ZEROS {
        return None;
    }
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let digits = format!("{}{fraction}{}", whole.trim_start_matches('-'), "0".repeat(zeros));
    let digits = digits.trim_start_matches('0');
    Some(if digits.is_empty() { "0".to_owned() } else { format!("{sign}{digits}") })
}

/// Returns whether the text is a number in JSON's syntax.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let unsigned = |text: &str| !text.starts_with('-') && is_integer(text);
    is_integer(whole) && unsigned(fraction) && is_integer(exponent.strip_prefix('+').unwrap_or(exponent))
        && !exponent.starts_with("+-")
}

macro_rules! big_numbers {
    ($($name:ident, $is_valid:ident, $read:ident, $expected:literal;)*) => {$(
        impl $name {
            /// Creates a number from its digits.
            ///
            /// # Errors
            /// The text isn't such a number.
            pub fn new(digits: &str) -> Result<Self, InvalidNumber> {
                if $is_valid(digits) { Ok(Self(digits.to_owned())) } else { Err(InvalidNumber) }
            }

            /// Returns the digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Default for $name {
            /// Returns zero.
            fn default() -> Self {
                Self("0".to_owned())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidNumber;
            fn from_str(digits: &str) -> Result<Self, InvalidNumber> {
                Self::new(digits)
            }
        }

        impl Value for $name {
            fn view(&self) -> View<'_> {
                View::Digits(&self.0)
            }
            fn slot(&mut self) -> Slot<'_> {
                Slot::Any(self)
            }
            fn placeholder() -> Self {
                Self::default()
            }
        }

        impl FromContent for $name {
            fn set(&mut self, content: Content) -> Result<(), &'static str> {
                self.0 = $read(content).ok_or($expected)?;
                Ok(())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                super::write(self, to)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                super::read(from)
            }
        }
    )*};
}
big_numbers! {
    BigInteger, is_integer, read_integer, "expected an integer (beyond 64 bits, as text)";
    BigDecimal, is_decimal, read_decimal, "expected a number";
}

fn read_integer(content: Content) -> Option<String> {
    match content {
        Content::Digits(text) => integer_digits(&text),
        content => digits(content).filter(|digits| is_integer(digits)),
    }
}

fn read_decimal(content: Content) -> Option<String> {
    digits(content).filter(|digits| is_decimal(digits))
}

/// Returns the digits of a number, or a text as it is.
fn digits(content: Content) -> Option<String> {
    match content {
        Content::Integer(value) => Some(value.to_string()),
        Content::Double(value) => Some(super::write::format_double(value)),
        Content::String(text) | Content::Digits(text) => Some(text),
        _ => None,
    }
}
