//! The documentation pages of operations: rustdoc reports no warning for hostile models, and the examples run.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shapesmith::{
    Module, Package, Placement, Policy, Provenance, emit_module, emit_package, lower_service,
};
use shapesmith_harness::HOSTILE;
use shapesmith_test_support::{find_shared, run_cargo, workspace, write_crate};
use shapesmith_tests::models::parse_model;

const PROVENANCE: Provenance<'_> = Provenance { command: "a test", source: "a model" };

/// Returns a service with an operation for each hostile text, which is used wherever a model can have text.
fn texts() -> Value {
    let mut shapes = json!({
        "e#Gone": {
            "type": "structure",
            "members": {"message": {"target": "smithy.api#String"}},
            "traits": {"smithy.api#error": "client"}
        }
    });
    let mut operations = Vec::new();
    for (number, text) in HOSTILE.iter().enumerate() {
        operations.push(json!({"target": format!("e#Do{number}")}));
        for (id, shape) in operation(number, text).as_object().unwrap() {
            shapes[id] = shape.clone();
        }
    }
    shapes["e#Service"] = json!({
        "type": "service",
        "version": "1",
        "operations": operations,
        "traits": {
            "aws.protocols#restJson1": {},
            "smithy.api#title": "A `title <b [x] */ \"# \u{202e}",
            "smithy.api#documentation": HOSTILE.concat()
        }
    });
    json!({"smithy": "2.0", "shapes": shapes})
}

fn operation(number: usize, text: &str) -> Value {
    let id = |name: &str| format!("e#{name}{number}");
    let input = json!({
        "text": text,
        "map": {"key": text, text: ""},
        "list": [text, "", text],
        "kind": enum_value(text),
        "any": {text: [text, {"a": text}, 5_000_000_000_u64, -1, 1.5, null, true]},
        "blob": "AAEC"
    });
    let error = json!({"shapeId": "e#Gone", "content": {"message": text}});
    let title = |what: &str| format!("{text}{what}");
    let examples = json!([
        {"title": text, "documentation": text, "input": input, "output": input},
        {"title": title(" e"), "documentation": format!("<p>{text}</p>"), "input": {"text": text, "kind": enum_value(text)}, "output": {"text": text, "map": {text: text}}},
        {"title": title(" f"), "input": {"text": text, "any": {text: text}, "map": {text: text}, "list": [text]}, "error": error},
    ]);
    let documented = |target: String| {
        json!({
            "target": target,
            "traits": {"smithy.api#documentation": text, "smithy.api#deprecated": {"message": text}}
        })
    };
    let mut pattern = documented(id("Pattern"));
    pattern["traits"]["smithy.api#default"] = json!(text);
    json!({
        id("Do"): {
            "type": "operation",
            "input": {"target": id("Data")},
            "output": {"target": id("Data")},
            "errors": [{"target": "e#Gone"}, {"target": id("Failed")}],
            "traits": {
                "smithy.api#documentation": text,
                "smithy.api#http": {"method": "POST", "uri": format!("/{number}/{}", text.replace(['{', '}'], ""))},
                "smithy.api#examples": examples,
                "smithy.waiters#waitable": {
                    "Waits": {
                        "documentation": text,
                        "minDelay": 1,
                        "acceptors": [{"state": "success", "matcher": {"output": {"path": "text", "expected": text, "comparator": "stringEquals"}}}]
                    }
                }
            }
        },
        id("Data"): {
            "type": "structure",
            "members": {
                "text": {"target": "smithy.api#String", "traits": {"smithy.api#documentation": format!("<p>{text}</p> more"), "smithy.api#required": {}}},
                "pattern": pattern,
                "map": {"target": id("Map")},
                "list": {"target": id("List")},
                "kind": documented(id("Kind")),
                "any": {"target": "smithy.api#Document"},
                "blob": {"target": "smithy.api#Blob"}
            },
            "traits": {"smithy.api#documentation": text}
        },
        id("Pattern"): {"type": "string", "traits": {"smithy.api#pattern": pattern_of(text)}},
        id("Map"): {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "smithy.api#String"}},
        id("List"): {"type": "list", "member": {"target": "smithy.api#String"}},
        id("Kind"): {
            "type": "enum",
            "members": {
                "A": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": enum_value(text), "smithy.api#documentation": text}},
                "B": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": format!("B{text}")}}
            }
        },
        id("Failed"): {
            "type": "structure",
            "members": {"message": {"target": "smithy.api#String"}},
            "traits": {"smithy.api#error": "server", "smithy.api#documentation": text}
        }
    })
}

/// Returns an enum value with this text, which must not be empty.
fn enum_value(text: &str) -> String {
    format!("{text}~")
}

/// Returns a pattern that matches exactly this text.
fn pattern_of(text: &str) -> String {
    let escaped = text
        .chars()
        .map(|c| if "\\^$.|?*+()[]{}".contains(c) { format!("\\{c}") } else { c.to_string() });
    format!("^{}$", escaped.collect::<String>())
}

