//! `cargo xtask judge` with updates of a small model and of a real one.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shapesmith_test_support::TestFolder;
use shapesmith_tests::command::run_xtask;

/// A breaking change: its description, the change of the model, and a part of the statement that no longer compiles.
type BreakingChange = (&'static str, fn(&mut Value), &'static str);

const BREAKING_CHANGES: [BreakingChange; 7] = [
    (
        "a member of another type",
        |shapes| shapes["ex#Typed"]["members"]["Tag"]["target"] = json!("smithy.api#Long"),
        "value.tag = any::<Option<String>>();",
    ),
    (
        "a member that is required now",
        |shapes| shapes["ex#Given"]["members"]["Tag"]["traits"] = required_trait(),
        "let _: api::Given = Default::default();",
    ),
    (
        "parameters in another order",
        |shapes| {
            let members = shapes["ex#Moved"]["members"].as_object_mut().unwrap();
            let (name, first) = members.shift_remove_entry("Name").unwrap();
            members.insert(name, first);
        },
        "api::Moved::new(any::<&str>(), any::<i32>());",
    ),
    (
        "a value that is gone",
        |shapes| remove_key(&mut shapes["ex#Kind"]["members"], "CAT"),
        "api::Kind::Cat",
    ),
    (
        "an enum that is opened",
        |shapes| shapes["ex#Open"] = json!({ "type": "string" }),
        "text::<api::Open>",
    ),
    (
        "an error that is gone",
        |shapes| remove_key(&mut shapes["ex#PutIt"], "errors"),
        "api::errors::PutItError::Missing",
    ),
    (
        "an answer that is gone",
        |shapes| remove_key(&mut shapes["ex#PutIt"], "output"),
        "operation::<api::operations::PutIt, api::Put, api::Answer, api::errors::PutItError>",
    ),
];

#[test]
fn compiler_errors_agree_with_the_review() {
    let folder = tempfile::tempdir().unwrap();
    let [old, more, less] = ["old", "more", "less"].map(|version| folder.path().join(version));
    let mut shapes = create_shapes();
    write_model(&old, &shapes);
    shapes["ex#Typed"]["members"]["Note"] = json!({ "target": "smithy.api#String" });
    shapes["ex#Kind"]["members"]["DOG"] = enum_value("dog");
    shapes["ex#Key"]["members"]["Code"] = json!({ "target": "ex#Kind" });
    write_model(&more, &shapes);
    for (_, change, _) in BREAKING_CHANGES {
        change(&mut shapes);
    }
    write_model(&less, &shapes);
    // The real service is updated, then partly reverted.
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (version, model) in [
        (&old, "fixtures/review/lambda-2023-01-23.json"),
        (&more, "fixtures/lambda/lambda-2023-11-16.json"),
        (&less, "fixtures/review/lambda-2023-11-15.json"),
    ] {
        fs::copy(tests.join(model), version.join("lambda.json")).unwrap();
    }
    // With a single thread, dependencies are compiled once.
    let (code, output) = judge(&["--verbose", "--jobs", "1"], &[old, more, less]);
    for row in ["small", "lambda"] {
        let rows = output.lines().filter(|line| line.starts_with(&format!("{row} ")));
        let rows: Vec<&str> = rows.collect();
        let [forth, back] = rows.as_slice() else { panic!("{output}") };
        assert!(forth.ends_with("/more: compiles"), "{output}");
        assert!(back.contains("/less: breaks ("), "{output}");
    }
    for (what, _, statement) in BREAKING_CHANGES {
        assert!(output.contains(statement), "{what}: {output}");
    }
    let totals = "4 pairs: 2 compile, 2 break, 0 failed; 0 differ from the review";
    assert_eq!(output.lines().last(), Some(totals), "{output}");
    assert_eq!(code, 0);
}

#[test]
fn services_on_one_side_only_are_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one", "other"].map(|side| folder.path().join(side));
    write_model(&one, &create_shapes());
    let mut shapes = create_shapes();
    shapes["ex#Service"]["traits"]["aws.api#service"]["sdkId"] = json!("other");
    write_model(&other, &shapes);
    let (code, output) = judge(&[], &[one, other]);
    assert!(output.contains("no service is on both sides"), "{output}");
    assert_eq!(code, 2);
}

/// Returns a model with every kind of item.
fn create_shapes() -> Value {
    json!({
        "ex#Service": {
            "type": "service",
            "version": "1",
            "operations": [{ "target": "ex#PutIt" }],
            "traits": { "aws.api#service": { "sdkId": "small" } }
        },
        "ex#PutIt": {
            "type": "operation",
            "input": { "target": "ex#Put" },
            "output": { "target": "ex#Answer" },
            "errors": [{ "target": "ex#Missing" }]
        },
        "ex#Put": {
            "type": "structure",
            "members": {
                "Typed": { "target": "ex#Typed" },
                "Given": { "target": "ex#Given" },
                "Moved": { "target": "ex#Moved" },
                "Key": { "target": "ex#Key" },
                "Kinds": { "target": "ex#Kinds" },
                "Open": { "target": "ex#Open" }
            }
        },
        "ex#Typed": { "type": "structure", "members": { "Tag": { "target": "smithy.api#String" } } },
        "ex#Given": { "type": "structure", "members": { "Tag": { "target": "smithy.api#String" } } },
        "ex#Moved": {
            "type": "structure",
            "members": {
                "Name": { "target": "smithy.api#String", "traits": required_trait() },
                "Size": { "target": "smithy.api#Integer", "traits": required_trait() }
            }
        },
        "ex#Answer": { "type": "structure", "members": {} },
        "ex#Kinds": { "type": "list", "member": { "target": "ex#Kind" } },
        "ex#Kind": { "type": "enum", "members": { "CAT": enum_value("cat"), "COW": enum_value("cow") } },
        "ex#Open": { "type": "enum", "members": { "ON": enum_value("on") } },
        "ex#Key": {
            "type": "union",
            "members": {
                "Number": { "target": "smithy.api#Integer" },
                "When": { "target": "smithy.api#Timestamp" }
            }
        },
        "ex#Missing": {
            "type": "structure",
            "members": { "message": { "target": "smithy.api#String" } },
            "traits": { "smithy.api#error": "client" }
        }
    })
}

fn enum_value(value: &str) -> Value {
    json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": value } })
}

fn required_trait() -> Value {
    json!({ "smithy.api#required": {} })
}

fn remove_key(from: &mut Value, key: &str) {
    from.as_object_mut().unwrap().shift_remove(key).unwrap();
}

fn write_model(folder: &Path, shapes: &Value) {
    fs::create_dir_all(folder).unwrap();
    let model = json!({ "smithy": "2.0", "shapes": shapes });
    fs::write(folder.join("model.json"), model.to_string()).unwrap();
}

/// Runs the command, and returns its exit code and output.
fn judge(args: &[&str], paths: &[PathBuf]) -> (i32, String) {
    let args = ["judge"].iter().chain(args).map(OsString::from);
    let paths = paths.iter().map(|path| path.clone().into_os_string());
    let output = run_xtask(TestFolder::new().root(), args.chain(paths));
    (output.code, output.out + &output.err)
}
