//! HTTP messages of `rpcv2Json`: the path and the header that name the protocol, the service and the operation.

mod api {
    include!(concat!(env!("OUT_DIR"), "/rpc_json.rs"));
    include!(concat!(env!("OUT_DIR"), "/support.rs"));
}

use http::{HeaderMap, Request, Response, StatusCode, request};

use api::rpc_json::operations::{OPERATIONS, Order};
use api::rpc_json::{Item, OrderInput, OrderOutput};
use api::support::ErrorSet;
use api::support::http::{Endpoint, Protocol, Reading, ResponseError, Router, response};

fn input() -> OrderInput {
    let mut input = OrderInput::new("a/b");
    input.filter = Some("new".to_owned());
    input.price = Some("1.50".parse().unwrap());
    input
}

/// Returns a request for the operation at this path.
fn at(path: &str) -> request::Builder {
    Request::post(path).header("smithy-protocol", "rpc-v2-json")
}

/// Returns the status of a router's response; 200 if the request is for the operation.
fn route(request: request::Builder) -> (StatusCode, HeaderMap) {
    let request = request.body(Vec::new()).unwrap();
    match Router::new(OPERATIONS).route(&request) {
        Ok(call) => {
            assert!(call.is::<Order>());
            (StatusCode::OK, HeaderMap::new())
        }
        Err(rejection) => {
            let response = rejection.response();
            (response.status(), response.headers().clone())
        }
    }
}

#[test]
fn request_names_the_protocol_the_service_and_the_operation() {
    let endpoint = Endpoint::parse("https://desk.example/api/").unwrap();
    let request = endpoint.request::<Order>(&input()).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://desk.example/api/service/Desk/operation/Order");
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap());
    assert_eq!(header("smithy-protocol"), Some("rpc-v2-json"));
    assert_eq!(header("accept"), Some("application/json"));
    assert_eq!(header("content-type"), Some("application/json"));
    // HTTP bindings have no effect, and big numbers are text.
    let body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(body, serde_json::json!({"id": "a/b", "filter": "new", "price": "1.50"}));

    let router = Router::new(OPERATIONS);
    let call = router.route(&request).unwrap();
    assert_eq!(call.protocol(), Protocol::RpcV2Json);
    for reading in [Reading::Lenient, Reading::Validated, Reading::Strict] {
        assert_eq!(call.input::<Order>(reading).unwrap(), input());
    }
}

#[test]
fn requests_are_routed_by_the_end_of_the_path() {
    for path in [
        "/service/Desk/operation/Order",
        "/any/service/example.rpc.Desk/operation/Order",
        "/service/X/operation/Y/service/Desk/operation/Order",
    ] {
        assert_eq!(route(at(path)).0, StatusCode::OK, "{path}");
    }
    for path in [
        "/",
        "/Order",
        "/service/Desk/operation/Order/",
        "/service/Desk/operation/example.rpc.Order",
        "/service/Desk/operation/order",
        "/service/Table/operation/Order",
        "/Desk/operation/Order",
        "/service/Desk/Order",
    ] {
        let (status, headers) = route(at(path));
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(headers["smithy-protocol"], "rpc-v2-json", "{path}");
    }
}

#[test]
fn requests_of_other_protocols_are_rejected() {
    let path = "/service/Desk/operation/Order";
    let without_header = Request::post(path);
    let other_header = Request::post(path).header("smithy-protocol", "rpc-v2-xml");
    let two_operations = at(path).header("x-amz-target", "Desk.Order");
    for request in [without_header, other_header, two_operations] {
        assert_eq!(route(request).0, StatusCode::NOT_FOUND);
    }
    assert_eq!(route(at(path).method("GET")).0, StatusCode::METHOD_NOT_ALLOWED);

    let router = Router::new(OPERATIONS);
    let request = at(path).header("content-type", "application/cbor").body(vec![0xA0]).unwrap();
    let call = router.route(&request).unwrap();
    for reading in [Reading::Lenient, Reading::Strict] {
        let rejection = call.input::<Order>(reading).unwrap_err();
        assert_eq!(rejection.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
}

#[test]
fn response_without_the_protocol_is_judged_by_its_status() {
    let item = Item { count: Some(3) };
    let output = OrderOutput { item: Some(item), ..OrderOutput::default() };
    let router = Router::new(OPERATIONS);
    let request = Endpoint::relative().request::<Order>(&input()).unwrap();
    let mut written = router.route(&request).unwrap().output::<Order>(&output);
    assert_eq!(written.headers()["smithy-protocol"], "rpc-v2-json");
    assert_eq!(response::<Order>(&written).unwrap(), output);
    written.headers_mut().remove("smithy-protocol");
    match response::<Order>(&written) {
        Err(ResponseError::Malformed(error)) => assert_eq!(error.status(), 200),
        other => panic!("{other:?}"),
    }
    // Of an error, only the status counts.
    let page = Response::builder().status(403).body(b"<html>".to_vec()).unwrap();
    match response::<Order>(&page) {
        Err(ResponseError::Service(error)) => assert_eq!(error.code(), "Forbidden"),
        other => panic!("{other:?}"),
    }
}