/// Returns a service with names and values that are difficult in Rust.
fn names() -> Value {
    serde_json::from_str(include_str!("../../fixtures/pages/names.json")).unwrap()
}

fn made(name: &str, json: &Value) -> Module {
    let model = parse_model(&serde_json::to_vec(json).unwrap());
    let api =
        lower_service(&model, model.services.values().next().unwrap(), &Policy::default()).unwrap();
    let lost: Vec<_> = api.skipped.iter().filter(|part| part.pattern.is_none()).collect();
    assert!(lost.is_empty(), "{name}: {lost:?}");
    let placement = Placement { name, support: "crate::support", krate: Some("hostile-pages") };
    emit_module(&api, placement, PROVENANCE)
}

/// Writes a crate of these modules.
fn write_modules(modules: &[Module]) -> PathBuf {
    let description = "Pages of \"hostile\" <models> [x] `y";
    let mut about = Package::new("hostile-pages", "0.0.0", description, "Apache-2.0");
    about.default = modules.iter().map(|module| module.name.clone()).collect();
    let files = emit_package(&about, modules, PROVENANCE);
    write_crate(Path::new(env!("CARGO_TARGET_TMPDIR")), "hostile-pages", files)
}

#[test]
fn pages_of_hostile_models_have_no_warnings_and_their_examples_run() {
    let models = [texts(), names(), faults()];
    let modules =
        [made("texts", &models[0]), made("names", &models[1]), made("faults", &models[2])];
    let folder = write_modules(&modules);
    run_cargo(&folder, &["doc", "--no-deps"]);
    let out = run_cargo(&folder, &["test", "--doc"]);
    let passed = out.split("test result: ok. ").skip(1).map(|text| text.split(' ').next().unwrap());
    let passed: usize = passed.map(|number| number.parse::<usize>().unwrap()).sum();
    let examples: usize = models.iter().map(examples).sum();
    assert_eq!(passed, examples, "{out}");
    assert!(examples > 3 * HOSTILE.len(), "{examples}");
}

/// Returns requests, each valid or with a single violation, with their validity.
fn requests() -> [(bool, Value); 12] {
    [
        (
            true,
            json!({"id": "a1", "tags": ["x", "y"], "names": {"k": "v"}, "inner": {"code": "b2"}}),
        ),
        (true, json!({"id": "a1", "inner": null, "when": 253_402_300_799_u64})),
        (false, json!({"id": ""})),
        (false, json!({"id": "A1"})),
        (false, json!({"id": "a1", "tags": ["x", "x"]})),
        (false, json!({"id": "a1", "tags": ["x", "9"]})),
        (false, json!({"id": "a1", "names": {"K": "v"}})),
        (false, json!({"id": "a1", "names": {"k": "V"}})),
        (false, json!({"id": "a1", "inner": {"code": "B2"}})),
        (false, json!({"id": "a1", "inners": [{"code": "b2"}, {"code": "b2"}]})),
        (false, json!({"id": "a1", "inner": {}})),
        (false, json!({"id": "a1", "free": ""})),
    ]
}

/// Returns a service with these requests as examples.
fn faults() -> Value {
    let text = |pattern: &str| json!({"type": "string", "traits": {"smithy.api#pattern": pattern}});
    let examples = requests().into_iter().enumerate();
    let example = |(number, (_, mut input)): (usize, (bool, Value))| {
        let members = input.as_object_mut().unwrap();
        members.entry("free").or_insert_with(|| json!("any text"));
        json!({"title": format!("Number {number}"), "input": input})
    };
    let examples: Vec<Value> = examples.map(example).collect();
    let lower_case = json!({"target": "e#LowerCase"});
    json!({"smithy": "2.0", "shapes": {
        "e#Service": {
            "type": "service",
            "version": "1",
            "operations": [{"target": "e#Find"}],
            "traits": {"aws.protocols#restJson1": {}}
        },
        "e#Find": {
            "type": "operation",
            "input": {"target": "e#Query"},
            "output": {"target": "e#Query"},
            "traits": {
                "smithy.api#http": {"method": "GET", "uri": "/{id}/{free}"},
                "smithy.api#examples": examples
            }
        },
        "e#Query": {"type": "structure", "members": {
            "id": {
                "target": "e#LowerCase",
                "traits": {"smithy.api#required": {}, "smithy.api#httpLabel": {}}
            },
            "free": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}, "smithy.api#httpLabel": {}}},
            "tags": {"target": "e#Tags"},
            "names": {"target": "e#Names"},
            "inner": {"target": "e#Inner"},
            "inners": {"target": "e#Inners"},
            "when": {"target": "smithy.api#Timestamp"}
        }},
        "e#LowerCase": text("^[a-z][a-z0-9]*$"),
        "e#Tags": {"type": "list", "member": lower_case, "traits": {"smithy.api#uniqueItems": {}}},
        "e#Names": {"type": "map", "key": lower_case, "value": lower_case},
        "e#Inner": {"type": "structure", "members": {
            "code": {"target": "e#LowerCase", "traits": {"smithy.api#required": {}}}
        }},
        "e#Inners": {"type": "list", "member": {"target": "e#Inner"}, "traits": {"smithy.api#uniqueItems": {}}}
    }})
}

