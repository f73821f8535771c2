//! Text of a model never becomes anything but text: wherever it stands, what is generated has the structure that it
//! has for a harmless text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use serde_json::{Value, json};
use shapesmith::{Files, Policy, rust::Api};
use shapesmith_harness::{HOSTILE, Outcome, is_hidden, pipeline};
use shapesmith_model::{Source, read_files};
use support::structure::{Tokens, alike};

/// A text that means nothing to anybody.
const HARMLESS: &str = "plain";

const PROTOCOLS: [&str; 3] =
    ["aws.protocols#restJson1", "aws.protocols#awsQuery", "aws.protocols#awsJson1_1"];

#[test]
fn texts_are_nothing_but_texts() {
    for protocol in PROTOCOLS {
        let twin = made(&texts(protocol, HARMLESS));
        for text in HOSTILE {
            let found = made(&texts(protocol, text));
            same_structure(&found, &twin, &format!("{protocol}, {text:?}"));
        }
    }
}

/// The check itself tells what steered from what didn't.
#[test]
fn structure_is_told_from_text() {
    let of = Tokens::of;
    let plain = of("/// A.\nstruct A { a: u8 }\nconst B: &str = \"x\";");
    for same in [
        "struct C { b: u8 }\nconst D: &str = \"\\\"; struct E;\";",
        "/// A.\n/// B.\n#[doc = \"x\"]\nstruct A { a: u8 } // struct B;\nconst B: &str = \"\";",
    ] {
        assert_eq!(alike(&of(same), &plain), Ok(()), "{same}");
    }
    let old = of("#[deprecated] struct A;");
    assert_eq!(alike(&of("#[deprecated(note = \"struct B;\")] struct A;"), &old), Ok(()));
    assert!(alike(&of("struct A;"), &old).is_err());
    for other in [
        "struct A { a: u8 } struct E;\nconst B: &str = \"x\";",
        "#[deprecated(note = \"x\", since = \"y\")] struct A { a: u8 }\nconst B: &str = \"x\";",
        "#[doc(hidden)] struct A { a: u8 }\nconst B: &str = \"x\";",
        "struct A { a: u8 }\nconst A: &str = \"x\";",
        "struct A { a: u8 }\nconst B: &str = 1;",
        "struct A { a: u8 }\nconst B: &str = b\"x\";",
    ] {
        assert!(alike(&of(other), &plain).is_err(), "{other}");
    }
}

/// Names are made into Rust names, or refused: by format, and what is named.
#[test]
fn names_are_names() {
    let mut kept = 0;
    for place in ["shape", "member", "operation", "variant", "key"] {
        for model in [smithy_names, botocore_names] {
            let twin = made(&[("model.json", model(place, HARMLESS))]);
            let read = HOSTILE.iter().filter(|name| name_is_name(&model(place, name), &twin));
            kept += read.count();
        }
    }
    assert!(kept > HOSTILE.len(), "{kept} models with hostile names are read");
}

/// Whether the model was read; then it has the structure of its twin.
fn name_is_name(model: &Value, twin: &Files) -> bool {
    let bytes = model.to_string();
    match pipeline(&[Source { name: "model.json", bytes: bytes.as_bytes() }]) {
        Outcome::Refused(_) => false,
        Outcome::Made(modules) => {
            same_structure(&modules[0].files, twin, &bytes);
            true
        }
    }
}

/// The same files, of the same structure.
fn same_structure(found: &Files, twin: &Files, what: &str) {
    assert_eq!(found.keys().collect::<Vec<_>>(), twin.keys().collect::<Vec<_>>(), "{what}");
    for (name, file) in found {
        alike(&Tokens::of(file), &Tokens::of(&twin[name]))
            .unwrap_or_else(|why| panic!("{what}, {name}: {why}"));
        assert!(!file.contains(is_hidden), "{what}, {name}");
    }
}

fn made(files: &[(&str, Value)]) -> Files {
    let texts: Vec<_> = files.iter().map(|(name, value)| (*name, value.to_string())).collect();
    let sources: Vec<_> =
        texts.iter().map(|(name, text)| Source { name, bytes: text.as_bytes() }).collect();
    match pipeline(&sources) {
        Outcome::Made(mut modules) => modules.remove(0).files,
        Outcome::Refused(problems) => {
            let told: String = problems.iter().map(|problem| format!("{problem}\n")).collect();
            panic!("{told}{}", texts[0].1)
        }
    }
}

