//! Compares our messages with those of a corpus.

use serde_json::Value;

use super::record::{RecordedRequest, RecordedResponse};
use crate::maintenance::exchange::{
    self, Headers, Mismatch, Request, Response, TOKEN, are_equal, cbor_to_json, find_header,
    simplify_number,
};

/// Headers that differ for a known reason: the length depends on how JSON is written, the host on the endpoint, and the others are
/// added by botocore below its serializer or by the transport.
const IGNORED_HEADERS: [&str; 4] = ["content-length", "host", "user-agent", "accept-encoding"];
/// The starts of the names of headers that botocore adds about its retries and its version.
const IGNORED_PREFIXES: [&str; 2] = ["amz-sdk-", "x-amz-sdk-"];

/// Checks a request that our client wrote against botocore's. The order of headers and of different query parameters, and the form
/// of JSON, have no meaning.
pub fn compare_request(recorded: &RecordedRequest, actual: &Request) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    let mut check = |part: &str, expected: &str, actual: &str| {
        if expected != actual {
            mismatches.push(Mismatch::new(part, expected, actual));
        }
    };
    check("method", &recorded.method, &actual.method);
    check("path", &recorded.path, actual.path());
    let expected_query = sort_query(recorded.raw_query.split('&').filter(|it| !it.is_empty()));
    check("query", &expected_query, &sort_query(actual.query()));
    let expected = recorded.message();
    mismatches.extend(compare_headers(&expected.headers, &actual.headers));
    mismatches.extend(compare_length(actual));
    mismatches.extend(compare_body(&expected, actual));
    mismatches
}

/// Checks a response that our server wrote against the facts that clients use: the status, and the codes of an error.
pub fn compare_response(
    recorded: &RecordedResponse,
    is_error: bool,
    actual: &Response,
) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    if recorded.status != actual.status {
        let status = format!("{}, {}", actual.status, actual.body);
        mismatches.push(Mismatch::new("status", recorded.status.to_string(), status));
    }
    let recorded = recorded.message();
    let mut check = |part: &str, expected: Option<String>, actual: Option<String>| {
        if expected != actual {
            let [expected, actual] = [expected, actual].map(|it| it.unwrap_or("none".to_owned()));
            mismatches.push(Mismatch::new(part, expected, actual));
        }
    };
    if is_error {
        check("code", find_code(&recorded), find_code(actual));
        let [expected, actual] =
            [&recorded, actual].map(|it| find_header(&it.headers, "x-amzn-query-error"));
        check("header x-amzn-query-error", expected, actual);
    }
    mismatches
}

/// Returns the code of an error as clients find it: in a header or in the body, without a namespace before and a URL after it.
/// ([Smithy: error serialization](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization))
fn find_code(response: &Response) -> Option<String> {
    let in_body = || {
        let body: Value = serde_json::from_slice(&response.body.0).ok()?;
        let code = body.get("__type").or_else(|| body.get("code"))?;
        code.as_str().map(str::to_owned)
    };
    let code = find_header(&response.headers, "x-amzn-errortype").or_else(in_body)?;
    let code = code.rsplit('#').next().unwrap_or_default();
    code.split(':').next().map(str::to_owned)
}

/// Returns the parts of a query in the order of their names; those of one name stay in their order.
fn sort_query<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut parts: Vec<&str> = parts.collect();
    parts.sort_by_key(|part| part.split('=').next());
    parts.join("&")
}

fn compare_headers(expected: &Headers, actual: &Headers) -> Vec<Mismatch> {
    let lines = expected.iter().chain(actual);
    let mut names: Vec<String> = lines.map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| !is_ignored(name));
    let mismatch = |name: String| {
        let [expected, actual] = [expected, actual].map(|it| find_header(it, &name));
        let show = |value: Option<String>| value.unwrap_or_else(|| "no header".to_owned());
        (expected != actual)
            .then(|| Mismatch::new(format!("header {name}"), show(expected), show(actual)))
    };
    names.into_iter().filter_map(mismatch).collect()
}

fn is_ignored(name: &str) -> bool {
    IGNORED_HEADERS.contains(&name) || IGNORED_PREFIXES.iter().any(|start| name.starts_with(start))
}

