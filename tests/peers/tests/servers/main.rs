//! A client of generated types, with servers of other projects: an S3 server in Rust and a DynamoDB server in JavaScript.
#![cfg(sample)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::field_reassign_with_default,
    reason = "the generated structures are non-exhaustive"
)]

mod dynalite;
mod s3s;
