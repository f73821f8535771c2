//! The generated types of two fixtures: of the service Depot, with members in every place of HTTP messages, and of River, with
//! streams of events.

include!(concat!(env!("OUT_DIR"), "/http_messages.rs"));
include!(concat!(env!("OUT_DIR"), "/event_streams.rs"));
