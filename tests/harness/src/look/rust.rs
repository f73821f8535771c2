//! What has to be true of generated text, as far as can be told without compiling it.

use std::collections::BTreeSet;

use shapesmith::Files;
use syn::{Fields, Item};

use crate::texts::is_hidden;

/// The files that a module shows as one: their items are all in one namespace.
const SHOWN: [&str; 4] = ["enums.rs", "exceptions.rs", "structures.rs", "unions.rs"];

/// All files of a module.
///
/// # Panics
/// One of them is no Rust, has a name twice in a scope, or characters that mislead.
pub fn module(files: &Files) {
    let mut shown = BTreeSet::new();
    for (name, text) in files {
        let own: Vec<String> = file(name, text);
        if SHOWN.contains(&name.as_str()) {
            own.into_iter()
                .for_each(|item| assert!(shown.insert(item.clone()), "{item} is there twice"));
        }
    }
}

/// A file; gives the names of its types.
///
/// # Panics
/// As for [`module`].
pub fn file(name: &str, text: &str) -> Vec<String> {
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
                distinct(name, fields(&item.fields));
            }
            Item::Enum(item) => {
                types.push(item.ident.to_string());
                distinct(name, item.variants.iter().map(|variant| variant.ident.to_string()));
            }
            _ => {}
        }
    }
    distinct(name, types.iter().cloned());
    types
}

/// Lines of comment can't be anything else once no character is hidden, and as attributes they would be most of the tree.
fn without_comments(text: &str) -> String {
    let comment = |line: &&str| line.trim_start().starts_with("//");
    text.split_inclusive('\n').filter(|line| !comment(line)).collect()
}

fn fields(fields: &Fields) -> impl Iterator<Item = String> {
    fields.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string)
}

fn distinct(file: &str, names: impl Iterator<Item = String>) {
    let mut seen = BTreeSet::new();
    names.for_each(|name| assert!(seen.insert(name.clone()), "{file}: {name} is there twice"));
}
