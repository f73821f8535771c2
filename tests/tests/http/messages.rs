//! HTTP messages of a small service: what Smithy's protocol tests don't cover.

use std::collections::BTreeMap;

use http::{Request, Response, StatusCode};
use shapesmith_tests::http_messages::errors::{GetParcelError, ShipError};
use shapesmith_tests::http_messages::operations::{
    Check, DeleteParcel, GetParcel, HeadParcel, ListParcels, MoveParcel, OPERATIONS, PutParcel,
    Ship, Track,
};
use shapesmith_tests::http_messages::{self as depot, PutParcelInput};
use shapesmith_tests::operations;
use shapesmith_tests::support::http::{
    Endpoint, Reading, RequestError, ResponseError, Router, request, response,
};
use shapesmith_tests::support::{ErrorSet, Operation, Timestamp, UnknownError, With};

fn router() -> Router {
    Router::new(OPERATIONS)
}

fn get(target: &str) -> Request<Vec<u8>> {
    Request::get(target).body(Vec::new()).unwrap()
}

/// Returns the name of the operation of a request, or the status of its rejection.
fn route(request: &Request<Vec<u8>>) -> Result<&'static str, u16> {
    match router().route(request) {
        Ok(call) => Ok(call.operation().name()),
        Err(rejection) => Err(rejection.response().status().as_u16()),
    }
}

fn read<O: Operation>(request: &Request<Vec<u8>>) -> O::Input {
    router().route(request).unwrap().input::<O>(Reading::Lenient).unwrap()
}

/// Returns the message of the rejection of a request's input.
fn reject<O: Operation>(request: &Request<Vec<u8>>, reading: Reading) -> String {
    let rejection = router().route(request).unwrap().input::<O>(reading).unwrap_err();
    assert_eq!(rejection.response().status(), 400);
    rejection.to_string()
}

fn with_header(name: &str, values: &[&[u8]]) -> Request<Vec<u8>> {
    let mut request = Request::put("/depots/d/k");
    for value in values {
        request = request.header(name, *value);
    }
    request.body(Vec::new()).unwrap()
}

