//! A conversation with Transcribe over one connection: audio in signed frames, and transcripts between them.
//!
//! The frames and their signatures are checked with AWS's own implementation of both.
#![cfg(sample)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::field_reassign_with_default,
    reason = "the generated structures are non-exhaustive"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use aws_sigv4::event_stream::{sign_empty_message, sign_message};
use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_types::event_stream::{HeaderValue, Message};
use http::{HeaderMap, HeaderName, HeaderValue as HttpValue, Request, Response};
use shapesmith_peers::api::support::http::event_stream::{
    EventError, EventReader, FrameSignature, input_events, output_events,
};
use shapesmith_peers::api::support::http::{Endpoint, Reading, Router, response};
use shapesmith_peers::api::support::{Blob, Exception, Timestamp};
use shapesmith_peers::api::transcribe::operations::{OPERATIONS, StartStreamTranscription};
use shapesmith_peers::api::transcribe::{
    Alternative, AudioEvent, AudioStream, BadRequestException, Result as Recognized,
    StartStreamTranscriptionRequest, StartStreamTranscriptionResponse, Transcript, TranscriptEvent,
    TranscriptResultStream,
};
use shapesmith_peers::client::{frame_signing_params, sign_request};

const SERVICE: &str = "transcribe";
/// What a signature has in place of the hash of a body of events.
const BODY_HASH: &str = "STREAMING-AWS4-HMAC-SHA256-EVENTS";
const TOO_LOUD: &[u8] = b"too loud";

type Texts = EventReader<StartStreamTranscriptionResponse, TranscriptResultStream>;

#[test]
fn audio_and_transcripts_share_a_connection() {
    let (mut connection, server) = connect();
    let mut input = StartStreamTranscriptionRequest::new(16_000, "pcm");
    input.language_code = Some("en-US".into());
    let signature = send_head(&mut connection.stream, &input);
    let last = Arc::new(Mutex::new(signature));
    let mut writer = input_events::<StartStreamTranscription>()
        .unwrap()
        .with_signer(move |bytes| sign_frame(bytes, &mut last.lock().unwrap()));
    let (head, headers) = connection.read_head();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let mut answer = Response::new(Vec::new());
    *answer.headers_mut() = headers;
    let output = response::<StartStreamTranscription>(&answer).unwrap();
    assert_eq!(output.media_sample_rate_hertz, Some(16_000));
    assert_eq!(output.language_code, Some("en-US".into()));
    let mut reader = output_events::<StartStreamTranscription>().unwrap();
    // Each transcript arrives before the next piece of audio is sent.
    for audio in [&b"\0\xff"[..], b"", &[7; 70_000]] {
        connection.send_chunk(&writer.write(&to_audio(audio)).unwrap());
        let event = read_event(&mut connection, &mut reader).unwrap();
        let TranscriptResultStream::TranscriptEvent(event) = event else { panic!("{event:?}") };
        assert_eq!(event, to_text(&format!("{} bytes", audio.len())));
    }
    connection.send_chunk(&writer.write(&to_audio(TOO_LOUD)).unwrap());
    match read_event(&mut connection, &mut reader).unwrap_err() {
        EventError::Exception(TranscriptResultStream::BadRequestException(error)) => {
            assert_eq!(error.message.as_deref(), Some("too loud"));
        }
        error => panic!("{error}"),
    }
    connection.send_chunk(&writer.finish().unwrap());
    connection.send_chunk(b"");
    assert_eq!(server.join().unwrap(), 5);
}

/// Reads the requests of one connection, and answers each event with one. Returns the number of signed frames, whose signatures are
/// right.
fn serve(mut connection: Connection) -> usize {
    let (head, headers) = connection.read_head();
    let mut words = head.split(' ');
    let mut request = Request::new(Vec::new());
    *request.method_mut() = words.next().unwrap().parse().unwrap();
    *request.uri_mut() = words.next().unwrap().parse().unwrap();
    *request.headers_mut() = headers;
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let mut last = authorization.rsplit("Signature=").next().unwrap().to_owned();
    let router = Router::new(OPERATIONS);
    let call = router.route(&request).unwrap();
    let input = call.input::<StartStreamTranscription>(Reading::Strict).unwrap();
    let mut output = StartStreamTranscriptionResponse::default();
    output.media_sample_rate_hertz = Some(input.media_sample_rate_hertz);
    output.language_code = input.language_code;
    let answer = call.output::<StartStreamTranscription>(&output);
    send_message(&mut connection.stream, "HTTP/1.1 200 OK", answer.headers());
    let mut reader = call.input_events::<StartStreamTranscription>();
    let mut writer = call.output_events::<StartStreamTranscription>();
    let mut frames = 0;
    while let Some(chunk) = connection.read_chunk() {
        last = verify_frame(&chunk, &last);
        frames += 1;
        reader.feed(&chunk);
        while let Some(event) = reader.next_event() {
            let AudioStream::AudioEvent(event) = event.unwrap() else { panic!("no audio") };
            let audio = event.audio_chunk.unwrap_or_default();
            let event = match audio.as_ref() {
                TOO_LOUD => TranscriptResultStream::BadRequestException(
                    BadRequestException::with_message("too loud"),
                ),
                audio => TranscriptResultStream::TranscriptEvent(to_text(&format!(
                    "{} bytes",
                    audio.len()
                ))),
            };
            connection.send_chunk(&writer.write(&event).unwrap());
        }
    }
    reader.finish().unwrap();
    frames
}

