//! Errors of reading and writing events.

use std::fmt;

use super::super::super::unknown_error::UnknownError;
use super::super::super::value::{Union, Variant, View};
use super::super::malformed::shorten_message;
use super::FrameError;

/// Why a stream has no event at this point.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EventError<E> {
    /// An exception that the model has among the events, as the variant of the union.
    Exception(E),
    /// An error or exception that the model doesn't have.
    Unknown(UnknownError),
    /// A frame that isn't an event of the model. The next one can be read.
    Malformed(MalformedEvent),
    /// Bytes that aren't a frame. The stream can't be read on.
    Frame(FrameError),
}

/// The reason why a frame isn't an event of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedEvent(String);

impl MalformedEvent {
    pub(super) fn new(reason: String) -> Self {
        Self(shorten_message(reason))
    }
}

impl fmt::Display for MalformedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "malformed event: {}", self.0)
    }
}

impl std::error::Error for MalformedEvent {}

impl<E> From<MalformedEvent> for EventError<E> {
    fn from(error: MalformedEvent) -> Self {
        Self::Malformed(error)
    }
}

impl<E> From<FrameError> for EventError<E> {
    fn from(error: FrameError) -> Self {
        Self::Frame(error)
    }
}

impl<E: Union> fmt::Display for EventError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exception(event) => f.write_str(match event.variant() {
                Variant::Known(_, View::Structure(exception)) => exception.shape().name,
                Variant::Known(..) | Variant::Unknown(_) => "unknown exception",
            }),
            Self::Unknown(UnknownError { code, message: Some(message), .. }) => {
                write!(f, "{code}: {message}")
            }
            Self::Unknown(error) => f.write_str(&error.code),
            Self::Malformed(error) => error.fmt(f),
            Self::Frame(error) => error.fmt(f),
        }
    }
}

impl<E: Union + fmt::Debug> std::error::Error for EventError<E> {}

/// Why an event can't be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidEvent {
    /// The member with this name has a type that can't be a header of an event.
    Header(&'static str),
    /// The frame would have a part that is too long.
    Frame(FrameError),
    /// The event has a variant that the model doesn't have, and that wasn't read from a stream.
    Unknown,
}

impl fmt::Display for InvalidEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(member) => write!(f, "{member} can't be a header of an event"),
            Self::Frame(error) => error.fmt(f),
            Self::Unknown => f.write_str("the event isn't in the model, and no event of a stream"),
        }
    }
}

impl std::error::Error for InvalidEvent {}

impl From<FrameError> for InvalidEvent {
    fn from(error: FrameError) -> Self {
        Self::Frame(error)
    }
}