fn respond<O: Operation>(
    status: u16,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<O::Output, ResponseError<O::Error>> {
    let mut canned = Response::builder().status(status);
    for (name, value) in headers {
        canned = canned.header(*name, *value);
    }
    response::<O>(&canned.body(body.as_bytes()).unwrap())
}

#[test]
fn labels_are_encoded_and_decoded() {
    let uri = |key: &str| {
        request::<GetParcel>(&depot::ParcelKey::new("a/b c", key)).unwrap().uri().to_string()
    };
    assert_eq!(uri("x"), "/depots/a%2Fb%20c/x");
    assert_eq!(
        uri("dir/ö:@+,!*'()~.txt"),
        "/depots/a%2Fb%20c/dir/%C3%B6%3A%40%2B%2C%21%2A%27%28%29~.txt"
    );
    // Dot segments and slashes are a part of the key.
    for key in ["/../key", "../key", "//x", "dir/", "a//b", "%2F", "?a=b#c", "to/to/to"] {
        let sent = request::<GetParcel>(&depot::ParcelKey::new("a+b", key)).unwrap();
        let input = read::<GetParcel>(&sent);
        assert_eq!((input.depot.as_str(), input.key.as_str()), ("a+b", key));
    }
    // A plus in a path isn't a space, and an encoded slash doesn't end a segment.
    let input = read::<GetParcel>(&get("/depots/a+b%2Fc/x%2Fy+z"));
    assert_eq!((input.depot.as_str(), input.key.as_str()), ("a+b/c", "x/y+z"));
}

#[test]
fn empty_labels_are_refused() {
    let sent = request::<GetParcel>(&depot::ParcelKey::new("", "x"));
    assert_eq!(sent.unwrap_err(), RequestError::EmptyLabel("depot"));
    assert_eq!(route(&get("/depots//x")), Err(404));
}

#[test]
fn the_most_specific_route_is_chosen() {
    let post = |target: &str| route(&Request::post(target).body(Vec::new()).unwrap());
    assert_eq!(post("/flows/start/outputs"), Ok("StartFlow"));
    assert_eq!(post("/flows/x/outputs"), Ok("AddOutputs"));
    assert_eq!(post("/flows/x/others"), Err(404));
    assert_eq!(post("/fl%6Fws/x/outputs/"), Ok("AddOutputs"));
    assert_eq!(post("/Flows/x/outputs"), Err(404));
    assert_eq!(route(&get("/flows/x/outputs")), Err(405));
    assert_eq!(route(&Request::options("/depots/d/k").body(Vec::new()).unwrap()), Err(405));
    assert_eq!(route(&get("/depots/d")), Ok("ListParcels"));
    assert_eq!(route(&get("/depots/d/")), Ok("ListParcels"));
    assert_eq!(route(&get("/depots/d/k")), Ok("GetParcel"));
    assert_eq!(route(&get("/")), Err(404));
    let rejection = router().route(&get("/nowhere")).unwrap_err();
    assert_eq!(rejection.code(), "UnknownOperationException");
    assert_eq!(rejection.response().headers()["x-amzn-errortype"], "UnknownOperationException");
}

#[test]
fn deprecated_operations_come_after_others_with_the_same_uri() {
    let all = OPERATIONS.iter().filter(|operation| operation.deprecated());
    assert_eq!(all.map(|operation| operation.name()).collect::<Vec<_>>(), ["ListAllParcels"]);
    assert_eq!(route(&get("/depots/d")), Ok("ListParcels"));
    let reversed = Router::new(OPERATIONS.iter().rev());
    assert_eq!(reversed.route(&get("/depots/d")).unwrap().operation().name(), "ListParcels");
    let alone = Router::new(OPERATIONS.iter().filter(|operation| operation.deprecated()));
    assert_eq!(alone.route(&get("/depots/d")).unwrap().operation().name(), "ListAllParcels");
}

#[test]
fn queries_and_headers_tell_operations_apart() {
    assert_eq!(route(&get("/depots/d/k?tags")), Ok("GetParcelTags"));
    assert_eq!(route(&get("/depots/d/k?a=b&tags=")), Ok("GetParcelTags"));
    assert_eq!(route(&get("/depots/d/k?Tags")), Ok("GetParcel"));
    assert_eq!(route(&get("/depots/d/k?upload=1")), Ok("ListParts"));
    assert_eq!(route(&get("/depots/d/k?x-id=ListParts")), Ok("GetParcel"));
    assert_eq!(route(&with_header("x-depot-source", &[b"s"])), Ok("CopyParcel"));
    assert_eq!(route(&with_header("x-depot-other", &[b"s"])), Ok("PutParcel"));
}

#[test]
fn greedy_labels_in_the_middle_leave_the_segments_behind_them() {
    let input = |target: &str| {
        let input = read::<MoveParcel>(&Request::post(target).body(Vec::new()).unwrap());
        (input.from, input.to)
    };
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(input("/moves/a/to/b"), pair("a", "b"));
    assert_eq!(input("/moves/a/b/to/c"), pair("a/b", "c"));
    assert_eq!(input("/moves/a/to/b/to/c"), pair("a/to/b", "c"));
    assert_eq!(input("/moves/a/to/b/"), pair("a", "b"));
    assert_eq!(route(&Request::post("/moves/to/b").body(Vec::new()).unwrap()), Err(404));
}

#[test]
fn header_lists_are_read_in_every_form() {
    let words = |values: &[&[u8]]| {
        let input = read::<PutParcel>(&with_header("x-depot-words", values));
        input.words.unwrap_or_default().join("|")
    };
    assert_eq!(words(&[b"a, b,c ,  d"]), "a|b|c|d");
    assert_eq!(words(&[b"a", b"b, c"]), "a|b|c");
    assert_eq!(
        words(&[br#""a,b", "say \"hi\"", "back\\slash", d"#]),
        r#"a,b|say "hi"|back\slash|d"#
    );
    assert_eq!(words(&[b""]), "");
    let read = |name: &str, value: &str| read::<PutParcel>(&with_header(name, &[value.as_bytes()]));
    assert_eq!(read("x-depot-counts", "1, -2,3").counts, Some(vec![1, -2, 3]));
    assert_eq!(read("x-depot-flags", "true, false").flags, Some(vec![true, false]));
    let dates = "Mon, 16 Dec 2019 23:48:18 GMT, Tue, 17 Dec 2019 23:48:18 GMT";
    let seconds = read("x-depot-dates", dates).dates.unwrap();
    assert_eq!(
        seconds.iter().map(Timestamp::seconds).collect::<Vec<_>>(),
        [1576540098, 1576626498]
    );
    // A comma in text that isn't a list is text.
    assert_eq!(read("x-depot-label", "a, b").label.as_deref(), Some("a, b"));
}

#[test]
fn header_lists_are_written_on_one_line() {
    let words = vec!["a".to_owned(), "b,c".to_owned(), r#"say "hi""#.to_owned()];
    let input = PutParcelInput::new("d", "k").with(|it| it.words = Some(words));
    let sent = request::<PutParcel>(&input).unwrap();
    assert_eq!(sent.headers().get_all("x-depot-words").iter().count(), 1);
    assert_eq!(sent.headers()["x-depot-words"], r#"a, "b,c", "say \"hi\"""#);
    assert_eq!(read::<PutParcel>(&sent), input);
}

#[test]
fn values_of_headers_are_strict_about_numbers_and_lenient_about_text() {
    for value in ["1.5", "0x1", "99999999999", "+1", "1 2", "one"] {
        let message = reject::<PutParcel>(
            &with_header("x-depot-counts", &[value.as_bytes()]),
            Reading::Lenient,
        );
        assert_eq!(message, "counts: expected an integer of its type", "{value}");
    }
    for value in ["True", "1", "yes"] {
        let message = reject::<PutParcel>(
            &with_header("x-depot-flags", &[value.as_bytes()]),
            Reading::Lenient,
        );
        assert_eq!(message, "flags: expected `true` or `false`", "{value}");
    }
    // UTF-8 and Latin-1, and blanks around the value, which are no part of it.
    let label =
        |value: &[u8]| read::<PutParcel>(&with_header("x-depot-label", &[value])).label.unwrap();
    assert_eq!(label("grün".as_bytes()), "grün");
    assert_eq!(label(b"gr\xFCn"), "grün");
    assert_eq!(label(b"  a b "), "a b");
    let epoch = read::<PutParcel>(&with_header("x-depot-epoch", &[b"1576540098"])).epoch.unwrap();
    assert_eq!(epoch.seconds(), 1576540098);
}

#[test]
fn control_characters_are_never_written() {
    for text in ["a\r\nx-evil: 1", "a\nb", "a\0b"] {
        let label = PutParcelInput::new("d", "k").with(|it| it.label = Some(text.to_owned()));
        assert_eq!(request::<PutParcel>(&label).unwrap_err(), RequestError::InvalidHeader("label"));
        let metadata = BTreeMap::from([(text.to_owned(), "v".to_owned())]);
        let metadata = PutParcelInput::new("d", "k").with(|it| it.metadata = Some(metadata));
        assert_eq!(
            request::<PutParcel>(&metadata).unwrap_err(),
            RequestError::InvalidHeader("metadata")
        );
        // A server answers with an internal failure instead.
        let output = depot::PutParcelOutput::default().with(|it| it.tag = Some(text.to_owned()));
        let sent = with_header("x", &[]);
        let response = router().route(&sent).unwrap().output::<PutParcel>(&output);
        assert_eq!(response.status(), 500);
        assert!(!response.headers().contains_key("etag"));
    }
}

#[test]
fn prefix_headers_are_compared_without_case() {
    let mut sent = with_header("X-Depot-Meta-Color", &[b"red"]);
    sent.headers_mut().insert("x-depot-meta-", "empty".parse().unwrap());
    let metadata = read::<PutParcel>(&sent).metadata.unwrap();
    assert_eq!(metadata["color"], "red");
    assert_eq!(metadata[""], "empty");
    assert_eq!(read::<PutParcel>(&with_header("x-other", &[b"1"])).metadata, None);
}

#[test]
fn queries_are_read_leniently_and_written_encoded() {
    let input = read::<ListParcels>(&get(
        "/depots/d?limit=5&limit=6&open=false&word=a&word=b+c&word&since=2019-12-16T23:48:18Z&x=1&x=2",
    ));
    assert_eq!((input.limit, input.open), (Some(5), Some(false)));
    assert_eq!(input.words.unwrap(), ["a", "b c", ""]);
    assert_eq!(input.since.unwrap().seconds(), 1576540098);
    let others = input.others.unwrap();
    assert_eq!(others["x"], ["1", "2"]);
    assert_eq!(others["limit"], ["5", "6"]);
    let input = depot::ListParcelsInput::new("d").with(|it| {
        it.limit = Some(0);
        it.words = Some(vec!["a b&c=d+é".to_owned(), String::new()]);
        it.since = Some(Timestamp::new(1576540098, 500_000_000).unwrap());
        it.others = Some(
            [("limit".to_owned(), vec!["9".to_owned()]), ("ü".to_owned(), vec!["~".to_owned()])]
                .into(),
        );
    });
    let sent = request::<ListParcels>(&input).unwrap();
    let target = "/depots/d?limit=0&word=a%20b%26c%3Dd%2B%C3%A9&word=&since=2019-12-16T23%3A48%3A18.500Z&%C3%BC=~";
    assert_eq!(sent.uri().to_string(), target);
}

#[test]
fn endpoints_are_joined_and_prefixed() {
    let input = depot::TrackInput::new("north");
    let uri = |endpoint: Endpoint| endpoint.request::<Track>(&input).unwrap().uri().to_string();
    let endpoint = || Endpoint::parse("https://depot.example/v1/").unwrap();
    // The slash at the end of the pattern stays.
    assert_eq!(uri(endpoint()), "https://north.data.depot.example/v1/track/north/");
    assert_eq!(uri(endpoint().with_host_prefix(false)), "https://depot.example/v1/track/north/");
    assert_eq!(uri(Endpoint::relative()), "/track/north/");
    let invalid = endpoint().request::<Track>(&depot::TrackInput::new("a b"));
    assert_eq!(invalid.unwrap_err(), RequestError::InvalidHostLabel("depot"));
    for url in ["depot.example", "/path", "https://x?y", ""] {
        assert!(Endpoint::parse(url).is_err(), "{url}");
    }
}

#[test]
fn tokens_and_checksums_are_filled_in() {
    let endpoint = Endpoint::relative().with_token_source(|| "t-1".to_owned());
    let body = |input: &depot::ShipInput| endpoint.request::<Ship>(input).unwrap().into_body();
    assert_eq!(body(&depot::ShipInput::default()), br#"{"token":"t-1"}"#);
    let empty = depot::ShipInput::default().with(|it| it.token = Some(String::new()));
    assert_eq!(body(&empty), br#"{"token":""}"#);
    let random = || Endpoint::relative().request::<Ship>(&depot::ShipInput::default()).unwrap();
    assert_ne!(random().body(), random().body());
    let sent = request::<Check>(&depot::CheckInput::default()).unwrap();
    assert_eq!(sent.body(), b"{}");
    assert_eq!(sent.headers()["content-md5"], "mZFLkyvTelC5g8XnyQrpOw==");
}

#[test]
fn members_outside_the_body_are_not_read_from_it() {
    let sent = Request::post("/ship").header("x-depot-name", "head");
    let sent = sent.body(br#"{"name":"body","weight":1,"x":[{}]}"#.to_vec()).unwrap();
    let input = read::<Ship>(&sent);
    assert_eq!((input.name.as_deref(), input.weight), (Some("head"), Some(1)));
}

#[test]
fn readings_differ_in_what_they_accept() {
    let sent = |body: &str| {
        let sent = Request::post("/ship").header("content-type", "application/json");
        sent.body(body.as_bytes().to_vec()).unwrap()
    };
    let lenient = [r#"{"weight":1.0}"#, r#"{"when":"2019-12-16T23:48:18Z"}"#, r#"{"data":"YQ"}"#];
    for body in lenient {
        read::<Ship>(&sent(body));
        reject::<Ship>(&sent(body), Reading::Strict);
    }
    for body in [
        r#"{"weight":256}"#,
        r#"{"weight":"1"}"#,
        "[]",
        "{}x",
        "{",
        r#"{"address":{"lines":[null]}}"#,
    ] {
        reject::<Ship>(&sent(body), Reading::Lenient);
    }
    let message = reject::<Ship>(&sent(r#"{"address":{}}"#), Reading::Validated);
    assert!(
        message.contains(
            "Value at '/address/street' failed to satisfy constraint: Member must not be null"
        ),
        "{message}"
    );
    let cbor = Request::post("/ship").header("content-type", "application/x-amz-cbor-1.1");
    let cbor = cbor.body(b"\xA0".to_vec()).unwrap();
    let rejection = router().route(&cbor).unwrap().input::<Ship>(Reading::Lenient).unwrap_err();
    assert_eq!(rejection.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[test]
fn responses_have_bodies_where_they_may() {
    let sent = Request::delete("/depots/d/k").body(Vec::new()).unwrap();
    let answer = router().route(&sent).unwrap().output::<DeleteParcel>(&Default::default());
    assert_eq!((answer.status().as_u16(), answer.body().len()), (204, 0));
    assert!(!answer.headers().contains_key("content-type"));
    let sent = Request::head("/depots/d/k").body(Vec::new()).unwrap();
    let output =
        depot::GetParcelOutput::default().with(|it| it.content = Some(b"12345".to_vec().into()));
    let answer = router().route(&sent).unwrap().output::<HeadParcel>(&output);
    assert_eq!(
        (answer.body().len(), &answer.headers()["content-length"]),
        (0, &"5".parse().unwrap())
    );
    let output = depot::PutParcelOutput::default().with(|it| it.status = Some(202));
    let answer = router().route(&with_header("x", &[])).unwrap().output::<PutParcel>(&output);
    assert_eq!((answer.status().as_u16(), answer.body().as_slice()), (202, b"{}".as_slice()));
    assert_eq!(response::<PutParcel>(&answer).unwrap(), output);
}

#[test]
fn malformed_dates_in_headers_of_responses_are_left_out() {
    let output =
        respond::<GetParcel>(200, &[("expires", "tomorrow"), ("x-depot-size", "5")], "abc")
            .unwrap();
    assert_eq!((output.expires, output.size), (None, Some(5)));
    let output = respond::<GetParcel>(
        200,
        &[("expires", "Sat, 1 Feb 2020 00:00:00 GMT"), ("x-depot-size", "")],
        "",
    )
    .unwrap();
    assert_eq!((output.expires.unwrap().seconds(), output.size), (1580515200, None));
    assert!(respond::<GetParcel>(200, &[("x-depot-size", "big")], "").is_err());
}

#[test]
fn errors_are_found_wherever_their_code_is() {
    let service = |result: Result<_, ResponseError<GetParcelError>>| match result {
        Err(ResponseError::Service(error)) => error,
        other => panic!("{other:?}"),
    };
    let get =
        |headers: &[(&str, &str)], body: &str| service(respond::<GetParcel>(404, headers, body));
    let is_known = |error: &GetParcelError| matches!(error, GetParcelError::NoSuchParcel(_));
    for code in [
        "NoSuchParcel",
        "depot#NoSuchParcel",
        "NoSuchParcel:http://x/y",
        "other.space#NoSuchParcel:http://x",
    ] {
        assert!(is_known(&get(&[("x-amzn-errortype", code)], "")), "{code}");
        assert!(is_known(&get(&[], &format!(r#"{{"__type":"{code}"}}"#))), "{code}");
        assert!(is_known(&get(&[], &format!(r#"{{"code":"{code}"}}"#))), "{code}");
    }
    let nested = get(&[], r#"{"inner":{"__type":"NoSuchParcel"}}"#);
    assert_eq!((nested.code(), nested.status()), ("NotFound", Some(404)));
    let GetParcelError::NoSuchParcel(error) = get(
        &[("x-amzn-errortype", "NoSuchParcel"), ("x-depot-key", "k")],
        r#"{"Message":"gone","tries":2}"#,
    ) else {
        panic!("it isn't known");
    };
    assert_eq!(
        (error.message.as_deref(), error.key.as_deref(), error.tries),
        (Some("gone"), Some("k"), Some(2))
    );
    let unknown = get(&[("x-amzn-errortype", "Strange")], r#"{"message":"odd"}"#);
    assert_eq!((unknown.code(), unknown.message().as_deref()), ("Strange", Some("odd")));
    let Err(ResponseError::Malformed(page)) =
        respond::<GetParcel>(502, &[], "<html>Bad gateway</html>")
    else {
        panic!("it isn't malformed");
    };
    assert_eq!(
        (page.status().as_u16(), page.body()),
        (502, b"<html>Bad gateway</html>".as_slice())
    );
    // The response to HEAD has no body: its status is its code.
    let head = match respond::<HeadParcel>(404, &[], "") {
        Err(ResponseError::Service(error)) => error.code().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(head, "NotFound");
}

#[test]
fn errors_survive_the_way_to_the_client() {
    let sent = Request::post("/ship").body(Vec::new()).unwrap();
    let call = router().route(&sent).unwrap().with_request_id("id-1");
    let mut gone = depot::NoSuchParcel::default();
    (gone.message, gone.key, gone.tries) = (Some("gone".to_owned()), Some("k".to_owned()), Some(3));
    let answer = call.error(&ShipError::NoSuchParcel(gone.clone()));
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["x-amzn-requestid"]),
        (404, &"id-1".parse().unwrap())
    );
    assert_eq!(answer.body().as_slice(), br#"{"message":"gone","tries":3}"#);
    match response::<Ship>(&answer) {
        Err(ResponseError::Service(ShipError::NoSuchParcel(error))) => assert_eq!(error, gone),
        other => panic!("{other:?}"),
    }
    let unknown = UnknownError::new("Teapot").with_message("short and stout").with_status(418);
    let answer = call.error(&ShipError::Unknown(unknown.clone()));
    assert_eq!(answer.status().as_u16(), 418);
    match response::<Ship>(&answer) {
        Err(ResponseError::Service(ShipError::Unknown(error))) => assert_eq!(error, unknown),
        other => panic!("{other:?}"),
    }
    assert_eq!(call.not_implemented().response().status(), 501);
}

#[test]
fn literal_in_a_query_outweighs_required_members() {
    let name = |target: &str| {
        let request = Request::post(target).header("x-owner", "o").body(Vec::new()).unwrap();
        router().route(&request).unwrap().operation().name()
    };
    assert_eq!(name("/crates"), "CreateCrate");
    assert_eq!(name("/crates?operation=search"), "SearchCrates");
    assert_eq!(name("/crates?operation=other"), "CreateCrate");
}

#[test]
fn services_behind_one_router_are_told_apart() {
    let router = Router::new(OPERATIONS.iter().chain(operations::operations::OPERATIONS));
    let service =
        |request: &Request<Vec<u8>>| router.route(request).unwrap().operation().service().name;
    assert_eq!(service(&get("/depots/d/k")), "Depot");
    assert_eq!(service(&get("/books/1")), "Library");
    // The service that a signature names is the only one that is asked.
    let credential =
        "AWS4-HMAC-SHA256 Credential=A/K/20260101/eu-west-1/depot/aws4_request, Signature=0";
    let signed = |target: &str| {
        Request::get(target).header("authorization", credential).body(Vec::new()).unwrap()
    };
    assert_eq!(service(&signed("/depots/d/k")), "Depot");
    assert_eq!(router.route(&signed("/books/1")).unwrap_err().status(), 404);
    let query = "X-Amz-Credential=AK%2F20260101%2Feu-west-1%2Fdepot%2Faws4_request";
    assert_eq!(service(&get(&format!("/depots/d?{query}"))), "Depot");
    assert_eq!(router.route(&get(&format!("/books/1?{query}"))).unwrap_err().status(), 404);
    assert!(Router::new([]).route(&get("/")).is_err());
}

#[test]
fn codes_outside_the_range_of_a_status_are_internal_failures() {
    let sent = Request::put("/depots/d/k").body(Vec::new()).unwrap();
    let router = router();
    let call = router.route(&sent).unwrap();
    let status = |code: i32| {
        let output = depot::PutParcelOutput::default().with(|it| it.status = Some(code));
        call.output::<PutParcel>(&output).status().as_u16()
    };
    for code in [100, 200, 299, 404, 599, 999] {
        assert_eq!(i32::from(status(code)), code);
    }
    for code in [i32::MIN, -200, 0, 99, 1000, 65_736, i32::MAX] {
        assert_eq!(status(code), 500, "{code}");
    }
}

#[test]
fn most_specific_range_of_accepted_media_types_counts() {
    let is_accepted = |lines: &[&str], reading: Reading| {
        let mut sent = Request::post("/ship").header("content-type", "application/json");
        for line in lines {
            sent = sent.header("accept", *line);
        }
        let sent = sent.body(b"{}".to_vec()).unwrap();
        let router = router();
        let input = router.route(&sent).unwrap().input::<Ship>(reading);
        input.map_err(|it| assert_eq!(it.status(), StatusCode::NOT_ACCEPTABLE)).is_ok()
    };
    for lines in [
        [].as_slice(),
        &["application/json"],
        &["Application/JSON; q=0.001"],
        &["text/html, */*;q=0.1"],
        &["text/html", "application/*"],
        &["*/*;q=0, application/json"],
        &["application/*; Q=0", "application/json;q=1.0"],
        &["application/json;v=0"],
    ] {
        assert!(is_accepted(lines, Reading::Strict), "{lines:?}");
    }
    for lines in [
        ["text/html"].as_slice(),
        &["application/json;q=0"],
        &["application/json; q=0.000, */*"],
        &["*/*", "application/json;Q=0"],
        &["application/*;q=0, */*;q=1"],
        &["*/*;q=0"],
        &[""],
    ] {
        assert!(!is_accepted(lines, Reading::Strict), "{lines:?}");
        assert!(is_accepted(lines, Reading::Lenient), "{lines:?}");
    }
}

#[test]
fn codes_of_errors_may_have_any_letters() {
    let router = router();
    let sent = get("/depots/d/k");
    let call = router.route(&sent).unwrap();
    let unknown = UnknownError::new("Größe").with_message("too large");
    let answer = call.error(&GetParcelError::Unknown(unknown));
    assert_eq!(answer.headers()["x-amzn-errortype"].as_bytes(), "Größe".as_bytes());
    let Err(ResponseError::Service(error)) = response::<GetParcel>(&answer) else { panic!() };
    assert_eq!((error.code(), error.message().as_deref()), ("Größe", Some("too large")));
}

#[test]
fn lists_of_timestamps_in_headers_have_the_format_of_the_model() {
    use shapesmith_tests::exchange_restjson1::operations::{OPERATIONS, Plan};
    let input = serde_json::json!({
        "dates": ["2014-04-29T18:30:38.500Z", "1970-01-01T00:00:00Z"], "epochs": [1_398_796_238.5, -1],
        "httpDates": [1_398_796_238, 0], "counts": [null, 1, null, 2]
    });
    let input: <Plan as Operation>::Input = serde_json::from_value(input).unwrap();
    let sent = request::<Plan>(&input).unwrap();
    for (name, value) in [
        ("x-dates", "2014-04-29T18:30:38.500Z, 1970-01-01T00:00:00Z"),
        ("x-epochs", "1398796238.5, -1"),
        ("x-http-dates", "Tue, 29 Apr 2014 18:30:38 GMT, Thu, 01 Jan 1970 00:00:00 GMT"),
        // Nothing in a header is null.
        ("x-counts", "1, 2"),
    ] {
        assert_eq!(sent.headers()[name], value, "{name}");
    }
    let router = Router::new(OPERATIONS);
    let mut received = router.route(&sent).unwrap().input::<Plan>(Reading::Lenient).unwrap();
    assert_eq!(received.counts, Some(vec![Some(1), Some(2)]));
    received.counts.clone_from(&input.counts);
    assert_eq!(received, input);
}

#[test]
fn prefix_may_be_empty() {
    use shapesmith_tests::exchange_restjson1::operations::{OPERATIONS, Tag};
    let headers =
        [("x-a", "1"), ("X-Named", "map"), ("Content-Length", "9"), ("Host", "h"), ("te", "x")];
    let input =
        serde_json::json!({"all": std::collections::BTreeMap::from(headers), "named": "member"});
    let input: <Tag as Operation>::Input = serde_json::from_value(input).unwrap();
    let sent = request::<Tag>(&input).unwrap();
    // A member of its own counts, and what is about the connection isn't written.
    let mut names: Vec<&str> = sent.headers().keys().map(http::HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        (names, &sent.headers()["x-named"]),
        (vec!["x-a", "x-named"], &"member".parse().unwrap())
    );
    let router = Router::new(OPERATIONS);
    let received = router.route(&sent).unwrap().input::<Tag>(Reading::Lenient).unwrap();
    let all = [("x-a", "1"), ("x-named", "member")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!((received.all, received.named.as_deref()), (Some(all.into()), Some("member")));
}
