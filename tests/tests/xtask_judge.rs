//! `cargo xtask judge`: each kind of change to a small model, and what the compiler says of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// A change of the model, with a part of the statement that doesn't compile after it, if any.
type Case = (&'static str, fn(&mut Value), Option<&'static str>);

const CASES: [Case; 10] = [
    ("nothing", |_| {}, None),
    (
        "more",
        |shapes| {
            shapes["ex#Put"]["members"]["Note"] = json!({ "target": "smithy.api#String" });
            shapes["ex#Kind"]["members"]["DOG"] = value("dog");
            shapes["ex#Key"]["members"]["Code"] = json!({ "target": "ex#Kind" });
        },
        None,
    ),
    (
        "member_retyped",
        |shapes| shapes["ex#Put"]["members"]["Tag"]["target"] = json!("smithy.api#Long"),
        Some("value.tag = any::<Option<String>>();"),
    ),
    (
        "member_required",
        |shapes| shapes["ex#Put"]["members"]["Tag"]["traits"] = required(),
        Some("api::Put::new("),
    ),
    (
        "parameters_moved",
        |shapes| {
            let members = shapes["ex#Put"]["members"].as_object_mut().unwrap();
            let (name, first) = members.shift_remove_entry("Name").unwrap();
            members.insert(name, first);
        },
        Some("api::Put::new(any::<String>(), any::<i32>());"),
    ),
    (
        "value_gone",
        |shapes| remove(&mut shapes["ex#Kind"]["members"], "CAT"),
        Some("api::Kind::Cat"),
    ),
    ("enum_opened", |shapes| shapes["ex#Kind"] = json!({ "type": "string" }), Some("api::Kind")),
    (
        "error_gone",
        |shapes| remove(&mut shapes["ex#PutIt"], "errors"),
        Some("api::errors::PutItError::Missing"),
    ),
    (
        "error_no_more",
        |shapes| {
            remove(&mut shapes["ex#PutIt"], "errors");
            remove(&mut shapes["ex#Missing"], "traits");
            shapes["ex#Given"]["members"]["Missing"] = json!({ "target": "ex#Missing" });
        },
        Some("exception::<api::Missing>();"),
    ),
    (
        "answer_gone",
        |shapes| remove(&mut shapes["ex#PutIt"], "output"),
        Some("operation::<api::operations::PutIt, api::Put, api::Given, api::errors::PutItError>"),
    ),
];

#[test]
fn the_compiler_says_what_breaks() {
    let folder = tempfile::tempdir().unwrap();
    for (name, change, _) in CASES {
        let mut shapes = shapes();
        write(&folder.path().join("old"), name, &shapes);
        change(&mut shapes);
        write(&folder.path().join("new"), name, &shapes);
    }
    let (code, told) = judge(folder.path(), &["--verbose"]);
    let mut told_of = told.split("\n    ").collect::<Vec<_>>().join("\u{1f}");
    told_of.push('\n');
    for (name, _, breaks) in CASES {
        let row = told_of.lines().find(|line| line.starts_with(&format!("{name}:")));
        let row = row.unwrap_or_else(|| panic!("{name} isn't in:\n{told}"));
        match breaks {
            None => assert_eq!(row, format!("{name}: compiles")),
            Some(statement) => assert!(row.contains(statement), "{statement:?} isn't in {row:?}"),
        }
    }
    assert!(
        told_of.contains(
            "\n10 services: 2 compile, 8 break, 0 failed; 0 not as the comparison says\n"
        ),
        "{told}"
    );
    assert_eq!(code, 0);
}

#[test]
fn what_has_no_other_side_is_no_pair() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("old"), "one", &shapes());
    write(&folder.path().join("new"), "other", &shapes());
    let (code, told) = judge(folder.path(), &[]);
    assert!(told.contains("no service is on both sides"), "{told}");
    assert_eq!(code, 2);
}

/// Something of everything that a module can have.
fn shapes() -> Value {
    json!({
        "ex#PutIt": {
            "type": "operation",
            "input": { "target": "ex#Put" },
            "output": { "target": "ex#Given" },
            "errors": [{ "target": "ex#Missing" }]
        },
        "ex#Put": {
            "type": "structure",
            "members": {
                "Name": { "target": "smithy.api#String", "traits": required() },
                "Size": { "target": "smithy.api#Integer", "traits": required() },
                "Tag": { "target": "smithy.api#String" },
                "Key": { "target": "ex#Key" },
                "Kind": { "target": "ex#Kind" }
            }
        },
        "ex#Given": { "type": "structure", "members": { "Kinds": { "target": "ex#Kinds" } } },
        "ex#Kinds": { "type": "list", "member": { "target": "ex#Kind" } },
        "ex#Kind": { "type": "enum", "members": { "CAT": value("cat"), "COW": value("cow") } },
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

fn write(folder: &Path, name: &str, shapes: &Value) {
    let mut shapes = shapes.clone();
    shapes["ex#Service"] = json!({
        "type": "service",
        "version": "1",
        "operations": [{ "target": "ex#PutIt" }],
        "traits": { "aws.api#service": { "sdkId": name } }
    });
    fs::create_dir_all(folder).unwrap();
    let model = json!({ "smithy": "2.0", "shapes": shapes });
    fs::write(folder.join(format!("{name}.json")), model.to_string()).unwrap();
}

/// How the command ends, and what it tells.
fn judge(folder: &Path, args: &[&str]) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["xtask", "judge"].iter().chain(args).map(OsString::from);
    let paths = ["old", "new"].map(|side| folder.join(side).into_os_string());
    let root = ["--root".into(), folder.as_os_str().to_owned()];
    let code = xtask::run(args.chain(paths).chain(root), &mut out, &mut err);
    out.extend(err);
    (code, anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string())
}
