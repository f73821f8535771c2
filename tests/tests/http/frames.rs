//! The frames of event streams: their bytes, their limits, and decoding from pieces.

use arbtest::arbitrary::{self, Unstructured};
use arbtest::arbtest;
use shapesmith_tests::support::Timestamp;
use shapesmith_tests::support::http::event_stream::{
    Frame, FrameDecoder, FrameError, FrameValue, MAX_HEADERS, MAX_PAYLOAD,
};

/// CRC-32, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// Returns a frame of these lengths and parts, with right checksums.
fn assemble(total: u32, headers: u32, rest: &[u8]) -> Vec<u8> {
    let mut bytes = [total.to_be_bytes(), headers.to_be_bytes()].concat();
    bytes.extend(crc32(&bytes).to_be_bytes());
    bytes.extend(rest);
    bytes.extend(crc32(&bytes).to_be_bytes());
    bytes
}

/// Returns a frame with these bytes as its headers.
fn with_headers(headers: &[u8]) -> Vec<u8> {
    assemble(16 + headers.len() as u32, headers.len() as u32, headers)
}

fn decode(bytes: &[u8]) -> Vec<Result<Frame, FrameError>> {
    let mut decoder = FrameDecoder::new();
    decoder.feed(bytes);
    std::iter::from_fn(|| decoder.next_frame()).collect()
}

fn every_type() -> Frame {
    Frame::new("payload")
        .with_header("yes", true)
        .with_header("no", false)
        .with_header("byte", -1_i8)
        .with_header("short", i16::MIN)
        .with_header("int", 3)
        .with_header("long", i64::MAX)
        .with_header("bytes", vec![0_u8, 255])
        .with_header("text", "ä")
        .with_header("time", Timestamp::new(-1, 999_000_000).unwrap())
        .with_header("id", FrameValue::Uuid([7; 16]))
}

#[test]
fn frames_have_the_bytes_of_the_specification() {
    let empty = [0, 0, 0, 16, 0, 0, 0, 0, 5, 0xC2, 0x48, 0xEB, 0x7D, 0x98, 0xC8, 0xFF];
    assert_eq!(Frame::default().encode().unwrap(), empty);
    let headers = [
        &b"\x03yes\x00\x02no\x01\x04byte\x02\xFF\x05short\x03\x80\x00\x03int\x04\0\0\0\x03"[..],
        b"\x04long\x05\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x05bytes\x06\0\x02\0\xFF\x04text\x07\0\x02\xC3\xA4",
        b"\x04time\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02id\x09",
        &[7; 16],
    ]
    .concat();
    let length = headers.len() as u32;
    let expected = assemble(16 + length + 7, length, &[&headers[..], b"payload"].concat());
    assert_eq!(every_type().encode().unwrap(), expected);
    let parsed = Frame::parse(&expected).unwrap();
    assert_eq!(parsed, every_type());
    assert_eq!(parsed.text("text"), Some("ä"));
    assert_eq!(parsed.text("int"), None);
    assert_eq!(parsed.header("time").unwrap().to_time(), Timestamp::new(-1, 999_000_000).ok());
    assert_eq!(format!("{:?}", parsed.header("id").unwrap()), "07".repeat(16));
}

#[test]
fn checksums_are_those_of_a_slow_computation_at_every_length() {
    for length in 0..64 {
        let payload: Vec<u8> = (0..length).map(|byte: u8| byte.wrapping_mul(37)).collect();
        let expected = assemble(16 + u32::from(length), 0, &payload);
        assert_eq!(Frame::new(payload).encode().unwrap(), expected);
    }
}

#[test]
fn malformed_frames_are_refused_with_their_reason() {
    use FrameError::*;
    let valid = every_type().encode().unwrap();
    let flipped = |place: usize| {
        let mut bytes = valid.clone();
        bytes[place] ^= 1;
        bytes
    };
    let long_name = [&[255][..], &[b'n'; 255], &[0]].concat();
    let cases = [
        (flipped(3), PreludeChecksum),
        (flipped(11), PreludeChecksum),
        (flipped(20), Checksum),
        (flipped(valid.len() - 1), Checksum),
        (assemble(15, 0, &[]), Length),
        (assemble(17, 2, b"x"), Length),
        (assemble(u32::MAX, 0, &[]), PayloadTooLong),
        (assemble(16 + MAX_PAYLOAD as u32 + 1, 0, &[]), PayloadTooLong),
        (assemble(u32::MAX, u32::MAX, &[]), HeadersTooLong),
        (assemble(u32::MAX, MAX_HEADERS as u32 + 1, &[]), HeadersTooLong),
        (with_headers(b"\0\0"), HeaderName),
        (with_headers(b"\x03ab"), HeaderName),
        (with_headers(b"\x01\xFF\0"), HeaderName),
        (with_headers(b"\x01a"), HeaderValue),
        (with_headers(b"\x01a\x04\0\0\0"), HeaderValue),
        (with_headers(b"\x01a\x07\0\x02b"), HeaderValue),
        (with_headers(b"\x01a\x07\0\x01\xFF"), HeaderValue),
        (with_headers(b"\x01a\x09\0"), HeaderValue),
        (with_headers(b"\x01a\x0A"), HeaderType),
        (with_headers(b"\x01a\0\x01b\0\x01a\x01"), RepeatedHeader),
    ];
    for (bytes, error) in cases {
        assert_eq!(decode(&bytes), [Err(error)], "{bytes:?}");
        assert_eq!(Frame::parse(&bytes), Err(error));
    }
    assert!(Frame::parse(&with_headers(&long_name)).is_ok());
    assert_eq!(Frame::parse(&[valid.clone(), vec![0]].concat()), Err(Length));
    assert_eq!(Frame::parse(&valid[..valid.len() - 1]), Err(Truncated));
    assert_eq!(Frame::parse(&[]), Err(Truncated));
}

