//! Text of a model can't change the structure of generated code: it is the same as for a harmless text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use serde_json::{Value, json};
use shapesmith::{Files, Policy, rust::Api};
use shapesmith_harness::{HOSTILE, Outcome, is_hidden, run_pipeline};
use shapesmith_model::{Source, read_files};
use support::structure::{Tokens, compare_structure};

/// A text without special characters.
const HARMLESS: &str = "plain";

const PROTOCOLS: [&str; 3] =
    ["aws.protocols#restJson1", "aws.protocols#awsQuery", "aws.protocols#awsJson1_1"];

#[test]
fn hostile_texts_do_not_change_the_structure() {
    for protocol in PROTOCOLS {
        let harmless = generate(&texts(protocol, HARMLESS));
        for text in HOSTILE {
            let found = generate(&texts(protocol, text));
            check_same_structure(&found, &harmless, &format!("{protocol}, {text:?}"));
        }
    }
}

#[test]
fn comparison_finds_differences_in_structure() {
    let of = Tokens::of;
    let plain = of("/// A.\nstruct A { a: u8 }\nconst B: &str = \"x\";");
    for same in [
        "struct C { b: u8 }\nconst D: &str = \"\\\"; struct E;\";",
        "/// A.\n/// B.\n#[doc = \"x\"]\nstruct A { a: u8 } // struct B;\nconst B: &str = \"\";",
    ] {
        assert_eq!(compare_structure(&of(same), &plain), Ok(()), "{same}");
    }
    let old = of("#[deprecated] struct A;");
    assert_eq!(
        compare_structure(&of("#[deprecated(note = \"struct B;\")] struct A;"), &old),
        Ok(())
    );
    assert!(compare_structure(&of("struct A;"), &old).is_err());
    for other in [
        "struct A { a: u8 } struct E;\nconst B: &str = \"x\";",
        "#[deprecated(note = \"x\", since = \"y\")] struct A { a: u8 }\nconst B: &str = \"x\";",
        "#[doc(hidden)] struct A { a: u8 }\nconst B: &str = \"x\";",
        "struct A { a: u8 }\nconst A: &str = \"x\";",
        "struct A { a: u8 }\nconst B: &str = 1;",
        "struct A { a: u8 }\nconst B: &str = b\"x\";",
    ] {
        assert!(compare_structure(&of(other), &plain).is_err(), "{other}");
    }
}

/// Hostile names become Rust names, or the model is rejected.
#[test]
fn hostile_names_do_not_change_the_structure() {
    let mut kept = 0;
    for place in ["shape", "member", "operation", "variant", "key"] {
        for model in [smithy_names, botocore_names] {
            let harmless = generate(&[("model.json", model(place, HARMLESS))]);
            let read =
                HOSTILE.iter().filter(|name| keeps_structure(&model(place, name), &harmless));
            kept += read.count();
        }
    }
    assert!(kept > HOSTILE.len(), "{kept} models with hostile names are read");
}

/// Returns whether a model is generated, and checks that it then has the structure of the harmless model.
fn keeps_structure(model: &Value, harmless: &Files) -> bool {
    let bytes = model.to_string();
    match run_pipeline(&[Source { name: "model.json", bytes: bytes.as_bytes() }]) {
        Outcome::Rejected(_) => false,
        Outcome::Generated(modules) => {
            check_same_structure(&modules[0].files, harmless, &bytes);
            true
        }
    }
}

/// Checks that two modules have the same files with the same structure.
fn check_same_structure(found: &Files, harmless: &Files, what: &str) {
    assert_eq!(found.keys().collect::<Vec<_>>(), harmless.keys().collect::<Vec<_>>(), "{what}");
    for (name, file) in found {
        compare_structure(&Tokens::of(file), &Tokens::of(&harmless[name]))
            .unwrap_or_else(|why| panic!("{what}, {name}: {why}"));
        assert!(!file.contains(is_hidden), "{what}, {name}");
    }
}

fn generate(files: &[(&str, Value)]) -> Files {
    let texts: Vec<_> = files.iter().map(|(name, value)| (*name, value.to_string())).collect();
    let sources: Vec<_> =
        texts.iter().map(|(name, text)| Source { name, bytes: text.as_bytes() }).collect();
    match run_pipeline(&sources) {
        Outcome::Generated(mut modules) => modules.remove(0).files,
        Outcome::Rejected(problems) => {
            let problems: String = problems.iter().map(|problem| format!("{problem}\n")).collect();
            panic!("{problems}{}", texts[0].1)
        }
    }
}

/// Returns a model with the text in all places, its documentation and corrections.
fn texts(protocol: &str, text: &str) -> [(&'static str, Value); 3] {
    let docs = json!({"e#Documented": text, "e#Documented$text": format!("<p>{text}</p>")});
    let corrections = json!({"corrections": [
        {"at": "e#Documented$text", "set": {"smithy.api#required": {}}, "reason": format!("Why {text}")}
    ]});
    [("model.json", model(protocol, text)), ("docs.json", docs), ("overlay.json", corrections)]
}

fn model(protocol: &str, text: &str) -> Value {
    let value = |more: &str| format!("{text}{more}");
    // Names of variants are derived from values, and must differ from other names of the file.
    let first = format!("Alpha{text}");
    let traits_with_text = json!({
        "smithy.api#documentation": text,
        "smithy.api#deprecated": {"message": text, "since": text},
        "smithy.api#externalDocumentation": {text: "https://example.com/"},
        "smithy.api#since": text,
        "smithy.api#tags": [text],
        "e#unknown": text
    });
    let with = |target: &str, traits: Value| {
        let mut all = traits_with_text.clone();
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
        "e#Data": {"type": "structure", "traits": traits_with_text.clone(), "members": {
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
        "e#Choice": {"type": "union", "traits": traits_with_text.clone(), "members": {
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

/// Returns a pattern that matches the text followed by `z`.
fn pattern(text: &str) -> String {
    let escape = |c: char| match "\\^$.|?*+()[]{}".contains(c) {
        true => format!("\\{c}"),
        false => c.to_string(),
    };
    format!("^{}z$", text.chars().map(escape).collect::<String>())
}

/// Returns a Smithy model with the name in one place.
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

/// Returns the same model in botocore's format.
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

/// Returns the names of a shape, a member, an operation, a value and a key, one of which is `name`.
fn named(place: &str, name: &str) -> [String; 5] {
    ["shape", "member", "operation", "variant", "key"].map(|known| match known == place {
        true => name.to_owned(),
        false => format!("The{known}"),
    })
}

/// Otherwise the other tests would check nothing.
#[test]
fn texts_are_in_the_lowered_items() {
    let files = texts(PROTOCOLS[0], "unheard");
    let texts: Vec<_> = files.iter().map(|(name, value)| (*name, value.to_string())).collect();
    let sources: Vec<_> =
        texts.iter().map(|(name, text)| Source { name, bytes: text.as_bytes() }).collect();
    let reading = read_files(&sources).unwrap();
    let service = reading.model.services.values().next().unwrap();
    let api: Api = shapesmith::lower_service(&reading.model, service, &Policy::default()).unwrap();
    let skipped: Vec<_> = api.skipped.iter().map(|part| (&part.origin, &part.reason)).collect();
    assert!(skipped.is_empty(), "{skipped:?}");
    let operation = format!("{:?}", api.operations[0]);
    assert!(operation.matches("unheard").count() >= 15, "{operation}");
    let items = format!("{:?}", api.items);
    assert!(items.matches("unheard").count() >= 40, "{items}");
    assert_eq!((api.title.as_str(), api.version.as_str()), ("unheard", "unheard"));
}
