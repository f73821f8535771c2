//! The crate around the modules: its manifest, its root, the support module.

use super::Files;
use super::conversions::{conversion_dependencies, conversion_features};
use super::module::{Module, Provenance};
use super::page::raw_string;
use super::support::{Needs, emit_support_with_features};
use crate::docs;

/// The parts of a generated crate that don't come from models: its manifest and further files.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Package {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// The description, one sentence.
    pub description: String,
    /// The license as an SPDX expression; an empty one is left out of the manifest.
    pub license: String,
    /// The features of the modules that are on by default.
    pub default: Vec<String>,
    /// Further keys of the manifest's `[package]` with their values as TOML, such as `"repository"` and
    /// `"\"https://…\""`.
    pub manifest: Vec<(String, String)>,
    /// Further files by their paths below the crate's folder, such as `README.md`.
    pub files: Files,
}

impl Package {
    /// Creates a package without default features, further keys or further files.
    pub fn new(
        name: impl Into<String>,
        version: impl Into<String>,
        description: impl Into<String>,
        license: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            version: version.into(),
            description: description.into(),
            license: license.into(),
            default: Vec::new(),
            manifest: Vec::new(),
            files: Files::new(),
        }
    }

    /// Returns the lines of the further keys.
    pub(super) fn manifest_lines(&self) -> String {
        self.manifest.iter().map(|(key, value)| format!("{key} = {value}\n")).collect()
    }
}

/// The oldest compiler that the output compiles with.
pub(super) const RUST_VERSION: &str = "1.88";

/// The dependency that every output has.
pub(super) const SERDE_CORE: &str =
    "serde_core = { version = \"1\", default-features = false, features = [\"std\"] }\n";

/// The dependency of documents and of HTTP messages, where features turn it on.
pub(super) const OPTIONAL_SERDE_JSON: &str = "serde_json = { version = \"1\", default-features = false, features = [\"std\"], optional = true }\n";

/// Returns the lines of the features of all parts of the support module.
pub(super) fn part_features(needs: Needs, is_serde_json_optional: bool) -> String {
    let http = http_features(needs, is_serde_json_optional);
    let conversions = conversion_features();
    format!("{http}samples = []\narbitrary = [\"samples\", \"dep:arbitrary\"]\n{conversions}")
}

/// Returns the lines of the features of HTTP messages and of all algorithms of their checksums.
fn http_features(needs: Needs, is_serde_json_optional: bool) -> String {
    let serde_json = if is_serde_json_optional { ", \"dep:serde_json\"" } else { "" };
    let sha2 = if needs.glacier_checksums { ", \"dep:sha2\"" } else { "" };
    let checksums = match needs.checksums {
        true => "checksums = [\"http\", \"dep:sha1\", \"dep:sha2\", \"dep:twox-hash\"]\n",
        false => "",
    };
    format!(
        "http = [\"dep:http\", \"dep:md5\", \"dep:percent-encoding\"{serde_json}{sha2}]\n{checksums}"
    )
}

/// Returns the dependencies of the parts of the support module, without `serde_json`.
pub(super) fn part_dependencies(needs: Needs) -> String {
    let (http, conversions) = (http_dependencies(needs), conversion_dependencies());
    format!("arbitrary = {{ version = \"1\", optional = true }}\n{http}{conversions}")
}

/// Returns the dependencies of HTTP messages alone.
fn http_dependencies(needs: Needs) -> String {
    let optional = |is_needed, name| match is_needed {
        true => format!(
            "{name} = {{ version = \"0.10\", default-features = false, optional = true }}\n"
        ),
        false => String::new(),
    };
    let sha1 = optional(needs.checksums, "sha1");
    let sha2 = optional(needs.glacier_checksums || needs.checksums, "sha2");
    let twox_hash = if needs.checksums { TWOX_HASH } else { "" };
    format!("{HTTP_DEPENDENCIES}{sha1}{sha2}{twox_hash}")
}

/// The dependency with the algorithms of the family XXHash.
const TWOX_HASH: &str = "twox-hash = { version = \"2.1\", default-features = false, features = \
     [\"alloc\", \"xxhash64\", \"xxhash3_64\", \"xxhash3_128\"], optional = true }\n";

/// The dependencies of HTTP messages alone, of every service.
const HTTP_DEPENDENCIES: &str = "http = { version = \"1\", optional = true }\n\
     md5 = { version = \"0.8\", default-features = false, optional = true }\n\
     percent-encoding = { version = \"2\", default-features = false, features = [\"alloc\"], optional = true }\n";

