//! Compares the program's answers with what the cases expect.

use super::case::Expectation;
use super::vector::{BodyAssertion, Content, RejectionResponse, RequestVector, ResponseVector};
use crate::maintenance::exchange::{
    Answer, Headers, Mismatch, Request, Response, compare_bodies, compare_values, describe_answer,
    find_header,
};

/// Returns what isn't as expected in an answer, and in what our client reads if the answer is a response.
pub fn compare_answers(
    expectation: &Expectation,
    answer: &Answer,
    reread: Option<&Answer>,
) -> Vec<Mismatch> {
    let mut mismatches = compare_answer(expectation, answer);
    mismatches.extend(reread.into_iter().flat_map(compare_values));
    mismatches
}

fn compare_answer(expectation: &Expectation, answer: &Answer) -> Vec<Mismatch> {
    match (expectation, answer) {
        (Expectation::Request(vector), Answer::Request(request)) => {
            compare_request(vector, request)
        }
        (Expectation::Response(vector), Answer::Response(response)) => {
            compare_response(vector, response)
        }
        (Expectation::Rejection(rejection), Answer::Response(response)) => {
            compare_rejection(rejection, response)
        }
        (Expectation::EqualValues, answer) => compare_values(answer),
        (Expectation::Failure(expected), Answer::Failure(actual)) => match expected {
            Some(expected) if expected != actual => {
                vec![Mismatch::new("exception", expected, actual)]
            }
            _ => Vec::new(),
        },
        // A server refuses a request with a response.
        (Expectation::Failure(None), Answer::Response(response)) if response.status >= 400 => {
            Vec::new()
        }
        (_, answer) => vec![describe_answer(answer)],
    }
}

/// Checks a request that a client wrote.
fn compare_request(vector: &RequestVector, actual: &Request) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    let mut check = |part: &str, expected: &str, actual: &str| {
        if expected != actual {
            mismatches.push(Mismatch::new(part, expected, actual));
        }
    };
    check("method", &vector.method, &actual.method);
    check("path", &vector.uri, actual.path());
    if let Some(host) = &vector.resolved_host {
        check("host", host, actual.host().unwrap_or_default());
    }
    mismatches.extend(compare_query(vector, actual));
    mismatches.extend(compare_content(&vector.content, &actual.headers, &actual.body.0));
    mismatches
}

/// Checks a query. A parameter that is named more than once has its values in this order.
fn compare_query(vector: &RequestVector, actual: &Request) -> Vec<Mismatch> {
    let name = |part: &str| part.split('=').next().unwrap_or_default().to_owned();
    let parts: Vec<&str> = actual.query().collect();
    let has_parameter = |wanted: &str| parts.iter().any(|part| name(part) == wanted);
    let mut mismatches = Vec::new();
    let mut names: Vec<String> = vector.query_params.iter().map(|part| name(part)).collect();
    names.extend(parts.iter().filter(|_| vector.has_whole_query).map(|part| name(part)));
    names.sort();
    names.dedup();
    for wanted in names {
        let of = |parts: &mut dyn Iterator<Item = &str>| {
            parts.filter(|part| name(part) == wanted).collect::<Vec<_>>().join("&")
        };
        let expected = of(&mut vector.query_params.iter().map(String::as_str));
        let found = of(&mut parts.iter().copied());
        if expected != found {
            mismatches.push(Mismatch::new("query", expected, found));
        }
    }
    for wanted in vector.require_query_params.iter().filter(|wanted| !has_parameter(wanted)) {
        mismatches.push(Mismatch::new("query", format!("any {wanted}"), "none"));
    }
    for unwanted in vector.forbid_query_params.iter().filter(|unwanted| has_parameter(unwanted)) {
        mismatches.push(Mismatch::new("query", format!("no {unwanted}"), parts.join("&")));
    }
    mismatches
}

/// Checks a response that a server wrote.
fn compare_response(vector: &ResponseVector, actual: &Response) -> Vec<Mismatch> {
    let mut mismatches = compare_status(vector.code, actual);
    mismatches.extend(compare_content(&vector.content, &actual.headers, &actual.body.0));
    mismatches
}

/// Checks the response to a malformed request.
fn compare_rejection(rejection: &RejectionResponse, actual: &Response) -> Vec<Mismatch> {
    let mut mismatches = compare_status(rejection.code, actual);
    let content = Content { headers: rejection.headers.clone(), ..Content::default() };
    mismatches.extend(compare_content(&content, &actual.headers, &[]));
    let Some(body) = &rejection.body else { return mismatches };
    match &body.assertion {
        BodyAssertion::Contents(expected) => {
            mismatches.extend(compare_bodies(expected, &actual.body.0, Some(&body.media_type)));
        }
        BodyAssertion::MessageRegex(pattern) => {
            let expected = format!("a message like {pattern}, which can't be checked yet");
            mismatches.push(Mismatch::new("body", expected, actual.body.to_string()));
        }
    }
    mismatches
}

fn compare_status(expected: u16, actual: &Response) -> Vec<Mismatch> {
    if expected == actual.status {
        return Vec::new();
    }
    // The body says why.
    let status = format!("{}, {}", actual.status, actual.body);
    vec![Mismatch::new("status", expected.to_string(), status)]
}

