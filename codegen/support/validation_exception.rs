//! The error that a service returns for violations.

use std::fmt;

use serde_core::ser::SerializeStruct;
use serde_core::{Serialize, Serializer};

use super::violation::Violation;
use super::violations::Violations;
use super::wording::Wording;

/// The body of a `ValidationException`.
///
/// In [Smithy's words](Wording::Smithy), it is that of `smithy.framework#ValidationException`: a `message`, and in `fieldList`
/// a `path` and a `message` for each violation. In the words of [AWS's services](Wording::Aws), it is a `message`.
#[derive(Clone, Copy, Debug)]
pub struct ValidationException<'v> {
    violations: &'v Violations,
    wording: Wording,
}

impl Violations {
    /// Returns the error that a service sends for the violations, in [Smithy's words](Wording::Smithy).
    pub fn exception(&self) -> ValidationException<'_> {
        ValidationException { violations: self, wording: Wording::Smithy }
    }
}

impl ValidationException<'_> {
    /// The error's code, as in the header `x-amzn-errortype`.
    pub const CODE: &'static str = "ValidationException";
    /// The HTTP status code.
    pub const STATUS: u16 = 400;

    /// Returns the error in these words.
    pub fn with_wording(self, wording: Wording) -> Self {
        Self { wording, ..self }
    }

    /// Returns the message.
    pub(super) fn message(&self) -> String {
        self.violations.message(self.wording).to_string()
    }

    /// Returns the violations in the body's list; `None` if it has no list.
    pub(super) fn listed(&self) -> Option<&Violations> {
        (self.wording == Wording::Smithy).then_some(self.violations)
    }
}

impl Serialize for ValidationException<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let listed = self.listed();
        let mut body = to.serialize_struct(Self::CODE, if listed.is_some() { 2 } else { 1 })?;
        let message = self.violations.message(self.wording);
        body.serialize_field("message", &Displayed(&message))?;
        if let Some(violations) = listed {
            body.serialize_field("fieldList", &FieldList(violations))?;
        }
        body.end()
    }
}

/// The list of violations in the body.
pub(super) struct FieldList<'v>(pub(super) &'v Violations);

impl Serialize for FieldList<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(Entry))
    }
}

struct Entry<'v>(&'v Violation);

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        write_texts([("path", &self.0.path()), ("message", self.0)], to)
    }
}

/// Serializes a map of texts, which are what these values display.
pub(super) fn write_texts<S: Serializer, const N: usize>(
    texts: [(&str, &dyn fmt::Display); N],
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_map(texts.map(|(name, text)| (name, Displayed(text))))
}

/// Serializes what a value displays, without a `String` in between.
struct Displayed<'v>(&'v dyn fmt::Display);

impl Serialize for Displayed<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self.0)
    }
}
