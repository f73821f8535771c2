//! The services of the generated crate: what they cost, and their documentation, which is the tables of services and a sentence for
//! each operation.

use std::fs;

use shapesmith_test_support::workspace;

fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the names of the services in the configuration, in the order of the names.
fn services() -> Vec<String> {
    let config: toml::Table = read("model/shapesmith.toml").parse().unwrap();
    let mut names: Vec<String> = config["service"].as_table().unwrap().keys().cloned().collect();
    names.sort();
    names
}

#[test]
fn every_service_has_a_row_in_the_tables() {
    for path in ["README.md", "model/aws-shapes.md"] {
        let text = read(path);
        let rows = text.lines().skip_while(|line| !line.starts_with("| feature | service |"));
        let rows = rows.skip(2).take_while(|line| line.starts_with("| `"));
        let named: Vec<&str> = rows.filter_map(|row| row.split('`').nth(1)).collect();
        assert_eq!(named, services(), "{path}");
    }
}

#[test]
fn every_service_and_operation_is_documented() {
    for service in services() {
        let docs = read(&format!("model/services/{service}.docs.json"));
        let docs: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&docs).unwrap();
        let model = read(&format!("model/services/{service}.json"));
        let model: serde_json::Value = serde_json::from_str(&model).unwrap();
        let shapes = model["shapes"].as_object().unwrap();
        let id = shapes.iter().find(|(_, shape)| shape["type"] == "service").unwrap().0;
        assert!(docs.contains_key(id), "{service} isn't documented");
    }
    let root = read("generated/src/lib.rs");
    let operations: Vec<&str> = root.lines().filter(|line| line.starts_with("- [`")).collect();
    assert!(operations.len() > 66, "{} operations", operations.len());
    for line in operations {
        assert!(line.contains("): "), "without documentation: {line}");
    }
}

#[test]
fn http_messages_compile_only_the_protocols_of_services_that_are_on() {
    let declarations = read("generated/src/support/http/mod.rs");
    let features = |module: &str| {
        let lines: Vec<&str> = declarations.lines().collect();
        let index = lines
            .iter()
            .position(|line| line.trim_start_matches("pub ") == format!("mod {module};"));
        let condition = lines[index.unwrap_or_else(|| panic!("{module} is declared")) - 1];
        condition.split('"').skip(1).step_by(2).collect::<Vec<_>>()
    };
    assert_eq!(features("aws_json"), ["cloudwatch", "dynamodb", "kinesis", "sqs"]);
    assert_eq!(features("cbor"), ["cloudwatch"]);
    assert_eq!(features("form_reader"), ["cloudwatch", "ec2", "sqs", "sts"]);
    assert_eq!(features("xml_cursor"), ["cloudwatch", "ec2", "s3", "sqs", "sts"]);
    assert_eq!(features("rest"), ["lambda", "s3"]);
    assert_eq!(features("aws_chunked"), ["s3"]);
    assert_eq!(features("event_stream"), ["kinesis", "lambda", "s3"]);
    assert_eq!(features("router"), [""; 0]);
}
