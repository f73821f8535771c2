//! Generates the types of the tide service.

fn main() {
    shapesmith::Build::new("model/tides.json").http(true).generate();
}
