//! Streams of events in requests and responses.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Request, Response};
use shapesmith_tests::event_streams::errors::{ListenError, TalkError};
use shapesmith_tests::event_streams::operations::{Gauge, Listen, Talk};
use shapesmith_tests::event_streams::{self as river, Sounds, TalkInput, Words};
use shapesmith_tests::event_streams_rpc::operations as rpc;
use shapesmith_tests::event_streams_rpc::{self as rpc_river};
use shapesmith_tests::support::http::event_stream::{
    EventError, EventReader, Frame, FrameError, FrameSignature, FrameValue, InvalidEvent,
    encode_date, input_events, output_events,
};
use shapesmith_tests::support::http::{
    Call, Protocol, Reading, ResponseError, Router, request, response,
};
use shapesmith_tests::support::{
    Blob, EventStream, Events, HasOutputEvents, Location, Operation, Structure, Timestamp,
    UnknownError, Validate, With, members,
};

const EVENT_STREAM: &str = "application/vnd.amazon.eventstream";

fn event(name: &str) -> Frame {
    Frame::default().with_header(":message-type", "event").with_header(":event-type", name)
}

/// Returns the frame of an event with a document.
fn document(name: &str, media_type: &str, document: impl Into<Vec<u8>>) -> Frame {
    let head = event(name).with_header(":content-type", media_type);
    let frame = Frame::new(document);
    head.headers()
        .iter()
        .fold(frame, |frame, (name, value)| frame.with_header(name.clone(), value.clone()))
}

/// Returns what a reader makes of frames.
fn read<M: Structure, E: Events>(
    mut reader: EventReader<M, E>,
    frames: &[Frame],
) -> Vec<Result<E, EventError<E>>> {
    for frame in frames {
        reader.feed(&frame.encode().unwrap());
    }
    let events = std::iter::from_fn(|| reader.next_event()).collect();
    reader.finish().unwrap();
    events
}

fn read_sounds(frames: &[Frame]) -> Vec<Result<Sounds, EventError<Sounds>>> {
    read(output_events::<Listen>().unwrap(), frames)
}

/// Returns what is read from one frame.
#[expect(clippy::result_large_err, reason = "a union of exceptions is as large as its largest one")]
fn read_sound(frame: Frame) -> Result<Sounds, EventError<Sounds>> {
    let mut events = read_sounds(&[frame]);
    assert_eq!(events.len(), 1);
    events.remove(0)
}

