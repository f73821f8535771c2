//! Checks of HTTP messages.

use std::collections::BTreeMap;

use arbitrary::{Result, Unstructured};
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri};

use crate::depot::http_messages::operations::{
    GetParcel, HeadParcel, ListParcels, MoveParcel, OPERATIONS, PutParcel, Ship,
};
use crate::depot::http_messages::support::http::{
    Reading, RequestError, ResponseError, Router, request, response,
};
use crate::depot::http_messages::support::{ErrorSet, Operation, With};
use crate::depot::http_messages::{ListParcelsInput, MoveParcelInput, ParcelKey, PutParcelInput};

/// The starts of targets that the service has.
const TARGETS: [&str; 8] =
    ["/depots/", "/depots/d/", "/depots/d?", "/moves/", "/ship", "/flows/", "/track/", "/check"];

/// Headers that the service, the protocols or the router know.
const HEADERS: [&str; 20] = [
    "accept",
    "authorization",
    "content-type",
    "etag",
    "expires",
    "host",
    "smithy-protocol",
    "x-amz-target",
    "x-amzn-errortype",
    "x-amzn-query-error",
    "x-depot-counts",
    "x-depot-dates",
    "x-depot-epoch",
    "x-depot-flags",
    "x-depot-label",
    "x-depot-meta-a",
    "x-depot-size",
    "x-depot-until",
    "x-depot-weight",
    "x-depot-words",
];

/// Routes a request and reads its input in every way. What a stricter way accepts, a more lenient one reads as the same value.
pub fn fuzz_http_request(bytes: &[u8]) {
    let Ok(Some(request)) = make_request(&mut Unstructured::new(bytes)) else { return };
    let router = Router::new(OPERATIONS);
    match router.route(&request) {
        Ok(call) => {
            let [lenient, validated, strict] =
                [Reading::Lenient, Reading::Validated, Reading::Strict].map(|reading| {
                    call.any_input(reading).map_err(|rejection| {
                        assert!(rejection.response().status().is_client_error());
                    })
                });
            for stricter in [validated, strict].into_iter().flatten() {
                let lenient = lenient.as_ref().expect("lenient reading accepts more");
                // Not the values, because NaN doesn't equal itself.
                assert_eq!(format!("{lenient:?}"), format!("{stricter:?}"));
            }
        }
        Err(rejection) => assert!(rejection.response().status().is_client_error()),
    }
}

fn make_request(u: &mut Unstructured<'_>) -> Result<Option<Request<Vec<u8>>>> {
    let methods =
        [Method::GET, Method::PUT, Method::POST, Method::DELETE, Method::HEAD, Method::OPTIONS];
    let mut request = Request::new(Vec::new());
    *request.method_mut() = u.choose(&methods)?.clone();
    let target = format!("{}{}", u.choose(&TARGETS)?, u.arbitrary::<&str>()?);
    let Ok(uri) = Uri::try_from(target) else { return Ok(None) };
    *request.uri_mut() = uri;
    add_headers(u, request.headers_mut())?;
    *request.body_mut() = u.bytes(u.len())?.to_vec();
    Ok(Some(request))
}

fn add_headers(u: &mut Unstructured<'_>, headers: &mut http::HeaderMap) -> Result<()> {
    for _ in 0..u.int_in_range(0..=4)? {
        let name = HeaderName::from_static(u.choose(&HEADERS)?);
        if let Ok(value) = HeaderValue::from_bytes(u.arbitrary()?) {
            headers.append(name, value);
        }
    }
    Ok(())
}

/// Reads a response as the output or an error of several operations.
pub fn fuzz_http_response(bytes: &[u8]) {
    let Ok(response) = make_response(&mut Unstructured::new(bytes)) else { return };
    check_response::<GetParcel>(&response);
    check_response::<HeadParcel>(&response);
    check_response::<ListParcels>(&response);
    check_response::<PutParcel>(&response);
    check_response::<Ship>(&response);
}

fn make_response(u: &mut Unstructured<'_>) -> Result<Response<Vec<u8>>> {
    let mut response = Response::new(Vec::new());
    let status = *u.choose(&[200, 201, 204, 302, 304, 400, 404, 500, 503, 999])?;
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    add_headers(u, response.headers_mut())?;
    *response.body_mut() = u.bytes(u.len())?.to_vec();
    Ok(response)
}

fn check_response<O: Operation>(message: &Response<Vec<u8>>) {
    match response::<O>(message) {
        Ok(_) => assert!(message.status().is_success()),
        Err(ResponseError::Service(error)) => {
            assert!(!message.status().is_success());
            assert!(!error.code().is_empty());
        }
        Err(ResponseError::Malformed(error)) => {
            assert_eq!((error.status(), error.body()), (message.status(), &**message.body()));
        }
    }
}

