//! Hostile HTTP messages are refused or read, without panics, and with memory that is proportional to their size.

use std::collections::BTreeMap;

use http::uri::PathAndQuery;
use http::{HeaderValue, Request, Response, Uri};
use shapesmith_tests::http_messages::operations::{
    DeleteParcel, GetParcel, ListParcels, MoveParcel, OPERATIONS, PutParcel, Ship, Track,
};
use shapesmith_tests::http_messages::{
    GetParcelOutput, ListParcelsInput, MoveParcelInput, ParcelKey, PutParcelInput, PutParcelOutput,
    ShipInput, TrackInput,
};
use shapesmith_tests::support::http::{
    Endpoint, RequestError, ResponseError, Router, request, response,
};
use shapesmith_tests::support::{Operation, UnknownError, With};

use crate::peer::{MEGABYTE, READINGS, check_memory};

fn put(name: &str, lines: &[&[u8]]) -> Request<Vec<u8>> {
    let mut request = Request::put("/depots/d/k").header("content-type", "text/plain");
    for line in lines {
        request = request.header(name, HeaderValue::from_bytes(line).unwrap());
    }
    request.body(Vec::new()).unwrap()
}

fn ship(body: impl Into<Vec<u8>>) -> Request<Vec<u8>> {
    let request = Request::post("/ship").header("content-type", "application/json");
    request.body(body.into()).unwrap()
}

/// Routes a request and reads its input in every way. Returns the lenient result, or the status of the rejection.
fn read<O: Operation>(request: &Request<Vec<u8>>) -> Result<O::Input, u16> {
    let router = Router::new(OPERATIONS);
    let call = router.route(request).map_err(|it| it.response().status().as_u16())?;
    let mut results = READINGS.map(|reading| {
        call.input::<O>(reading).map_err(|rejection| {
            assert!(rejection.to_string().len() < 10_000, "{}", rejection.to_string().len());
            rejection.response().status().as_u16()
        })
    });
    std::mem::replace(&mut results[0], Err(0))
}

#[test]
fn broken_quotes_in_header_lists_are_refused() {
    let words = |line: &str| {
        let input = read::<PutParcel>(&put("x-depot-words", &[line.as_bytes()]));
        input.map(|input| input.words.unwrap_or_default().join("|"))
    };
    for line in
        ["\"", "\"a", "\"a\\", "\"a\\\"", "\"a\" b", "\"a\"b\"", "a, \"b", "\"a\"\"b\"", "\\\", \""]
    {
        assert_eq!(words(line), Err(400), "{line}");
    }
    for (line, expected) in [
        ("\"\"", ""),
        ("\"\",\"\"", "|"),
        ("a\"b", "a\"b"),
        ("\\", "\\"),
        ("\"\\\\\"", "\\"),
        (",", ""),
        (",,", "|"),
        ("a,,b", "a||b"),
        ("\"a\" ,\t\"b\"", "a|b"),
    ] {
        assert_eq!(words(line).as_deref(), Ok(expected), "{line}");
    }
    for name in ["x-depot-counts", "x-depot-flags"] {
        assert!(read::<PutParcel>(&put(name, &[b",,"])).is_err(), "{name}");
    }
}

#[test]
fn long_headers_are_read_in_proportional_memory() {
    for (name, entry, is_read) in [
        ("x-depot-words", ",", true),
        ("x-depot-words", "a,", true),
        ("x-depot-words", "\"a\",", true),
        ("x-depot-words", "\"", false),
        ("x-depot-words", "\\", true),
        ("x-depot-counts", "1,", true),
        ("x-depot-counts", "1", false),
        ("x-depot-flags", "true,", true),
        ("x-depot-dates", "Mon, 16 Dec 2019 23:48:18 GMT,", true),
        ("x-depot-dates", ",", false),
        ("x-depot-dates", "a", false),
        ("x-depot-until", "9", true),
        ("x-depot-epoch", "9", true),
        ("x-depot-weight", "9", false),
        ("x-depot-weight", "0.", false),
        ("x-depot-label", "a", true),
        ("x-depot-label", "\u{FF}", true),
        ("x-depot-meta-long", "a", true),
        ("accept", "a/b;q=1,", true),
        ("content-type", "a/b;", true),
        ("authorization", "Credential=", true),
        ("x-amz-target", ".", true),
    ] {
        let size = if name == "x-depot-words" { MEGABYTE } else { 10 * MEGABYTE };
        let line = entry.repeat(size / entry.len());
        let request = put(name, &[line.as_bytes()]);
        let result = check_memory(request, 2 * size, |request| read::<PutParcel>(request).is_ok());
        assert_eq!(result, is_read, "{name}: {entry}");
    }
}

