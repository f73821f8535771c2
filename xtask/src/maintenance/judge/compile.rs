//! Crates of a pair of models and the program between them, as the compiler sees them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use shapesmith::rust::Api;
use shapesmith::{Package, Placement, Provenance};
use tempfile::TempDir;

use super::Pair;
use super::consumer::{Program, consumer};
use super::errors::Checked;
use super::expected::{Expected, expected};
use crate::exit::Failure;
use crate::maintenance::corpus::{check, generate};
use crate::services::{self, Service};
use crate::workspace::Workspace;

/// Where the crates are written and checked; gone when this is.
pub struct Bench(TempDir);

/// What became of a pair.
pub enum Outcome {
    /// One of the models can't be made a crate of.
    NotMade(Vec<String>),
    /// The program doesn't compile with the crate that it was made from: the mistake is here.
    NotSound(Vec<String>),
    /// The compiler's word, and what was expected.
    Judged(Verdict),
}

/// What the compiler says of an update, and what the comparison says.
pub struct Verdict {
    /// The compiler's errors, a line each, by the item whose uses they are found in.
    pub errors: BTreeMap<String, Vec<String>>,
    /// What the comparison says.
    pub expected: Expected,
}

impl Verdict {
    /// Whether the uses of the same items break.
    pub fn is_right(&self) -> bool {
        self.errors.keys().eq(self.expected.seen.keys())
    }

    /// Whether the compiler complains about an item that isn't expected.
    fn surprises(&self) -> bool {
        self.errors.keys().any(|item| !self.expected.seen.contains_key(item))
    }
}

impl Bench {
    /// An empty place below the workspace's folder for what is built.
    pub fn new(workspace: &Workspace) -> Result<Self, Failure> {
        let root = workspace.build_folder();
        let folder = fs::create_dir_all(&root)
            .and_then(|()| tempfile::Builder::new().prefix("judge-").tempdir_in(&root))
            .map_err(|error| Failure::new(format!("{}: {error}", root.display())))?;
        check::fetch(&folder.path().join("seed"), &folder.path().join("target-0"))?;
        Ok(Self(folder))
    }

    /// Hears the compiler on a pair. A program is checked against its own crate only where it surprises.
    pub fn judge(&self, pair: &Pair, thread: usize) -> Result<Outcome, Failure> {
        let folder = self.0.path().join(format!("pair-{thread}"));
        let target = self.0.path().join(format!("target-{thread}"));
        let made = make(&pair.old, &folder.join("old"))
            .and_then(|old| Ok((old, make(&pair.new, &folder.join("new"))?)));
        let (old, new) = match made {
            Ok(made) => made,
            Err(failures) => return Ok(Outcome::NotMade(failures)),
        };
        let program = consumer(&old, &pair.old.name);
        let errors = |side| errors(&program, &folder, side, &target, &package_name(&pair.old));
        let verdict = Verdict { errors: errors("new")?, expected: expected(&old, &new) };
        let own = if verdict.surprises() { errors("old")? } else { BTreeMap::new() };
        check::forget(&target, &package_name(&pair.old));
        // What stays is written over, or takes room until the end.
        let _ = fs::remove_dir_all(&folder);
        Ok(match own.is_empty() {
            true => Outcome::Judged(verdict),
            false => Outcome::NotSound(own.into_values().flatten().collect()),
        })
    }
}

/// Writes the crate of a service.
fn make(service: &Service, folder: &Path) -> Result<Api, Vec<String>> {
    let lowered = services::lower_service(service).map_err(|error| error.to_lines())?;
    let provenance = Provenance { command: "cargo xtask judge", source: &service.name };
    let placement = Placement { name: &service.name, support: "crate::support", krate: None };
    let title = lowered.api.title.as_str();
    let mut about = Package::new(package_name(service), "0.0.0", title, "Apache-2.0");
    about.default.push(service.name.clone());
    let module = shapesmith::module(&lowered.api, placement, provenance);
    generate::write(folder, &shapesmith::package(&about, &[module], provenance))?;
    Ok(lowered.api)
}

/// What the compiler says of the program with the crate of one side, which is called `package`.
fn errors(
    program: &Program<'_>,
    folder: &Path,
    side: &str,
    target: &Path,
    package: &str,
) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    let manifest = format!(
        "[package]\nname = \"{package}-user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         shapes = {{ package = \"{package}\", path = \"../{side}\" }}\n\
         serde_core = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\
         serde_json = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n"
    );
    let folder = folder.join(format!("user-of-{side}"));
    Checked { folder: &folder, target, manifest: &manifest }.errors(program)
}

fn package_name(service: &Service) -> String {
    format!("judge-{}", service.name)
}
