//! HTTP messages of generated types, tested with peers that don't know them: SDKs as clients of an emulator of AWS, and an
//! emulator of AWS as the server of a client.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::field_reassign_with_default,
    reason = "the generated structures are non-exhaustive"
)]

#[cfg(sample)]
pub mod chunks;
pub mod client;
pub mod emulator;
pub mod node;
pub mod process;
pub mod python;
pub mod server;

/// Records that a test can't run without the sample of models.
pub fn skip_without_sample(test: &str) {
    shapesmith_test_support::skip(
        test,
        "there is no folder `shared` with a sample of models beside the project",
    );
}

/// The generated modules.
#[allow(missing_docs)]
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/lambda.rs"));
    include!(concat!(env!("OUT_DIR"), "/support.rs"));

    /// Includes modules that were generated from the sample of models.
    #[cfg(sample)]
    macro_rules! include_modules {
        ($($name:literal)*) => { $(include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"));)* };
    }
    #[cfg(sample)]
    include_modules! {
        "amp" "api_gateway" "appsync" "auto_scaling" "backup" "bedrock" "cloudformation" "cloudwatch" "cognito"
        "dynamodb" "ecr" "elb" "eventbridge" "iam" "kinesis" "logs" "pipes" "rds" "route53" "s3" "sfn"
        "sns" "sqs" "ssm" "sts" "transcribe"
    }
    #[cfg(ec2)]
    include!(concat!(env!("OUT_DIR"), "/ec2.rs"));
}
