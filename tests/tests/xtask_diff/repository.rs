//! A small workspace in a git repository, and changes made to it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use shapesmith_test_support::CommandOutput;
use shapesmith_tests::command::run_xtask;

use super::copy::{CONFIG, Copy, GARDEN, ZOO};

/// A workspace with two services, committed.
pub struct Repository(pub Copy);

impl Repository {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// One where something is changed before the commit.
    pub fn with(change: impl FnOnce(&Copy)) -> Self {
        let copy = Copy::new();
        change(&copy);
        let repository = Self(copy);
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.commit();
        repository
    }

    pub fn git(&self, args: &[&str]) {
        git(&self.0.path(""), args);
    }

    pub fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", "A change"]);
    }

    /// Compares, by default the last commit and the working tree.
    pub fn diff(&self, args: &[&str]) -> CommandOutput {
        self.0.run(&[&["diff"], args].concat())
    }

    /// The same as data.
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.diff(&[args, &["--format", "json"]].concat()).expect_code(0);
        serde_json::from_str(&ran.out).unwrap()
    }

    /// Takes away what only answers have: Rust code breaks, and clients may.
    pub fn remove_nickname(&self) {
        self.edit(ZOO, |model| {
            let members = &mut model["shapes"]["example.zoo#Animal"]["members"];
            members.as_object_mut().unwrap().remove("nickname").unwrap();
        });
    }

    /// Adds what nobody has to send.
    pub fn add_width(&self) {
        self.edit(GARDEN, |model| {
            let members = &mut model["shapes"]["example.garden#Plant"]["members"];
            members["width"] = serde_json::json!({"target": "smithy.api#Integer"});
        });
    }

    pub fn edit(&self, name: &str, change: impl FnOnce(&mut Value)) {
        edit(&self.0, name, change);
    }

    /// Adds lines to the end of the configuration, where the section of `zoo` is.
    pub fn configure(&self, lines: &str) {
        self.0.write(CONFIG, &format!("{}{lines}", self.0.read(CONFIG)));
    }
}

/// Changes a file of JSON.
pub fn edit(copy: &Copy, name: &str, change: impl FnOnce(&mut Value)) {
    let mut model = serde_json::from_str(&copy.read(name)).unwrap();
    change(&mut model);
    copy.write(name, &serde_json::to_string_pretty(&model).unwrap());
}

/// Runs git, with nothing of what people configured.
pub fn git(folder: &Path, args: &[&str]) {
    let who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.com"];
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(who).args(["-c", "commit.gpgsign=false"]).args(args);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The project's own root, and the command run there.
pub fn project(args: &[&str]) -> CommandOutput {
    run_xtask(&root(), &[&["diff"], args].concat())
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
