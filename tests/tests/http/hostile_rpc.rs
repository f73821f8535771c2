//! Hostile bodies of protocols without HTTP bindings are refused or read, without panics, and with memory that is proportional to
//! their size.

use allocation_counter::measure;
use http::Response;
use serde_json::{Value, json};
use shapesmith_tests::support::http::{Reading, Router, request, response};
use shapesmith_tests::{exchange_awsjson1_1, exchange_rpcv2cbor, exchange_rpcv2json};

use crate::peer::{MEGABYTE, Peer};

const AWS_JSON: Peer = Peer {
    operations: exchange_awsjson1_1::operations::OPERATIONS,
    headers: &[("x-amz-target", "Exchange.Put"), ("content-type", "application/x-amz-json-1.1")],
    target: "/",
};

const RPC_JSON: Peer = Peer {
    operations: exchange_rpcv2json::operations::OPERATIONS,
    headers: &[("smithy-protocol", "rpc-v2-json"), ("content-type", "application/json")],
    target: "/service/Exchange/operation/Put",
};

const RPC_CBOR: Peer = Peer {
    operations: exchange_rpcv2cbor::operations::OPERATIONS,
    headers: &[("smithy-protocol", "rpc-v2-cbor"), ("content-type", "application/cbor")],
    target: "/service/Exchange/operation/Put",
};

const JSON: [&Peer; 2] = [&AWS_JSON, &RPC_JSON];

/// Returns an input with a value of every type.
fn input() -> Value {
    let value = json!({
        "text": "text", "flag": true, "byte": -1, "short": 300, "int": -70_000, "long": 5_000_000_000_i64,
        "float": 0.5, "double": -1.25, "bigInteger": 1, "bigDecimal": 1.5, "data": "AAEC", "time": 1.5,
        "date": "2014-04-29T18:30:38Z", "httpDate": "Tue, 29 Apr 2014 18:30:38 GMT", "color": "red",
        "level": 2, "texts": ["a", ""], "sparse": [1, null], "numbers": {"a": 1.0, "b": "NaN"},
        "times": [0, 1], "choice": {"texts": ["a"]}, "self": {"choice": {"new": [1, {"a": null}]}},
        "values": [{}, {"text": "a"}]
    });
    json!({ "id": "id", "value": value, "token": "t" })
}

/// Returns the body that a client writes for [`input`].
fn cbor_body() -> Vec<u8> {
    let input: exchange_rpcv2cbor::PutInput = serde_json::from_value(input()).unwrap();
    request::<exchange_rpcv2cbor::operations::Put>(&input).unwrap().into_body()
}

/// Returns the head of an item with a length or number of 64 bits.
fn head(major: u8, argument: u64) -> Vec<u8> {
    [[major << 5 | 27].as_slice(), &argument.to_be_bytes()].concat()
}

fn text(text: &str) -> Vec<u8> {
    [head(3, text.len() as u64), text.as_bytes().to_vec()].concat()
}

/// Returns an input whose value has this member.
fn member(name: &str, value: &[u8]) -> Vec<u8> {
    [&[0xA2], text("id").as_slice(), &text("id"), &text("value"), &[0xA1], &text(name), value]
        .concat()
}

/// The names of a member of each type.
const MEMBERS: [&str; 16] = [
    "text",
    "flag",
    "byte",
    "long",
    "float",
    "bigInteger",
    "data",
    "time",
    "date",
    "color",
    "level",
    "texts",
    "numbers",
    "choice",
    "self",
    "unknown",
];

#[test]
fn truncated_bodies_are_refused_at_every_byte() {
    let body = cbor_body();
    let sent: exchange_rpcv2cbor::PutInput = serde_json::from_value(input()).unwrap();
    assert_eq!(RPC_CBOR.read(body.clone()).unwrap(), json!(sent));
    for length in 0..body.len() {
        assert_eq!(RPC_CBOR.read(&body[..length]), Err(400), "{length}");
    }
    let body = input().to_string();
    for peer in JSON {
        assert!(peer.read(body.as_str()).is_ok());
        for length in 0..body.len() {
            assert_eq!(peer.read(&body[..length]), Err(400), "{length}");
        }
    }
}

#[test]
fn any_byte_may_be_another() {
    let body = cbor_body();
    for index in 0..body.len() {
        for byte in [
            0x00, 0x1B, 0x3F, 0x5B, 0x5F, 0x7B, 0x7F, 0x9B, 0x9F, 0xBB, 0xBF, 0xC1, 0xDB, 0xF6,
            0xFB, 0xFF,
        ] {
            let mut body = body.clone();
            body[index] = byte;
            _ = RPC_CBOR.is_read(body);
        }
    }
    let body = input().to_string().into_bytes();
    for index in 0..body.len() {
        for byte in *b"\"{}[],:0-e\\\x00\xFF" {
            let mut body = body.clone();
            body[index] = byte;
            _ = AWS_JSON.is_read(body);
        }
    }
}

