//! Generates the types of the services whose HTTP messages and events are fuzzed.

fn main() {
    shapesmith::Build::new("../fixtures/codegen/http_messages/model.json")
        .name("http_messages")
        .http(true)
        .generate();
    shapesmith::Build::new("../fixtures/codegen/event_streams/model.json")
        .name("event_streams")
        .http(true)
        .generate();
}
