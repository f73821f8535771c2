//! Reading events from bytes that arrive in pieces.

use std::fmt;
use std::marker::PhantomData;

use super::super::super::events::{Events, HasInputEvents, HasOutputEvents};
use super::super::super::field::SENSITIVE;
use super::super::super::operation::Structure;
use super::super::super::place::Trace;
use super::super::super::read_structure::SeenMembers;
use super::super::super::value::Slot;
use super::super::codec::{Codec, ReadError, client_codec};
use super::super::request_error::RequestError;
use super::super::server::Call;
use super::decoder::FrameDecoder;
use super::event::{FrameKind, has_initial_message};
use super::event_error::{EventError, MalformedEvent};
use super::frame::Frame;
use super::read_event::read_event;
use super::signature::{Unwrapped, unwrap_signed};

/// A reader of the events of a stream. `M` is the input or output that the stream is a member of, `E` the union of its events.
///
/// Signatures of frames are removed without being verified.
pub struct EventReader<M, E> {
    decoder: FrameDecoder,
    codec: &'static dyn Codec,
    /// The first frame, if it has been read and isn't an initial message.
    first: Option<Frame>,
    is_started: bool,
    is_ended: bool,
    types: PhantomData<fn() -> (M, E)>,
}

impl<M: Structure, E: Events> EventReader<M, E> {
    fn new(codec: &'static dyn Codec) -> Self {
        Self {
            decoder: FrameDecoder::new(),
            codec,
            first: None,
            is_started: !has_initial_message(codec),
            is_ended: false,
            types: PhantomData,
        }
    }

    /// Adds bytes of the body.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.decoder.feed(bytes);
    }

    /// Returns the members of the input or output, with a protocol that has them in the first event: the RPC protocols. Call it
    /// before [`next_event`](Self::next_event), which skips them. `None` if more bytes are needed.
    ///
    /// With other protocols, or if the stream starts with another event, no member is set.
    ///
    /// # Errors
    /// The bytes aren't a frame, or the document isn't that of the members.
    pub fn initial_message(&mut self) -> Option<Result<M, EventError<E>>> {
        let mut document = Vec::new();
        if !self.is_started {
            let frame = match self.next_frame()? {
                Ok(frame) => frame,
                Err(error) => return Some(Err(error)),
            };
            self.is_started = true;
            match FrameKind::of(&frame) {
                Ok(kind) if kind.is_initial() => document = frame.into_payload(),
                _ => self.first = Some(frame),
            }
        }
        Some(self.read_message(&document).map_err(EventError::from))
    }

    fn read_message(&self, document: &[u8]) -> Result<M, MalformedEvent> {
        let mut message = M::placeholder();
        let trace = Trace::default();
        let slot = message.slot();
        let place = trace.root(&slot);
        let Slot::Structure(value) = slot else { return Ok(message) };
        trace.hide(value.shape().has(SENSITIVE));
        let read = place.below().and_then(|place| {
            let mut seen = SeenMembers::new(value.shape());
            if !document.is_empty() {
                self.codec.format().read_members(document, value, place, &mut seen)?;
            }
            seen.check(place)
        });
        match read {
            Ok(()) => Ok(message),
            Err(error) => Err(MalformedEvent::new(trace.finish::<ReadError>(error).to_string())),
        }
    }

    /// Returns the next event; `None` if more bytes are needed, or at the end of the stream.
    ///
    /// # Errors
    /// An exception or error of the peer, a frame that isn't an event of the model, or bytes that aren't a frame. After the last,
    /// every call returns `None`.
    pub fn next_event(&mut self) -> Option<Result<E, EventError<E>>> {
        loop {
            let frame = match self.first.take() {
                Some(frame) => frame,
                None => match self.next_frame()? {
                    Ok(frame) => frame,
                    Err(error) => return Some(Err(error)),
                },
            };
            let is_first = !std::mem::replace(&mut self.is_started, true);
            let is_initial = || FrameKind::of(&frame).is_ok_and(FrameKind::is_initial);
            if !(is_first && is_initial()) {
                return Some(read_event(self.codec, &frame));
            }
        }
    }

    fn next_frame(&mut self) -> Option<Result<Frame, EventError<E>>> {
        if self.is_ended {
            return None;
        }
        let frame = self.decoder.next_frame()?.and_then(unwrap_signed);
        match frame {
            Ok(Unwrapped::Frame(frame)) => Some(Ok(frame)),
            Ok(Unwrapped::End) => {
                self.is_ended = true;
                None
            }
            Err(error) => {
                self.is_ended = true;
                Some(Err(EventError::Frame(error)))
            }
        }
    }

    /// Checks that the bytes ended with a frame. Call it at the end of the body.
    ///
    /// # Errors
    /// The bytes ended within a frame, or weren't a frame.
    pub fn finish(&self) -> Result<(), EventError<E>> {
        self.decoder.finish().map_err(EventError::Frame)
    }
}

impl<M, E> fmt::Debug for EventReader<M, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventReader").field("decoder", &self.decoder).finish_non_exhaustive()
    }
}

/// Creates a client's reader of the events in the response of an operation.
///
/// # Errors
/// The service's protocols aren't supported.
pub fn output_events<O: HasOutputEvents>()
-> Result<EventReader<O::Output, O::OutputEvent>, RequestError> {
    client_codec(O::SERVICE).map(EventReader::new).ok_or(RequestError::UnsupportedProtocol)
}

impl Call<'_> {
    /// Creates a reader of the events in the request. Feed it the whole body, with the start that the request had when it was
    /// routed.
    pub fn input_events<O: HasInputEvents>(&self) -> EventReader<O::Input, O::InputEvent> {
        EventReader::new(self.codec())
    }
}
