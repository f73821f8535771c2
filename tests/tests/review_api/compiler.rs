//! The compiler's word on what an update does to users: a crate with all modules of one side, and one that uses them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use shapesmith::rust::Api;
use shapesmith::{Package, Placement, Provenance, emit_module, emit_package};

/// Which pieces of code don't compile with the modules of their names, by those names.
pub fn failing(modules: &BTreeMap<String, (Api, &str)>) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"api\", \"user\"]\n");
    write("user/Cargo.toml", USER);
    let mut apis: Vec<(&String, &Api)> = Vec::new();
    for (name, (api, code)) in modules {
        let same = apis.iter().find(|(_, other)| *other == api).map(|(other, _)| *other);
        let module = same.unwrap_or(name);
        if same.is_none() {
            apis.push((name, api));
        }
        let uses =
            format!("use api::{module}::*;\n#[allow(unused)]\nuse api::support::*;\n{code}\n");
        write(&format!("user/src/{name}.rs"), &uses);
    }
    for (path, text) in api(apis.into_iter()) {
        write(&format!("api/{path}"), &text);
    }
    let mut failing = BTreeSet::new();
    // Names that aren't found keep the compiler from looking at types.
    loop {
        let fine = modules.keys().filter(|name| !failing.contains(*name));
        let text: String = fine.map(|name| format!("pub mod {name};\n")).collect();
        write("user/src/lib.rs", &text);
        let found = errors(root);
        if found.is_empty() {
            return failing;
        }
        let known = failing.len();
        failing.extend(found);
        assert!(failing.len() > known, "{failing:?} are no modules, or fail without being used");
    }
}

const USER: &str = "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                    [dependencies]\napi = { path = \"../api\" }\n";

/// The crate of the modules.
fn api<'a>(modules: impl Iterator<Item = (&'a String, &'a Api)>) -> BTreeMap<String, String> {
    let provenance = Provenance { command: "a test", source: "a model" };
    let modules: Vec<_> = modules
        .map(|(name, api)| {
            let placement = Placement { name, support: "crate::support", krate: None };
            emit_module(api, placement, provenance)
        })
        .collect();
    let mut description = Package::new("api", "0.0.0", "Modules.", "Apache-2.0");
    description.default = modules.iter().map(|module| module.name.clone()).collect();
    emit_package(&description, &modules, provenance)
}

/// The modules of the user's crate that have errors.
fn errors(root: &Path) -> BTreeSet<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--offline", "--message-format", "json"]).current_dir(root);
    cargo.env("CARGO_TARGET_DIR", root.join("target")).env("CARGO_INCREMENTAL", "0");
    let ran = cargo.output().unwrap();
    let text = String::from_utf8(ran.stdout).unwrap();
    let messages = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let errors = messages.filter(|message| message["message"]["level"] == "error");
    let files = errors.filter_map(|message| {
        let spans = message["message"]["spans"].as_array()?;
        spans.iter().find_map(|span| {
            let file = Path::new(span["file_name"].as_str()?).strip_prefix("user/src").ok()?;
            Some(file.file_stem()?.to_str()?.to_owned())
        })
    });
    let files: BTreeSet<String> = files.collect();
    assert_eq!(ran.status.success(), files.is_empty(), "errors are reported: {text}");
    files
}
