//! Generates the types of the service whose HTTP messages are fuzzed.

fn main() {
    shapesmith::Build::new("../fixtures/codegen/http_messages/model.json")
        .name("http_messages")
        .http(true)
        .generate();
}
