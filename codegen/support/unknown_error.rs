//! Errors that the model doesn't have.

use serde_core::ser::SerializeMap;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::content::Content;
use super::value::{FromContent, Slot, Value};

/// An error that the model doesn't have, or one as it is before it is looked up in the model.
///
/// It reads the bodies of all of AWS's JSON protocols: the code is `__type` or `code`, the message `message` or
/// `errorMessage`, in whatever case.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UnknownError {
    /// The code as the service sent it.
    pub code: String,
    /// What the service says about it.
    pub message: Option<String>,
}

impl UnknownError {
    /// An error of this code, without a message.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), message: None }
    }

    /// The error with this message.
    #[must_use]
    pub fn with_message(self, message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), ..self }
    }
}

impl Serialize for UnknownError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_map(None)?;
        body.serialize_entry("__type", &self.code)?;
        if let Some(message) = &self.message {
            body.serialize_entry("message", message)?;
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
    fn blank() -> Self {
        Self::default()
    }
}

impl FromContent for UnknownError {
    /// Nobody has promised what an error looks like that isn't in the model: what isn't text is ignored.
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
