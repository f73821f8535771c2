//! The generated types of fixtures: of the service Depot, with members in every place of HTTP messages, of River, with streams of
//! events, of Forest, with documents in XML, of Vault, with checksums, and of Exchange, with forms.

include!(concat!(env!("OUT_DIR"), "/http_messages.rs"));
include!(concat!(env!("OUT_DIR"), "/event_streams.rs"));
include!(concat!(env!("OUT_DIR"), "/xml_messages.rs"));
include!(concat!(env!("OUT_DIR"), "/checksums.rs"));
include!(concat!(env!("OUT_DIR"), "/forms.rs"));
