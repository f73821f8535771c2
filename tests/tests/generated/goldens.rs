//! Snapshots of the code that is generated for small models, in the folder of each model.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use shapesmith::rust::{Api, ItemKind, Struct, Union};
use shapesmith::{Placement, Policy, Provenance};
use shapesmith_model::{Source, read};
use shapesmith_test_support::{list_folder, workspace};

/// To accept changed output, after reading it: `INSTA_UPDATE=always cargo test -p shapesmith-tests`.
#[test]
fn every_fixture_has_its_output() {
    for folder in fixtures() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        for (file, text) in output(&folder) {
            settings.bind(|| insta::assert_snapshot!(file, text));
        }
    }
}

#[test]
fn every_snapshot_has_its_output() {
    for folder in fixtures() {
        let expected: BTreeSet<String> =
            output(&folder).iter().map(|(file, _)| format!("{file}.snap")).collect();
        let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
        let found: BTreeSet<String> = names
            .map(|name| name.to_str().unwrap().to_owned())
            .filter(|name| name.ends_with(".snap"))
            .collect();
        assert_eq!(found, expected, "{}", folder.display());
    }
}

fn fixtures() -> Vec<PathBuf> {
    let folders = list_folder(&workspace().join("tests/fixtures/codegen"));
    assert!(!folders.is_empty());
    folders
}

/// The files with operations.
const OPERATIONS: [&str; 3] = ["error_impls.rs", "errors.rs", "operations.rs"];

/// Returns the files of the module, without the macros that are the same in every module, and the list of skipped parts.
fn output(folder: &Path) -> Vec<(String, String)> {
    let bytes = fs::read(folder.join("model.json")).unwrap();
    let docs = fs::read(folder.join("docs.json")).ok();
    let docs = docs.as_deref().map(|bytes| Source { name: "docs.json", bytes });
    let model = read(Source { name: "model.json", bytes: &bytes }, docs).unwrap().model;
    let api = shapesmith::lower_service(
        &model,
        model.services.values().next().unwrap(),
        &Policy::default(),
    )
    .unwrap();
    let provenance = Provenance { command: "tests/build.rs", source: "model.json" };
    let name = folder.file_name().unwrap().to_str().unwrap();
    let placement = Placement { name, support: "crate::support", krate: None };
    let module = shapesmith::emit_module(&api, placement, provenance);
    let mut files: Vec<(String, String)> = module.files.into_iter().collect();
    // The other fixtures are about types.
    if !name.starts_with("operations") && name != "hostile_names" {
        files.retain(|(file, _)| !OPERATIONS.contains(&file.as_str()));
    }
    for (file, text) in &mut files {
        if file == "impls.rs" || file == "error_impls.rs" {
            let last = text.rfind("macro_rules!").unwrap();
            let end = last + text[last..].find("\n}\n").unwrap() + 3;
            *text = text[end..].trim_start().to_owned();
        }
    }
    if name == "hostile_names" {
        return vec![("names".to_owned(), names(&api)), ("paths".to_owned(), paths(&files))];
    }
    if !api.skipped.is_empty() {
        let skipped = api.skipped.iter().map(|part| format!("{part}\n"));
        files.push(("skipped".to_owned(), skipped.collect()));
    }
    files
}

/// Returns the items in which names of the standard library collide with names of the module.
fn paths(files: &[(String, String)]) -> String {
    let items = files.iter().flat_map(|(_, text)| text.split("\n\n"));
    let of_names = items.filter(|item| {
        let declares = |name: &str| item.contains(&format!("{name} {{"));
        ["struct EveryType", "impl EveryType", "impl EveryTypeOutput", "for None"]
            .iter()
            .any(|name| declares(name))
            || item.contains("pub fn find(")
    });
    let code = of_names.map(|item| {
        let lines = item.lines().filter(|line| !line.trim_start().starts_with("///"));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    });
    code.collect::<Vec<_>>().join("\n")
}

/// Returns the names of items and members with the names in the model.
fn names(api: &Api) -> String {
    let mut text = String::new();
    let mut line = |depth: usize, spelling: &str, name: &str| {
        let spelling: String = spelling.chars().take(40).collect();
        text.push_str(&format!("{:1$}{spelling:?} → {name}\n", "", depth * 4));
    };
    for item in &api.items {
        line(0, item.origin.name(), &item.name);
        match &item.kind {
            ItemKind::Struct(Struct { fields, .. })
            | ItemKind::Union(Union { variants: fields, .. }) => {
                fields.iter().for_each(|field| line(1, &field.member, &field.name));
            }
            ItemKind::Enum(values) => {
                values.variants.iter().for_each(|value| line(1, &value.value, &value.name));
            }
            ItemKind::IntEnum(values) => {
                values.variants.iter().for_each(|v| line(1, &v.value.to_string(), &v.name));
            }
        }
    }
    text
}
