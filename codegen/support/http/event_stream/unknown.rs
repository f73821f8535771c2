//! Events that the model doesn't have.

use super::super::super::Blob;
use super::super::super::content::{Content, UnknownVariant};
use super::frame::Frame;
use super::FrameError;

impl UnknownVariant {
    /// Creates the variant of an event, whose content is the frame. In JSON that is the base64 of its bytes.
    pub(super) fn of_frame(name: &str, frame: &Frame) -> Result<Self, FrameError> {
        let bytes = Blob::new(frame.encode()?).to_base64();
        Ok(Self::new(name.to_owned(), Content::String(bytes)))
    }

    /// Returns the frame of an event that was read from a stream; `None` if the variant is something else.
    pub fn frame(&self) -> Option<Frame> {
        let Content::String(text) = self.content() else { return None };
        Frame::parse(Blob::from_base64(text).ok()?.as_ref()).ok()
    }
}
