//! HTTP messages of generated services.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod checksums;
mod chunks;
mod event_streams;
mod frames;
mod hostile;
mod hostile_chunks;
mod hostile_forms;
mod hostile_rpc;
mod messages;
mod peer;
mod rpc_json;
mod values;
mod xml;
