//! Bodies that clients write in chunks, with a checksum behind them.

use arbtest::arbtest;
use http::{HeaderMap, HeaderValue, Request};
use shapesmith_tests::checksums::PutThingRequest;
use shapesmith_tests::checksums::operations::{OPERATIONS, PutThing};
use shapesmith_tests::support::http::{
    ChecksumAlgorithm, ChunkDecoder, ChunkEncoder, InvalidLength, Reading, Router, request,
};
use shapesmith_tests::support::{Blob, With};

const CHUNK_SIZE: usize = 1 << 16;

/// Encodes the parts of a body.
fn encode(algorithm: ChecksumAlgorithm, parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).sum::<usize>();
    let mut encoder = ChunkEncoder::new(algorithm, length as u64);
    let (expected, mut encoded) = (encoder.encoded_length(), Vec::new());
    parts.iter().for_each(|part| encoder.encode(part, &mut encoded).unwrap());
    encoder.finish(&mut encoded).unwrap();
    assert_eq!(encoded.len() as u64, expected, "the length is known in advance");
    encoded
}

#[test]
fn a_body_is_a_few_chunks_and_a_checksum() {
    assert_eq!(
        encode(ChecksumAlgorithm::CRC32, &[b"1234", b"", b"56789"]),
        b"9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n",
    );
    let empty = encode(ChecksumAlgorithm::CRC32, &[]);
    assert_eq!(empty, b"0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n");
    // A chunk has a size of its own, whatever those of the parts.
    let bytes = vec![b'a'; CHUNK_SIZE + 1];
    let encoded = encode(ChecksumAlgorithm::CRC32, &[&bytes]);
    assert!(encoded.starts_with(b"10000\r\na"));
    let second = &encoded[b"10000\r\n".len() + CHUNK_SIZE..];
    assert!(second.starts_with(b"\r\n1\r\na\r\n0\r\nx-amz-checksum-crc32:"));
}

/// The encoded body doesn't depend on where the body is split.
#[test]
fn bodies_are_decoded_however_they_are_split() {
    arbtest(|u| {
        let algorithms: Vec<ChecksumAlgorithm> = ChecksumAlgorithm::all().collect();
        let algorithm = *u.choose(&algorithms)?;
        let near = u.int_in_range(0..=3)? * CHUNK_SIZE;
        let length = (near + u.int_in_range(0..=20)?).saturating_sub(10);
        let body: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
        let (mut rest, mut parts) = (&body[..], Vec::new());
        while !u.is_empty() {
            let most = if u.ratio(1, 3)? { 10 } else { 2 * CHUNK_SIZE };
            let (part, behind) = rest.split_at(u.int_in_range(0..=most.min(rest.len()))?);
            parts.push(part);
            rest = behind;
        }
        parts.push(rest);
        let encoded = encode(algorithm, &parts);
        assert_eq!(encoded, encode(algorithm, &[&body]));
        let (mut decoder, mut decoded) = (ChunkDecoder::new(), Vec::new());
        let size = u.int_in_range(1..=encoded.len())?;
        for part in encoded.chunks(size.max(100)) {
            decoder.decode(part, &mut decoded).unwrap();
        }
        assert!(decoded == body);
        let trailers = decoder.finish().unwrap();
        assert_eq!(trailers[algorithm.header()], algorithm.compute(&body));
        assert_eq!(trailers.len(), 1);
        Ok(())
    });
}

/// Returns the request with a body in chunks, as a client writes it.
fn put_in_chunks(input: &PutThingRequest, body: &[u8]) -> Request<Vec<u8>> {
    let algorithm = ChecksumAlgorithm::CRC64NVME;
    let mut sent = request::<PutThing>(input).unwrap();
    let encoder = ChunkEncoder::new(algorithm, body.len() as u64);
    encoder.add_headers(sent.headers_mut());
    sent.map(|_| encode(algorithm, &[body]))
}

