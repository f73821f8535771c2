//! Without streams of events.

use serde_json::Value;
use shapes::support::http::Protocol;

use crate::Answer;
use crate::services::Service;

/// No stream.
pub trait Stream: Sync {}

pub fn run_task(_: &Service, _: &str, _: Protocol, _: &str, _: &Value) -> Answer {
    _ = crate::streams::STREAMS;
    Err("no operation has a stream of events".to_owned())
}
