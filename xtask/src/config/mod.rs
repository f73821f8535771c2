//! The configuration: what is made, and of which models.

mod check;
mod policy;

use std::collections::BTreeMap;
use std::ops::Range;

pub use check::module_name_problem;
use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Place};
use crate::exit::{Exit, Failure};
use crate::suggest;
use crate::workspace::{CONFIG, Workspace};

/// The content of `model/shapesmith.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The crate to make.
    pub package: Package,
    /// The services by the names of their modules.
    #[serde(default, rename = "service")]
    pub services: BTreeMap<Spanned<String>, Service>,
    /// The command that the headers of generated files name.
    #[serde(skip)]
    pub command: String,
    /// The file as it is, for messages.
    #[serde(skip)]
    text: String,
}

/// The crate to make.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Its name.
    pub name: Spanned<String>,
    /// Its version.
    pub version: Spanned<String>,
    /// A sentence on it.
    pub description: String,
    /// An SPDX expression.
    pub license: String,
    /// Its folder, below the workspace's root.
    pub output: Spanned<String>,
    /// What the folder has: one crate, or several.
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

/// How the output is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// One crate with a feature per service.
    #[default]
    OneCrate,
    /// A crate per service, in a folder of its name, and one for what they share, in `support`.
    CratePerService,
}

/// A service.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The model's file, below the folder of the configuration.
    pub model: Spanned<String>,
    /// Which service, of a model with several.
    pub service: Option<Spanned<String>>,
    /// The version that the model must have.
    pub version: Option<Spanned<String>>,
    /// The operations that are wanted, by their names; all by default.
    pub operations: Option<Spanned<Vec<Spanned<String>>>>,
    /// Whether its feature is on by default.
    #[serde(default)]
    pub default: bool,
    /// What required members are.
    pub required: Option<Spanned<policy::Required>>,
    /// Further traits to derive.
    #[serde(default)]
    pub derives: Vec<Spanned<String>>,
    /// Further attributes of types.
    #[serde(default)]
    pub attributes: Vec<Spanned<String>>,
    /// How strict validation is about constraints.
    #[serde(default)]
    pub constraints: policy::Constraints,
    /// Rust names by shape, member, value or operation.
    #[serde(default)]
    pub renames: BTreeMap<Spanned<String>, Spanned<String>>,
    /// What is decided about the types of single shapes.
    #[serde(default, rename = "shape")]
    pub shapes: BTreeMap<Spanned<String>, policy::Shape>,
}

/// Reads the configuration; it is right in itself, whatever the models are.
pub fn read(workspace: &Workspace) -> Result<Config, Failure> {
    let bytes = workspace.read(CONFIG)?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::new(format!("{CONFIG} is not UTF-8")))?;
    Ok(parse(text)?.with_command(workspace.command("regenerate")))
}

/// The configuration in this text.
pub fn parse(text: String) -> Result<Config, Failure> {
    let mut config: Config = toml::from_str(&text).map_err(|error| unusable(&text, &error))?;
    config.text = text;
    let wrong = check::all(&config);
    if wrong.is_empty() {
        Ok(config)
    } else {
        Err(Failure { exit: Exit::Failed, diagnostics: wrong })
    }
}

impl Config {
    /// The same for headers with this command.
    pub fn with_command(self, command: String) -> Self {
        Self { command, ..self }
    }

    /// Something wrong at a place of the file.
    pub fn error(&self, at: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at(Place::of(CONFIG, &self.text, at))
    }

    /// The file as it is.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The service of this name.
    pub fn service(&self, name: &str) -> Option<&Service> {
        self.services.iter().find(|(known, _)| known.get_ref() == name).map(|(_, entry)| entry)
    }

    /// The names of the services.
    pub fn names(&self) -> Vec<&str> {
        self.services.keys().map(|name| name.get_ref().as_str()).collect()
    }
}

fn unusable(text: &str, error: &toml::de::Error) -> Diagnostic {
    let message = error.message();
    let first = message.lines().next().unwrap_or(message);
    let Some(span) = error.span() else {
        return Diagnostic::error(format!("{CONFIG}: {first}"));
    };
    let hint = text.get(span.clone()).and_then(|key| near_key(key, message));
    Diagnostic::error(first).at(Place::of(CONFIG, text, span)).hint(hint)
}

/// The error of an unknown key or word names those that are known, in backticks; the nearest is worth a hint.
fn near_key(key: &str, message: &str) -> Option<String> {
    let unknown = ["unknown field", "unknown variant"];
    let rest = unknown.iter().find_map(|unknown| message.strip_prefix(unknown))?;
    let (_, expected) = rest.split_once(", expected")?;
    let key = key.trim_matches('"');
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    suggest::hint(key, &known)
}