#[test]
fn servers_read_bodies_in_chunks() {
    let input = PutThingRequest::new("bucket", "key");
    let sent = put_in_chunks(&input, b"123456789");
    for (name, value) in [
        ("content-encoding", "aws-chunked"),
        ("content-length", "58"),
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-decoded-content-length", "9"),
        ("x-amz-sdk-checksum-algorithm", "CRC64NVME"),
        ("x-amz-trailer", "x-amz-checksum-crc64nvme"),
    ] {
        assert_eq!(sent.headers()[name], value, "{name}");
    }
    assert_eq!(sent.headers().len(), 6);
    assert_eq!(sent.body().len(), 58);
    let read = |sent: &Request<Vec<u8>>| {
        let router = Router::new(OPERATIONS).with_verified_checksums(true);
        let call = router.route(sent).unwrap();
        call.input::<PutThing>(Reading::Strict).map_err(|rejection| rejection.code().to_owned())
    };
    let received = read(&sent).unwrap();
    assert_eq!(received.body, Some(Blob::from("123456789")));
    assert_eq!(received.content_encoding, None);
    let changed = sent.map(|body| [&b"8"[..], &body[1..]].concat());
    assert!(read(&changed).is_err());
    let changed = put_in_chunks(&input, b"123456789").map(|mut body| {
        body[3] = b'0';
        body
    });
    assert_eq!(read(&changed).unwrap_err(), "BadDigest");
}

#[test]
fn other_codings_of_the_content_stay() {
    let input = PutThingRequest::new("bucket", "key")
        .with(|input| input.content_encoding = Some("gzip".to_owned()));
    let sent = put_in_chunks(&input, b"a");
    let codings = sent.headers().get_all("content-encoding");
    assert_eq!(codings.iter().collect::<Vec<_>>(), ["gzip,aws-chunked"]);
    let router = Router::new(OPERATIONS);
    let call = router.route(&sent).unwrap();
    let received = call.input::<PutThing>(Reading::Strict).unwrap();
    assert_eq!(received.content_encoding.as_deref(), Some("gzip"));
    let mut headers = HeaderMap::new();
    headers.append("content-encoding", HeaderValue::from_static("br"));
    headers.append("content-encoding", HeaderValue::from_static("gzip"));
    ChunkEncoder::new(ChecksumAlgorithm::CRC32, 1).add_headers(&mut headers);
    assert_eq!(headers["content-encoding"], "br,gzip,aws-chunked");
}

#[test]
fn bodies_of_other_lengths_are_refused() {
    let mut encoder = ChunkEncoder::new(ChecksumAlgorithm::CRC32, 3);
    let mut encoded = Vec::new();
    encoder.encode(b"ab", &mut encoded).unwrap();
    let before = encoded.clone();
    let error: InvalidLength = encoder.encode(b"cd", &mut encoded).unwrap_err();
    assert_eq!(error.to_string(), "the body doesn't have the length in its head, 3 bytes");
    assert_eq!(encoder.finish(&mut encoded), Err(error));
    assert_eq!(encoded, before, "nothing is appended");
    // Lengths that no body has don't overflow.
    let endless = ChunkEncoder::new(ChecksumAlgorithm::CRC32, u64::MAX);
    assert_eq!(endless.encoded_length(), u64::MAX);
}

/// A body of 100 MB never is in memory.
#[test]
fn long_bodies_are_encoded_in_constant_memory() {
    let part = [b'a'; 1000];
    let mut encoder = ChunkEncoder::new(ChecksumAlgorithm::CRC32, 100_000 * 1000);
    let (mut encoded, mut total) = (Vec::new(), 0);
    for _ in 0..100_000 {
        encoded.clear();
        encoder.encode(&part, &mut encoded).unwrap();
        total += encoded.len() as u64;
    }
    assert!(encoded.capacity() <= 4096, "{}", encoded.capacity());
    let expected = encoder.encoded_length();
    encoded.clear();
    encoder.finish(&mut encoded).unwrap();
    assert_eq!(total + encoded.len() as u64, expected);
}
