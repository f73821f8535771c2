//! `cargo xtask judge` with updates of a small model and of a real one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shapesmith_test_support::TestFolder;
use shapesmith_tests::command::run_xtask;

/// A breaking change: its description, the change of the model, and a part of the statement that no longer compiles.
type Break = (&'static str, fn(&mut Value), &'static str);

const BREAKS: [Break; 7] = [
    (
        "a member of another type",
        |shapes| shapes["ex#Typed"]["members"]["Tag"]["target"] = json!("smithy.api#Long"),
        "value.tag = any::<Option<String>>();",
    ),
    (
        "a member that is required now",
        |shapes| shapes["ex#Given"]["members"]["Tag"]["traits"] = required(),
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
        |shapes| remove(&mut shapes["ex#Kind"]["members"], "CAT"),
        "api::Kind::Cat",
    ),
    (
        "an enum that is opened",
        |shapes| shapes["ex#Open"] = json!({ "type": "string" }),
        "text::<api::Open>",
    ),
    (
        "an error that is gone",
        |shapes| remove(&mut shapes["ex#PutIt"], "errors"),
        "api::errors::PutItError::Missing",
    ),
    (
        "an answer that is gone",
        |shapes| remove(&mut shapes["ex#PutIt"], "output"),
        "operation::<api::operations::PutIt, api::Put, api::Answer, api::errors::PutItError>",
    ),
];

#[test]
fn compiler_errors_agree_with_the_review() {
    let folder = tempfile::tempdir().unwrap();
    let [old, more, less] = ["old", "more", "less"].map(|version| folder.path().join(version));
    let mut shapes = shapes();
    write(&old, &shapes);
    shapes["ex#Typed"]["members"]["Note"] = json!({ "target": "smithy.api#String" });
    shapes["ex#Kind"]["members"]["DOG"] = value("dog");
    shapes["ex#Key"]["members"]["Code"] = json!({ "target": "ex#Kind" });
    write(&more, &shapes);
    for (_, change, _) in BREAKS {
        change(&mut shapes);
    }
    write(&less, &shapes);
    // The real service is updated, then partly reverted.
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (version, model) in [
        (&old, "fixtures/review/lambda-2023-01-23.json"),
        (&more, "../model/services/lambda.json"),
        (&less, "fixtures/review/lambda-2023-11-15.json"),
    ] {
        fs::copy(tests.join(model), version.join("lambda.json")).unwrap();
    }
    // With a single thread, dependencies are compiled once.
    let (code, told) = judge(&["--verbose", "--jobs", "1"], &[old, more, less]);
    for row in ["small", "lambda"] {
        let rows = told.lines().filter(|line| line.starts_with(&format!("{row} ")));
        let rows: Vec<&str> = rows.collect();
        let [forth, back] = rows.as_slice() else { panic!("{told}") };
        assert!(forth.ends_with("/more: compiles"), "{told}");
        assert!(back.contains("/less: breaks ("), "{told}");
    }
    for (what, _, statement) in BREAKS {
        assert!(told.contains(statement), "{what}: {told}");
    }
    let totals = "4 pairs: 2 compile, 2 break, 0 failed; 0 differ from the review";
    assert_eq!(told.lines().last(), Some(totals), "{told}");
    assert_eq!(code, 0);
}

#[test]
fn services_on_one_side_only_are_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one", "other"].map(|side| folder.path().join(side));
    write(&one, &shapes());
    let mut shapes = shapes();
    shapes["ex#Service"]["traits"]["aws.api#service"]["sdkId"] = json!("other");
    write(&other, &shapes);
    let (code, told) = judge(&[], &[one, other]);
    assert!(told.contains("no service is on both sides"), "{told}");
    assert_eq!(code, 2);
}

/// Returns a model with every kind of item.
fn shapes() -> Value {
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
                "Name": { "target": "smithy.api#String", "traits": required() },
                "Size": { "target": "smithy.api#Integer", "traits": required() }
            }
        },
        "ex#Answer": { "type": "structure", "members": {} },
        "ex#Kinds": { "type": "list", "member": { "target": "ex#Kind" } },
        "ex#Kind": { "type": "enum", "members": { "CAT": value("cat"), "COW": value("cow") } },
        "ex#Open": { "type": "enum", "members": { "ON": value("on") } },
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

fn value(value: &str) -> Value {
    json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": value } })
}

fn required() -> Value {
    json!({ "smithy.api#required": {} })
}

fn remove(from: &mut Value, key: &str) {
    from.as_object_mut().unwrap().shift_remove(key).unwrap();
}

fn write(folder: &Path, shapes: &Value) {
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