#[test]
fn bytes_after_the_value_are_refused() {
    for byte in [0x00, 0xA0, 0xFF] {
        assert_eq!(RPC_CBOR.read([cbor_body(), vec![byte]].concat()), Err(400));
    }
    for peer in JSON {
        for after in ["{}", "0", "}", "\0"] {
            assert_eq!(peer.read(format!("{}{after}", input())), Err(400), "{after}");
        }
        assert!(peer.read(format!("\n{}\t ", input())).is_ok());
    }
}

#[test]
fn lengths_that_lie_are_refused() {
    for major in 2..=5 {
        for length in [1, 24, 1 << 16, 1 << 32, 1 << 40, i64::MAX as u64, u64::MAX - 1, u64::MAX] {
            assert_eq!(RPC_CBOR.read(head(major, length)), Err(400), "{major}, {length}");
            for name in MEMBERS {
                let body = member(name, &head(major, length));
                assert!(!RPC_CBOR.is_read(body), "{name}, {major}, {length}");
            }
        }
    }
    // The heads that RFC 8949 reserves.
    for info in 28..31 {
        for major in 0..8 {
            assert_eq!(RPC_CBOR.read(member("unknown", &[major << 5 | info])), Err(400));
        }
    }
}

#[test]
fn indefinite_lengths_are_read_to_their_end() {
    let value = |name: &str, item: &[u8]| {
        RPC_CBOR.read(member(name, item)).map(|input| input["value"][name].clone())
    };
    assert_eq!(value("text", b"\x7F\x61a\x60\x62bc\xFF"), Ok(json!("abc")));
    assert_eq!(value("data", b"\x5F\x41\x00\x42\x01\x02\xFF"), Ok(json!("AAEC")));
    assert_eq!(value("texts", b"\x9F\x61a\x7F\xFF\xFF"), Ok(json!(["a", ""])));
    assert_eq!(value("numbers", b"\xBF\x61a\x01\xFF"), Ok(json!({"a": 1.0})));
    assert_eq!(value("self", b"\xBF\x64text\x61a\xFF"), Ok(json!({"text": "a"})));
    let whole = [b"\xBF\x62id\x7F\x61i\x61d\xFF".as_slice(), b"\xFF"].concat();
    assert_eq!(RPC_CBOR.read(whole), Ok(json!({"id": "id"})));
    for (name, item) in [
        // Without an end.
        ("text", b"\x7F\x61a".as_slice()),
        ("texts", b"\x9F"),
        ("unknown", b"\x9F\x9F\xFF"),
        // Parts of another type, or of an indefinite length.
        ("text", b"\x7F\x41a\xFF"),
        ("text", b"\x7F\x7F\x61a\xFF\xFF"),
        ("data", b"\x5F\x61a\xFF"),
        ("data", b"\x5F\x00\xFF"),
        // A map with an odd number of items, and an end where there is no start.
        ("numbers", b"\xBF\x61a\xFF"),
        ("text", b"\xFF"),
        ("texts", b"\x81\xFF"),
        ("unknown", b"\xFF"),
        ("unknown", b"\x82\x01\xFF"),
        // Numbers, tags and simple values have no indefinite length.
        ("long", b"\x1F"),
        ("long", b"\x3F"),
        ("unknown", b"\x1F"),
        ("unknown", b"\xDF\x00"),
        // Half of a letter in each part.
        ("text", b"\x7F\x61\xC3\xFF"),
    ] {
        assert_eq!(value(name, item), Err(400), "{name}, {item:02X?}");
    }
    for item in [b"\x9F".as_slice(), b"\xBF", b"\x5F", b"\x7F", b"\xBF\x61a", b"\x7F\x61a"] {
        for name in ["text", "data", "texts", "self", "unknown"] {
            assert!(!RPC_CBOR.is_read(member(name, &item.repeat(MEGABYTE))), "{name}");
        }
    }
}

