//! Generation is deterministic, and additions to a model don't change existing items.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Map, Value, json};
use shapesmith::rust::{Api, Field, Item, ItemKind};
use shapesmith::{Files, Placement, Provenance};
use shapesmith_test_support::workspace;
use shapesmith_tests::models::{generated_modules, lambda_bytes, lower_model};

fn files(bytes: &[u8]) -> Files {
    let provenance = Provenance { command: "a test", source: "a model" };
    let placement = Placement { name: "service", support: "crate::support", krate: Some("golden") };
    shapesmith::emit_module(&lower_model(bytes), placement, provenance).files
}

#[test]
fn the_order_of_keys_does_not_change_the_output() {
    for (module, file) in generated_modules() {
        let bytes = fs::read(file).unwrap();
        let expected = files(&bytes);
        let model: Value = serde_json::from_slice(&bytes).unwrap();
        for seed in 1..=3 {
            let mut random = Random(seed);
            let shuffled = shuffle(&model, &mut random, false).to_string();
            assert_ne!(shuffled, model.to_string(), "{module} was not shuffled");
            let found = files(shuffled.as_bytes());
            assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
            for (name, text) in &found {
                assert!(*text == expected[name], "{module}/{name} differs after a shuffle");
            }
        }
    }
}

/// Shuffles the keys of all objects, except the members of shapes, whose order has a meaning, and the lists of operations
/// and resources.
fn shuffle(value: &Value, random: &mut Random, keep: bool) -> Value {
    match value {
        Value::Object(entries) => {
            let mut entries: Vec<(String, Value)> = entries
                .iter()
                .map(|(key, value)| {
                    let sorted = matches!(key.as_str(), "operations" | "resources");
                    let value = match value {
                        Value::Array(items) if sorted => {
                            let mut items = items.clone();
                            random.shuffle(&mut items);
                            Value::Array(items)
                        }
                        value => shuffle(value, random, key == "members"),
                    };
                    (key.clone(), value)
                })
                .collect();
            if !keep {
                random.shuffle(&mut entries);
            }
            Value::Object(entries.into_iter().collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(|item| shuffle(item, random, false)).collect(),
        other => other.clone(),
    }
}

/// A seeded xorshift generator, so that failures are reproducible.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[test]
fn generation_is_deterministic() {
    assert_eq!(files(&lambda_bytes()), files(&lambda_bytes()));
}

#[test]
fn additions_to_lambda_do_not_change_existing_items() {
    let bytes = lambda_bytes();
    let model: Value = serde_json::from_slice(&bytes).unwrap();
    grows(&bytes, &grown(model, "com.amazonaws.lambda#", "AWSGirApiService"));
}

#[test]
fn additions_with_colliding_names_do_not_change_existing_names() {
    let path = workspace().join("tests/fixtures/codegen/hostile_names/model.json");
    let bytes = fs::read(path).unwrap();
    let mut model: Value = serde_json::from_slice(&bytes).unwrap();
    let namespace = "example.hostile.names#";
    // Members and values that meet names that are taken, appended behind those that took them.
    let unit = json!({"target": "smithy.api#Unit"});
    for value in ["a+b", "A.B", "unKnown", "é!", "", "self ", "1:0"] {
        let id = format!("{namespace}Values");
        let mut value_of = unit.clone();
        let spelling = if value.is_empty() { "\u{0}" } else { value };
        value_of["traits"] = json!({"smithy.api#enumValue": spelling});
        let members = model["shapes"][&id]["members"].as_object_mut().unwrap();
        members.insert(format!("appended{}", members.len()), value_of);
    }
    for member in ["foo_Bar", "Foo_Bar", "FooBAR", "TYPe", "seLF"] {
        let members = model["shapes"][format!("{namespace}Colliding")]["members"].as_object_mut();
        members.unwrap().insert(member.to_owned(), json!({"target": "smithy.api#String"}));
    }
    // Shapes are named in byte order: those that come last meet names that are taken.
    for shape in ["zzz_option", "zzzOption"] {
        let members = json!({"a": {"target": "smithy.api#String"}});
        model["shapes"][format!("{namespace}{shape}")] =
            json!({"type": "structure", "members": members});
        let members = model["shapes"][format!("{namespace}Everything")]["members"].as_object_mut();
        members.unwrap().insert(shape.to_owned(), json!({"target": format!("{namespace}{shape}")}));
    }
    grows(&bytes, &grown(model, namespace, "Example"));
}

/// Appends a member to each structure and union, a value to each enum, shapes and an operation.
fn grown(mut model: Value, namespace: &str, service: &str) -> Vec<u8> {
    let shapes = model["shapes"].as_object_mut().unwrap();
    let appended = format!("{namespace}ZzAppended");
    for shape in shapes.values_mut() {
        let kind = shape["type"].as_str().unwrap().to_owned();
        let Some(members) = shape.get_mut("members").and_then(Value::as_object_mut) else {
            continue;
        };
        let value = |value: Value| json!({"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": value}});
        match kind.as_str() {
            "structure" | "union" => {
                members.insert("zzAppended".to_owned(), json!({"target": appended}));
            }
            "enum" => {
                members.insert("ZZ_APPENDED".to_owned(), value(json!("zz.appended")));
            }
            "intEnum" => {
                members.insert("ZZ_APPENDED".to_owned(), value(json!(123_456)));
            }
            _ => {}
        }
    }
    let text = json!({"target": "smithy.api#String"});
    shapes.insert(appended, json!({"type": "structure", "members": {"text": text}}));
    let input = format!("{namespace}ZzInput");
    shapes.insert(input.clone(), json!({"type": "structure", "members": {"text": text}}));
    let operation = format!("{namespace}ZzOperation");
    shapes.insert(
        operation.clone(),
        json!({"type": "operation", "input": {"target": input}, "output": {"target": "smithy.api#Unit"},
               "traits": {"smithy.api#http": {"method": "POST", "uri": "/zz", "code": 200}}}),
    );
    let operations = &mut shapes[&format!("{namespace}{service}")]["operations"];
    operations.as_array_mut().unwrap().push(json!({"target": operation}));
    model.to_string().into_bytes()
}

fn grows(before: &[u8], after: &[u8]) {
    let (before, after) = (lower_model(before), lower_model(after));
    let grown: BTreeMap<&str, &Item> = by_name(&after);
    assert!(after.items.len() >= before.items.len() + 2);
    for item in &before.items {
        let now = grown[item.name.as_str()];
        assert_eq!((&now.origin, &now.docs), (&item.origin, &item.docs), "{}", item.name);
        match (&item.kind, &now.kind) {
            (ItemKind::Struct(was), ItemKind::Struct(is)) => starts(&was.fields, &is.fields),
            (ItemKind::Union(was), ItemKind::Union(is)) => starts(&was.variants, &is.variants),
            (ItemKind::Enum(was), ItemKind::Enum(is)) => {
                assert!(is.variants.len() > was.variants.len());
                assert_eq!(is.variants[..was.variants.len()], was.variants[..], "{}", item.name);
            }
            (ItemKind::IntEnum(was), ItemKind::IntEnum(is)) => {
                assert_eq!(is.variants[..was.variants.len()], was.variants[..], "{}", item.name);
            }
            _ => panic!("{} is of another kind", item.name),
        }
    }
}

fn starts(was: &[Field], is: &[Field]) {
    assert!(is.len() > was.len());
    assert_eq!(is[..was.len()], *was);
}

fn by_name(api: &Api) -> BTreeMap<&str, &Item> {
    api.items.iter().map(|item| (item.name.as_str(), item)).collect()
}