/// A model with the text wherever there can be any, its prose and corrections.
fn texts(protocol: &str, text: &str) -> [(&'static str, Value); 3] {
    let docs = json!({"e#Documented": text, "e#Documented$text": format!("<p>{text}</p>")});
    let corrections = json!({"corrections": [
        {"at": "e#Documented$text", "set": {"smithy.api#required": {}}, "reason": format!("Why {text}")}
    ]});
    [("model.json", model(protocol, text)), ("docs.json", docs), ("overlay.json", corrections)]
}

fn model(protocol: &str, text: &str) -> Value {
    let value = |more: &str| format!("{text}{more}");
    // Names of variants are made from values, and must not be met by others of the file.
    let first = format!("Alpha{text}");
    let told = json!({
        "smithy.api#documentation": text,
        "smithy.api#deprecated": {"message": text, "since": text},
        "smithy.api#externalDocumentation": {text: "https://example.com/"},
        "smithy.api#since": text,
        "smithy.api#tags": [text],
        "e#unknown": text
    });
    let with = |target: &str, traits: Value| {
        let mut all = told.clone();
        all.as_object_mut().unwrap().extend(traits.as_object().unwrap().clone());
        json!({"target": target, "traits": all})
    };
    let waiter = json!({"acceptors": [
        {"state": "success", "matcher": {"output": {"path": value("a"), "expected": text, "comparator": "stringEquals"}}},
        {"state": "failure", "matcher": {"errorType": text}}
    ], "documentation": text});
    json!({"smithy": "2.0", "metadata": {text: text}, "shapes": {
        "e#Service": {"type": "service", "version": text, "operations": [{"target": "e#Do"}], "traits": {
            protocol: {},
            "smithy.api#title": text, "smithy.api#documentation": text, "smithy.api#tags": [text],
            "smithy.api#xmlNamespace": {"uri": text},
            "aws.api#service": {"sdkId": text, "arnNamespace": text, "endpointPrefix": text}
        }},
        "e#Do": {
            "type": "operation",
            "input": {"target": "e#Data"}, "output": {"target": "e#Answer"}, "errors": [{"target": "e#Failed"}],
            "traits": {
                "smithy.api#documentation": text,
                "smithy.api#deprecated": {"message": text},
                "smithy.api#http": {"method": "POST", "uri": format!("/a/{}", text.replace(['{', '}'], ""))},
                "smithy.api#endpoint": {"hostPrefix": text.replace(['{', '}'], "")},
                "smithy.api#examples": [
                    {"title": text, "documentation": text, "input": {"text": text, "kind": first}},
                    {"title": value("2"), "input": {"any": {text: text}, "map": {text: text}},
                     "error": {"shapeId": "e#Failed", "content": {"message": text}}}
                ],
                "smithy.waiters#waitable": {"Waits": waiter}
            }
        },
        "e#Data": {"type": "structure", "traits": told.clone(), "members": {
            "text": with("smithy.api#String", json!({
                "smithy.api#jsonName": value("key"), "smithy.api#xmlName": text, "smithy.api#default": text})),
            "pattern": with("e#Pattern", json!({})),
            "kind": with("e#Kind", json!({"smithy.api#jsonName": value("kind")})),
            "old": with("e#Old", json!({})),
            "choice": with("e#Choice", json!({})),
            "documented": {"target": "e#Documented"},
            "map": {"target": "e#Map"},
            "any": {"target": "smithy.api#Document"}
        }},
        "e#Answer": {"type": "structure", "members": {"data": {"target": "e#Data"}}},
        "e#Documented": {"type": "structure", "members": {"text": {"target": "smithy.api#String"}}},
        "e#Choice": {"type": "union", "traits": told.clone(), "members": {
            "a": with("smithy.api#String", json!({"smithy.api#jsonName": value("a")})),
            "b": with("e#Data", json!({"smithy.api#jsonName": value("b")}))
        }},
        "e#Pattern": {"type": "string", "traits": {"smithy.api#pattern": pattern(text), "smithy.api#documentation": text}},
        "e#Map": {"type": "map", "key": {"target": "e#Pattern"}, "value": {"target": "smithy.api#String"}},
        "e#Kind": {"type": "enum", "members": {
            "A": with("smithy.api#Unit", json!({"smithy.api#enumValue": first})),
            "B": with("smithy.api#Unit", json!({"smithy.api#enumValue": format!("Beta{text}")}))
        }},
        "e#Old": {"type": "string", "traits": {"smithy.api#enum": [
            {"value": first, "documentation": text, "tags": [text]}, {"value": format!("Gamma{text}")}
        ]}},
        "e#Failed": {"type": "structure", "members": {"message": {"target": "smithy.api#String"}}, "traits": {
            "smithy.api#error": "server", "smithy.api#documentation": text,
            "aws.protocols#awsQueryError": {"code": value("!"), "httpResponseCode": 500}
        }}
    }})
}

/// The text as an expression that matches it, and something beside.
fn pattern(text: &str) -> String {
    let escape = |c: char| match "\\^$.|?*+()[]{}".contains(c) {
        true => format!("\\{c}"),
        false => c.to_string(),
    };
    format!("^{}z$", text.chars().map(escape).collect::<String>())
}

/// A model of Smithy's with the name in one place.
fn smithy_names(place: &str, name: &str) -> Value {
    let [shape, member, operation, variant, key] = named(place, name);
    let (shape, operation) = (format!("e#{shape}"), format!("e#{operation}"));
    json!({"smithy": "2.0", "shapes": {
        "e#Service": {"type": "service", "version": "1", "operations": [{"target": operation}]},
        operation: {"type": "operation", "input": {"target": shape}, "output": {"target": shape}},
        shape: {"type": "structure", "members": {
            member: {"target": "e#Kind", "traits": {"smithy.api#jsonName": key, "smithy.api#required": {}}}
        }},
        "e#Kind": {"type": "string", "traits": {"smithy.api#enum": [{"value": "v", "name": variant}]}}
    }})
}

/// The same in botocore's format.
fn botocore_names(place: &str, name: &str) -> Value {
    let [shape, member, operation, variant, key] = named(place, name);
    json!({
        "metadata": {"serviceId": "Service", "apiVersion": "1", "protocol": "rest-json", "endpointPrefix": "e"},
        "operations": {operation.clone(): {
            "name": operation, "http": {"method": "POST", "requestUri": "/"},
            "input": {"shape": shape.clone()}, "output": {"shape": shape.clone()}
        }},
        "shapes": {
            shape: {"type": "structure", "required": [member.clone()], "members": {
                member: {"shape": "Kind", "locationName": key}
            }},
            "Kind": {"type": "string", "enum": [variant]}
        }
    })
}

/// The names of a shape, a member, an operation, a value and a key, of which one is given.
fn named(place: &str, name: &str) -> [String; 5] {
    ["shape", "member", "operation", "variant", "key"].map(|known| match known == place {
        true => name.to_owned(),
        false => format!("The{known}"),
    })
}

/// What the tests are about is really in what is lowered.
#[test]
fn the_text_is_in_the_items() {
    let files = texts(PROTOCOLS[0], "unheard");
    let texts: Vec<_> = files.iter().map(|(name, value)| (*name, value.to_string())).collect();
    let sources: Vec<_> =
        texts.iter().map(|(name, text)| Source { name, bytes: text.as_bytes() }).collect();
    let reading = read_files(&sources).unwrap();
    let service = reading.model.services.values().next().unwrap();
    let api: Api = shapesmith::lower_service(&reading.model, service, &Policy::default()).unwrap();
    let lost: Vec<_> = api.skipped.iter().map(|part| (&part.origin, &part.reason)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    let operation = format!("{:?}", api.operations[0]);
    assert!(operation.matches("unheard").count() >= 15, "{operation}");
    let items = format!("{:?}", api.items);
    assert!(items.matches("unheard").count() >= 40, "{items}");
    assert_eq!((api.title.as_str(), api.version.as_str()), ("unheard", "unheard"));
}