#[test]
fn many_headers_are_read_in_proportional_memory() {
    let lines = vec![b"a, b".as_slice(); 10_000];
    let request = put("x-depot-words", &lines);
    let input = check_memory(request, 64 * 10_000, |request| read::<PutParcel>(request).unwrap());
    assert_eq!(input.words.unwrap().len(), 20_000);
    // Of a header that isn't a list, the first line counts.
    let input = read::<PutParcel>(&put("x-depot-label", &lines)).unwrap();
    assert_eq!(input.label.as_deref(), Some("a, b"));
    let mut request = put("x", &[]);
    for number in 0..20_000 {
        let name = http::HeaderName::try_from(format!("x-depot-meta-{number}")).unwrap();
        request.headers_mut().insert(name, HeaderValue::from_static("a"));
    }
    let input = check_memory(request, 128 * 20_000, |request| read::<PutParcel>(request).unwrap());
    assert_eq!(input.metadata.unwrap().len(), 20_000);
}

#[test]
fn metadata_of_any_size_is_written_or_refused() {
    for (count, is_written) in [(0, true), (4_096, true), (4_097, false), (100_000, false)] {
        let metadata: BTreeMap<_, _> =
            (0..count).map(|number| (number.to_string(), "a".to_owned())).collect();
        let input = PutParcelInput::new("d", "k").with(|it| it.metadata = Some(metadata.clone()));
        match request::<PutParcel>(&input) {
            Ok(sent) => assert!(is_written && sent.headers().len() >= count, "{count}"),
            Err(error) => assert_eq!(error, RequestError::InvalidHeader("metadata"), "{count}"),
        }
        let output = GetParcelOutput::default().with(|it| it.metadata = Some(metadata));
        let sent = Request::get("/depots/d/k").body(Vec::new()).unwrap();
        let answer = Router::new(OPERATIONS).route(&sent).unwrap().output::<GetParcel>(&output);
        assert_eq!(answer.status().is_success(), is_written, "{count}");
    }
}

#[test]
fn broken_percent_encoding_is_data_or_refused() {
    let key = |path: &str| {
        let sent = Request::get(format!("/depots/d/{path}")).body(Vec::new()).unwrap();
        read::<GetParcel>(&sent).map(|input| input.key)
    };
    for (path, expected) in [
        ("%", "%"),
        ("%4", "%4"),
        ("a%zz", "a%zz"),
        ("%00", "\0"),
        ("%25%32%35", "%25"),
        ("%2e%2e", ".."),
    ] {
        assert_eq!(key(path).as_deref(), Ok(expected), "{path}");
    }
    for path in ["%FF", "a/%C3", "%ED%A0%80", "%C0%80"] {
        assert_eq!(key(path), Err(400), "{path}");
    }
    let list = |query: &str| {
        let sent = Request::get(format!("/depots/d?{query}")).body(Vec::new()).unwrap();
        read::<ListParcels>(&sent)
    };
    assert_eq!(list("word=%&word=%0").unwrap().words.unwrap(), ["%", "%0"]);
    assert_eq!(list("&&=&==&word").unwrap().words.unwrap(), [""]);
    assert_eq!(list("word=%00%0D%0A").unwrap().words.unwrap(), ["\0\r\n"]);
    for query in ["word=%FF", "%FF=1", "%FF", "other=%C3"] {
        assert_eq!(list(query).err(), Some(400), "{query}");
    }
}