/// Checks that the length in a header is that of the body.
fn compare_length(request: &Request) -> Option<Mismatch> {
    let written = find_header(&request.headers, "content-length")?;
    let length = request.body.0.len().to_string();
    (written != length).then(|| Mismatch::new("header content-length", length, written))
}

/// Checks a body: JSON, CBOR and XML by value, others byte by byte.
fn compare_body(expected: &Request, actual: &Request) -> Option<Mismatch> {
    let parse = |request: &Request| {
        let json = serde_json::from_slice::<Value>(&request.body.0).ok();
        json.or_else(|| parse_cbor(request))
    };
    let are_equal = match (parse(expected), parse(actual)) {
        (Some(expected), Some(mut actual)) => {
            remove_tokens(&expected, &mut actual);
            are_equal(&expected, &actual)
        }
        _ => {
            expected.body == actual.body
                || are_equal_forms(expected, actual)
                || are_equal_documents(expected, actual)
        }
    };
    (!are_equal).then(|| Mismatch::new("body", expected.body.to_string(), actual.body.to_string()))
}

/// Returns the value of a body in CBOR.
fn parse_cbor(request: &Request) -> Option<Value> {
    let media_type = find_header(&request.headers, "content-type")?;
    (media_type == "application/cbor").then(|| cbor_to_json(&request.body.0).ok()).flatten()
}

/// Returns whether the bodies are forms of the same parameters. A space is `+` or `%20`, a whole number can have a fraction.
fn are_equal_forms(expected: &Request, actual: &Request) -> bool {
    let [expected, actual] = [expected, actual].map(|request| {
        let is_form = find_header(&request.headers, "content-type")
            .is_some_and(|media_type| media_type.starts_with("application/x-www-form-urlencoded"));
        let text = String::from_utf8_lossy(&request.body.0).replace('+', "%20");
        is_form.then(|| text.split('&').map(simplify_parameter).collect::<Vec<_>>())
    });
    expected.is_some() && expected == actual
}

fn simplify_parameter(parameter: &str) -> (String, String) {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    (name.to_owned(), simplify_number(value.to_owned()))
}

/// Returns whether the bodies are documents in XML with the same meaning.
fn are_equal_documents(expected: &Request, actual: &Request) -> bool {
    let [expected, actual] =
        [expected, actual].map(|request| String::from_utf8_lossy(&request.body.0).into_owned());
    exchange::are_equal_documents(&expected, &actual)
}

