//! The files that models are read from, and their JSON.

use std::borrow::Cow;

use serde_json::Value;

use crate::gzip::{self, Decompressed};
use crate::json;
use crate::report::Report;

/// A file: its name and its bytes.
///
/// The name is only for problems. How a file is read depends on its content.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The name of the file in problems, usually its path.
    pub name: &'a str,
    /// The content of the file, which is UTF-8 with or without a byte order mark. With the feature `gzip`, the content
    /// may be gzip data.
    pub bytes: &'a [u8],
}

impl<'a> Source<'a> {
    /// Creates a source of a file's name and bytes.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes }
    }
}

/// A file whose JSON has been parsed, so that it can be formatted and read without parsing it twice.
///
/// Problems of the JSON are kept, and returned when the file is formatted or read.
///
/// ```
/// use shapesmith_model::{ParsedFile, Source, canonical, read_parsed};
///
/// let text = r##"{ "smithy": "2.0", "shapes": {
///     "example#Ping": { "type": "operation" },
///     "example#Echo": { "type": "service", "operations": [{ "target": "example#Ping" }] }
/// } }"##;
/// let file = ParsedFile::parse(Source::new("echo.json", text.as_bytes()));
/// let formatted = canonical::format_parsed_model(&file)?;
/// let model = read_parsed(file, None, None)?.model;
/// assert!(formatted.find("Echo") < formatted.find("Ping"));
/// assert_eq!(model.operations.len(), 1);
/// # Ok::<(), shapesmith_model::ModelError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ParsedFile<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: Cow<'a, str>,
    /// The JSON value, or `None` if the file isn't JSON, which is reported.
    pub(crate) document: Option<Value>,
    pub(crate) report: Report,
}

impl<'a> ParsedFile<'a> {
    /// Parses a file, which is decompressed first if it is gzip data.
    pub fn parse(source: Source<'a>) -> Self {
        let mut report = Report::default();
        let (text, is_complete) = decode_source(source, &mut report);
        let document = if is_complete { json::parse(&text, &mut report) } else { None };
        Self { name: source.name, text, document, report }
    }
}

/// Returns the decompressed text of a file, and whether it is complete.
pub(crate) fn decode_source<'a>(source: Source<'a>, report: &mut Report) -> (Cow<'a, str>, bool) {
    match gzip::decompress(source.bytes, report) {
        Decompressed::Plain => {
            let (text, is_complete) = json::decode_text(source.bytes, report);
            (Cow::Borrowed(text), is_complete)
        }
        Decompressed::Content(bytes) => {
            let (text, is_complete) = json::decode_text(&bytes, report);
            (Cow::Owned(text.to_owned()), is_complete)
        }
        Decompressed::Invalid => (Cow::Borrowed(""), false),
    }
}
