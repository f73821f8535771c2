//! Of the models that survive being broken, some are compiled: what parses could still be wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;
use shapesmith::{Module, Package, Placement, Provenance, package};
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
    check(&modules);
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
    let api = shapesmith::lower(&reading.model, reading.model.services.values().next()?);
    let placement = Placement { name, support: "crate::support", krate: None };
    Some(shapesmith::module(&api, placement, PROVENANCE).unwrap())
}

const PROVENANCE: Provenance<'_> = Provenance { command: "a test", source: "a broken model" };

/// Has the compiler look at a crate of the modules, which has to be without a warning.
fn check(modules: &[Module]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("survivors");
    let _ = fs::remove_dir_all(folder.join("src"));
    let mut about = Package::new("survivors", "0.0.0", "Modules of broken models", "Apache-2.0");
    about.default = modules.iter().map(|module| module.name.clone()).collect();
    for (path, text) in package(&about, modules, PROVENANCE) {
        let text = if path == "Cargo.toml" { text + "\n[workspace]\n" } else { text };
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet", "--offline"]).current_dir(&folder);
    cargo.env("CARGO_TARGET_DIR", folder.join("target")).env("RUSTFLAGS", "-D warnings");
    let ended = cargo.output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}
