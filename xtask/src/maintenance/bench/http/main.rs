//! Reads and writes HTTP messages with the generated crate, makes the same calls with AWS's SDKs over a canned connection, and
//! serves requests to S3 with `s3s`. Prints lines with a name and nanoseconds.

mod cloudwatch;
mod dynamodb;
mod ec2;
mod lambda;
mod quick_xml;
mod s3;
mod s3s;

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_shapes::support::http::{Endpoint, Reading, Router, response};
use aws_shapes::support::{AnyOperation, Operation};
use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_runtime_api::client::http::HttpClient;
use aws_smithy_types::body::SdkBody;
use http::{Request, Response};
use tokio::runtime::{Builder, Runtime};

const ROUNDS: u32 = 50;
const SLICE: Duration = Duration::from_millis(5);

fn main() {
    let runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
    lambda::measure_calls(&runtime);
    dynamodb::measure_calls(&runtime);
    s3::measure_calls(&runtime);
    ec2::measure_calls(&runtime);
    cloudwatch::measure_calls(&runtime);
    s3s::measure_calls(&runtime);
    let target = "/2015-03-31/functions/my-function/versions?Marker=x&MaxItems=50";
    measure_routing("Lambda, routing", aws_shapes::lambda::operations::OPERATIONS, target);
    let target = "/my-bucket?list-type=2&prefix=photos%2F&delimiter=%2F&max-keys=1000";
    measure_routing("S3, routing", aws_shapes::s3::operations::OPERATIONS, target);
}

/// Measures an operation on both sides, with a response that has this head and body.
fn measure_messages<O: Operation>(
    name: &str,
    operations: &'static [&'static dyn AnyOperation],
    input: &O::Input,
    canned: &Response<&[u8]>,
) {
    let endpoint = create_endpoint();
    let client = measure(|| {
        drop(black_box(endpoint.request::<O>(black_box(input)).expect("a request")));
        drop(black_box(response::<O>(black_box(canned)).ok().expect("an output")));
    });
    print(&format!("{name}, client"), client);
    let router = Router::new(operations);
    let request = endpoint.request::<O>(input).expect("a request");
    let output = response::<O>(canned).ok().expect("an output");
    let server = measure(|| {
        let call = router.route(black_box(&request)).expect("a call");
        drop(black_box(call.input::<O>(Reading::Lenient).expect("an input")));
        drop(black_box(call.output::<O>(black_box(&output))));
    });
    print(&format!("{name}, server"), server);
}

/// Returns an endpoint with the buckets of S3 in the path.
fn create_endpoint() -> Endpoint {
    let endpoint = Endpoint::parse("https://service.us-west-2.amazonaws.com").expect("an endpoint");
    endpoint.with_bucket_in_host(false)
}

/// Measures the calls of an SDK's client.
fn measure_sdk<F: Future>(name: &str, runtime: &Runtime, call: impl Fn() -> F) {
    print(&format!("{name}, sdk"), measure(|| drop(black_box(runtime.block_on(call())))));
}

fn measure_routing(name: &str, operations: &'static [&'static dyn AnyOperation], target: &str) {
    let router = Router::new(operations);
    let request = Request::get(target).body(b"").expect("a request");
    print(name, measure(|| drop(black_box(router.route(black_box(&request)).expect("a call")))));
}

/// Defines a function that creates the client of an SDK, whose connection returns this response.
macro_rules! define_client {
    ($sdk:ident) => {
        fn create_client(canned: &http::Response<&[u8]>) -> $sdk::Client {
            let credentials = aws_credential_types::Credentials::from_keys("AKID", "secret", None);
            let config = $sdk::Config::builder()
                .behavior_version($sdk::config::BehaviorVersion::latest())
                .region($sdk::config::Region::new("us-west-2"))
                .credentials_provider(credentials)
                .http_client(crate::canned_connection(canned))
                .build();
            $sdk::Client::from_conf(config)
        }
    };
}
use define_client;

fn canned_connection(response: &Response<&[u8]>) -> impl HttpClient + Clone + use<> {
    let (head, body) = response.clone().into_parts();
    let body = body.to_vec();
    infallible_client_fn(move |_| Response::from_parts(head.clone(), SdkBody::from(body.clone())))
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