fn reason(frame: Frame) -> String {
    match read_sound(frame) {
        Err(EventError::Malformed(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Writes an event as a server, checks its frame and reads it as a client.
fn check_sound(sound: &Sounds, expected: Frame) {
    let call = call::<Listen>(Protocol::RestJson1);
    let bytes = call.output_events::<Listen>().write(sound).unwrap();
    assert_eq!(Frame::parse(&bytes).unwrap(), expected);
    assert_eq!(read_sound(expected).unwrap(), *sound);
}

fn call<O: Operation>(protocol: Protocol) -> Call<'static> {
    let all = [river::operations::OPERATIONS, rpc::OPERATIONS].concat();
    let is = |it: &&&dyn shapesmith_tests::support::AnyOperation| {
        it.name() == O::NAME && it.service() == O::SERVICE
    };
    Call::of(*all.iter().find(is).unwrap(), protocol).unwrap()
}

fn splash(height: i32) -> Sounds {
    Sounds::Splash(river::Splash::default().with(|it| it.height = Some(height)))
}

#[test]
fn operations_have_the_types_of_their_events() {
    assert_eq!(Listen::INPUT_EVENTS, None);
    assert_eq!(Listen::OUTPUT_EVENTS, Some(EventStream::new("sounds", "Sounds")));
    assert_eq!(Talk::INPUT_EVENTS.map(|events| events.member), Some("words"));
    let operations = river::operations::OPERATIONS;
    let found: Vec<_> = operations
        .iter()
        .map(|it| (it.name(), it.input_events().is_some(), it.output_events().is_some()))
        .collect();
    assert_eq!(found, [("Gauge", true, false), ("Listen", false, true), ("Talk", true, true)]);
    fn first<O: HasOutputEvents<OutputEvent = Sounds>>() {}
    first::<Listen>();
    first::<Talk>();
    let locations: Vec<Location> = members::<river::Recording>().map(|it| it.location()).collect();
    assert_eq!(locations, [Location::EventPayload, Location::EventHeader]);
    assert!(members::<river::Splash>().all(|it| it.location() == Location::Body));
}

#[test]
fn events_are_documents_headers_and_payloads() {
    check_sound(&splash(3), document("splash", "application/json", r#"{"height":3}"#));
    check_sound(&Sounds::Splash(Default::default()), document("splash", "application/json", "{}"));
    check_sound(&Sounds::Hush(Default::default()), event("hush"));
    check_sound(&Sounds::Note(Default::default()), event("note"));
    let note = river::Note::default().with(|it| {
        it.pitch = Some("a".to_owned());
        it.text = Some("la".to_owned());
    });
    check_sound(
        &Sounds::Note(note),
        document("note", "text/plain", "la").with_header("pitch", "a"),
    );
    let recording = river::Recording::default().with(|it| {
        it.bytes = Some(Blob::new([0, 255]));
        it.rate = Some(44_100);
    });
    check_sound(
        &Sounds::Recording(recording),
        document("recording", "application/octet-stream", [0, 255]).with_header("rate", 44_100),
    );
    let empty = river::Recording::default().with(|it| it.bytes = Some(Blob::default()));
    check_sound(&Sounds::Recording(empty), document("recording", "application/octet-stream", ""));
    let drop = river::Drop::default().with(|it| {
        it.size = Some(-2);
        it.drop = Some(river::Splash::default().with(|it| it.height = Some(1)));
    });
    check_sound(
        &Sounds::Drop(drop),
        document("drop", "application/json", r#"{"height":1}"#).with_header("size", -2_i16),
    );
}

#[test]
fn headers_have_the_types_of_their_members() {
    let all = river::AllHeaders::default().with(|it| {
        it.flag = Some(false);
        it.byte = Some(1);
        it.short = Some(2);
        it.int = Some(3);
        it.long = Some(4);
        it.blob = Some(Blob::new("b"));
        it.text = Some("t".to_owned());
        it.time = Some(Timestamp::new(1, 500_000_000).unwrap());
        it.kind = Some(river::Kind::Rain);
        it.step = Some(river::Step::One);
        it.rest = Some("r".to_owned());
    });
    let frame = document("all", "application/json", r#"{"rest":"r"}"#)
        .with_header("flag", false)
        .with_header("byte", 1_i8)
        .with_header("short", 2_i16)
        .with_header("int", 3_i32)
        .with_header("long", 4_i64)
        .with_header("blob", b"b".to_vec())
        .with_header("text", "t")
        .with_header("time", FrameValue::Timestamp(1500))
        .with_header("kind", "rain")
        .with_header("step", 1_i32);
    check_sound(&Sounds::All(all), frame);
    // An integer of another width is read if the member can have its value.
    let frame = event("all").with_header("byte", 7_i64).with_header("kind", "new");
    let Sounds::All(all) = read_sound(frame).unwrap() else { panic!() };
    assert_eq!((all.byte, all.kind.unwrap().as_str()), (Some(7), "new"));
    let expected = "malformed event: all.byte: expected a header of the member's type";
    assert_eq!(reason(event("all").with_header("byte", 128_i16)), expected);
    assert_eq!(reason(event("all").with_header("byte", "7")), expected);
    let reason = reason(event("all").with_header("time", FrameValue::Timestamp(i64::MAX)));
    assert_eq!(reason, "malformed event: all.time: expected a timestamp");
}

#[test]
fn documents_have_the_format_of_the_protocol() {
    let xml = |name: &str, body: &str| document(name, "application/xml", body);
    let call = call::<Talk>(Protocol::RestXml);
    let mut writer = call.output_events::<Talk>();
    let mut write = |sound: &Sounds| Frame::parse(&writer.write(sound).unwrap()).unwrap();
    assert_eq!(write(&splash(3)), xml("splash", "<Splash><height>3</height></Splash>"));
    let inner = river::Splash::default().with(|it| it.height = Some(1));
    let drop = Sounds::Drop(river::Drop::default().with(|it| it.drop = Some(inner)));
    assert_eq!(write(&drop), xml("drop", "<Splash><height>1</height></Splash>"));
    let word = xml("word", "<Word><text>&amp;</text></Word>").with_header("loud", true);
    let events = read(call.input_events::<Talk>(), &[word, xml("word", "<Word>")]);
    let [Ok(Words::Word(word)), Err(EventError::Malformed(_))] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(*word, river::Word::new(true, "&"));
    let gone = Frame::new("<Gone><Message>dry</Message></Gone>")
        .with_header(":message-type", "exception")
        .with_header(":exception-type", "gone");
    let events = read(call.input_events::<Talk>(), &[gone]);
    let expected = UnknownError::new("gone").with_message("dry");
    assert_eq!(events, [Err(EventError::Unknown(expected))]);
}

#[test]
fn exceptions_and_errors_are_told_apart() {
    let flood = river::Flood::default().with(|it| {
        it.message = Some("run".to_owned());
        it.height = Some(9);
    });
    let exception = |name: &str, body: &str| {
        let frame = Frame::new(body)
            .with_header(":message-type", "exception")
            .with_header(":exception-type", name);
        frame.with_header(":content-type", "application/json")
    };
    let frame = exception("flood", r#"{"message":"run"}"#).with_header("height", 9);
    let call = call::<Listen>(Protocol::RestJson1);
    let mut writer = call.output_events::<Listen>();
    let bytes = writer.write(&Sounds::Flood(flood.clone())).unwrap();
    assert_eq!(Frame::parse(&bytes).unwrap(), frame);
    let error = read_sound(frame).unwrap_err();
    assert_eq!(error.to_string(), "Flood");
    assert_eq!(error, EventError::Exception(Sounds::Flood(flood)));

    // An error of the operation that is an event, too, is a document of all members.
    let gone = river::Gone::default().with(|it| {
        it.message = Some("dry".to_owned());
        it.since = Some("May".to_owned());
    });
    let bytes = writer.write_error(&ListenError::from(gone.clone())).unwrap();
    let frame = exception("Gone", r#"{"message":"dry","since":"May"}"#);
    assert_eq!(Frame::parse(&bytes).unwrap(), frame);
    assert_eq!(bytes, writer.write(&Sounds::Gone(gone.clone())).unwrap());
    assert_eq!(read_sound(frame), Err(EventError::Exception(Sounds::Gone(gone))));

    let unknown = UnknownError::new("Broken").with_message("sorry");
    let bytes = writer.write_error(&TalkError::from(unknown.clone())).unwrap();
    let frame = Frame::default()
        .with_header(":message-type", "error")
        .with_header(":error-code", "Broken")
        .with_header(":error-message", "sorry");
    assert_eq!(Frame::parse(&bytes).unwrap(), frame);
    let error = read_sound(frame).unwrap_err();
    assert_eq!(error.to_string(), "Broken: sorry");
    assert_eq!(error, EventError::Unknown(unknown));
    let error = read_sound(exception("Drought", r#"{"Message":"dust"}"#)).unwrap_err();
    let expected = UnknownError::new("Drought").with_message("dust");
    assert_eq!(error, EventError::Unknown(expected));
    let error = read_sound(exception("Drought", "<dust/>")).unwrap_err();
    assert_eq!(error, EventError::Unknown(UnknownError::new("Drought")));
}

#[test]
fn unknown_events_keep_their_frames() {
    let frame = document("thunder", "application/json", r#"{"far":true}"#).with_header("x", 1_i8);
    let sounds = read_sounds(&[frame.clone(), event("hush")]);
    let [Ok(sound), Ok(Sounds::Hush(_))] = &sounds[..] else { panic!("{sounds:?}") };
    let Sounds::Unknown(unknown) = sound else { panic!("{sound:?}") };
    assert_eq!((unknown.tag(), unknown.frame()), ("thunder", Some(frame.clone())));
    let mut writer = call::<Listen>(Protocol::RestJson1).output_events::<Listen>();
    assert_eq!(writer.write(sound).unwrap(), frame.encode().unwrap());
    // The JSON form keeps it, too.
    let json = serde_json::to_string(sound).unwrap();
    let again: Sounds = serde_json::from_str(&json).unwrap();
    assert_eq!(writer.write(&again).unwrap(), frame.encode().unwrap());
    let other: Sounds = serde_json::from_str(r#"{"thunder":{"far":true}}"#).unwrap();
    assert_eq!(writer.write(&other), Err(InvalidEvent::Unknown));
}

#[test]
fn malformed_events_are_refused_and_the_next_is_read() {
    let cases = [
        (Frame::default(), "it has no text `:message-type`"),
        (
            Frame::default().with_header(":message-type", b"event".to_vec()),
            "it has no text `:message-type`",
        ),
        (
            Frame::default().with_header(":message-type", "greeting"),
            "its `:message-type` isn't known",
        ),
        (Frame::default().with_header(":message-type", "event"), "it has no text `:event-type`"),
        (
            Frame::default().with_header(":message-type", "exception"),
            "it has no text `:exception-type`",
        ),
        (Frame::default().with_header(":message-type", "error"), "it has no text `:error-code`"),
        (document("note", "text/plain", [0xFF]), "note.text: expected UTF-8"),
        (
            document("splash", "application/json", r#"{"height":"x"}"#),
            "splash.height: invalid type: string \"x\", expected i32 at line 1 column 13",
        ),
    ];
    for (frame, expected) in cases {
        let events = read_sounds(&[frame, event("hush")]);
        let [Err(EventError::Malformed(error)), Ok(Sounds::Hush(_))] = &events[..] else {
            panic!("{events:?}")
        };
        assert_eq!(error.to_string(), format!("malformed event: {expected}"));
    }
    let mut reader = output_events::<Listen>().unwrap();
    reader.feed(&[0; 12]);
    let error = reader.next_event().unwrap().unwrap_err();
    assert_eq!(error, EventError::Frame(FrameError::PreludeChecksum));
    assert!(reader.next_event().is_none());
    assert_eq!(reader.finish(), Err(EventError::Frame(FrameError::PreludeChecksum)));
}

#[test]
fn heads_have_the_media_type_of_streams_and_no_length() {
    let input = TalkInput::new("weir");
    let request = request::<Talk>(&input).unwrap();
    assert_eq!(request.headers()[CONTENT_TYPE], EVENT_STREAM);
    assert_eq!(request.headers()["x-place"], "weir");
    assert_eq!(request.headers().get(CONTENT_LENGTH), None);
    assert_eq!(request.body(), b"");
    let router = Router::new(river::operations::OPERATIONS);
    let call = router.route(&request).unwrap();
    assert_eq!(call.input::<Talk>(Reading::Strict).unwrap(), input);

    let output = river::TalkOutput::default().with(|it| it.river = Some("Eno".to_owned()));
    let head = call.output::<Talk>(&output);
    assert_eq!(head.headers()[CONTENT_TYPE], EVENT_STREAM);
    assert_eq!(head.headers().get(CONTENT_LENGTH), None);
    assert_eq!(head.body(), b"");
    assert_eq!(response::<Talk>(&head).unwrap(), output);
    // Errors before the first event are ordinary responses.
    let error = call.error(&TalkError::from(river::Gone::default()));
    assert_eq!(error.headers()[CONTENT_TYPE], "application/json");
    let read = response::<Talk>(&error).unwrap_err();
    assert!(matches!(read, ResponseError::Service(TalkError::Gone(_))));
    // Listen has events in its response alone.
    let request =
        shapesmith_tests::support::http::request::<Listen>(&river::ListenInput::new("weir"));
    assert_eq!(request.unwrap().headers().get(CONTENT_TYPE), None);
    // Beside a stream, the header is the member's.
    let input = river::ListenInput::new("weir").with(|it| it.accept = Some("audio/*".to_owned()));
    let request = shapesmith_tests::support::http::request::<Listen>(&input).unwrap();
    assert_eq!(request.headers()[ACCEPT], "audio/*");
}

#[test]
fn strict_servers_want_the_media_type_of_streams() {
    let router = Router::new(river::operations::OPERATIONS);
    let mut request = request::<Gauge>(&river::GaugeInput::default()).unwrap();
    request.headers_mut().insert(CONTENT_TYPE, "application/json".parse().unwrap());
    let call = router.route(&request).unwrap();
    call.input::<Gauge>(Reading::Lenient).unwrap();
    let rejection = call.input::<Gauge>(Reading::Strict).unwrap_err();
    assert_eq!(rejection.response().status(), 415);
}

#[test]
fn servers_read_the_events_of_requests() {
    let router = Router::new(river::operations::OPERATIONS);
    let mut request = request::<Talk>(&TalkInput::new("weir")).unwrap();
    let mut writer = input_events::<Talk>().unwrap();
    let words = [
        Words::Word(river::Word::new(true, "hello")),
        Words::Word(river::Word::new(false, "")),
        Words::Leave(Default::default()),
    ];
    for word in &words {
        request.body_mut().extend(writer.write(word).unwrap());
    }
    let request = request;
    let call = router.route(&request).unwrap();
    assert_eq!(call.input::<Talk>(Reading::Strict).unwrap(), TalkInput::new("weir"));
    let mut reader = call.input_events::<Talk>();
    reader.feed(request.body());
    for word in &words {
        assert_eq!(reader.next_event(), Some(Ok(word.clone())));
    }
    assert_eq!(reader.next_event(), None);
    assert!(words[1].validate().is_err());
    // A required member is missing if its header is.
    let frame = document("word", "application/json", r#"{"text":"hello"}"#);
    let events = read(call.input_events::<Talk>(), &[frame]);
    let [Err(error)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(error.to_string(), "malformed event: word: missing member `loud`");
}

#[test]
fn signed_frames_are_wrapped_and_unwrapped() {
    let date = Timestamp::new(1_700_000_000, 5_999_999).unwrap();
    let mut signed = Vec::new();
    let (sender, receiver) = std::sync::mpsc::channel();
    let mut writer = input_events::<Talk>().unwrap().with_signer(move |bytes| {
        sender.send(bytes.to_vec()).unwrap();
        FrameSignature { date, signature: vec![bytes.len() as u8] }
    });
    let word = Words::Word(river::Word::new(true, "hello"));
    let plain = input_events::<Talk>().unwrap().write(&word).unwrap();
    let frame = writer.write(&word).unwrap();
    let expected = Frame::new(plain.clone())
        .with_header(":date", FrameValue::Timestamp(1_700_000_000_005))
        .with_header(":chunk-signature", vec![plain.len() as u8]);
    assert_eq!(Frame::parse(&frame).unwrap(), expected);
    signed.extend(frame);
    let end = writer.finish().unwrap();
    assert_eq!(Frame::parse(&end).unwrap().payload(), b"");
    signed.extend(end);
    assert_eq!(receiver.iter().collect::<Vec<_>>(), [plain, vec![]]);
    assert_eq!(encode_date(date), b"\x05:date\x08\0\0\x01\x8B\xCF\xE5\x68\x05");

    let call = call::<Talk>(Protocol::RestJson1);
    let mut reader = call.input_events::<Talk>();
    reader.feed(&signed);
    assert_eq!(reader.next_event(), Some(Ok(word)));
    assert_eq!(reader.next_event(), None);
    // What comes after the end isn't read.
    reader.feed(&event("leave").encode().unwrap());
    assert_eq!(reader.next_event(), None);
    assert!(input_events::<Talk>().unwrap().finish().unwrap().is_empty());
}

fn check_rpc(protocol: Protocol, media_type: &str, headers: &HeaderMap, body: &[u8], name: &str) {
    assert_eq!(headers[CONTENT_TYPE], EVENT_STREAM, "{protocol}");
    assert_eq!(headers.get(CONTENT_LENGTH), None);
    let frame = Frame::parse(body).unwrap();
    assert_eq!(frame.text(":event-type"), Some(name));
    assert_eq!(frame.text(":content-type"), Some(media_type));
}

#[test]
fn rpc_protocols_have_initial_messages() {
    use rpc_river::{Sounds, TalkInput, TalkOutput, Words};
    let input = TalkInput::new("weir");
    let mut request = request::<rpc::Talk>(&input).unwrap();
    let cbor = "application/cbor";
    check_rpc(Protocol::RpcV2Cbor, cbor, request.headers(), request.body(), "initial-request");
    assert_eq!(request.headers()[ACCEPT], EVENT_STREAM);
    let word = Words::Word(rpc_river::Word::new(true, "hello"));
    let frame = input_events::<rpc::Talk>().unwrap().write(&word).unwrap();
    request.body_mut().extend(frame);
    let router = Router::new(rpc::OPERATIONS);
    let call = router.route(&request).unwrap();
    for reading in [Reading::Lenient, Reading::Validated, Reading::Strict] {
        assert_eq!(call.input::<rpc::Talk>(reading).unwrap(), input);
    }
    let mut reader = call.input_events::<rpc::Talk>();
    assert!(reader.initial_message().is_none());
    reader.feed(request.body());
    assert_eq!(reader.initial_message(), Some(Ok(input)));
    assert_eq!(reader.next_event(), Some(Ok(word.clone())));
    // The initial message is skipped if nobody asks for it.
    let mut reader = call.input_events::<rpc::Talk>();
    reader.feed(request.body());
    assert_eq!(reader.next_event(), Some(Ok(word)));
    assert_eq!(reader.next_event(), None);

    let output = TalkOutput::default().with(|it| it.river = Some("Eno".to_owned()));
    let mut head = call.output::<rpc::Talk>(&output);
    check_rpc(Protocol::RpcV2Cbor, cbor, head.headers(), head.body(), "initial-response");
    assert_eq!(response::<rpc::Talk>(&head).unwrap(), output);
    let sound = Sounds::Splash(rpc_river::Splash::default().with(|it| it.height = Some(2)));
    let frame = call.output_events::<rpc::Talk>().write(&sound).unwrap();
    head.body_mut().extend(frame);
    let mut reader = output_events::<rpc::Talk>().unwrap();
    reader.feed(head.body());
    assert_eq!(reader.initial_message(), Some(Ok(output)));
    assert_eq!(reader.next_event(), Some(Ok(sound)));

    let call = self::call::<rpc::Talk>(Protocol::AwsJson1_1);
    let head = call.output::<rpc::Talk>(&TalkOutput::default());
    let json = "application/x-amz-json-1.1";
    check_rpc(Protocol::AwsJson1_1, json, head.headers(), head.body(), "initial-response");
    assert_eq!(Frame::parse(head.body()).unwrap().payload(), b"{}");
}

#[test]
fn initial_messages_may_be_absent_or_malformed() {
    use rpc_river::{Sounds, TalkOutput};
    let hush = event("hush").encode().unwrap();
    let mut reader = output_events::<rpc::Talk>().unwrap();
    reader.feed(&hush);
    assert_eq!(reader.initial_message(), Some(Ok(TalkOutput::default())));
    assert_eq!(reader.next_event(), Some(Ok(Sounds::Hush(Default::default()))));
    let head = |body: &[u8]| {
        let head = Response::builder().header("smithy-protocol", "rpc-v2-cbor");
        response::<rpc::Talk>(&head.body(body.to_vec()).unwrap())
    };
    assert_eq!(head(b"").unwrap(), TalkOutput::default());
    assert_eq!(head(&hush).unwrap(), TalkOutput::default());
    assert_eq!(head(&hush[..20]).unwrap(), TalkOutput::default());
    let initial = document("initial-response", "application/cbor", [0xFF]);
    assert!(matches!(head(&initial.encode().unwrap()), Err(ResponseError::Malformed(_))));
    assert!(matches!(head(&[0; 12]), Err(ResponseError::Malformed(_))));
    let mut reader = output_events::<rpc::Talk>().unwrap();
    reader.feed(&initial.encode().unwrap());
    assert!(matches!(reader.initial_message(), Some(Err(EventError::Malformed(_)))));

    // A server refuses a request without the members that must be there.
    let request = Request::post("/service/River/operation/Talk")
        .header("smithy-protocol", "rpc-v2-cbor")
        .header(CONTENT_TYPE, EVENT_STREAM)
        .body(Vec::new())
        .unwrap();
    let router = Router::new(rpc::OPERATIONS);
    let call = router.route(&request).unwrap();
    let rejection = call.input::<rpc::Talk>(Reading::Lenient).unwrap_err();
    assert_eq!(rejection.response().status(), 400);
}
