//! Checks of bodies that have a format of their own: documents in XML, forms, chunks, and frames.

use arbitrary::{Result, Unstructured};
use http::{HeaderMap, HeaderValue, Request, Response};

use crate::depot::checksums::operations::OPERATIONS as VAULT;
use crate::depot::checksums::support::Blob;
use crate::depot::checksums::support::http::{
    ChecksumAlgorithm, ChunkDecoder, Reading as VaultReading, Router as VaultRouter,
};
use crate::depot::event_streams::support::http::event_stream::{Frame, FrameDecoder};
use crate::depot::forms::operations::{OPERATIONS as EXCHANGE, Put};
use crate::depot::xml_messages::operations::{OPERATIONS as FOREST, PutTree};
use crate::depot::{forms, xml_messages};

/// Pieces of documents: tags that the service has, and what begins and ends the parts of documents.
const XML: [&str; 40] = [
    "<Tree>",
    "</Tree>",
    "<Tree t:kind='k'>",
    "<Name>",
    "</Name>",
    "<Name/>",
    "<Branch>",
    "</Branch>",
    "<Leaf>",
    "</Leaf>",
    "<Leaf/>",
    "<Height>1.5</Height>",
    "<Planted>2020-01-01T00:00:00Z</Planted>",
    "<Seed>AAEC</Seed>",
    "<Labels>",
    "</Labels>",
    "<entry>",
    "</entry>",
    "<K>",
    "</K>",
    "<V>",
    "</V>",
    "<Flat>",
    "</Flat>",
    "<Rings><member><member>1</member></member></Rings>",
    "<Prefixed xmlns:p='u'>",
    "</Prefixed>",
    "<Error><Code>TreeTooOld</Code></Error>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version='1.0'?>",
    "<!DOCTYPE a>",
    "&amp;",
    "&#x1F600;",
    "&#",
    ";",
    "'",
    ">",
];

/// Pieces of forms: keys that the service has, and what separates parameters and names.
const FORM: [&str; 32] = [
    "id=i",
    "value.",
    "text=",
    "flag=true",
    "byte=-1",
    "int=",
    "double=NaN",
    "data=AAEC",
    "time=1",
    "color=red",
    "texts",
    ".member",
    ".entry",
    ".1",
    ".2",
    ".007",
    ".key",
    ".value",
    "numbers",
    "times",
    "choice.",
    "self.",
    "values",
    "sparse",
    "token=t",
    "&",
    "&",
    "&",
    "=",
    "%",
    "+",
    ".",
];

/// Returns pieces in any order, with other text between them, or any bytes.
fn make_body(u: &mut Unstructured<'_>, pieces: &[&str]) -> Result<Vec<u8>> {
    if u.ratio(1, 8)? {
        return Ok(u.bytes(u.len())?.to_vec());
    }
    let mut body = Vec::new();
    while !u.is_empty() {
        match u.ratio(1, 6)? {
            true => body.extend(u.arbitrary::<&str>()?.bytes().take(20)),
            false => body.extend(u.choose(pieces)?.bytes()),
        }
    }
    Ok(body)
}

/// The check that what a stricter way of reading accepts, a more lenient one reads as the same value, and that a value that is
/// written and read again is written equally.
macro_rules! check_input {
    ($operations:expr, $operation:ty, $module:ident, $request:expr) => {{
        use $module::support::http::{Reading, Router, request};
        let router = Router::new($operations);
        let read = |message: &Request<Vec<u8>>, reading| {
            // The name of the operation may be in a body that isn't UTF-8.
            let input = router.route(message).and_then(|call| call.input::<$operation>(reading));
            input.map_err(|rejection| {
                assert!(rejection.response().status().is_client_error());
            })
        };
        let lenient = read(&$request, Reading::Lenient);
        for reading in [Reading::Validated, Reading::Strict] {
            if let Ok(stricter) = read(&$request, reading) {
                let lenient = lenient.as_ref().expect("lenient reading accepts more");
                // Not the values, because NaN doesn't equal itself.
                assert_eq!(format!("{lenient:?}"), format!("{stricter:?}"));
            }
        }
        // Some values can't be written, such as characters that XML can't hold.
        if let Ok(Ok(written)) = lenient.map(|input| request::<$operation>(&input)) {
            let again = read(&written, Reading::Lenient).expect("its own request is well-formed");
            let again = request::<$operation>(&again).expect("it was written before");
            assert_eq!(again.body(), written.body());
        }
    }};
}

