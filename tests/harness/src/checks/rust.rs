//! Checks of generated text without compiling it.

use std::collections::BTreeSet;

use shapesmith::Files;
use syn::{Fields, Item};

use crate::texts::is_hidden;

/// The files of a module whose items share one namespace.
const REEXPORTED: [&str; 4] = ["enums.rs", "exceptions.rs", "structures.rs", "unions.rs"];

/// Checks all files of a module.
///
/// # Panics
/// Panics if a file isn't Rust, has a duplicate name in a scope, or has misleading characters.
pub fn check_module(files: &Files) {
    let mut seen = BTreeSet::new();
    for (name, text) in files {
        let types: Vec<String> = check_file(name, text);
        if REEXPORTED.contains(&name.as_str()) {
            let mut check = |name: String| assert!(seen.insert(name.clone()), "duplicate {name}");
            types.into_iter().for_each(&mut check);
        }
    }
}

/// Checks a file, and returns the names of its types.
///
/// # Panics
/// Panics as [`check_module`] does.
pub fn check_file(name: &str, text: &str) -> Vec<String> {
    if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
        panic!("{name}: {c:?} is in the text");
    }
    let file = syn::parse_file(&without_comments(text))
        .unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
    let mut types = Vec::new();
    for item in &file.items {
        match item {
            Item::Struct(item) => {
                types.push(item.ident.to_string());
                check_unique(name, fields(&item.fields));
            }
            Item::Enum(item) => {
                types.push(item.ident.to_string());
                check_unique(name, item.variants.iter().map(|variant| variant.ident.to_string()));
            }
            _ => {}
        }
    }
    check_unique(name, types.iter().cloned());
    types
}

/// Removes lines of comments, which would be most of the syntax tree. Without hidden characters they can't be anything else.
fn without_comments(text: &str) -> String {
    let is_comment = |line: &&str| line.trim_start().starts_with("//");
    text.split_inclusive('\n').filter(|line| !is_comment(line)).collect()
}

fn fields(fields: &Fields) -> impl Iterator<Item = String> {
    fields.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string)
}

fn check_unique(file: &str, names: impl Iterator<Item = String>) {
    let mut seen = BTreeSet::new();
    names.for_each(|name| assert!(seen.insert(name.clone()), "{file}: duplicate {name}"));
}