/// Writes requests with any values in their labels, queries and headers, and reads the same values from them.
pub fn fuzz_http_values(bytes: &[u8]) {
    let mut u = Unstructured::new(bytes);
    // An error means that the bytes don't suffice for more values.
    _ = check_labels(&mut u);
    _ = check_query(&mut u);
    _ = check_headers(&mut u);
}

fn send<O: Operation>(input: &O::Input) -> std::result::Result<O::Input, RequestError> {
    let sent = request::<O>(input)?;
    let router = Router::new(OPERATIONS);
    let call = router.route(&sent).expect("the service has the operation");
    Ok(call.input::<O>(Reading::Strict).expect("its own request is well-formed"))
}

fn check_labels(u: &mut Unstructured<'_>) -> Result<()> {
    let (first, second) = (text(u)?, text(u)?);
    let key = ParcelKey::new(first.clone(), second.clone());
    let route = MoveParcelInput::new(second.clone(), first.clone());
    if first.is_empty() || second.is_empty() {
        assert!(matches!(send::<GetParcel>(&key), Err(RequestError::EmptyLabel(_))));
        assert!(matches!(send::<MoveParcel>(&route), Err(RequestError::EmptyLabel(_))));
    } else {
        assert_eq!(send::<GetParcel>(&key), Ok(key));
        assert_eq!(send::<MoveParcel>(&route), Ok(route));
    }
    Ok(())
}

fn check_query(u: &mut Unstructured<'_>) -> Result<()> {
    let words = texts(u)?;
    let mut others = BTreeMap::new();
    for key in texts(u)? {
        others.insert(key, vec![text(u)?, text(u)?]);
    }
    let named = ["limit", "open", "since", "word"];
    others.retain(|key, _| !named.contains(&key.as_str()));
    let limit = u.arbitrary::<Option<i32>>()?;
    let input = ListParcelsInput::new("d").with(|it| {
        it.words = Some(words.clone());
        it.limit = limit;
        it.others = Some(others.clone());
    });
    let received = send::<ListParcels>(&input).expect("everything can be in a query");
    assert_eq!(received.words.unwrap_or_default(), words);
    assert_eq!(received.limit, limit);
    // The map has the parameters of the other members, too.
    let mut received = received.others.unwrap_or_default();
    received.retain(|key, _| !named.contains(&key.as_str()));
    assert_eq!(received, others);
    Ok(())
}

fn check_headers(u: &mut Unstructured<'_>) -> Result<()> {
    let (label, words) = (text(u)?, texts(u)?);
    let metadata = BTreeMap::from([(u.arbitrary::<u16>()?.to_string(), text(u)?)]);
    let counts = u.arbitrary::<Vec<i32>>()?;
    let input = PutParcelInput::new("d", "k").with(|it| {
        it.label = Some(label.clone());
        it.words = Some(words.clone());
        it.counts = Some(counts.clone());
        it.metadata = Some(metadata.clone());
    });
    let is_control = |it: char| it != '\t' && it.is_ascii_control();
    let mut texts = metadata.values().chain(&words).chain(Some(&label));
    if texts.any(|text| text.contains(is_control)) {
        assert!(matches!(send::<PutParcel>(&input), Err(RequestError::InvalidHeader(_))));
        return Ok(());
    }
    let received = send::<PutParcel>(&input).expect("there is no control character");
    assert_eq!(received.label.as_deref(), Some(trim(&label)));
    assert_eq!(received.counts, Some(counts));
    let trimmed = metadata.into_iter().map(|(key, value)| (key, trim(&value).to_owned()));
    assert_eq!(received.metadata, Some(trimmed.collect()));
    assert_eq!(received.words, Some(words));
    Ok(())
}

/// Returns a text without the blanks around it, which are no part of a header.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

fn texts(u: &mut Unstructured<'_>) -> Result<Vec<String>> {
    (0..u.int_in_range(0..=4)?).map(|_| text(u)).collect()
}

/// Returns text that often has characters with a meaning in headers and URIs.
fn text(u: &mut Unstructured<'_>) -> Result<String> {
    let special = [
        ' ', '\t', ',', '"', '\\', '/', '%', '+', '&', '=', '?', '#', '.', '\u{A0}', 'ö', '\n', 'a',
    ];
    let letter = |u: &mut Unstructured<'_>| match u.ratio(7, 8)? {
        true => u.choose(&special).copied(),
        false => u.arbitrary(),
    };
    (0..u.int_in_range(0..=6)?).map(|_| letter(u)).collect()
}
