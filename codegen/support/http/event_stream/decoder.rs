//! Reading frames from bytes that arrive in pieces.

use super::frame::Frame;
use super::frame_reader::{parse_frame, read_prelude};
use super::{FrameError, MAX_PAYLOAD};

/// A decoder of frames. It is fed bytes as they arrive, cut anywhere, and asked for frames. It keeps no more than the bytes that it
/// was fed and that no frame was made of.
#[derive(Debug)]
pub struct FrameDecoder {
    buffer: Vec<u8>,
    /// The number of bytes at the start that frames were made of.
    used: usize,
    max_payload: usize,
    error: Option<FrameError>,
}

impl Default for FrameDecoder {
    fn default() -> Self {
        Self::new()
    }
}

impl FrameDecoder {
    /// Creates a decoder of frames with a payload of at most 24 MiB, which is the limit of AWS's services.
    pub fn new() -> Self {
        Self { buffer: Vec::new(), used: 0, max_payload: MAX_PAYLOAD, error: None }
    }

    /// Sets the greatest length of a payload.
    #[must_use]
    pub fn with_max_payload(self, max_payload: usize) -> Self {
        Self { max_payload, ..self }
    }

    /// Adds bytes. After an error they are ignored.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.error.is_some() {
            return;
        }
        // Each byte is moved less than once on average, because more bytes are dropped than moved.
        if self.used > self.buffer.len() / 2 {
            self.buffer.drain(..self.used);
            self.used = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Returns the next frame; `None` if more bytes are needed.
    ///
    /// # Errors
    /// The bytes aren't a frame. Nothing can be read after that, and the next calls return `None`.
    pub fn next_frame(&mut self) -> Option<Result<Frame, FrameError>> {
        if self.error.is_some() {
            return None;
        }
        let result = self.take_frame().transpose()?;
        if let Err(error) = result {
            self.error = Some(error);
            self.buffer = Vec::new();
            self.used = 0;
        }
        Some(result)
    }

    fn take_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let bytes = self.buffer.get(self.used..).unwrap_or_default();
        let prelude = read_prelude(bytes, self.max_payload)?;
        let Some(prelude) = prelude.filter(|prelude| prelude.total <= bytes.len()) else {
            return Ok(None);
        };
        let frame = parse_frame(bytes, prelude)?;
        self.used += prelude.total;
        Ok(Some(frame))
    }

    /// Checks that the bytes ended with a frame. Call it at the end of the stream.
    ///
    /// # Errors
    /// The bytes ended within a frame, or an earlier frame was malformed.
    pub fn finish(&self) -> Result<(), FrameError> {
        match self.error {
            Some(error) => Err(error),
            None if self.used < self.buffer.len() => Err(FrameError::Truncated),
            None => Ok(()),
        }
    }
}
