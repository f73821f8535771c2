//! Emits a crate for each module and a crate with the support module: registries limit the features and the size of a crate.

use super::Files;
use super::conversions::Conversion;
use super::module::{Module, Provenance};
use super::package::{
    OPTIONAL_SERDE_JSON, Package, RUST_VERSION, SERDE_CORE, license_line, operations_list,
    part_dependencies, part_features, recursion_attribute, toml_string,
};
use super::support::{Needs, emit_support_crate};
use crate::docs;

/// Returns the name of a module's crate, such as `aws-shapes-route53-domains`.
pub fn crate_name(package: &Package, module: &str) -> String {
    format!("{}-{}", package.name, module.replace('_', "-"))
}

/// Returns the name of the support crate in code: the package's name with `_` for everything but letters and digits.
fn support_crate(package: &Package) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    crate_name(package, "support").chars().map(plain).collect()
}

/// Returns all files below the folder of the crates, which has a folder for each module and the folder `support`. The modules
/// must have been emitted with the support crate as their support path.
pub fn emit_packages(package: &Package, modules: &[Module], provenance: Provenance<'_>) -> Files {
    let header = provenance.header();
    let needs = Needs::of(modules);
    let mut files = Files::new();
    for krate in modules.iter().map(|module| module.name.as_str()).chain(["support"]) {
        let further = package.files.iter();
        files.extend(further.map(|(path, text)| (format!("{krate}/{path}"), text.clone())));
    }
    files.insert("support/Cargo.toml".to_owned(), support_manifest(package, needs, &header));
    for (path, text) in emit_support_crate(modules, &header) {
        let (path, text) = match path.as_str() {
            "mod.rs" => ("lib.rs", text),
            path => (path, text),
        };
        files.insert(format!("support/src/{path}"), text);
    }
    for module in modules {
        let name = &module.name;
        files.insert(format!("{name}/Cargo.toml"), write_manifest(package, module, &header));
        files.insert(format!("{name}/src/lib.rs"), write_root(package, module, &header));
        for (path, text) in &module.files {
            files.insert(format!("{name}/src/{name}/{path}"), text.clone());
        }
    }
    files
}

fn write_head(
    package: &Package,
    module: &str,
    about: &str,
    features: &str,
    header: &str,
) -> String {
    let header = header.replacen("//", "#", 1);
    let further = package.manifest_lines();
    let [name, version, description] =
        [&crate_name(package, module), &package.version, about].map(toml_string);
    let license = license_line(&package.license);
    format!(
        "{header}\n[package]\n\
         name = {name}\nversion = {version}\nedition = \"2024\"\nrust-version = {RUST_VERSION:?}\n\
         {license}description = {description}\n{further}\n\
         [features]\n{features}\n[dependencies]\n{SERDE_CORE}"
    )
}

fn support_manifest(package: &Package, needs: Needs, header: &str) -> String {
    let about = format!("What the crates of {} share", package.name);
    // Documents need serde_json always, HTTP messages with their feature.
    let serde_json = if needs.documents { SERDE_JSON } else { OPTIONAL_SERDE_JSON };
    let features = part_features(needs, !needs.documents);
    let head = write_head(package, "support", &about, &features, header);
    format!("{head}{}{serde_json}", part_dependencies(needs))
}

fn write_manifest(package: &Package, module: &Module, header: &str) -> String {
    let about = format!("{}: {}", package.description, module.title);
    let support = crate_name(package, "support");
    let parts = ["http", "checksums", "samples", "arbitrary"].into_iter();
    let features: String = parts
        .filter(|name| *name != "checksums" || module.needs.checksums)
        .chain(Conversion::ALL.map(Conversion::crate_name))
        .map(|name| format!("{name} = [{}]\n", toml_string(&format!("{support}/{name}"))))
        .collect();
    let support = key(&support);
    let version = toml_string(&package.version);
    let examples =
        if module.needs.examples { "\n[dev-dependencies]\nserde_json = \"1\"\n" } else { "" };
    let serde_json = if module.needs.documents { SERDE_JSON } else { "" };
    let head = write_head(package, &module.name, &about, &features, header);
    format!(
        "{head}{serde_json}{support} = {{ path = \"../support\", version = {version} }}\n{examples}"
    )
}

/// A name as a key of TOML.
fn key(name: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    if name.chars().all(is_bare) { name.to_owned() } else { toml_string(name) }
}

/// The dependency of documents.
const SERDE_JSON: &str =
    "serde_json = { version = \"1\", default-features = false, features = [\"std\"] }\n";

fn write_root(package: &Package, module: &Module, header: &str) -> String {
    let Module { name, title, .. } = module;
    let support = support_crate(package);
    format!(
        "//! {}\n//!\n//! The types of {title} are in [`{name}`], the code that all types share is in [`support`].\n{}{header}\n\
         #![forbid(unsafe_code)]\n#![warn(missing_docs)]\n{}\n\
         #[rustfmt::skip]\npub mod {name};\npub use ::{support} as support;\n",
        docs::one_line(&package.description),
        operations_list(module, "//! "),
        recursion_attribute(std::slice::from_ref(module)),
    )
}