/// The crate `http` has no longer targets than these.
#[test]
fn the_longest_targets_are_routed_and_read() {
    let length = usize::from(u16::MAX) - 1;
    let fill = |start: &str, entry: &str| {
        let target = format!("{start}{}", entry.repeat((length - start.len()) / entry.len()));
        Request::get(target).body(Vec::new()).unwrap()
    };
    for (start, entry) in [
        ("/depots/d?", "a&"),
        ("/depots/d?", "word=&"),
        ("/depots/d?", "&"),
        ("/depots/d?", "+"),
        ("/depots/d?", "%61%62=&"),
        ("/depots/d?", "X-Amz-Credential="),
    ] {
        let request = fill(start, entry);
        check_memory(request, 4 * length, |request| read::<ListParcels>(request).unwrap());
    }
    for entry in ["/", "/a", "a", "%2F", "/%", "/to/x", "/.."] {
        let request = fill("/depots/d/", entry);
        let input = check_memory(request, length, |request| read::<GetParcel>(request).unwrap());
        assert!(input.key.len() > length / 4, "{entry}");
        let mut moved = fill("/moves/a", entry);
        *moved.method_mut() = http::Method::POST;
        _ = check_memory(moved, length, |request| read::<MoveParcel>(request).map(|it| it.to));
        // Nothing has such a path.
        let nothing = fill("/nothing", entry);
        assert_eq!(read::<GetParcel>(&nothing).err(), Some(404), "{entry}");
    }
}

/// The search for a route goes as deep as the longest pattern and not as the path, so it fits the smallest stack.
#[test]
fn routing_does_not_recurse_per_segment() {
    let work = || {
        let router = Router::new(OPERATIONS);
        for start in ["/depots", "/moves", "/flows", "/track", ""] {
            let path = format!("{start}{}", "/a".repeat(32_000));
            let request = Request::post(path).body(Vec::new()).unwrap();
            _ = router.route(&request).map(|call| call.operation().name());
        }
    };
    std::thread::Builder::new().stack_size(64 << 10).spawn(work).unwrap().join().unwrap();
}

#[test]
fn longer_targets_are_not_written() {
    let long = "a".repeat(70_000);
    let error = request::<GetParcel>(&ParcelKey::new("d", &*long)).unwrap_err();
    assert_eq!(error, RequestError::InvalidTarget);
    let words = vec!["a".to_owned(); 1_000_000];
    let input = ListParcelsInput::new("d").with(|it| it.words = Some(words));
    let error = check_memory(input, 8_000_000, |input| request::<ListParcels>(input).unwrap_err());
    assert_eq!(error, RequestError::InvalidTarget);
    // A long path and many parameters: looking for the query each time would take hours.
    let others = (0..200_000).map(|number| (number.to_string(), vec![String::new()])).collect();
    let input =
        ListParcelsInput::new("a".repeat(10 * MEGABYTE)).with(|it| it.others = Some(others));
    assert_eq!(request::<ListParcels>(&input).unwrap_err(), RequestError::InvalidTarget);
}

/// Checks that a request or response has no character that could end a line or the head.
#[track_caller]
fn check_head(headers: &http::HeaderMap, uri: Option<&Uri>) {
    for (name, value) in headers {
        let is_control = |byte: &u8| *byte != b'\t' && (*byte < b' ' || *byte == 0x7F);
        assert!(!value.as_bytes().iter().any(is_control), "{name}: {value:?}");
    }
    let target = uri.and_then(Uri::path_and_query).map(PathAndQuery::as_str).unwrap_or_default();
    assert!(target.bytes().all(|byte| byte.is_ascii_graphic()), "{target}");
}

const INJECTIONS: [&str; 8] =
    ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "\r\n\r\nbody", "\u{7F}", "a\u{B}b", "\n"];