/// Reads a document of a request in every way, and as a response and an error.
pub fn fuzz_xml(bytes: &[u8]) {
    let Ok(body) = make_body(&mut Unstructured::new(bytes), &XML) else { return };
    let sent = Request::put("/trees/1").body(body.clone()).expect("a request");
    check_input!(FOREST, PutTree, xml_messages, sent);
    for status in [200, 409, 500] {
        let answer = Response::builder().status(status).body(body.clone()).expect("a response");
        _ = xml_messages::support::http::response::<PutTree>(&answer);
    }
}

/// Reads the parameters of a request in every way.
pub fn fuzz_form(bytes: &[u8]) {
    let Ok(body) = make_body(&mut Unstructured::new(bytes), &FORM) else { return };
    let body = [b"Action=Put&Version=2026-01-01&".as_slice(), &body].concat();
    let sent = Request::post("/").header("content-type", "application/x-www-form-urlencoded");
    let sent = sent.body(body).expect("a request");
    check_input!(EXCHANGE, Put, forms, sent);
}

/// Decodes a body in chunks, at once and in pieces, and reads it as an upload whose checksums are verified. Chunks of any size have
/// the bytes that were put into them.
pub fn fuzz_chunks(bytes: &[u8]) {
    let mut u = Unstructured::new(bytes);
    // An error means that the bytes don't suffice for more values.
    let Ok((content, whole)) = make_chunks(&mut u) else { return };
    let decoded = decode(&whole, whole.len().max(1));
    if let Some(content) = content {
        assert_eq!(decoded.as_ref().map(|(body, _)| body), Some(&content));
    }
    for size in [1, 3, 7] {
        assert_eq!(decode(&whole, size), decoded);
    }
    let mut request = Request::put("/bucket/key").body(whole).expect("a request");
    let headers = [
        ("content-encoding", "aws-chunked,gzip"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
        ("x-amz-sdk-checksum-algorithm", "CRC32"),
        ("content-md5", "JfnnlDI7RTiF9RgfG2JNCw=="),
    ];
    let choice = bytes.first().copied().unwrap_or_default();
    for (place, (name, value)) in headers.into_iter().enumerate() {
        if place == 0 || choice >> place & 1 == 1 {
            request.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    }
    let router = VaultRouter::new(VAULT).with_verified_checksums(true);
    let call = router.route(&request).expect("the service has the operation");
    if let Err(rejection) = call.any_input(VaultReading::Lenient) {
        assert!(rejection.response().status().is_client_error());
    }
}

/// Returns the bytes and the trailers of a body in chunks; `None` if it is malformed.
fn decode(body: &[u8], size: usize) -> Option<(Vec<u8>, HeaderMap)> {
    let (mut decoder, mut decoded) = (ChunkDecoder::new(), Vec::new());
    for piece in body.chunks(size) {
        decoder.decode(piece, &mut decoded).ok()?;
    }
    assert!(decoded.len() <= body.len());
    Some((decoded, decoder.finish().ok()?))
}

/// Returns a body in chunks with the bytes in it, or pieces of one whose bytes aren't known.
fn make_chunks(u: &mut Unstructured<'_>) -> Result<(Option<Vec<u8>>, Vec<u8>)> {
    const PIECES: [&str; 12] = [
        "5\r\nhello\r\n",
        "0\r\n",
        "\r\n",
        "\n",
        "a;chunk-signature=f\r\n",
        "ffffffffffffffff\r\n",
        "+1\r\n",
        "x-amz-checksum-crc32:y/Q5Jg==\r\n",
        "x-amz-trailer-signature:a\r\n",
        ":",
        "1",
        "\u{e9}",
    ];
    if u.ratio(1, 2)? {
        return Ok((None, make_body(u, &PIECES)?));
    }
    let (mut content, mut body) = (Vec::new(), Vec::new());
    while !u.is_empty() && u.ratio(7, 8)? {
        let length = u.int_in_range(1..=40)?;
        let data = u.bytes(length.min(u.len()))?;
        if data.is_empty() {
            break;
        }
        body.extend(format!("{:X};chunk-signature=0\r\n", data.len()).bytes());
        body.extend([data, b"\r\n"].concat());
        content.extend(data);
    }
    body.extend(b"0\r\nx-amz-checksum-crc32: ");
    body.extend(ChecksumAlgorithm::CRC32.compute(&content).bytes());
    body.extend(b"\r\n\r\n");
    Ok((Some(content), body))
}

/// Parses a frame whose checksums are right and whose headers and payload are any bytes. A frame that is read is written equally.
pub fn fuzz_frames(bytes: &[u8]) {
    let mut u = Unstructured::new(bytes);
    let Ok(stream) = make_frames(&mut u) else { return };
    let frames = parse(&stream, stream.len().max(1));
    for size in [1, 5] {
        assert_eq!(parse(&stream, size), frames);
    }
    for frame in frames.into_iter().flatten() {
        let encoded = frame.encode().expect("it was read");
        assert_eq!(Frame::parse(&encoded).as_ref(), Ok(&frame));
    }
}

fn parse(stream: &[u8], size: usize) -> Vec<std::result::Result<Frame, String>> {
    let (mut decoder, mut frames) = (FrameDecoder::new(), Vec::new());
    for piece in stream.chunks(size) {
        decoder.feed(piece);
        let next = || decoder.next_frame().map(|frame| frame.map_err(|error| error.to_string()));
        frames.extend(std::iter::from_fn(next));
    }
    frames
}

fn make_frames(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    if u.ratio(1, 8)? {
        return Ok(u.bytes(u.len())?.to_vec());
    }
    let crc = |bytes: &[u8]| {
        let text = ChecksumAlgorithm::CRC32.compute(bytes);
        Blob::from_base64(&text).expect("base64").into_inner()
    };
    let mut stream = Vec::new();
    while !u.is_empty() {
        let (headers, payload) = (make_headers(u)?, u.arbitrary::<&[u8]>()?);
        let length = |bytes: usize| u32::try_from(bytes).expect("it is short").to_be_bytes();
        let mut frame =
            [length(headers.len() + payload.len() + 16), length(headers.len())].concat();
        frame.extend(crc(&frame));
        frame.extend([&headers, payload].concat());
        frame.extend(crc(&frame));
        stream.extend(frame);
    }
    Ok(stream)
}

/// Returns headers with names and values of any kind, also of kinds that there aren't, or any bytes.
fn make_headers(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut headers = Vec::new();
    for _ in 0..u.int_in_range(0..=3)? {
        let name = *u.choose(&[":message-type", ":event-type", "a", "b", "", "\u{e9}"])?;
        headers.push(u8::try_from(name.len()).expect("it is short"));
        headers.extend(name.bytes());
        let kind = u.int_in_range(0..=10)?;
        headers.push(kind);
        let length = [0, 0, 1, 2, 4, 8, 0, 0, 8, 16, 1][usize::from(kind)];
        if kind == 6 || kind == 7 {
            let value = u.arbitrary::<&[u8]>()?;
            let lie = u8::from(u.ratio(1, 8)?);
            let length = u16::try_from(value.len()).unwrap_or_default().wrapping_add(lie.into());
            headers.extend(length.to_be_bytes());
            headers.extend(value);
        } else {
            headers.extend(u.bytes(length.min(u.len()))?);
        }
    }
    Ok(headers)
}