/// Emits the files of a crate by their paths below its folder: the modules, each with a feature, and the support module.
pub fn emit_package(package: &Package, modules: &[Module], provenance: Provenance<'_>) -> Files {
    let needs = Needs::of(modules);
    let header = provenance.header();
    let mut files = package.files.clone();
    files.insert("Cargo.toml".to_owned(), write_manifest(package, modules, needs, &header));
    files.insert("src/lib.rs".to_owned(), write_root(package, modules, &header));
    for (path, text) in emit_support_with_features(modules, &header) {
        files.insert(format!("src/support/{path}"), text);
    }
    for module in modules {
        for (path, text) in &module.files {
            files.insert(format!("src/{}/{path}", module.name), text.clone());
        }
    }
    files
}

/// Returns the list of a module's operations with its heading, each line prefixed with `start`.
pub(super) fn operations_list(module: &Module, start: &str) -> String {
    let Module { name, title, operations, .. } = module;
    if operations.is_empty() {
        return String::new();
    }
    let list: String = operations
        .iter()
        .map(|(operation, about)| {
            // Without prose, the sentence is only the name.
            let is_name = *about == docs::code(operation);
            let about = if is_name { String::new() } else { format!(": {about}") };
            format!("{start}- [`{operation}`]({name}::operations::{operation}){about}\n")
        })
        .collect();
    let blank = start.trim_end();
    let before = if start.is_empty() { String::new() } else { format!("{blank}\n") };
    format!("{before}{start}# Operations of {title}\n{blank}\n{list}")
}

/// Returns the attribute that adds the list of a module's operations to the crate's page.
fn operations_attribute(module: &Module) -> String {
    let text = operations_list(module, "");
    if text.is_empty() {
        return text;
    }
    let name = &module.name;
    // In the form that rustfmt leaves alone.
    format!("#![cfg_attr(\n    feature = {name:?},\n    doc = {}\n)]\n", raw_string(&text))
}

fn write_manifest(package: &Package, modules: &[Module], needs: Needs, header: &str) -> String {
    let Package { name, version, description, license, default, .. } = package;
    let further = package.manifest_lines();
    let [name, version, description] = [name, version, description].map(|text| toml_string(text));
    let license = license_line(license);
    let header = header.replacen("//", "#", 1);
    let features: String = modules
        .iter()
        .map(|module| {
            let needs = if module.needs.documents { "\"dep:serde_json\"" } else { "" };
            format!("{} = [{needs}]\n", module.name)
        })
        .collect();
    let examples = if needs.examples { "\n[dev-dependencies]\nserde_json = \"1\"\n" } else { "" };
    let (parts, part_dependencies) = (part_features(needs, true), part_dependencies(needs));
    format!(
        "{header}\n[package]\n\
         name = {name}\nversion = {version}\nedition = \"2024\"\nrust-version = {RUST_VERSION:?}\n\
         {license}description = {description}\n{further}\n\
         [features]\ndefault = {default:?}\n{features}{parts}\n\
         [dependencies]\n\
         {SERDE_CORE}{part_dependencies}{OPTIONAL_SERDE_JSON}{examples}"
    )
}

/// Returns the line of the manifest with the licence, if there is one.
pub(super) fn license_line(license: &str) -> String {
    if license.is_empty() { String::new() } else { format!("license = {}\n", toml_string(license)) }
}

/// A string as TOML writes it. JSON's escapes are among TOML's, which has one more character to escape.
pub(super) fn toml_string(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// What the root's documentation says about the features that aren't services.
const FEATURES: &str = "//! The feature `http` adds HTTP messages, `samples` and `arbitrary` add values for tests, and `bytes`, `chrono`, `jiff` and\n\
     //! `time` add conversions between [blobs](support::Blob) or [timestamps](support::Timestamp) and the types of these crates.\n";

fn write_root(package: &Package, modules: &[Module], header: &str) -> String {
    let list: String = modules
        .iter()
        .map(|module| format!("//! - `{}`: {}\n", module.name, module.title))
        .collect();
    let operations: String = modules.iter().map(operations_attribute).collect();
    let mods: String = modules
        .iter()
        .map(|module| {
            let name = &module.name;
            format!("#[cfg(feature = {name:?})]\n#[rustfmt::skip]\npub mod {name};\n")
        })
        .collect();
    let limit = recursion_attribute(modules);
    format!(
        "//! {}\n//!\n//! Each module is a service, and a Cargo feature of the same name:\n//!\n{list}//!\n{FEATURES}{header}\n\
         #![forbid(unsafe_code)]\n#![warn(missing_docs)]\n{limit}{operations}\n{mods}\
         #[rustfmt::skip]\npub mod support;\n",
        docs::one_line(&package.description)
    )
}

/// Returns the attribute of a crate whose types nest deeper than the compiler's usual recursion limit; empty for others.
pub(super) fn recursion_attribute(modules: &[Module]) -> String {
    let limit = modules.iter().filter_map(|module| module.recursion_limit).max();
    limit.map(|limit| format!("#![recursion_limit = \"{limit}\"]\n")).unwrap_or_default()
}