#[test]
fn control_characters_are_encoded_or_refused_in_every_place_of_a_request() {
    for text in INJECTIONS {
        let owned = || Some(text.to_owned());
        let refused = |input: &PutParcelInput, member: &'static str| {
            let error = request::<PutParcel>(input).unwrap_err();
            assert_eq!(error, RequestError::InvalidHeader(member), "{text:?}");
        };
        let input = || PutParcelInput::new("d", "k");
        refused(&input().with(|it| it.label = owned()), "label");
        refused(&input().with(|it| it.kind = owned()), "kind");
        refused(
            &input().with(|it| it.words = Some(vec!["a".to_owned(), text.to_owned()])),
            "words",
        );
        let entries = [(text.to_owned(), "a".to_owned())];
        refused(&input().with(|it| it.metadata = Some(entries.into())), "metadata");
        let entries = [("a".to_owned(), text.to_owned())];
        refused(&input().with(|it| it.metadata = Some(entries.into())), "metadata");
        // Names of headers have fewer characters than values.
        for name in ["a b", "a:b", "a: b", "ö", "\"", "a,b"] {
            let entries = [(name.to_owned(), "a".to_owned())];
            refused(&input().with(|it| it.metadata = Some(entries.into())), "metadata");
        }
        let sent = request::<GetParcel>(&ParcelKey::new(text, text)).unwrap();
        check_head(sent.headers(), Some(sent.uri()));
        assert_eq!(read::<GetParcel>(&sent), Ok(ParcelKey::new(text, text)));
        let sent = request::<MoveParcel>(&MoveParcelInput::new(text, text)).unwrap();
        check_head(sent.headers(), Some(sent.uri()));
        let input = ListParcelsInput::new("d").with(|it| {
            it.words = Some(vec![text.to_owned()]);
            it.others = Some([(text.to_owned(), vec![text.to_owned()])].into());
        });
        let sent = request::<ListParcels>(&input).unwrap();
        check_head(sent.headers(), Some(sent.uri()));
        let received = read::<ListParcels>(&sent).unwrap();
        assert_eq!(received.words, input.words);
        assert_eq!(received.others.unwrap()[text], [text]);
        let track = Endpoint::parse("https://depot.example").unwrap();
        let error = track.request::<Track>(&TrackInput::new(text)).unwrap_err();
        assert_eq!(error, RequestError::InvalidHostLabel("depot"), "{text:?}");
        let endpoint = Endpoint::relative().with_token_source(move || text.to_owned());
        let sent = endpoint.request::<Ship>(&ShipInput::default()).unwrap();
        check_head(sent.headers(), Some(sent.uri()));
        assert!(Endpoint::parse(&format!("https://depot{text}.example")).is_err(), "{text:?}");
    }
    for host in ["a.b/c", "a@b", "a:1", "a?b", "a#b", "ö", "a_b", "[::1]"] {
        let endpoint = Endpoint::parse("https://depot.example").unwrap();
        let error = endpoint.request::<Track>(&TrackInput::new(host)).unwrap_err();
        assert_eq!(error, RequestError::InvalidHostLabel("depot"), "{host}");
    }
}

#[test]
fn control_characters_are_refused_in_every_place_of_a_response() {
    for text in INJECTIONS {
        let sent = Request::get("/depots/d/k").body(Vec::new()).unwrap();
        let router = Router::new(OPERATIONS);
        let call = router.route(&sent).unwrap().with_request_id(text);
        let entries = |key: &str, value: &str| Some([(key.to_owned(), value.to_owned())].into());
        for metadata in [entries(text, "a"), entries("a", text)] {
            let output = GetParcelOutput::default().with(|it| it.metadata = metadata);
            let answer = call.output::<GetParcel>(&output);
            assert_eq!(answer.status(), 500);
            check_head(answer.headers(), None);
        }
        let answer = call.output::<PutParcel>(
            &PutParcelOutput::default().with(|it| it.tag = Some(text.to_owned())),
        );
        assert_eq!(answer.status(), 500);
        let error = UnknownError::new(text).with_message(text);
        check_head(call.error(&error_of(error)).headers(), None);
        check_head(call.not_implemented().response().headers(), None);
    }
}

fn error_of(error: UnknownError) -> <GetParcel as Operation>::Error {
    shapesmith_tests::http_messages::errors::GetParcelError::Unknown(error)
}

