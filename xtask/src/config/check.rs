//! Checks of the configuration beyond its types: names, versions and paths.

use std::ops::Range;

use semver::Version;

use super::{Config, Service};
use crate::diagnostic::Diagnostic;
use crate::workspace::{MODELS, is_path_below};

/// Names of modules, features or dependencies that generated crates have.
pub const RESERVED_NAMES: [&str; 12] = [
    "arbitrary",
    "bytes",
    "checksums",
    "chrono",
    "default",
    "http",
    "jiff",
    "samples",
    "serde_core",
    "serde_json",
    "support",
    "time",
];

/// The keys of the manifest that the generator writes itself, or that would contradict the files that it writes.
const GENERATED_KEYS: [&str; 10] = [
    "description",
    "edition",
    "license",
    "license-file",
    "name",
    "readme",
    "rust-version",
    "version",
    "workspace",
    "build",
];

/// Returns every error of the configuration.
pub fn check_config(config: &Config) -> Vec<Diagnostic> {
    let services = config.services.iter();
    let services = services.flat_map(|(name, service)| {
        [
            check_service_name(config, name.get_ref(), name.span()),
            check_model_path(config, service),
            check_operations(config, service),
        ]
    });
    let package = [
        check_package_name(config),
        check_version(config),
        check_output(config),
        check_services(config),
    ];
    let package = package.into_iter().flatten();
    package
        .chain(check_manifest_keys(config))
        .chain(check_package_files(config))
        .chain(services.flatten())
        .collect()
}

/// The name is written into manifests and, as a path, into code.
fn check_package_name(config: &Config) -> Option<Diagnostic> {
    let name = &config.package.name;
    let reason = shapesmith::check_package_name(name.get_ref()).err()?;
    let message = format!("`{}` can't be the name of a crate: it {reason}", name.get_ref());
    let hint = "use letters, digits and `-`, such as `my-shapes`".to_owned();
    Some(config.error(name.span(), message).hint(hint))
}

/// Cargo can't read a manifest with an invalid version.
fn check_version(config: &Config) -> Option<Diagnostic> {
    let version = &config.package.version;
    let error = Version::parse(version.get_ref()).err()?;
    let message = format!("`{}` isn't a semantic version: {error}", version.get_ref());
    Some(config.error(version.span(), message).hint("write it like `0.1.0`".to_owned()))
}

/// Generated files that are no longer needed are removed from the output folder, so nothing else may be in it.
fn check_output(config: &Config) -> Option<Diagnostic> {
    let output = &config.package.output;
    let path = output.get_ref();
    let contains_models = path == MODELS || path.starts_with(&format!("{MODELS}/"));
    if is_path_below(path) && !contains_models {
        return None;
    }
    let message =
        format!("`output` must be a folder below the workspace's root, outside {MODELS}/");
    let hint = "write it like `generated`, with `/` between folders".to_owned();
    Some(config.error(output.span(), message).hint(hint))
}

/// Returns an error for each key below `[package.manifest]` that can't be set there.
fn check_manifest_keys(config: &Config) -> Vec<Diagnostic> {
    let is_plain = |key: &str| {
        let is_plain = |letter: char| letter.is_ascii_lowercase() || letter == '-';
        !key.is_empty() && key.chars().all(is_plain)
    };
    let check_key = |key: &toml::Spanned<String>| {
        let name = key.get_ref();
        let hint = if !is_plain(name) {
            "use a key of Cargo's `[package]`, such as `repository`"
        } else if GENERATED_KEYS.contains(&name.as_str()) {
            "the generator writes this key; see the keys of `[package]`"
        } else {
            return None;
        };
        let message = format!("`{name}` can't be set below `[package.manifest]`");
        Some(config.error(key.span(), message).hint(hint.to_owned()))
    };
    config.package.manifest.keys().filter_map(check_key).collect()
}

/// Returns an error for each file of `[package]` that isn't below the folder of the models.
fn check_package_files(config: &Config) -> Vec<Diagnostic> {
    let files =
        [("readme", &config.package.readme), ("license-text", &config.package.license_text)];
    let named = files.into_iter().filter_map(|(key, file)| Some((key, file.as_ref()?)));
    let message = |key: &str| format!("`{key}` must be a path below {MODELS}/");
    named
        .filter(|(_, file)| !is_path_below(file.get_ref()))
        .map(|(key, file)| config.error(file.span(), message(key)))
        .collect()
}

fn check_services(config: &Config) -> Option<Diagnostic> {
    let hint = "add one: `[service.lambda]` with `model = \"services/lambda.json\"`".to_owned();
    let error = || config.error(0..0, "no service is configured").hint(hint);
    config.services.is_empty().then(error)
}

fn check_service_name(config: &Config, name: &str, at: Range<usize>) -> Option<Diagnostic> {
    let Diagnostic { message, hint, .. } = check_module_name(name)?;
    Some(config.error(at, message).hint(hint))
}

/// Returns an error, without a place, if this can't be the name of a module of the generated crate.
pub fn check_module_name(name: &str) -> Option<Diagnostic> {
    let is_lower =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let has_form =
        name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(is_lower);
    let message = if RESERVED_NAMES.contains(&name) {
        format!("`{name}` is a reserved name of the generated crate")
    } else if !name.chars().all(is_lower) || !shapesmith::is_module_name(name) {
        format!("`{name}` can't be the name of a module")
    } else {
        return None;
    };
    let hint = if has_form {
        format!("give the module another name, such as `{name}_api`")
    } else {
        "use lower-case letters, digits and `_`, and no keyword".to_owned()
    };
    Some(Diagnostic::error(message).hint(hint))
}

fn check_model_path(config: &Config, service: &Service) -> Option<Diagnostic> {
    let path = &service.model;
    let error = || {
        let error = config.error(path.span(), format!("`model` must be a path below {MODELS}/"));
        error.hint("write it like `services/lambda.json`".to_owned())
    };
    (!is_path_below(path.get_ref())).then(error)
}

fn check_operations(config: &Config, service: &Service) -> Option<Diagnostic> {
    let operations = service.operations.as_ref().filter(|list| list.get_ref().is_empty())?;
    let error = config.error(operations.span(), "the list of operations is empty");
    Some(error.hint("name at least one; without the key, every operation is generated".to_owned()))
}
