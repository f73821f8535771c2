//! Of the models that survive being broken, some are compiled: what parses could still be wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};
use shapesmith::{Module, Package, Placement, Policy, Provenance, emit_package};
use shapesmith_harness::{Case, Mutation, Seed};
use shapesmith_model::read_files;
use support::bounded::chosen;

/// How many modules are compiled: one of each way to break a model, and a few that were broken more than once.
const MODULES: usize = 16;

#[test]
fn survivors_compile() {
    let mut modules: Vec<Module> = vec![no_error()];
    let mut told = Vec::new();
    let wanted = if std::env::var_os("SHAPESMITH_CASES").is_some() { usize::MAX } else { MODULES };
    for number in chosen(2000) {
        let seeds = Seed::fixtures();
        let seed = &seeds[number % seeds.len()];
        let case = Case::numbered(seed, number);
        let new = case.mutations.iter().any(|it| !told.contains(it))
            || told.len() > Mutation::OF_VALUES.len();
        if modules.len() < wanted
            && (new || wanted == usize::MAX)
            && case.mutations.iter().all(changes)
        {
            let name = format!("case_{number}");
            let made = module(&case, &name);
            if made.is_some() {
                told.extend(case.mutations);
            }
            modules.extend(made);
        }
    }
    assert!(modules.len() >= Mutation::OF_VALUES.len().min(wanted), "{}", modules.len());
    check("survivors", &modules, &[&[]]);
}

#[test]
fn each_feature_compiles_alone() {
    let seeds = Seed::fixtures();
    let module = |name: &str| {
        let seed = seeds.iter().find(|seed| seed.name == format!("{name}/model.json")).unwrap();
        module(&Case::whole(seed), name).unwrap()
    };
    let modules = [module("structs"), module("documents"), module("numbers")];
    let only = ["--no-default-features", "--features"];
    let ways: [&[&str]; 5] = [
        &[],
        &["--no-default-features"],
        &[only[0], only[1], "structs"],
        &[only[0], only[1], "documents"],
        &[only[0], only[1], "numbers"],
    ];
    check("features", &modules, &ways);
}

/// Any crate of a program can switch `arbitrary_precision` of serde_json on for all others. Numbers keep their digits then.
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
    let folder = write_crate("arbitrary-precision", &[module]);
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let feature = "[dev-dependencies]\nserde_json = { version = \"1\", features = [\"arbitrary_precision\"] }\n";
    let manifest = manifest.replace("[workspace]\n", &format!("{feature}\n[workspace]\n"));
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::create_dir_all(folder.join("tests")).unwrap();
    fs::write(folder.join("tests/exactness.rs"), EXACTNESS).unwrap();
    run_cargo(&folder, &["test", "--test", "exactness"]);
}

/// A program whose numbers are text within serde_json.
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

/// An operation whose error is no error, beside one that is.
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

/// Mutations of values, which a compiler could see.
fn changes(mutation: &Mutation) -> bool {
    *mutation != Mutation::Bytes
}

/// The module of the case's only service; nothing where the model was refused.
fn module(case: &Case, name: &str) -> Option<Module> {
    let reading = read_files(&case.sources()).ok()?;
    let service = reading.model.services.values().next()?;
    let api = shapesmith::lower_service(&reading.model, service, &Policy::default()).unwrap();
    let placement = Placement { name, support: "crate::support", krate: None };
    Some(shapesmith::emit_module(&api, placement, PROVENANCE))
}

const PROVENANCE: Provenance<'_> = Provenance { command: "a test", source: "a broken model" };

/// Has the compiler look at a crate of the modules with each list of further arguments. It has to be without a warning.
fn check(name: &str, modules: &[Module], ways: &[&[&str]]) {
    let folder = write_crate(name, modules);
    for way in ways {
        run_cargo(&folder, &[&["check"], *way].concat());
    }
}

/// Writes a crate of the modules, and returns its folder.
fn write_crate(name: &str, modules: &[Module]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(folder.join("src"));
    let mut about = Package::new(name, "0.0.0", "Modules of broken models", "Apache-2.0");
    about.default = modules.iter().map(|module| module.name.clone()).collect();
    for (path, text) in emit_package(&about, modules, PROVENANCE) {
        // What is included in other crates has their edition; that of 2024 is the workspace's.
        let older = |text: String| text.replace("edition = \"2024\"", "edition = \"2021\"");
        let text = if path == "Cargo.toml" { older(text) + "\n[workspace]\n" } else { text };
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

fn run_cargo(folder: &Path, arguments: &[&str]) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).args(["--quiet", "--offline"]).current_dir(folder);
    cargo.env("CARGO_TARGET_DIR", folder.join("target")).env("RUSTFLAGS", "-D warnings");
    let ended = cargo.output().unwrap();
    let [out, err] = [&ended.stdout, &ended.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(ended.status.success(), "{arguments:?}\n{out}\n{err}");
}
