//! The compiler's word on what an update does to users: a crate with all modules of one side, and one that uses them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use shapesmith::rust::Api;
use shapesmith::{Package, Placement, Provenance, module, package};

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
    for (path, text) in api(modules.iter().map(|(name, (api, _))| (name, api))) {
        write(&format!("api/{path}"), &text);
    }
    for (name, (_, code)) in modules {
        let uses = format!("use api::{name}::*;\n#[allow(unused)]\nuse api::support::*;\n{code}\n");
        write(&format!("user/src/{name}.rs"), &uses);
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
        failing.extend(found);
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
            module(api, placement, provenance).unwrap()
        })
        .collect();
    let description = Package {
        name: "api".to_owned(),
        version: "0.0.0".to_owned(),
        description: "Modules.".to_owned(),
        license: "Apache-2.0".to_owned(),
        default: modules.iter().map(|module| module.name.clone()).collect(),
    };
    package(&description, &modules, provenance)
}

/// The modules of the user's crate that have errors.
fn errors(root: &Path) -> BTreeSet<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--offline", "--message-format", "json"]).current_dir(root);
    cargo.env("CARGO_TARGET_DIR", root.join("target")).env_remove("RUSTFLAGS");
    let ran = cargo.output().unwrap();
    let text = String::from_utf8(ran.stdout).unwrap();
    let messages = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let files =
        messages.filter(|message| message["message"]["level"] == "error").filter_map(|message| {
            let file = message["message"]["spans"][0]["file_name"].as_str()?.to_owned();
            let module =
                Path::new(&file).strip_prefix("user/src").ok()?.to_str()?.strip_suffix(".rs")?;
            Some(module.to_owned())
        });
    let files: BTreeSet<String> = files.collect();
    let output = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.success(), files.is_empty(), "errors of users alone: {output}");
    files
}
