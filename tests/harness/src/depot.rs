//! The generated types of the service Depot, a fixture with members in every place of HTTP messages.

include!(concat!(env!("OUT_DIR"), "/http_messages.rs"));
