//! Unpacks files that are gzip data, as most of botocore's are.

use crate::report::Report;

/// What a file is before anything in it is read.
#[cfg_attr(not(feature = "gzip"), expect(dead_code))]
pub(crate) enum Unpacked {
    /// It isn't gzip data, or this build can't unpack it.
    Plain,
    /// What was in it.
    Content(Vec<u8>),
    /// It can't be unpacked, which has been reported.
    Broken,
}

/// What is in gzip data; `None` where these bytes are none, or can't be unpacked, as without the feature `gzip`.
///
/// Lines and columns of problems in a packed file are those of what is in it.
pub fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    match unpack(bytes, &mut Report::default()) {
        Unpacked::Content(content) => Some(content),
        Unpacked::Plain | Unpacked::Broken => None,
    }
}

#[cfg(not(feature = "gzip"))]
pub(crate) fn unpack(_: &[u8], _: &mut Report) -> Unpacked {
    Unpacked::Plain
}

/// Unpacks gzip data, up to a size that no model comes near: 64 MB, and a hundred times the packed size. Real models
/// are packed to about a tenth.
#[cfg(feature = "gzip")]
pub(crate) fn unpack(bytes: &[u8], report: &mut Report) -> Unpacked {
    use std::io::Read;

    use crate::Pointer;
    use crate::report::error;

    const LARGEST: u64 = 64 << 20;
    const LARGEST_RATIO: u64 = 100;
    /// What a small file may hold whatever its ratio.
    const ALWAYS: u64 = 1 << 20;

    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return Unpacked::Plain;
    }
    let mut content = Vec::new();
    let limit = LARGEST.min(bytes.len() as u64 * LARGEST_RATIO).max(ALWAYS);
    let decoder = flate2::read::MultiGzDecoder::new(bytes);
    let (reason, hint) = match decoder.take(limit + 1).read_to_end(&mut content) {
        Ok(_) if content.len() as u64 <= limit => return Unpacked::Content(content),
        Ok(_) => (
            format!("it holds more than {limit} bytes"),
            "no model is packed to less than a hundredth or has more than 64 MB",
        ),
        Err(err) => {
            (err.to_string(), "was the file cut off, for example by an interrupted download?")
        }
    };
    let message = format!("this gzip data can't be unpacked: {reason}");
    report.push(error("invalid-gzip", &Pointer::default(), message).offset(0).hint(hint));
    Unpacked::Broken
}
