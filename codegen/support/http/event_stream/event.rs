//! What a frame is: an event, an exception or an error.
//! ([Smithy: event stream message types](https://smithy.io/2.0/aws/amazon-eventstream.html))

use super::super::codec::{Codec, Direction, OperationSource};
use super::event_error::MalformedEvent;
use super::frame::Frame;

// The names of headers.
pub(super) const MESSAGE_TYPE: &str = ":message-type";
pub(super) const EVENT_TYPE: &str = ":event-type";
pub(super) const EXCEPTION_TYPE: &str = ":exception-type";
pub(super) const CONTENT_TYPE: &str = ":content-type";
pub(super) const ERROR_CODE: &str = ":error-code";
pub(super) const ERROR_MESSAGE: &str = ":error-message";

// The values of `:message-type`.
pub(super) const EVENT: &str = "event";
pub(super) const EXCEPTION: &str = "exception";
pub(super) const ERROR: &str = "error";

/// What a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameKind<'f> {
    /// An event: the name of the union's member.
    Event(&'f str),
    /// An exception: the name of the union's member.
    Exception(&'f str),
    /// An error that the model doesn't have.
    Error {
        /// The code.
        code: &'f str,
        /// The message.
        message: Option<&'f str>,
    },
}

impl<'f> FrameKind<'f> {
    /// Returns what a frame is.
    ///
    /// # Errors
    /// A header that says so is absent, isn't text or has an unknown value.
    pub(super) fn of(frame: &'f Frame) -> Result<Self, MalformedEvent> {
        let text = |name| {
            frame.text(name).ok_or_else(|| MalformedEvent::new(format!("it has no text `{name}`")))
        };
        match text(MESSAGE_TYPE)? {
            EVENT => text(EVENT_TYPE).map(Self::Event),
            EXCEPTION => text(EXCEPTION_TYPE).map(Self::Exception),
            ERROR => {
                let (code, message) = (text(ERROR_CODE)?, frame.text(ERROR_MESSAGE));
                Ok(Self::Error { code, message })
            }
            _ => Err(MalformedEvent::new("its `:message-type` isn't known".to_owned())),
        }
    }

    /// Returns whether the frame is an initial message.
    pub(super) fn is_initial(self) -> bool {
        [Direction::Request, Direction::Response]
            .iter()
            .any(|direction| self == Self::Event(initial_name(*direction)))
    }
}

/// Returns the name of the event that is the initial message of an RPC protocol.
pub(super) fn initial_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Request => "initial-request",
        Direction::Response => "initial-response",
    }
}

/// Returns whether the first event of a stream in this protocol is the message that the stream is a member of. Protocols with HTTP
/// bindings have that message in the head.
pub(super) fn has_initial_message(codec: &dyn Codec) -> bool {
    codec.operation_source() != OperationSource::Uri
}
