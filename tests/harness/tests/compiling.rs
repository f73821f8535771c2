//! Compiles modules of broken models, because text that parses may still not compile.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use shapesmith::{Module, Package, Placement, Policy, Provenance, emit_package};
use shapesmith_harness::{Case, Mutation, Seed};
use shapesmith_model::read_files;
use shapesmith_test_support::{run_cargo, write_crate};
use support::bounded::case_numbers;

/// The number of modules to compile: one for each mutation, and some with several mutations.
const MODULES: usize = 16;

#[test]
fn modules_of_broken_models_compile() {
    let mut modules: Vec<Module> = vec![no_error()];
    let mut seen = Vec::new();
    let limit = if std::env::var_os("SHAPESMITH_CASES").is_some() { usize::MAX } else { MODULES };
    for number in case_numbers(2000) {
        let seeds = Seed::fixtures();
        let seed = &seeds[number % seeds.len()];
        let case = Case::from_number(seed, number);
        let new = case.mutations.iter().any(|it| !seen.contains(it))
            || seen.len() > Mutation::OF_VALUES.len();
        if modules.len() < limit
            && (new || limit == usize::MAX)
            && case.mutations.iter().all(affects_code)
        {
            let name = format!("case_{number}");
            let generated = module(&case, &name);
            if generated.is_some() {
                seen.extend(case.mutations);
            }
            modules.extend(generated);
        }
    }
    assert!(modules.len() >= Mutation::OF_VALUES.len().min(limit), "{}", modules.len());
    check("survivors", &modules, &[&[]]);
}

#[test]
fn each_feature_compiles_alone() {
    let seeds = Seed::fixtures();
    let module = |name: &str| {
        let seed = seeds.iter().find(|seed| seed.name == format!("{name}/model.json")).unwrap();
        module(&Case::unmodified(seed), name).unwrap()
    };
    let modules = [module("structs"), module("documents"), module("numbers")];
    let only = ["--no-default-features", "--features"];
    let argument_lists: [&[&str]; 5] = [
        &[],
        &["--no-default-features"],
        &[only[0], only[1], "structs"],
        &[only[0], only[1], "documents"],
        &[only[0], only[1], "numbers"],
    ];
    check("features", &modules, &argument_lists);
}

/// Any crate of a program can enable `arbitrary_precision` of serde_json for all crates.
#[test]
fn numbers_keep_their_digits_with_arbitrary_precision() {
    let shape = |members: Value| json!({"type": "structure", "members": members});
    let model = json!({"smithy": "2.0", "shapes": {
        "e#S": {"type": "service", "version": "1", "operations": [{"target": "e#Do"}]},
        "e#Do": {"type": "operation", "input": {"target": "e#In"}},
        "e#In": shape(json!({
            "doc": {"target": "smithy.api#Document"},
            "docs": {"target": "e#Docs"},
            "pick": {"target": "e#Pick"},
            "double": {"target": "smithy.api#Double"},
            "big": {"target": "smithy.api#BigInteger"}
        })),
        "e#Docs": {"type": "list", "member": {"target": "smithy.api#Document"}},
        "e#Pick": {"type": "union", "members": {"a": {"target": "smithy.api#String"}}}
    }});
    let files = vec![("model.json".to_owned(), model.to_string().into_bytes())];
    let module = module(&Case { files, mutations: Vec::new() }, "exactness").unwrap();
    let folder = write_modules("arbitrary-precision", &[module]);
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let feature = "[dev-dependencies]\nserde_json = { version = \"1\", features = [\"arbitrary_precision\"] }\n";
    let manifest = manifest.replace("[workspace]\n", &format!("{feature}\n[workspace]\n"));
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::create_dir_all(folder.join("tests")).unwrap();
    fs::write(folder.join("tests/exactness.rs"), EXACTNESS).unwrap();
    run_cargo(&folder, &["test", "--test", "exactness"]);
}

/// A test of the generated crate. With `arbitrary_precision`, numbers are text within serde_json.
const EXACTNESS: &str = r##"//! Numbers of any size.
use arbitrary_precision::exactness::In;