#[test]
fn deep_bodies_are_refused_or_skipped() {
    for depth in [200, 1_000, 100_000, 3_000_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            // In an object, the first value is that of an unknown member.
            let is_read = read::<Ship>(&ship(nested.clone())).is_ok();
            assert_eq!(is_read, open != "[", "{depth}");
            for body in [
                format!("{{\"address\":{nested}}}"),
                format!("{{\"address\":{{\"street\":\"a\",\"lines\":{nested}}}}}"),
                open.repeat(depth),
            ] {
                assert_eq!(read::<Ship>(&ship(body)).err(), Some(400), "{depth}");
            }
            let answer = Response::builder().status(404).body(nested).unwrap();
            let result = response::<Ship>(&answer);
            assert!(matches!(result, Err(ResponseError::Malformed(_))), "{depth}");
        }
    }
}

#[test]
fn large_bodies_are_read_in_proportional_memory() {
    let long = "a".repeat(10 * MEGABYTE);
    let bodies = [
        format!("{{\"name\":\"{long}\"}}"),
        format!("{{\"{long}\":1}}"),
        format!("{{\"weight\":\"{long}\"}}"),
        format!("{{\"weight\":{}}}", "1".repeat(10 * MEGABYTE)),
        format!("{{\"when\":\"{long}\"}}"),
        format!("{{\"data\":\"{long}\"}}"),
        format!("{{\"address\":\"{long}\"}}"),
        format!(
            "{{\"address\":{{\"street\":\"a\",\"lines\":[{}\"\"]}}}}",
            "\"\",".repeat(1_000_000)
        ),
        format!("{{\"address\":{{\"street\":\"a\",\"lines\":[{}1]}}}}", "\"\",".repeat(1_000_000)),
        format!("{{{}\"a\":1}}", "\"a\":1,".repeat(1_000_000)),
        format!("{{{}\"weight\":1}}", "\"weight\":1,".repeat(500_000)),
        "{".repeat(10 * MEGABYTE),
        long.clone(),
        " ".repeat(10 * MEGABYTE),
        "\0".repeat(10 * MEGABYTE),
    ];
    for body in bodies {
        let length = body.len();
        let request = ship(body);
        check_memory(request, 4 * length, |request| read::<Ship>(request).is_ok());
    }
    // A body of bytes isn't looked at.
    let mut request = put("x", &[]);
    *request.body_mut() = vec![0xFF; 10 * MEGABYTE];
    let input = check_memory(request, 10 * MEGABYTE, |it| read::<PutParcel>(it).unwrap());
    assert_eq!(input.content.unwrap().as_ref().len(), 10 * MEGABYTE);
}

#[test]
fn hostile_responses_are_malformed_or_errors_of_the_service() {
    let long = "a".repeat(MEGABYTE);
    for body in [
        String::new(),
        "null".to_owned(),
        "[]".to_owned(),
        "<html>".to_owned(),
        "\0".to_owned(),
        format!("{{\"__type\":\"{long}\",\"message\":\"{long}\"}}"),
        "{\"__type\":1,\"message\":{}}".to_owned(),
        "{\"__type\":null,\"code\":[]}".to_owned(),
        "{\"__type\":\"NoSuchParcel\",\"tries\":\"a\"}".to_owned(),
        "{\"__type\":\"#\"}".to_owned(),
        "{\"__type\":\":\"}".to_owned(),
    ] {
        for status in [100, 199, 204, 300, 304, 399, 404, 500, 599, 999] {
            for code in ["", "NoSuchParcel", "#", ":", "a#b#NoSuchParcel:x:y", ";", "\u{FF}"] {
                let answer = Response::builder().status(status).header("x-amzn-errortype", code);
                let answer = answer.body(body.clone()).unwrap();
                let result = response::<DeleteParcel>(&answer);
                assert_eq!(result.is_ok(), answer.status().is_success(), "{status}");
                if let Err(error) = result {
                    assert!(error.to_string().len() <= 2 * long.len() + 10);
                }
            }
        }
    }
}
