//! Reads and writes HTTP messages with the generated crates, and makes the same calls with the AWS SDK over a canned connection.
//! Prints lines with a name and nanoseconds.

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::types::AttributeValue as SdkValue;
use aws_shapes::lambda::operations::{self as lambda_operations, Invoke, ListFunctions};
use aws_shapes::lambda::{InvocationRequest, InvocationType, ListFunctionsRequest, ListFunctionsResponse};
use aws_shapes::support::http::Router;
use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_types::body::SdkBody;
use dynamodb::service as dynamo;
use http::Response;

const FUNCTION: &str = r#"{"FunctionName":"my-function","FunctionArn":"arn:aws:lambda:us-west-2:123456789012:function:my-function","Runtime":"nodejs18.x","Role":"arn:aws:iam::123456789012:role/service-role/my-function-role","Handler":"index.handler","CodeSize":1234,"Timeout":3,"MemorySize":128,"Version":"$LATEST","Environment":{"Variables":{"LOG":"debug","TABLE":"things"}}}"#;
const ITEM: &str = r#"{"id":{"S":"12345"},"count":{"N":"42"},"tags":{"SS":["a","b"]},"nested":{"M":{"x":{"BOOL":true}}}}"#;

const ROUNDS: u32 = 50;
const SLICE: Duration = Duration::from_millis(5);

fn main() {
    let functions = format!("{{\"Functions\":[{}]}}", vec![FUNCTION; 50].join(","));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    measure_list_functions(&runtime, &functions);
    measure_invoke(&runtime);
    measure_put_item(&runtime);
    measure_get_item(&runtime);
    measure_routing();
}

fn measure_list_functions(runtime: &tokio::runtime::Runtime, body: &str) {
    let name = "ListFunctions, 50 functions";
    let mut input = ListFunctionsRequest::default();
    input.max_items = Some(50);
    measure_lambda::<ListFunctions>(name, &input, body.as_bytes());
    let sdk = lambda_client(body);
    let call = || async { sdk.list_functions().max_items(50).send().await.expect("an output") };
    print(&format!("{name}, sdk"), measure(|| drop(black_box(runtime.block_on(call())))));
    let output: ListFunctionsResponse = serde_json::from_str(body).expect("an output");
    assert_eq!(output.functions.map(|functions| functions.len()), Some(50));
}