#[test]
fn tags_are_skipped_without_recursion() {
    let tagged = |count: usize, item: &[u8]| [vec![0xC1; count], item.to_vec()].concat();
    for (name, item) in
        [("text", b"\x61a".as_slice()), ("long", b"\x01"), ("texts", b"\x80"), ("self", b"\xA0")]
    {
        assert!(RPC_CBOR.is_read(member(name, &tagged(10 * MEGABYTE, item))), "{name}");
        assert!(!RPC_CBOR.is_read(member(name, &tagged(10 * MEGABYTE, b""))), "{name}");
    }
    // Of a value that isn't known, tags count as depth.
    assert!(RPC_CBOR.is_read(member("unknown", &tagged(10, b"\x01"))));
    assert!(!RPC_CBOR.is_read(member("unknown", &tagged(10 * MEGABYTE, b"\x01"))));
    let time = RPC_CBOR.read(member("time", b"\xD8\x01\xFB\x3F\xF8\0\0\0\0\0\0")).unwrap();
    assert_eq!(time["value"]["time"], json!(1.5));
}

#[test]
fn deep_bodies_are_refused() {
    let (texts, own) = (text("texts"), text("self"));
    for depth in [200, 1_000, 100_000, 1_000_000] {
        let nested = |part: &[u8]| part.repeat(depth);
        for (name, item) in [
            ("unknown", nested(b"\x81")),
            ("unknown", nested(b"\xA1\x61a")),
            ("unknown", nested(b"\x9F")),
            ("texts", nested(b"\x81")),
            ("choice", nested(&[&[0xA1], texts.as_slice()].concat())),
            ("choice", nested(b"\xA1\x63new")),
            ("self", nested(&[&[0xA1], own.as_slice()].concat())),
        ] {
            assert_eq!(
                RPC_CBOR.read(member(name, &[item.as_slice(), b"\x01"].concat())),
                Err(400),
                "{name}, {depth}"
            );
        }
        for peer in JSON {
            let deep = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
            for member in ["text", "texts", "choice", "self"] {
                let body = format!("{{\"id\":\"i\",\"value\":{{\"{member}\":{deep}}}}}");
                assert_eq!(peer.read(body), Err(400), "{member}, {depth}");
            }
            let open = "{\"self\":".repeat(depth);
            let body = format!("{{\"id\":\"i\",\"value\":{open}{{}}{}}}", "}".repeat(depth));
            assert_eq!(peer.read(body), Err(400), "{depth}");
        }
    }
}

#[test]
fn large_cbor_is_read_in_proportional_memory() {
    let long = |major: u8, byte: u8| {
        [head(major, 10 * MEGABYTE as u64), vec![byte; 10 * MEGABYTE]].concat()
    };
    for (name, item, is_read) in [
        ("text", long(3, b'a'), true),
        ("text", long(3, 0xFF), false),
        ("data", long(2, 0), true),
        ("color", long(3, b'a'), true),
        ("bigInteger", long(3, b'1'), true),
        ("bigInteger", long(3, b'a'), false),
        ("unknown", long(2, 0), true),
        ("unknown", long(4, 0), true),
        ("texts", long(4, 0), false),
        ("texts", long(4, 0x60), true),
        ("sparse", long(4, 0xF6), true),
        ("times", long(4, 0), true),
        ("date", long(3, b'1'), false),
    ] {
        assert_eq!(RPC_CBOR.is_read(member(name, &item)), is_read, "{name}");
    }
    // The key of a member of a union and of a map.
    let key = long(3, b'a');
    for (name, is_read) in [("choice", true), ("numbers", true), ("self", true)] {
        let item = [&[0xA1], key.as_slice(), &[0x01]].concat();
        assert_eq!(RPC_CBOR.is_read(member(name, &item)), is_read, "{name}");
    }
}

/// An empty structure is one byte in CBOR; in memory, it has the size of its type.
#[test]
fn empty_structures_take_the_memory_of_their_type() {
    let count = 100_000;
    let request =
        RPC_CBOR.send(member("values", &[head(4, count), vec![0xA0; count as usize]].concat()));
    let router = Router::new(RPC_CBOR.operations);
    let call = router.route(&request).unwrap();
    let memory = measure(|| drop(call.any_input(Reading::Lenient).unwrap()));
    let size = size_of::<exchange_rpcv2cbor::Value>() as u64;
    assert!(memory.bytes_max < 4 * count * size, "{} of {size}", memory.bytes_max);
}

#[test]
fn duplicate_keys_are_read_in_proportional_memory() {
    let count = 200_000;
    for name in ["text", "unknown"] {
        let entry = [text(name), text("a")].concat();
        let body = [
            &[0xA2],
            text("id").as_slice(),
            &text("id"),
            &text("value"),
            &head(5, count),
            &entry.repeat(count as usize),
        ]
        .concat();
        assert!(RPC_CBOR.is_read(body), "{name}");
        for peer in JSON {
            let entry = format!("\"{name}\":\"a\",");
            let body =
                format!("{{\"id\":\"i\",\"value\":{{{}\"int\":1}}}}", entry.repeat(count as usize));
            _ = peer.is_read(body);
        }
    }
    // The last value of a key counts.
    let twice = [b"\xA2\x62id\x61a".as_slice(), b"\x62id\x61b"].concat();
    assert_eq!(RPC_CBOR.read(twice), Ok(json!({"id": "b"})));
}