#[test]
fn numbers_keep_their_digits() {
    for json in [
        r#"{"doc":1e+400}"#,
        r#"{"docs":[1e+400]}"#,
        r#"{"doc":123456789012345678901234567890}"#,
        r#"{"doc":[3.14159265358979323846]}"#,
        r#"{"pick":{"tomorrow":1.50}}"#,
        r#"{"pick":{"tomorrow":[123456789012345678901234567890]}}"#,
        r#"{"double":1.5}"#,
        r#"{"big":5}"#,
    ] {
        let value: In = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
    }
    assert!(serde_json::from_str::<In>(r#"{"double":1e400}"#).is_err());
}
"##;

#[test]
fn deeply_nested_types_compile() {
    let chain = |container: Option<&str>, length: usize, is_cycle: bool| {
        let mut shapes = Map::new();
        for number in 0..length {
            let next = match number + 1 {
                next if next < length => format!("e#S{next}"),
                _ if is_cycle => "e#S0".to_owned(),
                _ => "smithy.api#String".to_owned(),
            };
            let target = match container {
                Some("list") => json!({"type": "list", "member": {"target": next}}),
                Some(_) => json!({
                    "type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": next}
                }),
                None => Value::Null,
            };
            let held = if target.is_null() { next } else { format!("e#C{number}") };
            if !target.is_null() {
                shapes.insert(format!("e#C{number}"), target);
            }
            let members = json!({"held": {"target": held}});
            shapes.insert(format!("e#S{number}"), json!({"type": "structure", "members": members}));
        }
        shapes
    };
    let cases = [
        ("lists", chain(Some("list"), 25, false)),
        ("maps", chain(Some("map"), 25, false)),
        ("cycle", chain(None, 32, true)),
        ("chain", chain(None, 62, false)),
    ];
    let modules = cases.map(|(name, mut shapes)| {
        let operations = json!([{"target": "e#Do"}]);
        shapes.insert(
            "e#S".to_owned(),
            json!({"type": "service", "version": "1", "operations": operations}),
        );
        shapes.insert("e#Do".to_owned(), json!({"type": "operation", "input": {"target": "e#In"}}));
        let members = json!({"held": {"target": "e#S0"}});
        shapes.insert("e#In".to_owned(), json!({"type": "structure", "members": members}));
        let model = json!({"smithy": "2.0", "shapes": shapes});
        let files = vec![("model.json".to_owned(), model.to_string().into_bytes())];
        module(&Case { files, mutations: Vec::new() }, name).unwrap()
    });
    check("nested", &modules, &[&[]]);
}

/// Returns a module with an operation that lists a structure without the trait `error` as an error.
fn no_error() -> Module {
    let structure = |traits| json!({"type": "structure", "members": {}, "traits": traits});
    let model = json!({"smithy": "2.0", "shapes": {
        "e#S": {"type": "service", "version": "1", "operations": [{"target": "e#Do"}]},
        "e#Do": {"type": "operation", "errors": [{"target": "e#Plain"}, {"target": "e#Failed"}]},
        "e#Plain": structure(json!({})),
        "e#Failed": structure(json!({"smithy.api#error": "client"}))
    }});
    let files = vec![("model.json".to_owned(), model.to_string().into_bytes())];
    module(&Case { files, mutations: Vec::new() }, "no_error").unwrap()
}

/// Returns whether a mutation can affect generated code.
fn affects_code(mutation: &Mutation) -> bool {
    *mutation != Mutation::Bytes
}

/// Generates the module of the case's only service, or returns `None` if the model is rejected.
fn module(case: &Case, name: &str) -> Option<Module> {
    let reading = read_files(&case.sources()).ok()?;
    let service = reading.model.services.values().next()?;
    let api = shapesmith::lower_service(&reading.model, service, &Policy::default()).unwrap();
    let placement = Placement { name, support: "crate::support", krate: None };
    Some(shapesmith::emit_module(&api, placement, PROVENANCE))
}

const PROVENANCE: Provenance<'_> = Provenance { command: "a test", source: "a broken model" };

/// Checks a crate of the modules with each list of arguments for `cargo check`. Warnings are errors.
fn check(name: &str, modules: &[Module], argument_lists: &[&[&str]]) {
    let folder = write_modules(name, modules);
    for arguments in argument_lists {
        run_cargo(&folder, &[&["check"], *arguments].concat());
    }
}

/// Writes a crate of the modules, in the edition of the oldest crates that include generated code.
fn write_modules(name: &str, modules: &[Module]) -> PathBuf {
    let mut about = Package::new(name, "0.0.0", "Modules of broken models", "Apache-2.0");
    about.default = modules.iter().map(|module| module.name.clone()).collect();
    let mut files = emit_package(&about, modules, PROVENANCE);
    let manifest = files.get_mut("Cargo.toml").unwrap();
    *manifest = manifest.replace("edition = \"2024\"", "edition = \"2021\"");
    write_crate(Path::new(env!("CARGO_TARGET_TMPDIR")), name, files)
}