fn measure_invoke(runtime: &tokio::runtime::Runtime) {
    let mut input = InvocationRequest::new("my-function");
    input.invocation_type = Some(InvocationType::RequestResponse);
    input.payload = Some(br#"{"key":"value"}"#.to_vec().into());
    measure_lambda::<Invoke>("Invoke", &input, br#"{"ok":true}"#);
    let sdk = lambda_client(r#"{"ok":true}"#);
    let call = || async {
        sdk.invoke()
            .function_name("my-function")
            .invocation_type(aws_sdk_lambda::types::InvocationType::RequestResponse)
            .payload(aws_sdk_lambda::primitives::Blob::new(br#"{"key":"value"}"#))
            .send()
            .await
            .expect("an output")
    };
    print("Invoke, sdk", measure(|| drop(black_box(runtime.block_on(call())))));
}

fn measure_put_item(runtime: &tokio::runtime::Runtime) {
    let item = format!("{{\"TableName\":\"things\",\"Item\":{ITEM}}}");
    let input: dynamo::PutItemInput = serde_json::from_str(&item).expect("an input");
    measure_dynamo::<dynamo::operations::PutItem>("PutItem", &input, b"{}");
    let sdk = dynamo_client("{}");
    let call = || async {
        sdk.put_item()
            .table_name("things")
            .item("id", SdkValue::S("12345".to_owned()))
            .item("count", SdkValue::N("42".to_owned()))
            .item("tags", SdkValue::Ss(vec!["a".to_owned(), "b".to_owned()]))
            .item("nested", SdkValue::M([("x".to_owned(), SdkValue::Bool(true))].into()))
            .send()
            .await
            .expect("an output")
    };
    print("PutItem, sdk", measure(|| drop(black_box(runtime.block_on(call())))));
}

fn measure_get_item(runtime: &tokio::runtime::Runtime) {
    let key = r#"{"TableName":"things","Key":{"id":{"S":"12345"}}}"#;
    let input: dynamo::GetItemInput = serde_json::from_str(key).expect("an input");
    let body = format!("{{\"Item\":{ITEM}}}");
    measure_dynamo::<dynamo::operations::GetItem>("GetItem", &input, body.as_bytes());
    let sdk = dynamo_client(&body);
    let call = || async {
        let key = SdkValue::S("12345".to_owned());
        sdk.get_item().table_name("things").key("id", key).send().await.expect("an output")
    };
    print("GetItem, sdk", measure(|| drop(black_box(runtime.block_on(call())))));
}

/// Defines a function that measures an operation on both sides, for operations of one crate.
macro_rules! define_measurement {
    ($name:ident, $shapes:ident, $operations:path, $url:literal) => {
        fn $name<O: $shapes::support::Operation>(name: &str, input: &O::Input, body: &[u8]) {
            use $shapes::support::http::{Endpoint, Reading, Router, response};
            let endpoint = Endpoint::parse($url).expect("an endpoint");
            let canned = Response::new(body);
            let client = measure(|| {
                drop(black_box(endpoint.request::<O>(black_box(input)).expect("a request")));
                drop(black_box(response::<O>(black_box(&canned)).ok().expect("an output")));
            });
            print(&format!("{name}, client"), client);
            let router = Router::new($operations);
            let request = endpoint.request::<O>(input).expect("a request");
            let output = response::<O>(&canned).ok().expect("an output");
            let server = measure(|| {
                let call = router.route(black_box(&request)).expect("a call");
                drop(black_box(call.input::<O>(Reading::Lenient).expect("an input")));
                drop(black_box(call.output::<O>(black_box(&output))));
            });
            print(&format!("{name}, server"), server);
        }
    };
}

define_measurement!(
    measure_lambda,
    aws_shapes,
    lambda_operations::OPERATIONS,
    "https://lambda.us-west-2.amazonaws.com"
);
define_measurement!(
    measure_dynamo,
    dynamodb,
    dynamo::operations::OPERATIONS,
    "https://dynamodb.us-west-2.amazonaws.com"
);

fn measure_routing() {
    let lambda = Router::new(lambda_operations::OPERATIONS);
    let path = "/2015-03-31/functions/my-function/versions?Marker=x&MaxItems=50";
    let request = http::Request::get(path).body(b"").expect("a request");
    let time = measure(|| drop(black_box(lambda.route(black_box(&request)).expect("a call"))));
    print("Lambda, routing", time);
    let gateway = apigateway::support::http::Router::new(apigateway::service::operations::OPERATIONS);
    let path = "/restapis/abcdef/resources/ghijkl/methods/GET/integration/responses/200";
    let request = http::Request::get(path).body(b"").expect("a request");
    let time = measure(|| drop(black_box(gateway.route(black_box(&request)).expect("a call"))));
    print("API Gateway, routing", time);
}

/// Defines a function that creates the client of an SDK, whose connection returns this body.
macro_rules! define_client {
    ($name:ident, $sdk:ident) => {
        fn $name(body: &str) -> $sdk::Client {
            let credentials = aws_credential_types::Credentials::from_keys("AKID", "secret", None);
            let config = $sdk::Config::builder()
                .behavior_version($sdk::config::BehaviorVersion::latest())
                .region($sdk::config::Region::new("us-west-2"))
                .credentials_provider(credentials)
                .http_client(canned_client(body))
                .build();
            $sdk::Client::from_conf(config)
        }
    };
}

define_client!(lambda_client, aws_sdk_lambda);
define_client!(dynamo_client, aws_sdk_dynamodb);

fn canned_client(body: &str) -> impl aws_smithy_runtime_api::client::http::HttpClient + Clone + 'static {
    let body = body.to_owned();
    infallible_client_fn(move |_| Response::new(SdkBody::from(body.clone())))
}

/// Returns the minimum time of a call in nanoseconds.
fn measure(mut call: impl FnMut()) -> f64 {
    let mut minimum = f64::MAX;
    for _ in 0..ROUNDS {
        let (start, mut calls) = (Instant::now(), 0);
        while start.elapsed() < SLICE {
            for _ in 0..8 {
                call();
            }
            calls += 8;
        }
        minimum = minimum.min(start.elapsed().as_nanos() as f64 / f64::from(calls));
    }
    minimum
}

fn print(name: &str, nanoseconds: f64) {
    println!("{name}\t{nanoseconds:.1}");
}
