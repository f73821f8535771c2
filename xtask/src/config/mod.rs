//! The configuration: the generated crate, the services and their models.

mod check;
mod policy;

use std::collections::BTreeMap;
use std::ops::Range;

pub use check::{RESERVED_NAMES, check_module_name};
use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Place};
use crate::exit::Failure;
use crate::suggest::suggest_name;
use crate::workspace::{CONFIG, Workspace};

/// The content of `model/shapesmith.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The generated crate.
    pub package: Package,
    /// The services by the names of their modules.
    #[serde(default, rename = "service")]
    pub services: BTreeMap<Spanned<String>, Service>,
    /// The command that the headers of generated files name.
    #[serde(skip)]
    pub command: String,
    /// The text of the file, for diagnostics.
    #[serde(skip)]
    text: String,
}

/// The generated crate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// The name.
    pub name: Spanned<String>,
    /// The version.
    pub version: Spanned<String>,
    /// The description in the manifest.
    pub description: String,
    /// The licence, an SPDX expression.
    pub license: String,
    /// The folder below the workspace's root.
    pub output: Spanned<String>,
    /// Whether the folder is one crate or has several.
    #[serde(default)]
    pub layout: Layout,
    /// The file below the configuration's folder that becomes `README.md` of the crate.
    pub readme: Option<Spanned<String>>,
    /// The file below the configuration's folder that becomes `LICENSE` of the crate.
    #[serde(rename = "license-text")]
    pub license_text: Option<Spanned<String>>,
    /// Further keys of `[package]` in the crate's manifest.
    #[serde(default)]
    pub manifest: BTreeMap<Spanned<String>, toml::Value>,
}

/// The layout of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// One crate with a feature per service.
    #[default]
    OneCrate,
    /// A crate per service in a folder of its name, and a crate in `support` that they depend on.
    CratePerService,
}

/// A service.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The model's file, below the folder of the configuration.
    pub model: Spanned<String>,
    /// The shape id of the service, for models with several.
    pub service: Option<Spanned<String>>,
    /// The version that the service of the model must have.
    pub version: Option<Spanned<String>>,
    /// The names of the operations to generate; all by default.
    pub operations: Option<Spanned<Vec<Spanned<String>>>>,
    /// Whether its feature is a default feature.
    #[serde(default)]
    pub default: bool,
    /// The types of required members.
    pub required: Option<Spanned<policy::Required>>,
    /// Additional traits to derive.
    #[serde(default)]
    pub derives: Vec<Spanned<String>>,
    /// Additional attributes of types.
    #[serde(default)]
    pub attributes: Vec<Spanned<String>>,
    /// The strictness of validation, by the kind of constraint.
    #[serde(default)]
    pub constraints: policy::Constraints,
    /// Rust names, by the shape, member, value or operation.
    #[serde(default)]
    pub renames: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Policies for single shapes.
    #[serde(default, rename = "shape")]
    pub shapes: BTreeMap<Spanned<String>, policy::Shape>,
}

/// Reads the configuration of the workspace.
///
/// # Errors
/// The file can't be read or parsed, or is inconsistent in itself. The models aren't read.
pub fn read(workspace: &Workspace) -> Result<Config, Failure> {
    let bytes = workspace.read(CONFIG)?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::new(format!("{CONFIG} is not UTF-8")))?;
    Ok(parse(text)?.with_command(workspace.command("regenerate")))
}

/// Parses a configuration.
///
/// # Errors
/// The text can't be parsed, or is inconsistent in itself.
pub fn parse(text: String) -> Result<Config, Failure> {
    let mut config: Config = toml::from_str(&text).map_err(|error| locate_error(&text, &error))?;
    config.text = text;
    let errors = check::check_config(&config);
    if errors.is_empty() { Ok(config) } else { Err(Failure::failed(errors)) }
}

impl Config {
    /// Sets the command that the headers of generated files name.
    pub fn with_command(self, command: String) -> Self {
        Self { command, ..self }
    }

    /// Creates an error at a range of bytes of the file.
    pub fn error(&self, at: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at(Place::from_range(CONFIG, &self.text, at))
    }

    /// Returns the text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the service with this name.
    pub fn service(&self, name: &str) -> Option<&Service> {
        self.services.iter().find(|(known, _)| known.get_ref() == name).map(|(_, entry)| entry)
    }

    /// Returns the names of the services.
    pub fn service_names(&self) -> Vec<&str> {
        self.services.keys().map(|name| name.get_ref().as_str()).collect()
    }
}

fn locate_error(text: &str, error: &toml::de::Error) -> Diagnostic {
    let message = error.message();
    let first = message.lines().next().unwrap_or(message);
    let Some(span) = error.span() else {
        return Diagnostic::error(format!("{CONFIG}: {first}"));
    };
    let hint = text.get(span.clone()).and_then(|key| suggest_key(key, message));
    Diagnostic::error(first).at(Place::from_range(CONFIG, text, span)).hint(hint)
}

/// Returns a hint about an unknown key or value; the message of the error lists the known ones in backticks.
fn suggest_key(key: &str, message: &str) -> Option<String> {
    let unknown = ["unknown field", "unknown variant"];
    let rest = unknown.iter().find_map(|unknown| message.strip_prefix(unknown))?;
    let (_, expected) = rest.split_once(", expected")?;
    let key = key.trim_matches('"');
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    suggest_name(key, &known)
}
