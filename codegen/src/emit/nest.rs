//! A module as one file: `mod x;` becomes `mod x { … }`, because `include!` doesn't resolve the files of modules.

use super::Files;

/// The lints that a crate which includes the text may have turned on. `warnings` covers those that are warnings; the others are
/// named, because a crate can deny them.
const ALLOWED: &[&str] = &[
    "warnings",
    "absolute_paths_not_starting_with_crate",
    "ambiguous_negative_literals",
    "deprecated_in_future",
    "elided_lifetimes_in_paths",
    "explicit_outlives_requirements",
    "let_underscore_drop",
    "meta_variable_misuse",
    "missing_copy_implementations",
    "missing_debug_implementations",
    "missing_docs",
    "nonstandard_style",
    "redundant_imports",
    "redundant_lifetimes",
    "rust_2018_idioms",
    "rust_2021_compatibility",
    "rust_2024_compatibility",
    "single_use_lifetimes",
    "trivial_casts",
    "trivial_numeric_casts",
    "unit_bindings",
    "unnameable_types",
    "unreachable_pub",
    "unused",
    "unused_import_braces",
    "unused_lifetimes",
    "unused_macro_rules",
    "unused_qualifications",
    "unused_results",
    "variant_size_differences",
    "clippy::all",
    "clippy::cargo",
    "clippy::nursery",
    "clippy::pedantic",
    "clippy::restriction",
    "rustdoc::all",
];

/// Returns a folder of files as the text of one public module, for `include!`.
pub fn nest_files(name: &str, files: &Files) -> String {
    let allowed = ALLOWED.join(",\n    ");
    let content = nest_file("", "mod.rs", files);
    format!("#[allow(\n    {allowed}\n)]\npub mod {name} {{\n{content}}}\n")
}

/// Returns a file with the modules that it declares inside. Only a `mod.rs` declares modules.
fn nest_file(folder: &str, name: &str, files: &Files) -> String {
    let Some(text) = files.get(&format!("{folder}{name}")) else { return String::new() };
    if name != "mod.rs" {
        return text.clone();
    }
    let mut whole = String::new();
    for line in text.lines() {
        match parse_declaration(line) {
            Some((declaration, module)) => {
                let below = format!("{folder}{module}/");
                let index = files.contains_key(&format!("{below}mod.rs"));
                let content = if index {
                    nest_file(&below, "mod.rs", files)
                } else {
                    nest_file(folder, &format!("{module}.rs"), files)
                };
                whole.push_str(&format!("{declaration} {{\n{content}}}\n"));
            }
            None => {
                whole.push_str(line);
                whole.push('\n');
            }
        }
    }
    whole
}

/// Returns the declaration on a line, without its semicolon, and the name of the module.
fn parse_declaration(line: &str) -> Option<(&str, &str)> {
    let declaration = line.strip_suffix(';')?;
    let module = declaration.strip_prefix("pub ").unwrap_or(declaration).strip_prefix("mod ")?;
    Some((declaration, module))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_modules_are_inside() {
        let files = [
            ("mod.rs", "//! A.\n\nmod one;\npub mod two;\n"),
            ("one.rs", "//! mod x;\nmod y;\n"),
            ("two/mod.rs", "mod one;\n"),
            ("two/one.rs", "const ONE: u8 = 1;\n"),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let text = nest_files("a", &Files::from(files));
        let (_, body) = text.split_once(")]\n").unwrap_or_default();
        assert_eq!(
            body,
            "pub mod a {\n//! A.\n\nmod one {\n//! mod x;\nmod y;\n}\npub mod two {\nmod one {\nconst ONE: u8 = 1;\n}\n}\n}\n"
        );
    }
}