/// Removes idempotency tokens that the expected body doesn't have: botocore fills them in before its serializer, our client while
/// it writes the request.
fn remove_tokens(expected: &Value, actual: &mut Value) {
    if let Value::Object(members) = actual {
        members.retain(|name, value| value != TOKEN || expected.get(name).is_some());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    fn to_headers(lines: &[(&str, &str)]) -> BTreeMap<String, String> {
        lines.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn recorded() -> RecordedRequest {
        RecordedRequest {
            protocol: "rest-json".to_owned(),
            method: "POST".to_owned(),
            host: "host.example".to_owned(),
            path: "/a%3Ab".to_owned(),
            raw_query: "b=2&a=1&b=1".to_owned(),
            headers: to_headers(&[("X-A", "1"), ("Content-Length", "17"), ("User-Agent", "b")]),
            body: r#"{"a": 1, "b": []}"#.into(),
        }
    }

    fn actual(uri: &str, headers: &[(&str, &str)], body: &str) -> Request {
        Request { body: body.into(), ..Request::new("POST", uri, &[], &to_headers(headers), "") }
    }

    fn parts(mismatches: &[Mismatch]) -> Vec<&str> {
        mismatches.iter().map(|mismatch| mismatch.part.as_str()).collect()
    }

    #[test]
    fn order_and_form_of_a_request_are_irrelevant() {
        let body = r#"{"b":[],"a":1.0}"#;
        let headers = [("content-length", "16"), ("x-a", "1"), ("amz-sdk-request", "1")];
        let actual = actual("/a%3Ab?a=1&b=2&b=1", &headers, body);
        assert_eq!(compare_request(&recorded(), &actual), []);
    }

    #[test]
    fn every_part_of_a_request_is_compared() {
        let (uri, body) = ("/a%3Ab?a=1&b=2&b=1", r#"{"a":1,"b":[]}"#);
        let x = ("x-a", "1");
        let compare = |uri, headers: &[(&str, &str)], body| {
            let mismatches = compare_request(&recorded(), &actual(uri, headers, body));
            parts(&mismatches).join(", ")
        };
        assert_eq!(compare(uri, &[x], body), "");
        assert_eq!(compare("/a:b?a=1&b=2&b=1", &[x], body), "path");
        assert_eq!(compare("/a%3Ab?a=1&b=1&b=2", &[x], body), "query");
        assert_eq!(compare("/a%3Ab?b=2&b=1", &[x], body), "query");
        assert_eq!(compare(uri, &[], body), "header x-a");
        assert_eq!(compare(uri, &[x, ("x-b", "")], body), "header x-b");
        assert_eq!(compare(uri, &[x, ("content-length", "1")], body), "header content-length");
        assert_eq!(compare(uri, &[x], r#"{"a":1}"#), "body");
        assert_eq!(compare(uri, &[x], ""), "body");
        let other = Request { method: "PUT".to_owned(), ..actual(uri, &[x], body) };
        assert_eq!(parts(&compare_request(&recorded(), &other)), ["method"]);
    }

    #[test]
    fn forms_are_compared_by_value() {
        let form = [("content-type", "application/x-www-form-urlencoded; charset=utf-8")];
        let request = |headers: &[(&str, &str)], body: &str| actual("/", headers, body);
        let is_equal = |left, right| compare_body(&left, &right).is_none();
        assert!(is_equal(request(&form, "a=b+c"), request(&form, "a=b%20c")));
        assert!(!is_equal(request(&form, "a=b+c"), request(&form, "a=b%2Bc")));
        assert!(is_equal(request(&form, "a=-1.0&b=1"), request(&form, "a=-1&b=1")));
        assert!(!is_equal(request(&form, "a=1&b=1"), request(&form, "b=1&a=1")));
        assert!(!is_equal(request(&[], "a=b+c"), request(&[], "a=b%20c")));
    }

    #[test]
    fn filled_in_tokens_are_ignored_where_the_corpus_has_none() {
        let body = |token: Value| json!({ "a": 1, "b": [], "token": token }).to_string();
        let actual =
            |token: &str| actual("/a%3Ab?a=1&b=2&b=1", &[("x-a", "1")], &body(json!(token)));
        assert_eq!(compare_request(&recorded(), &actual(TOKEN)), []);
        assert_eq!(parts(&compare_request(&recorded(), &actual("other"))), ["body"]);
        let with_token = RecordedRequest { body: body(json!("t")).as_str().into(), ..recorded() };
        assert_eq!(parts(&compare_request(&with_token, &actual(TOKEN))), ["body"]);
    }

    #[test]
    fn code_of_an_error_is_compared_wherever_it_is() {
        let recorded = RecordedResponse {
            status: 400,
            headers: to_headers(&[
                ("X-Amzn-Errortype", "Gone"),
                ("x-amzn-query-error", "a.Gone;Sender"),
            ]),
            body: "{}".into(),
        };
        let compare = |status, headers: &[(&str, &str)], body: &str| {
            let response = Response::new(status, &to_headers(headers), body);
            parts(&compare_response(&recorded, true, &response)).join(", ")
        };
        let query = ("x-amzn-query-error", "a.Gone;Sender");
        assert_eq!(compare(400, &[query], r#"{"__type": "a.b#Gone"}"#), "");
        assert_eq!(compare(400, &[query, ("x-amzn-errortype", "Gone:http://x/")], ""), "");
        assert_eq!(compare(404, &[query], r#"{"code": "Gone"}"#), "status");
        assert_eq!(compare(400, &[query], r#"{"__type": "Other"}"#), "code");
        assert_eq!(compare(400, &[query], ""), "code");
        assert_eq!(compare(400, &[], r#"{"code": "Gone"}"#), "header x-amzn-query-error");
        let output = Response::new(400, &BTreeMap::new(), "");
        assert_eq!(compare_response(&recorded, false, &output), []);
    }
}
