//! Reading the bytes of a frame.

use std::collections::BTreeSet;

use super::super::crc::crc32;
use super::frame::{CHECKSUM, Frame, FrameValue, PRELUDE};
use super::{FrameError, MAX_HEADERS};

/// The lengths of a frame, which have been checked.
#[derive(Clone, Copy)]
pub(super) struct Prelude {
    pub(super) total: usize,
    headers: usize,
}

/// Reads the lengths at the start of a frame; `None` if there are too few bytes. No memory depends on the lengths.
pub(super) fn read_prelude(
    bytes: &[u8],
    max_payload: usize,
) -> Result<Option<Prelude>, FrameError> {
    let Some((lengths, rest)) = bytes.split_first_chunk::<8>() else { return Ok(None) };
    let Some(checksum) = rest.first_chunk() else { return Ok(None) };
    if crc32(lengths) != u32::from_be_bytes(*checksum) {
        return Err(FrameError::PreludeChecksum);
    }
    let [a, b, c, d, e, f, g, h] = *lengths;
    let length = |bytes| usize::try_from(u32::from_be_bytes(bytes)).unwrap_or(usize::MAX);
    let (total, headers) = (length([a, b, c, d]), length([e, f, g, h]));
    if headers > MAX_HEADERS {
        return Err(FrameError::HeadersTooLong);
    }
    let payload = total.checked_sub(PRELUDE + headers + CHECKSUM).ok_or(FrameError::Length)?;
    if payload > max_payload {
        return Err(FrameError::PayloadTooLong);
    }
    Ok(Some(Prelude { total, headers }))
}

/// Reads the frame at the start of the bytes.
pub(super) fn parse_frame(bytes: &[u8], prelude: Prelude) -> Result<Frame, FrameError> {
    let frame = bytes.get(..prelude.total).ok_or(FrameError::Truncated)?;
    let (checked, checksum) = frame.split_last_chunk().ok_or(FrameError::Length)?;
    if crc32(checked) != u32::from_be_bytes(*checksum) {
        return Err(FrameError::Checksum);
    }
    let content = checked.get(PRELUDE..).and_then(|it| it.split_at_checked(prelude.headers));
    let (headers, payload) = content.ok_or(FrameError::Length)?;
    Ok(Frame { headers: parse_headers(headers)?, payload: payload.to_vec() })
}

fn parse_headers(bytes: &[u8]) -> Result<Vec<(String, FrameValue)>, FrameError> {
    let (mut headers, mut names) = (Vec::new(), BTreeSet::new());
    let mut reader = Reader(bytes);
    while !reader.0.is_empty() {
        let [length] = reader.take_array().ok_or(FrameError::HeaderName)?;
        let name = reader.take(usize::from(length)).ok_or(FrameError::HeaderName)?;
        let name = std::str::from_utf8(name).map_err(|_| FrameError::HeaderName)?;
        if name.is_empty() {
            return Err(FrameError::HeaderName);
        }
        if !names.insert(name) {
            return Err(FrameError::RepeatedHeader);
        }
        headers.push((name.to_owned(), reader.take_value()?));
    }
    Ok(headers)
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn take_array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    fn take_value(&mut self) -> Result<FrameValue, FrameError> {
        let [code] = self.take_array().ok_or(FrameError::HeaderValue)?;
        let value = match code {
            0 => Some(FrameValue::Bool(true)),
            1 => Some(FrameValue::Bool(false)),
            2 => self.take_array().map(|it| FrameValue::Byte(i8::from_be_bytes(it))),
            3 => self.take_array().map(|it| FrameValue::Short(i16::from_be_bytes(it))),
            4 => self.take_array().map(|it| FrameValue::Int(i32::from_be_bytes(it))),
            5 => self.take_array().map(|it| FrameValue::Long(i64::from_be_bytes(it))),
            6 => self.take_sized().map(|it| FrameValue::Bytes(it.to_vec())),
            7 => self.take_text().map(FrameValue::Text),
            8 => self.take_array().map(|it| FrameValue::Timestamp(i64::from_be_bytes(it))),
            9 => self.take_array().map(FrameValue::Uuid),
            _ => return Err(FrameError::HeaderType),
        };
        value.ok_or(FrameError::HeaderValue)
    }

    fn take_sized(&mut self) -> Option<&'b [u8]> {
        let length = u16::from_be_bytes(self.take_array()?);
        self.take(usize::from(length))
    }

    fn take_text(&mut self) -> Option<String> {
        std::str::from_utf8(self.take_sized()?).ok().map(str::to_owned)
    }
}