#[test]
fn large_json_is_read_in_proportional_memory() {
    let long = "a".repeat(10 * MEGABYTE);
    // The other protocol has the same reader.
    for (body, is_read) in [
        (format!("{{\"id\":\"{long}\"}}"), true),
        (format!("{{\"id\":\"i\",\"{long}\":1}}"), true),
        (format!("{{\"id\":\"i\",\"value\":{{\"data\":\"{long}\"}}}}"), true),
        (format!("{{\"id\":\"i\",\"value\":{{\"time\":\"{long}\"}}}}"), false),
        (format!("{{\"id\":\"i\",\"value\":{{\"choice\":{{\"{long}\":1}}}}}}"), true),
        (format!("{{\"id\":\"i\",\"value\":{{\"int\":{}}}}}", "1".repeat(10 * MEGABYTE)), false),
        (
            format!("{{\"id\":\"i\",\"value\":{{\"sparse\":[{}1]}}}}", "null,".repeat(MEGABYTE)),
            true,
        ),
        ("{".repeat(10 * MEGABYTE), false),
        (" ".repeat(10 * MEGABYTE), false),
        ("\0".repeat(10 * MEGABYTE), false),
        (long.clone(), false),
    ] {
        let start = body.get(..40).unwrap_or_default().to_owned();
        assert_eq!(AWS_JSON.is_read(body), is_read, "{start}");
    }
}

#[test]
fn values_of_other_types_are_refused() {
    for (name, item) in [
        ("text", b"\x01".as_slice()),
        ("text", b"\x41a"),
        ("flag", b"\x00"),
        ("byte", b"\x18\x80"),
        ("byte", b"\x38\x80"),
        ("byte", b"\xF9\x3E\x00"),
        ("long", b"\x1B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
        ("long", b"\x3B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
        ("long", b"\xFB\x7F\xF0\0\0\0\0\0\0"),
        ("float", b"\x61a"),
        ("time", b"\xC1\xFB\x7F\xF8\0\0\0\0\0\0"),
        ("time", b"\x1B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
        ("level", b"\x61a"),
        ("choice", b"\xA2\x64text\x61a\x66number\x01"),
        ("choice", b"\xA0"),
        ("self", b"\x80"),
        ("self", b"\xA1\x01\x01"),
        ("numbers", b"\xA1\x01\x01"),
    ] {
        assert_eq!(RPC_CBOR.read(member(name, item)), Err(400), "{name}, {item:02X?}");
    }
}

#[test]
fn integers_of_unknown_variants_keep_64_bits() {
    for item in [
        head(0, u64::MAX),
        head(1, u64::MAX),
        head(0, i64::MAX as u64 + 1),
        head(1, i64::MAX as u64 + 1),
    ] {
        let body = member("choice", &[b"\xA1\x63new".as_slice(), &item].concat());
        let request = RPC_CBOR.send(body);
        let router = Router::new(RPC_CBOR.operations);
        let call = router.route(&request).unwrap();
        let received = call.input::<exchange_rpcv2cbor::operations::Put>(Reading::Lenient).unwrap();
        let sent = shapesmith_tests::support::http::request::<exchange_rpcv2cbor::operations::Put>(
            &received,
        )
        .unwrap();
        let is_sent = sent.body().windows(item.len()).any(|bytes| bytes == item);
        assert!(is_sent, "{item:02X?} isn't in {:02X?}", sent.body());
    }
}

#[test]
fn hostile_responses_are_errors() {
    use exchange_rpcv2cbor::operations::Put;
    for status in [200, 400, 500] {
        for body in [
            vec![0xBF; MEGABYTE],
            head(5, u64::MAX),
            vec![0xC1; MEGABYTE],
            [b"\xA1\x66__type".as_slice(), &head(3, u64::MAX)].concat(),
            vec![0xFF],
            b"<html>".to_vec(),
        ] {
            let answer =
                Response::builder().status(status).header("smithy-protocol", "rpc-v2-cbor");
            assert!(response::<Put>(&answer.body(body.clone()).unwrap()).is_err());
            // Without the header, it is the response of a proxy.
            assert!(
                response::<Put>(&Response::builder().status(status).body(body).unwrap()).is_err()
            );
        }
    }
}
