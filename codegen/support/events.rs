//! The types of events in streams.

use std::fmt;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use super::Validate;
use super::operation::Operation;
use super::value::{Union, Value};

/// A union whose members are the events of a stream, among them the errors that end it.
/// ([Smithy: event streams](https://smithy.io/2.0/spec/streaming.html#event-streams))
pub trait Events:
    Value
    + Union
    + Serialize
    + DeserializeOwned
    + Validate
    + Clone
    + fmt::Debug
    + PartialEq
    + Send
    + Sync
    + 'static
{
}

impl<T> Events for T where
    T: Value
        + Union
        + Serialize
        + DeserializeOwned
        + Validate
        + Clone
        + fmt::Debug
        + PartialEq
        + Send
        + Sync
        + 'static
{
}

/// An operation whose request has a stream of events.
pub trait HasInputEvents: Operation {
    /// The events.
    type InputEvent: Events;
}

/// An operation whose response has a stream of events.
pub trait HasOutputEvents: Operation {
    /// The events.
    type OutputEvent: Events;
}
