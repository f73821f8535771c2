//! The layout of generated files is that of `prettyplease`.

use std::fs;

use shapesmith::{Placement, Provenance};
use shapesmith_tests::models::{
    SERVICES_OF_EVERY_PROTOCOL, generated_modules, lower_model, read_sample, sample_models,
};

#[test]
fn fixtures_and_lambda_have_the_layout_of_prettyplease() {
    for (module, file) in generated_modules() {
        check(&module, &fs::read(file).unwrap());
    }
}

/// Debug builds print a part of the sample, because `syn` and `prettyplease` are slow. `SHAPESMITH_LAYOUT` names the
/// services to check, separated by commas, or is `all`.
#[test]
fn sample_has_the_layout_of_prettyplease() {
    let models = match std::env::var("SHAPESMITH_LAYOUT") {
        Ok(names) if names == "all" => read_sample(|_| true),
        Ok(names) => sample_models(&names.split(',').collect::<Vec<&str>>()),
        Err(_) if cfg!(debug_assertions) => sample_models(&["sqs", "kinesis"]),
        Err(_) => sample_models(&SERVICES_OF_EVERY_PROTOCOL),
    };
    for (service, bytes) in models {
        check(&service, &bytes);
    }
}

fn check(module: &str, bytes: &[u8]) {
    let provenance = Provenance { command: "a test", source: "a model" };
    let placement = Placement { name: "service", support: "crate::support", krate: Some("layout") };
    for (name, text) in shapesmith::emit_module(&lower_model(bytes), placement, provenance).files {
        let text = comparable(&text);
        let parsed =
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{module}/{name}: {error}"));
        let expected = prettyplease::unparse(&parsed);
        if text != expected {
            let mut lines = text.lines().zip(expected.lines()).enumerate();
            let (line, (ours, theirs)) = lines.find(|(_, (ours, theirs))| ours != theirs).unwrap();
            panic!("{module}/{name}, line {line}:\n{ours}\ninstead of\n{theirs}");
        }
    }
}

/// Returns the text without parts that intentionally have another layout: blank lines and comments, which `syn` drops;
/// macros, which are handwritten; and calls of `errors!`, which have one error on each line.
fn comparable(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut left_out_until = None;
    for line in text.lines() {
        if left_out_until.is_some() {
            left_out_until = left_out_until.filter(|end| line != *end);
        } else if line.starts_with("macro_rules!") {
            left_out_until = Some("}");
            while kept.pop_if(|line| line.starts_with("///")).is_some() {}
        } else if line.starts_with("errors!(") && line.ends_with('{') {
            left_out_until = Some("});");
        } else if !line.is_empty() && !line.starts_with("// ") {
            kept.push(line);
        }
    }
    kept.iter().map(|line| format!("{line}\n")).collect()
}
