//! Clients of the AWS SDK for Rust, without TLS.

use aws_sdk_lambda::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_http_client::Builder;
use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// Returns a client of Lambda at this URL.
pub fn lambda(url: &str) -> aws_sdk_lambda::Client {
    let config = aws_sdk_lambda::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(credentials())
        .http_client(connect())
        .endpoint_url(url);
    aws_sdk_lambda::Client::from_conf(config.build())
}

/// Returns a client of DynamoDB at this URL.
pub fn dynamodb(url: &str) -> aws_sdk_dynamodb::Client {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(aws_sdk_dynamodb::config::BehaviorVersion::latest())
        .region(aws_sdk_dynamodb::config::Region::from_static("us-east-1"))
        .credentials_provider(credentials())
        .http_client(connect())
        .endpoint_url(url);
    aws_sdk_dynamodb::Client::from_conf(config.build())
}

fn credentials() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "secret", None, None, "test")
}

fn connect() -> SharedHttpClient {
    Builder::new().build_http()
}
