//! What the types of the configuration don't say: names that can be modules, paths that stay inside.

use std::ops::Range;

use semver::Version;

use super::{Config, Service};
use crate::diagnostic::Diagnostic;
use crate::workspace::{MODELS, stays_below};

/// Names that the generated crate has otherwise, as modules, features or dependencies.
const TAKEN: [&str; 4] = ["default", "serde_core", "serde_json", "support"];

/// Everything that is wrong.
pub fn all(config: &Config) -> Vec<Diagnostic> {
    let services = config.services.iter();
    let services = services.flat_map(|(name, entry)| {
        [
            module_name(config, name.get_ref(), name.span()),
            model_path(config, entry),
            some_operation(config, entry),
        ]
    });
    let package = [name(config), version(config), output(config), some_service(config)];
    let package = package.into_iter().flatten();
    package
        .chain(manifest_keys(config))
        .chain(package_files(config))
        .chain(services.flatten())
        .collect()
}

/// The name goes into manifests and, as that of a crate, into code.
fn name(config: &Config) -> Option<Diagnostic> {
    let name = &config.package.name;
    let reason = shapesmith::check_package_name(name.get_ref()).err()?;
    let wrong = format!("`{}` can't be the name of a crate: it {reason}", name.get_ref());
    let hint = "use letters, digits and `-`, such as `my-shapes`".to_owned();
    Some(config.error(name.span(), wrong).hint(Some(hint)))
}

/// With another version, cargo wouldn't read the generated manifest.
fn version(config: &Config) -> Option<Diagnostic> {
    let version = &config.package.version;
    let error = Version::parse(version.get_ref()).err()?;
    let wrong = format!("`{}` is no version: {error}", version.get_ref());
    Some(config.error(version.span(), wrong).hint(Some("write it like `0.1.0`".to_owned())))
}

/// Generated files are removed from the output's folder when they aren't made any more, so the folder is its own.
fn output(config: &Config) -> Option<Diagnostic> {
    let output = &config.package.output;
    let path = output.get_ref();
    let holds_models = path == MODELS || path.starts_with(&format!("{MODELS}/"));
    if stays_below(path) && !holds_models {
        return None;
    }
    let wrong =
        config.error(output.span(), "`output` is no folder of its own below the workspace's root");
    Some(wrong.hint(Some("write it like `generated`, with `/` between folders".to_owned())))
}

/// The keys of the manifest that the generator writes itself, or that would contradict the files that it writes.
const OWN_KEYS: [&str; 10] = [
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

/// Returns an error for each key below `[package.manifest]` that the generator sets itself.
fn manifest_keys(config: &Config) -> Vec<Diagnostic> {
    let is_plain = |key: &str| {
        let plain = |letter: char| letter.is_ascii_lowercase() || letter == '-';
        !key.is_empty() && key.chars().all(plain)
    };
    let keys = config.package.manifest.keys();
    let wrong =
        keys.filter(|key| OWN_KEYS.contains(&key.get_ref().as_str()) || !is_plain(key.get_ref()));
    wrong
        .map(|key| {
            let name = key.get_ref();
            let message = format!("`{name}` can't be set below `[package.manifest]`");
            let hint = if is_plain(name) {
                "the generator writes this key; see the keys of `[package]`"
            } else {
                "use a key that Cargo's `[package]` knows, such as `repository`"
            };
            config.error(key.span(), message).hint(Some(hint.to_owned()))
        })
        .collect()
}

/// Returns an error for each file of `[package]` that isn't below the folder of the models.
fn package_files(config: &Config) -> Vec<Diagnostic> {
    let files =
        [("readme", &config.package.readme), ("license-text", &config.package.license_text)];
    let named = files.into_iter().filter_map(|(key, file)| Some((key, file.as_ref()?)));
    named
        .filter(|(_, file)| !stays_below(file.get_ref()))
        .map(|(key, file)| config.error(file.span(), format!("`{key}` is no path below {MODELS}/")))
        .collect()
}

fn some_service(config: &Config) -> Option<Diagnostic> {
    let hint = "add one: `[service.lambda]` with `model = \"services/lambda.json\"`".to_owned();
    let missing = || config.error(0..0, "there is no service").hint(Some(hint));
    config.services.is_empty().then(missing)
}

fn module_name(config: &Config, name: &str, at: Range<usize>) -> Option<Diagnostic> {
    let (message, hint) = module_name_problem(name)?;
    Some(config.error(at, message).hint(Some(hint)))
}

/// Returns what keeps this from being the name of a module, and a hint; nothing where it can be one.
pub fn module_name_problem(name: &str) -> Option<(String, String)> {
    let is_lower =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let has_form =
        name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(is_lower);
    let message = if TAKEN.contains(&name) {
        format!("`{name}` is something else in the generated crate")
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
    Some((message, hint))
}

fn model_path(config: &Config, entry: &Service) -> Option<Diagnostic> {
    let path = &entry.model;
    let wrong = || {
        let wrong = config.error(path.span(), format!("`model` is no path below {MODELS}/"));
        wrong.hint(Some("write it like `services/lambda.json`".to_owned()))
    };
    (!stays_below(path.get_ref())).then(wrong)
}

fn some_operation(config: &Config, entry: &Service) -> Option<Diagnostic> {
    let operations = entry.operations.as_ref().filter(|list| list.get_ref().is_empty())?;
    let wrong = config.error(operations.span(), "no operation is wanted");
    Some(wrong.hint(Some("name some, or leave the key away to have all".to_owned())))
}