/// Checks the headers and the body of a message.
fn compare_content(content: &Content, headers: &Headers, body: &[u8]) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    for (name, expected) in &content.headers {
        let actual = find_header(headers, name);
        if actual.as_deref() != Some(expected.trim()) {
            let actual = actual.unwrap_or_else(|| "no header".to_owned());
            mismatches.push(Mismatch::new(format!("header {name}"), expected, actual));
        }
    }
    for name in &content.forbid_headers {
        if let Some(actual) = find_header(headers, name) {
            mismatches.push(Mismatch::new(format!("header {name}"), "no header", actual));
        }
    }
    for name in &content.require_headers {
        if find_header(headers, name).is_none() {
            mismatches.push(Mismatch::new(format!("header {name}"), "any value", "no header"));
        }
    }
    if let Some(expected) = &content.body {
        mismatches.extend(compare_bodies(expected, body, content.body_media_type.as_deref()));
    }
    mismatches
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;
    use crate::maintenance::exchange::ReadValue;

    fn request_vector(members: Value) -> RequestVector {
        let mut vector = json!({"id": "A", "protocol": "p#q", "method": "GET", "uri": "/a%2Fb"});
        let members = members.as_object().unwrap().clone();
        vector.as_object_mut().unwrap().extend(members);
        RequestVector::deserialize(vector).unwrap()
    }

    fn request(uri: &str) -> Request {
        let (method, uri) = ("GET".to_owned(), uri.to_owned());
        let headers = [("x-a", "1"), ("X-A", "2"), ("x-empty", "")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Request { method, uri, headers, body: r#"{"a": 1}"#.into() }
    }

    fn parts(mismatches: &[Mismatch]) -> Vec<&str> {
        mismatches.iter().map(|mismatch| mismatch.part.as_str()).collect()
    }

    #[test]
    fn request_agrees_with_every_part_that_the_case_has() {
        let vector = request_vector(json!({
            "resolvedHost": "h.example", "queryParams": ["b=2", "b=1", "c"],
            "requireQueryParams": ["d"], "forbidQueryParams": ["e"],
            "headers": {"X-a": "1, 2", "x-empty": ""}, "forbidHeaders": ["x-b"],
            "requireHeaders": ["x-empty"], "body": "{\"a\":1.0}", "bodyMediaType": "application/json"
        }));
        let actual = request("https://h.example/a%2Fb?b=2&c&d=&x=1&b=1");
        assert_eq!(compare_request(&vector, &actual), []);
    }

    #[test]
    fn every_part_of_a_request_is_checked() {
        let differing = [
            (json!({"method": "POST"}), "method"),
            (json!({"uri": "/a/b"}), "path"),
            (json!({"resolvedHost": "other.example"}), "host"),
            (json!({"queryParams": ["b=1", "b=2"]}), "query"),
            (json!({"queryParams": ["b=2"]}), "query"),
            (json!({"queryParams": ["c="]}), "query"),
            (json!({"queryParams": ["b=2", "b=1"], "hasWholeQuery": true}), "query"),
            (json!({"requireQueryParams": ["e"]}), "query"),
            (json!({"forbidQueryParams": ["c"]}), "query"),
            (json!({"headers": {"x-a": "1,2"}}), "header x-a"),
            (json!({"headers": {"x-b": ""}}), "header x-b"),
            (json!({"forbidHeaders": ["x-empty"]}), "header x-empty"),
            (json!({"requireHeaders": ["x-b"]}), "header x-b"),
            (json!({"body": ""}), "body"),
            (json!({"body": "{\"a\":1}"}), "body"),
        ];
        let actual = request("https://h.example/a%2Fb?b=2&c&b=1");
        for (members, part) in differing {
            let mismatches = compare_request(&request_vector(members.clone()), &actual);
            assert_eq!(parts(&mismatches), [part], "{members}");
        }
        assert_eq!(compare_request(&request_vector(json!({})), &actual), []);
    }

    #[test]
    fn rejection_is_compared_by_status_headers_and_body() {
        let rejection = |body: &str| {
            RejectionResponse::deserialize(json!({
                "code": 400, "headers": {"x-error": "E"},
                "body": {"mediaType": "application/json", "assertion": {"contents": body}}
            }))
            .unwrap()
        };
        let headers = vec![("x-error".to_owned(), "E".to_owned())];
        let actual = Response { status: 400, headers, body: r#"{"message": "m"}"#.into() };
        assert_eq!(compare_rejection(&rejection(r#"{"message":"m"}"#), &actual), []);
        assert_eq!(parts(&compare_rejection(&rejection("{}"), &actual)), ["body"]);
        let other = Response { status: 500, headers: Vec::new(), ..actual };
        let mismatches = compare_rejection(&rejection(r#"{"message":"m"}"#), &other);
        assert_eq!(parts(&mismatches), ["status", "header x-error"]);
    }

    #[test]
    fn values_failures_and_panics_are_told_apart() {
        let value = |actual| ReadValue {
            reading: "strict".to_owned(),
            expected: json!({"a": "NaN"}),
            actual,
        };
        let compare = |answer| compare_answer(&Expectation::EqualValues, &answer);
        assert_eq!(compare(Answer::Values(vec![value(json!({"a": "NaN"}))])), []);
        let mismatches = compare(Answer::Values(vec![value(json!({}))]));
        assert_eq!(mismatches, [Mismatch::new("value, strict", r#"{"a":"NaN"}"#, "{}")]);
        for answer in [Answer::Failed("f".to_owned()), Answer::Panicked("p".to_owned())] {
            assert_eq!(parts(&compare(answer)), ["result"]);
        }
        let response = Response { status: 200, headers: Vec::new(), body: "".into() };
        assert_eq!(parts(&compare(Answer::Response(response))), ["result"]);
    }
}
