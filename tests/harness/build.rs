//! Generates the types of the services whose HTTP messages and events are fuzzed.

use std::path::Path;
use std::{env, fs};

use shapesmith::Build;

const FIXTURES: &str = "../fixtures/codegen";

fn main() -> std::io::Result<()> {
    for name in ["http_messages", "event_streams", "xml_messages", "checksums"] {
        Build::new(format!("{FIXTURES}/{name}/model.json")).name(name).http(true).generate();
    }
    // The model of exchanges, which has every type, with parameters in its requests.
    let model = "../fixtures/exchange/model.json";
    println!("cargo::rerun-if-changed={model}");
    let text =
        fs::read_to_string(model)?.replace("aws.protocols#restJson1", "aws.protocols#awsQuery");
    let model = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("forms.json");
    fs::write(&model, text)?;
    Build::new(model).http(true).generate();
    Ok(())
}
