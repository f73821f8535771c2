//! Numbers of any size, by their digits.

use std::fmt;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::content::Content;
use super::value::{FromContent, Slot, Value, View};

/// Text that is no number of the kind wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidNumber;

impl fmt::Display for InvalidNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid number")
    }
}

impl std::error::Error for InvalidNumber {}

/// An integer of any size. In the JSON form a number up to 64 bits, text beyond: most readers make a
/// double of a longer number, and such a one is refused, for its digits are lost.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigInteger(String);

/// A decimal number of any size and precision. In the JSON form a number where a double spells
/// the same digits, text beyond.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigDecimal(String);

/// An optional minus, then digits.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number as JSON spells it.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let unsigned = |text: &str| !text.starts_with('-') && is_integer(text);
    is_integer(whole) && unsigned(fraction) && is_integer(exponent.strip_prefix('+').unwrap_or(exponent))
        && !exponent.starts_with("+-")
}

macro_rules! big_numbers {
    ($($name:ident, $is_valid:ident, $expected:literal;)*) => {$(
        impl $name {
            /// The number that these digits spell.
            ///
            /// # Errors
            /// Text that is no such number.
            pub fn new(digits: &str) -> Result<Self, InvalidNumber> {
                if $is_valid(digits) { Ok(Self(digits.to_owned())) } else { Err(InvalidNumber) }
            }

            /// The digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Default for $name {
            /// Zero.
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
            fn blank() -> Self {
                Self::default()
            }
        }

        impl FromContent for $name {
            fn set(&mut self, content: Content) -> Result<(), &'static str> {
                let digits = digits(content).filter(|digits| $is_valid(digits));
                self.0 = digits.ok_or($expected)?;
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
    BigInteger, is_integer, "expected an integer (beyond 64 bits, as text)";
    BigDecimal, is_decimal, "expected a number";
}

/// The digits of a number, or text.
fn digits(content: Content) -> Option<String> {
    match content {
        Content::Integer(value) => Some(value.to_string()),
        Content::Double(value) => Some(super::write::spell(value)),
        Content::String(text) | Content::Digits(text) => Some(text),
        _ => None,
    }
}
