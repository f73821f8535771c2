//! Signed frames: each has another frame as its payload, with the time and the signature.
//! ([AWS: signing event streams](https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html))

use super::super::super::Timestamp;
use super::FrameError;
use super::frame::{Frame, FrameValue};

const DATE: &str = ":date";
const SIGNATURE: &str = ":chunk-signature";

/// The signature of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameSignature {
    /// The time of the signature, which is written to the millisecond.
    pub date: Timestamp,
    /// The signature, as bytes.
    pub signature: Vec<u8>,
}

/// Returns the header `:date` of a signed frame as it is on the wire, which the signature includes.
pub fn encode_date(date: Timestamp) -> Vec<u8> {
    let mut header = vec![DATE.len() as u8];
    header.extend_from_slice(DATE.as_bytes());
    // Writing a time can't fail.
    _ = FrameValue::from(date).write(&mut header);
    header
}

/// Returns the signed frame with this payload: an encoded frame, or nothing at the end of the stream.
pub(super) fn wrap_signed(
    payload: Vec<u8>,
    signature: FrameSignature,
) -> Result<Vec<u8>, FrameError> {
    let FrameSignature { date, signature } = signature;
    Frame::new(payload).with_header(DATE, date).with_header(SIGNATURE, signature).encode()
}

/// What is in a frame.
pub(super) enum Unwrapped {
    /// A frame.
    Frame(Frame),
    /// The end of a stream of signed frames.
    End,
}

/// Returns the frame inside a signed frame, whose signature isn't verified, or a frame that isn't signed itself.
pub(super) fn unwrap_signed(frame: Frame) -> Result<Unwrapped, FrameError> {
    match frame.header(SIGNATURE) {
        None => Ok(Unwrapped::Frame(frame)),
        Some(_) if frame.payload().is_empty() => Ok(Unwrapped::End),
        Some(_) => Frame::parse(frame.payload()).map(Unwrapped::Frame),
    }
}
