//! Writing the events of a stream.

use std::fmt;
use std::marker::PhantomData;

use super::super::super::error_set::ErrorSet;
use super::super::super::events::{Events, HasInputEvents, HasOutputEvents};
use super::super::super::value::{Slot, Union};
use super::super::codec::{Codec, Members, client_codec};
use super::super::request_error::RequestError;
use super::super::server::Call;
use super::event::{
    CONTENT_TYPE, ERROR, ERROR_CODE, ERROR_MESSAGE, EXCEPTION, EXCEPTION_TYPE, MESSAGE_TYPE,
};
use super::event_error::InvalidEvent;
use super::frame::Frame;
use super::signature::{FrameSignature, wrap_signed};
use super::write_event::write_event;

type Signer = Box<dyn FnMut(&[u8]) -> FrameSignature + Send>;

/// A writer of the events of a stream, which are values of the union `E`.
pub struct EventWriter<E> {
    codec: &'static dyn Codec,
    signer: Option<Signer>,
    types: PhantomData<fn(&E)>,
}

impl<E: Events> EventWriter<E> {
    fn new(codec: &'static dyn Codec) -> Self {
        Self { codec, signer: None, types: PhantomData }
    }

    /// Signs each frame: the function returns the signature of the bytes of a frame, or of no bytes for the
    /// [end of the stream](Self::finish). Its text includes the [time][`encode_date`] and the signature before, the first of which
    /// is that of the request.
    ///
    /// [`encode_date`]: super::encode_date
    #[must_use]
    pub fn with_signer(self, sign: impl FnMut(&[u8]) -> FrameSignature + Send + 'static) -> Self {
        Self { signer: Some(Box::new(sign)), ..self }
    }

    /// Returns the bytes of an event. An exception of the model is written as one.
    ///
    /// # Errors
    /// A value can't be a header, or is too long.
    pub fn write(&mut self, event: &E) -> Result<Vec<u8>, InvalidEvent> {
        let frame = write_event(self.codec, event)?;
        self.wrap(frame.encode()?)
    }

    /// Returns the bytes of an error that ends the stream: of an exception if the model has it among the events, otherwise of its
    /// code and message.
    ///
    /// # Errors
    /// A text is too long.
    pub fn write_error(&mut self, error: &impl ErrorSet) -> Result<Vec<u8>, InvalidEvent> {
        let exception = error.get();
        let frame = match find_exception::<E>(exception.shape().name) {
            Some(name) if exception.unknown().is_none() => {
                let format = self.codec.format();
                let document = Members::with(exception, |members| format.write_members(members));
                Frame::new(document.unwrap_or_default())
                    .with_header(MESSAGE_TYPE, EXCEPTION)
                    .with_header(EXCEPTION_TYPE, name)
                    .with_header(CONTENT_TYPE, self.codec.media_type())
            }
            _ => Frame::default()
                .with_header(MESSAGE_TYPE, ERROR)
                .with_header(ERROR_CODE, exception.code())
                .with_header(ERROR_MESSAGE, exception.message().unwrap_or_default()),
        };
        self.wrap(frame.encode()?)
    }

    /// Returns the signed frame around bytes, such as the start of the stream in the body of a request; the bytes themselves
    /// without a signer.
    ///
    /// # Errors
    /// The bytes are too many for a frame.
    pub fn wrap(&mut self, bytes: Vec<u8>) -> Result<Vec<u8>, InvalidEvent> {
        match &mut self.signer {
            Some(sign) => {
                let signature = sign(&bytes);
                Ok(wrap_signed(bytes, signature)?)
            }
            None => Ok(bytes),
        }
    }

    /// Returns the bytes that end the stream: an empty signed frame, or nothing without a signer.
    ///
    /// # Errors
    /// The signature is too long.
    pub fn finish(mut self) -> Result<Vec<u8>, InvalidEvent> {
        self.wrap(Vec::new())
    }
}

/// Returns the name of the union's member whose structure has this name.
fn find_exception<E: Events>(structure: &str) -> Option<&'static str> {
    let mut event = E::placeholder();
    let mut fields = Union::shape(&event).fields.iter().enumerate();
    let found = fields.find(|(index, _)| match event.choose(*index) {
        Slot::Structure(value) => value.shape().name == structure,
        _ => false,
    });
    found.map(|(_, field)| field.name())
}

impl<E> fmt::Debug for EventWriter<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut writer = f.debug_struct("EventWriter");
        writer.field("is_signed", &self.signer.is_some()).finish_non_exhaustive()
    }
}

/// Creates a client's writer of the events in the request of an operation.
///
/// # Errors
/// The service's protocols aren't supported.
pub fn input_events<O: HasInputEvents>() -> Result<EventWriter<O::InputEvent>, RequestError> {
    client_codec(O::SERVICE).map(EventWriter::new).ok_or(RequestError::UnsupportedProtocol)
}

impl Call<'_> {
    /// Creates a writer of the events in the response.
    pub fn output_events<O: HasOutputEvents>(&self) -> EventWriter<O::OutputEvent> {
        EventWriter::new(self.codec())
    }
}
