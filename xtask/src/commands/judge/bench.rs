//! Crates of a pair of models and the program between them, as the compiler sees them.

use std::fs;
use std::path::Path;
use std::process::Command;

use shapesmith::rust::Api;
use shapesmith::{Files, Package, Placement, Provenance};
use tempfile::TempDir;

use super::Pair;
use super::consumer::consumer;
use super::expected::{Expected, expected};
use crate::commands::corpus::{check, generate};
use crate::exit::Failure;
use crate::measure::observe;
use crate::services::{self, Service};
use crate::workspace::Workspace;

/// The program's file within its package.
const PROGRAM: &str = "src/lib.rs";

/// Where the crates are written and checked; gone when this is.
pub struct Bench(TempDir);

/// What became of a pair.
pub enum Outcome {
    /// One of the models can't be made a crate of.
    NotMade(Vec<String>),
    /// The program doesn't compile with the crate that it was made from: the mistake is here.
    NotSound(Vec<String>),
    /// The compiler's word, with its errors, and what was expected.
    Judged {
        /// The errors, a line each.
        errors: Vec<String>,
        /// What the comparison says.
        expected: Expected,
    },
}

impl Outcome {
    /// Whether all went well, and the compiler says what was expected.
    pub fn is_right(&self) -> bool {
        match self {
            Self::NotMade(_) | Self::NotSound(_) => false,
            Self::Judged { errors, expected } => errors.is_empty() == expected.seen.is_empty(),
        }
    }
}

impl Bench {
    /// An empty place below the workspace's folder for what is built.
    pub fn new(workspace: &Workspace) -> Result<Self, Failure> {
        let root = workspace.path("target");
        let folder = fs::create_dir_all(&root)
            .and_then(|()| tempfile::Builder::new().prefix("judge-").tempdir_in(&root))
            .map_err(|error| Failure::new(format!("{}: {error}", root.display())))?;
        check::fetch(&folder.path().join("seed"), &folder.path().join("target-0"))?;
        Ok(Self(folder))
    }

    /// Hears the compiler on a pair. Programs are checked against their own crate only where they fail with the other.
    pub fn judge(&self, pair: &Pair, thread: usize) -> Result<Outcome, Failure> {
        let folder = self.0.path().join(&pair.old.name);
        let made = make(&pair.old, &folder.join("old"))
            .and_then(|old| Ok((old, make(&pair.new, &folder.join("new"))?)))
            .and_then(|(old, new)| {
                let program = consumer(&old, &pair.old.name);
                for side in ["old", "new"] {
                    generate::write(
                        &folder.join(format!("user-of-{side}")),
                        &user(pair, side, &program),
                    )?;
                }
                Ok((old, new))
            });
        let (old, new) = match made {
            Ok(made) => made,
            Err(failures) => return Ok(Outcome::NotMade(failures)),
        };
        let target = self.0.path().join(format!("target-{thread}"));
        let errors = errors(&folder.join("user-of-new"), &target)?;
        if !errors.is_empty() {
            let own = self::errors(&folder.join("user-of-old"), &target)?;
            if !own.is_empty() {
                return Ok(Outcome::NotSound(own));
            }
        }
        check::forget(&target, &package_name(&pair.old));
        // What stays takes room until the end, and does no other harm.
        let _ = fs::remove_dir_all(&folder);
        Ok(Outcome::Judged { errors, expected: expected(&old, &new) })
    }
}

/// Writes the crate of a service.
fn make(service: &Service, folder: &Path) -> Result<Api, Vec<String>> {
    let lowered = services::lowered(service)?;
    let provenance = Provenance { command: "cargo xtask judge", source: &service.name };
    let placement = Placement { name: &service.name, support: "crate::support", krate: None };
    let about = Package {
        name: package_name(service),
        version: "0.0.0".to_owned(),
        description: lowered.api.title.clone(),
        license: "Apache-2.0".to_owned(),
        default: vec![service.name.clone()],
    };
    let module = services::module(&lowered.api, placement, provenance)?;
    generate::write(folder, &shapesmith::package(&about, &[module], provenance))?;
    Ok(lowered.api)
}

/// The package of the program that uses the crate of one side.
fn user(pair: &Pair, side: &str, program: &str) -> Files {
    let package = package_name(&pair.old);
    let manifest = format!(
        "[package]\nname = \"{package}-user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         shapes = {{ package = \"{package}\", path = \"../{side}\" }}\n\
         serde_core = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\
         serde_json = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n"
    );
    [("Cargo.toml".to_owned(), manifest), (PROGRAM.to_owned(), program.to_owned())].into()
}

fn package_name(service: &Service) -> String {
    format!("judge-{}", service.name)
}

/// The errors of a package, a line each.
fn errors(folder: &Path, target: &Path) -> Result<Vec<String>, Failure> {
    let mut check = cargo(folder, target);
    let ended =
        observe(check.args(["check", "--quiet", "--offline", "--message-format", "short"]))?;
    if ended.success {
        return Ok(Vec::new());
    }
    let program = fs::read_to_string(folder.join(PROGRAM)).unwrap_or_default();
    let errors: Vec<String> = ended.told.lines().filter_map(|line| told(line, &program)).collect();
    // Something else than the compiler failed.
    if errors.is_empty() { Err(Failure::new(ended.told)) } else { Ok(errors) }
}

/// What a line of the compiler's tells: the statement that is wrong, and why. Only lines about errors tell something.
fn told(line: &str, program: &str) -> Option<String> {
    let (place, why) = line.split_once(": error")?;
    let why = why.split_once(": ").map_or(why, |(_, why)| why);
    let number = place
        .strip_prefix(PROGRAM)
        .and_then(|place| place.split(':').nth(1)?.parse::<usize>().ok());
    let statement = number.and_then(|number| program.lines().nth(number.checked_sub(1)?));
    Some(match statement {
        Some(statement) => format!("`{}`: {why}", statement.trim()),
        None => line.to_owned(),
    })
}

fn cargo(folder: &Path, target: &Path) -> Command {
    let mut cargo = check::cargo(folder, target);
    // What is allowed to be deprecated here is no reason to fail.
    cargo.env_remove("RUSTFLAGS");
    cargo
}
