//! Decompresses files that are gzip data, as most of botocore's are.

use crate::report::Report;

/// The result of decompressing a file.
#[cfg_attr(not(feature = "gzip"), expect(dead_code))]
pub(crate) enum Decompressed {
    /// The file isn't gzip data, or the feature `gzip` is off.
    Plain,
    /// The decompressed content.
    Content(Vec<u8>),
    /// The data is invalid, which has been reported.
    Invalid,
}

/// Returns the content of gzip data, or `None` if the bytes aren't valid gzip data or the feature `gzip` is off.
///
/// Lines and columns of problems in a compressed file refer to its content.
pub fn decompress_gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    match decompress(bytes, &mut Report::default()) {
        Decompressed::Content(content) => Some(content),
        Decompressed::Plain | Decompressed::Invalid => None,
    }
}

#[cfg(not(feature = "gzip"))]
pub(crate) fn decompress(_: &[u8], _: &mut Report) -> Decompressed {
    Decompressed::Plain
}

/// Decompresses gzip data of up to 64 MB and up to a hundred times the compressed size. No model comes near these
/// limits: real models are compressed to about a tenth.
#[cfg(feature = "gzip")]
pub(crate) fn decompress(bytes: &[u8], report: &mut Report) -> Decompressed {
    use std::io::Read;

    use crate::Pointer;
    use crate::report::error;

    const MAX_BYTES: u64 = 64 << 20;
    const MAX_RATIO: u64 = 100;
    /// The size that is allowed for any ratio.
    const MIN_LIMIT: u64 = 1 << 20;

    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return Decompressed::Plain;
    }
    let mut content = Vec::new();
    let limit = MAX_BYTES.min(bytes.len() as u64 * MAX_RATIO).max(MIN_LIMIT);
    let decoder = flate2::read::MultiGzDecoder::new(bytes);
    let (reason, hint) = match decoder.take(limit + 1).read_to_end(&mut content) {
        Ok(_) if content.len() as u64 <= limit => return Decompressed::Content(content),
        Ok(_) => (
            format!("it holds more than {limit} bytes"),
            "check the file: a model has at most 64 MB and isn't compressed to less than a hundredth",
        ),
        Err(err) => (
            err.to_string(),
            "get the file again: it may be cut off, for example by an interrupted download",
        ),
    };
    let message = format!("the gzip data can't be decompressed: {reason}");
    report.push(error("invalid-gzip", &Pointer::default(), message).offset(0).hint(hint));
    Decompressed::Invalid
}
