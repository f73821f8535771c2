//! Streams of events in the bodies of requests and responses: the format `application/vnd.amazon.eventstream`.
//! ([Smithy: event streams](https://smithy.io/2.0/spec/streaming.html#event-streams))
//!
//! A client reads the events of a response with an [`EventReader`] from [`output_events`], and writes those of a request with an
//! [`EventWriter`] from [`input_events`], which can sign them. A server has the same from [`Call::input_events`] and
//! [`Call::output_events`]. A reader is fed the bytes of the body as they arrive, cut anywhere, and asked for events:
//!
//! ```ignore
//! let mut events = output_events::<InvokeWithResponseStream>()?;
//! for bytes in body {
//!     events.feed(&bytes);
//!     while let Some(event) = events.next_event() {
//!         match event? {
//!             InvokeWithResponseStreamResponseEvent::PayloadChunk(chunk) => show(chunk.payload),
//!             _ => {}
//!         }
//!     }
//! }
//! events.finish()?;
//! ```
//!
//! An event that the model doesn't have is the variant `Unknown` of the union, which [keeps its frame][`UnknownVariant::frame`]. An
//! exception that the model has among the events is an [error](EventError::Exception) with the union's value.
//!
//! [`Frame`] and [`FrameDecoder`] are the frames alone, for proxies and logs.
//!
//! [`Call::input_events`]: super::Call::input_events
//! [`Call::output_events`]: super::Call::output_events
//! [`UnknownVariant::frame`]: super::super::UnknownVariant::frame

mod body;
mod decoder;
mod event;
mod event_error;
mod frame;
mod frame_error;
mod frame_reader;
mod read_event;
mod reader;
mod signature;
mod unknown;
mod write_event;
mod writer;

pub use decoder::FrameDecoder;
pub use event_error::{EventError, InvalidEvent, MalformedEvent};
pub use frame::{Frame, FrameValue};
pub use frame_error::FrameError;
pub use reader::{EventReader, output_events};
pub use signature::{FrameSignature, encode_date};
pub use writer::{EventWriter, input_events};

pub(super) use body::BODIES;

/// The greatest length of a payload, which is the limit of AWS's services.
pub const MAX_PAYLOAD: usize = 24 * 1024 * 1024;

/// The greatest length of a frame's headers.
pub const MAX_HEADERS: usize = 128 * 1024;