#[test]
fn only_examples_that_satisfy_all_rules_validate_their_requests() {
    let api = shapesmith_tests::models::lower_model(faults().to_string().as_bytes());
    let [find] = api.operations.as_slice() else { panic!("one operation") };
    let found: Vec<bool> = find.examples.iter().map(|example| example.valid).collect();
    assert_eq!(found, requests().map(|(is_valid, _)| is_valid));
}

/// Returns the number of examples in a model.
fn examples(model: &Value) -> usize {
    let shapes = model["shapes"].as_object().unwrap().values();
    let examples = shapes.filter_map(|shape| shape["traits"]["smithy.api#examples"].as_array());
    examples.map(Vec::len).sum()
}

/// Returns the summary of an operation with this documentation in the list of operations.
fn first_sentence(docs: &str) -> String {
    let json = json!({"smithy": "2.0", "shapes": {
        "e#S": {"type": "service", "version": "1", "operations": [{"target": "e#Do"}]},
        "e#Do": {"type": "operation", "traits": {"smithy.api#documentation": docs}}
    }});
    made("one", &json).operations[0].1.clone()
}

#[test]
fn summaries_end_with_the_first_sentence() {
    for (docs, expected) in [
        ("One. Two.", "One."),
        ("One, e.g. this. Two.", "One, e.g. this."),
        ("Runs `a. b` now. Two.", "Runs `a. b` now."),
        ("<p><code>a`. b</code> is code. Two.</p>", "``a`. b`` is code."),
        ("<p><b>Not. yet</b> done. Two.</p>", "**Not. yet** done."),
        ("<p>See (this. that). Two.</p>", "See (this. that)."),
        ("<p>Open ( bracket. Two.</p>", "Open ( bracket. Two."),
        ("<p>A [ and a ( alone. Two.</p>", "A \\[ and a ( alone. Two."),
        ("<p>One<br>line. Two.</p>", "One line."),
        ("<p>A \\<br>B. Two</p>", "A \\\\ B."),
        ("<p><i>Old.</i> Two.</p>", "*Old.* Two."),
        ("<ol><li>first. x<li>second</ol>", ""),
        ("<ul><li>first. x</ul>", ""),
        ("# Heading", "**Heading**"),
        ("", "`Do`"),
    ] {
        assert_eq!(first_sentence(docs), expected, "{docs}");
    }
}

/// Returns the documentation of an operation in `operations.rs`.
fn page(text: &str, name: &str) -> String {
    let end = text.find(&format!("pub struct {name};")).unwrap();
    let lines: Vec<&str> = text[..end].lines().rev().take_while(|l| l.starts_with("///")).collect();
    lines.iter().rev().map(|line| format!("{}\n", line[3..].trim_start())).collect()
}

/// Tests the example of the reference page, which the model contains.
#[test]
fn the_page_of_update_function_code_has_the_example_of_the_reference() {
    let path = workspace().join("generated/src/lambda/operations.rs");
    let page = page(&fs::read_to_string(path).unwrap(), "UpdateFunctionCode");
    let Some(shared) = find_shared("the reference page of UpdateFunctionCode") else { return };
    let reference = fs::read_to_string(shared.join("reference/update-function-code.txt")).unwrap();
    let (_, example) = reference.split_once("Examples\n").unwrap();
    let (request, answer) = example.split_once("Expected Output:\n").unwrap();
    let (_, request) = request.split_once("update_function_code(").unwrap();
    let mut said = 0;
    for pair in request.split(')').next().unwrap().split(", ") {
        let Some((member, value)) = pair.trim().split_once("='") else { continue };
        let value = value.split('\'').next().unwrap();
        let name = member.replace("FunctionName", "function_name").replace("S3B", "s3_b");
        let name = name.replace("S3K", "s3_k");
        assert!(page.contains(&format!("{value:?}")), "{value}:\n{page}");
        assert!(page.contains(&name) || member == "FunctionName", "{name}:\n{page}");
        said += 1;
    }
    let (answer, _) = answer.split_once("'ResponseMetadata'").unwrap();
    for line in answer.trim().trim_matches(['{', '}']).split(", ") {
        let pair = line.trim().trim_matches([',', ' ', '}', '{']).replace('\'', "\"");
        if pair.is_empty() {
            continue;
        }
        let pair = pair.replace(": { ", ": {\n");
        for part in pair.lines() {
            assert!(page.contains(part), "{part}:\n{page}");
            said += 1;
        }
    }
    assert!(said >= 17, "{said}");
    assert!(page.contains("PFn4S+er27qk+UuZSTKEQfNKG/XNn7QJs90mJgq6oH8="));
    assert!(page.contains("request.validate()?;") && page.contains("assert_eq!(response."));
    assert!(!page.contains("```ignore"), "{page}");
}
