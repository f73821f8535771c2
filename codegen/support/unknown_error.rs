//! Errors that the model doesn't have.

use serde_core::ser::SerializeMap;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::content::Content;
use super::validation_exception::FieldList;
use super::value::{FromContent, Slot, Value};
use super::violations::Violations;

/// An error that the model doesn't have, or any error before it is looked up in the model.
///
/// It reads the error bodies of all of AWS's JSON protocols: the code is `__type` or `code`, and the message is `message` or
/// `errorMessage`, in any case.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UnknownError {
    /// The code, as the service sent it.
    pub code: String,
    /// The message of the service.
    pub message: Option<String>,
    /// The HTTP status code.
    pub status: Option<u16>,
    /// The violations that the error was created from, which its body lists. Reading doesn't set them.
    pub(super) violations: Option<Box<Violations>>,
}

impl UnknownError {
    /// Creates an error with this code and without a message.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), ..Self::default() }
    }

    /// Returns the error with this message.
    #[must_use]
    pub fn with_message(self, message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), ..self }
    }

    /// Returns the error with this HTTP status code.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }
}

impl Serialize for UnknownError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_map(None)?;
        body.serialize_entry("__type", &self.code)?;
        if let Some(message) = &self.message {
            body.serialize_entry("message", message)?;
        }
        if let Some(violations) = &self.violations {
            body.serialize_entry("fieldList", &FieldList(violations))?;
        }
        body.end()
    }
}

impl<'de> Deserialize<'de> for UnknownError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read(deserializer)
    }
}

impl Value for UnknownError {
    fn slot(&mut self) -> Slot<'_> {
        Slot::Any(self)
    }
    fn placeholder() -> Self {
        Self::default()
    }
}

impl FromContent for UnknownError {
    /// Ignores what isn't text, because the form of an error that isn't in the model is unknown.
    fn set(&mut self, content: Content) -> Result<(), &'static str> {
        let Content::Map(entries) = content else {
            return Err("an object");
        };
        for (key, content) in entries {
            let Content::String(text) = content else { continue };
            let is = |name: &str| key.eq_ignore_ascii_case(name);
            if is("__type") || is("code") && self.code.is_empty() {
                self.code = text;
            } else if is("message") || is("errorMessage") {
                self.message = Some(text);
            }
        }
        Ok(())
    }
}