#[test]
fn frames_that_nobody_could_read_are_not_written() {
    let with = |name: &str, value: FrameValue| Frame::default().with_header(name, value).encode();
    assert_eq!(with("", true.into()), Err(FrameError::HeaderName));
    assert_eq!(with(&"n".repeat(256), true.into()), Err(FrameError::HeaderName));
    assert!(with("a", "v".repeat(32_767).into()).is_ok());
    assert_eq!(with("a", "v".repeat(32_768).into()), Err(FrameError::HeaderValue));
    assert_eq!(with("a", vec![0; 32_768].into()), Err(FrameError::HeaderValue));
    let many = ["a", "b", "c", "d", "e"]
        .iter()
        .fold(Frame::default(), |frame, name| frame.with_header(*name, "v".repeat(30_000)));
    assert_eq!(many.encode(), Err(FrameError::HeadersTooLong));
    let long = Frame::new(vec![0; MAX_PAYLOAD + 1]);
    assert_eq!(long.encode(), Err(FrameError::PayloadTooLong));
    let longest = Frame::new(vec![0; MAX_PAYLOAD]).encode().unwrap();
    assert_eq!(decode(&longest).len(), 1);
}

#[test]
fn a_decoder_stops_at_the_first_malformed_frame() {
    let valid = every_type().encode().unwrap();
    let mut bytes = [&valid[..], &valid[..], &valid[..]].concat();
    bytes[valid.len() + 30] ^= 4;
    let mut decoder = FrameDecoder::new();
    decoder.feed(&bytes);
    assert_eq!(decoder.next_frame(), Some(Ok(every_type())));
    assert_eq!(decoder.next_frame(), Some(Err(FrameError::Checksum)));
    decoder.feed(&valid);
    assert_eq!(decoder.next_frame(), None);
    assert_eq!(decoder.finish(), Err(FrameError::Checksum));
}

#[test]
fn a_decoder_tells_whether_bytes_end_with_a_frame() {
    let valid = every_type().encode().unwrap();
    let mut decoder = FrameDecoder::new();
    assert_eq!(decoder.finish(), Ok(()));
    decoder.feed(&valid[..13]);
    assert_eq!(decoder.next_frame(), None);
    assert_eq!(decoder.finish(), Err(FrameError::Truncated));
    decoder.feed(&valid[13..]);
    assert!(decoder.next_frame().unwrap().is_ok());
    assert_eq!(decoder.finish(), Ok(()));
}

#[test]
fn the_limit_of_payloads_can_be_lowered() {
    let mut decoder = FrameDecoder::new().with_max_payload(6);
    decoder.feed(&Frame::new("longer").encode().unwrap());
    assert!(decoder.next_frame().unwrap().is_ok());
    // The lengths alone are enough.
    decoder.feed(&every_type().encode().unwrap()[..12]);
    assert_eq!(decoder.next_frame(), Some(Err(FrameError::PayloadTooLong)));
}

fn frame(u: &mut Unstructured<'_>) -> arbitrary::Result<Frame> {
    let mut frame = Frame::new(u.arbitrary::<Vec<u8>>()?);
    for place in 0..u.int_in_range(0..=9)? {
        let value = match u.int_in_range(0..=8)? {
            0 => FrameValue::Bool(u.arbitrary()?),
            1 => FrameValue::Byte(u.arbitrary()?),
            2 => FrameValue::Short(u.arbitrary()?),
            3 => FrameValue::Int(u.arbitrary()?),
            4 => FrameValue::Long(u.arbitrary()?),
            5 => FrameValue::Bytes(u.arbitrary()?),
            6 => FrameValue::Text(u.arbitrary()?),
            7 => FrameValue::Timestamp(u.arbitrary()?),
            _ => FrameValue::Uuid(u.arbitrary()?),
        };
        frame = frame.with_header(format!("{place}-{}", u.arbitrary::<char>()?), value);
    }
    Ok(frame)
}

#[test]
fn frames_cut_anywhere_come_back() {
    arbtest(|u| {
        let frames = [frame(u)?, frame(u)?, frame(u)?];
        let bytes: Vec<u8> = frames.iter().flat_map(|frame| frame.encode().unwrap()).collect();
        let (mut decoder, mut read, mut rest) = (FrameDecoder::new(), Vec::new(), &bytes[..]);
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(u.int_in_range(1..=rest.len().min(40))?);
            decoder.feed(piece);
            read.extend(std::iter::from_fn(|| decoder.next_frame()).map(Result::unwrap));
            rest = after;
        }
        assert_eq!(read, frames);
        assert_eq!(decoder.finish(), Ok(()));
        Ok(())
    });
}

#[test]
fn every_flipped_bit_and_every_missing_end_is_noticed() {
    arbtest(|u| {
        let mut bytes = frame(u)?.encode().unwrap();
        let end = u.choose_index(bytes.len())?;
        assert!(decode(&bytes[..end]).is_empty());
        let (place, bit) = (u.choose_index(bytes.len())?, u.int_in_range(0..=7)?);
        bytes[place] ^= 1 << bit;
        let decoded = decode(&bytes);
        assert!(matches!(decoded[..], [Err(_)]), "{decoded:?}");
        Ok(())
    });
}

#[test]
fn any_bytes_are_decoded_without_a_panic() {
    arbtest(|u| {
        let bytes: Vec<u8> = u.arbitrary()?;
        for frame in decode(&bytes).into_iter().flatten() {
            assert!(frame.encode().is_ok());
        }
        _ = decode(&with_headers(&bytes));
        Ok(())
    });
}
