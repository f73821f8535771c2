//! Blobs: bytes that are base64 text in JSON.

use std::fmt;
use std::ops::Deref;

use serde_core::de::{Error, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes; standard base64 with padding ([RFC 4648](https://www.rfc-editor.org/rfc/rfc4648#section-4))
/// in the JSON form.
///
/// A blob dereferences to its bytes, so that the methods of slices are its own: `len`, `is_empty`, `iter`.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Blob(Vec<u8>);

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of each base64 digit, 64 for all other bytes.
const DIGITS: [u8; 256] = {
    let mut digits = [64; 256];
    let mut value = 0;
    while value < 64 {
        digits[ALPHABET[value as usize] as usize] = value;
        value += 1;
    }
    digits
};

/// The error of parsing text that isn't base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidBase64;

impl fmt::Display for InvalidBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid base64")
    }
}

impl std::error::Error for InvalidBase64 {}

impl Blob {
    /// Creates a blob of these bytes.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// Returns the bytes.
    pub fn into_inner(self) -> Vec<u8> {
        self.0
    }

    /// Returns the bytes as base64 text with padding.
    pub fn to_base64(&self) -> String {
        let mut text = String::with_capacity(self.0.len().div_ceil(3) * 4);
        for chunk in self.0.chunks(3) {
            let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for digit in 0..4 {
                let value = ALPHABET[(bits >> (18 - 6 * digit) & 63) as usize];
                text.push(if digit <= chunk.len() { char::from(value) } else { '=' });
            }
        }
        text
    }

    /// Parses base64 text, whose padding may be absent.
    ///
    /// # Errors
    /// The text isn't base64.
    pub fn from_base64(text: &str) -> Result<Self, InvalidBase64> {
        let digits = text.trim_end_matches('=').as_bytes();
        let padding = text.len() - digits.len();
        if digits.len() % 4 == 1 || padding > 2 || (padding > 0 && !text.len().is_multiple_of(4)) {
            return Err(InvalidBase64);
        }
        let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
        for chunk in digits.chunks(4) {
            let mut bits = 0;
            for digit in chunk {
                let value = DIGITS[usize::from(*digit)];
                if value == 64 {
                    return Err(InvalidBase64);
                }
                bits = bits << 6 | u32::from(value);
            }
            bits <<= 6 * (4 - chunk.len());
            let decoded = bits.to_be_bytes();
            let (decoded, left_over) = decoded.split_at(chunk.len());
            // Left-over bits must be zero, or several texts would stand for the same bytes (RFC 4648, section 3.5).
            if left_over.iter().any(|bits| *bits != 0) {
                return Err(InvalidBase64);
            }
            bytes.extend_from_slice(&decoded[1..]);
        }
        Ok(Self(bytes))
    }
}

impl Deref for Blob {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<Blob> for Vec<u8> {
    fn from(blob: Blob) -> Self {
        blob.0
    }
}

impl From<&[u8]> for Blob {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Blob {
    fn from(bytes: &[u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<&str> for Blob {
    /// Creates a blob of the text's bytes in UTF-8. For text that is base64 there is [`Blob::from_base64`].
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl fmt::Debug for Blob {
    /// Writes the first bytes and the number of all.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 32;
        let shown = self.0.get(..SHOWN).unwrap_or(&self.0);
        write!(f, "Blob({} bytes, b\"{}\"", self.0.len(), shown.escape_ascii())?;
        f.write_str(if self.0.len() > SHOWN { "…)" } else { ")" })
    }
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_base64())
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Base64;
        impl Visitor<'_> for Base64 {
            type Value = Blob;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("base64 text")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Blob, E> {
                Blob::from_base64(text).map_err(E::custom)
            }
            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Blob, E> {
                Ok(Blob::from(bytes))
            }
        }
        deserializer.deserialize_str(Base64)
    }
}