fn to_audio(bytes: &[u8]) -> AudioStream {
    let mut event = AudioEvent::default();
    event.audio_chunk = Some(Blob::new(bytes));
    AudioStream::AudioEvent(event)
}

fn to_text(text: &str) -> TranscriptEvent {
    let mut alternative = Alternative::default();
    alternative.transcript = Some(text.to_owned());
    let mut recognized = Recognized::default();
    (recognized.alternatives, recognized.end_time) = (Some(vec![alternative]), Some(0.5));
    let mut transcript = Transcript::default();
    transcript.results = Some(vec![recognized]);
    let mut event = TranscriptEvent::default();
    event.transcript = Some(transcript);
    event
}

/// Reads the next event from a connection.
fn read_event(
    connection: &mut Connection,
    reader: &mut Texts,
) -> Result<TranscriptResultStream, EventError<TranscriptResultStream>> {
    loop {
        if let Some(event) = reader.next_event() {
            return event;
        }
        reader.feed(&connection.read_chunk().expect("the stream ended"));
    }
}

/// Returns the signature of a frame, or of the end of the stream. It includes the one before.
fn sign_frame(bytes: &[u8], last: &mut String) -> FrameSignature {
    let time = SystemTime::now();
    let (signed, signature) = sign_with_aws(bytes, last, time);
    *last = signature;
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let date = Timestamp::new(seconds.try_into().unwrap(), 0).unwrap();
    let signature = find_header(&signed, ":chunk-signature").as_byte_array().unwrap().to_vec();
    FrameSignature { date, signature }
}

/// Checks that a frame has the headers, in any order, and the payload of the one that AWS's implementation makes. Returns its
/// signature.
fn verify_frame(frame: &[u8], last: &str) -> String {
    let outer = read_message_from(&mut &*frame).unwrap();
    let date = find_header(&outer, ":date");
    let HeaderValue::Timestamp(date) = date else { panic!("{date:?}") };
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(date.secs().try_into().unwrap());
    let (signed, signature) = sign_with_aws(outer.payload(), last, time);
    assert_eq!(outer.headers().len(), 2);
    for name in [":date", ":chunk-signature"] {
        assert_eq!(find_header(&outer, name), find_header(&signed, name));
    }
    assert_eq!(outer.payload(), signed.payload());
    signature
}

fn find_header<'m>(message: &'m Message, name: &str) -> &'m HeaderValue {
    message.headers().iter().find(|header| header.name().as_str() == name).unwrap().value()
}

/// Returns the signed frame around another one, or around nothing, and its signature.
fn sign_with_aws(bytes: &[u8], last: &str, time: SystemTime) -> (Message, String) {
    let parameters = frame_signing_params(SERVICE, time);
    let signed = if bytes.is_empty() {
        sign_empty_message(last, &parameters)
    } else {
        let message = read_message_from(&mut &*bytes).unwrap();
        sign_message(&message, last, &parameters)
    };
    signed.unwrap().into_parts()
}

/// Sends the head of a request. Returns its signature.
fn send_head(stream: &mut TcpStream, input: &StartStreamTranscriptionRequest) -> String {
    let url = format!("http://{}", stream.peer_addr().unwrap());
    let endpoint = Endpoint::parse(&url).unwrap();
    let mut request = endpoint.request::<StartStreamTranscription>(input).unwrap();
    assert_eq!(request.body(), b"");
    let signature = sign_request(&mut request, SERVICE, Some(BODY_HASH));
    let target = request.uri().path_and_query().unwrap();
    let line = format!("{} {target} HTTP/1.1", request.method());
    send_message(stream, &line, request.headers());
    signature
}

/// A connection of HTTP/1.1 whose bodies have chunks.
struct Connection {
    stream: TcpStream,
    reader: BufReader<TcpStream>,
}

/// Returns a connection to a server, which returns the number of frames at the end.
fn connect() -> (Connection, thread::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || serve(Connection::new(listener.accept().unwrap().0)));
    (Connection::new(TcpStream::connect(address).unwrap()), server)
}

fn send_message(stream: &mut TcpStream, line: &str, headers: &HeaderMap) {
    let mut head = format!("{line}\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    head.push_str("transfer-encoding: chunked\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
}

impl Connection {
    fn new(stream: TcpStream) -> Self {
        // A side that waits in vain is a failure.
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        Self { reader: BufReader::new(stream.try_clone().unwrap()), stream }
    }

    fn read_line(&mut self) -> String {
        let mut line = String::new();
        self.reader.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Reads the first line and the headers of a message.
    fn read_head(&mut self) -> (String, HeaderMap) {
        let (first, mut headers) = (self.read_line(), HeaderMap::new());
        loop {
            let line = self.read_line();
            let Some((name, value)) = line.split_once(": ") else { return (first, headers) };
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            headers.append(name, HttpValue::from_str(value).unwrap());
        }
    }

    fn send_chunk(&mut self, bytes: &[u8]) {
        let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
        chunk.extend(bytes);
        chunk.extend(b"\r\n");
        self.stream.write_all(&chunk).unwrap();
    }

    /// Reads a chunk; `None` at the end.
    fn read_chunk(&mut self) -> Option<Vec<u8>> {
        let length = usize::from_str_radix(&self.read_line(), 16).unwrap();
        let mut bytes = vec![0; length];
        self.reader.read_exact(&mut bytes).unwrap();
        assert_eq!(self.read_line(), "");
        (length > 0).then_some(bytes)
    }
}
