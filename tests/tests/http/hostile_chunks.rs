//! Hostile bodies in chunks are refused or read, without panics, and with memory that is proportional to their size.

use http::Request;
use shapesmith_tests::checksums::operations::{OPERATIONS, PutThing};
use shapesmith_tests::support::http::{ChunkDecoder, Router};

use crate::peer::{MEGABYTE, READINGS, check_memory};

fn put(body: impl Into<Vec<u8>>) -> Request<Vec<u8>> {
    let request = Request::put("/bucket/key").header("content-encoding", "aws-chunked");
    request.body(body.into()).unwrap()
}

/// Reads an upload in every way. Returns the bytes of the chunks, or the status of the rejection.
#[track_caller]
fn read(body: impl Into<Vec<u8>>) -> Result<Vec<u8>, u16> {
    let request = put(body);
    let size = request.body().len();
    check_memory(request, size, |request| {
        let router = Router::new(OPERATIONS).with_verified_checksums(true);
        let call = router.route(request).unwrap();
        let [lenient, ..] = READINGS.map(|reading| {
            let input = call.input::<PutThing>(reading);
            let input = input.map_err(|rejection| rejection.response().status().as_u16());
            input.map(|input| input.body.map(|body| body.into_inner()).unwrap_or_default())
        });
        lenient
    })
}

const BODY: &[u8] = b"5;chunk-signature=ab\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n";

#[test]
fn truncated_bodies_are_refused() {
    assert_eq!(read(BODY), Ok(b"hello world".to_vec()));
    let end = BODY.windows(3).position(|bytes| bytes == b"0\r\n").unwrap() + 3;
    // An empty body isn't in chunks.
    for length in 1..end {
        assert_eq!(read(&BODY[..length]), Err(400), "{length}");
    }
    // Some clients leave the end behind the last chunk out.
    for length in end..BODY.len() {
        assert_eq!(read(&BODY[..length]), Ok(b"hello world".to_vec()), "{length}");
    }
}

#[test]
fn any_byte_may_be_another() {
    for index in 0..BODY.len() {
        for byte in *b"0f;\r\n:+ \0\xFF" {
            let mut body = BODY.to_vec();
            body[index] = byte;
            _ = read(body);
        }
    }
}

#[test]
fn sizes_that_lie_are_refused() {
    for size in [
        "",
        ";",
        "g",
        "-1",
        "+1",
        "0x1",
        "1 2",
        "ffffffff",
        "7fffffffffffffff",
        "ffffffffffffffff",
        "10000000000000000",
        "\u{661}",
    ] {
        assert_eq!(read(format!("{size}\r\na\r\n0\r\n\r\n")), Err(400), "{size}");
    }
    for size in [0, 3, 4, 100] {
        assert_eq!(read(format!("{size}\r\na\r\n0\r\n\r\n")), Err(400), "{size}");
    }
    assert_eq!(read("0000000000000000000001\r\na\r\n0\r\n\r\n"), Ok(b"a".to_vec()));
}

#[test]
fn long_bodies_are_read_in_proportional_memory() {
    let data = "a".repeat(10 * MEGABYTE);
    assert_eq!(read(format!("{:x}\r\n{data}\r\n0\r\n\r\n", data.len())), Ok(data.clone().into()));
    for (part, is_read) in [
        ("1\r\na\r\n", true),
        ("1\na\n", true),
        ("0\r\n", false),
        ("a:b\r\n", false),
        ("\r\n", false),
        ("1", false),
        (";", false),
    ] {
        let body = format!("{}0\r\n\r\n", part.repeat(MEGABYTE / part.len()));
        assert_eq!(read(body).is_ok(), is_read, "{part:?}");
    }
}

#[test]
fn headers_behind_chunks_are_limited() {
    let with = |trailers: &str| read(format!("1\r\na\r\n0\r\n{trailers}\r\n"));
    let many = |count: usize| (0..count).map(|n| format!("x-{n}: v\r\n")).collect::<String>();
    assert!(with(&many(32)).is_ok());
    assert_eq!(with(&many(33)), Err(400));
    assert_eq!(with(&many(100_000)), Err(400));
    assert_eq!(with(&format!("a: {}\r\n", "v".repeat(MEGABYTE))), Err(400));
    for line in ["a", ":v", "a b: v", "a: v\0", "\u{e4}: v", "a: \u{7f}"] {
        assert_eq!(with(&format!("{line}\r\n")), Err(400), "{line}");
    }
    // What is behind the end is no part of the body.
    assert_eq!(with(&format!("\r\n{}", "x".repeat(MEGABYTE))), Ok(b"a".to_vec()));
}

/// A part of a stream may end in each place of a chunk.
#[test]
fn decoders_take_parts_of_any_length() {
    for size in 1..BODY.len() {
        let (mut decoder, mut decoded) = (ChunkDecoder::new(), Vec::new());
        BODY.chunks(size).for_each(|part| decoder.decode(part, &mut decoded).unwrap());
        assert_eq!(decoded, b"hello world", "{size}");
        assert_eq!(decoder.finish().unwrap()["x-amz-checksum-crc32"], "DUoRhQ==");
    }
}
