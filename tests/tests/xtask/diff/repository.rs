//! A small workspace in a git repository, and changes made to it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use shapesmith_test_support::CommandOutput;
use shapesmith_tests::command::run_xtask;
use shapesmith_tests::test_workspace::{CONFIG, GARDEN, TestWorkspace, ZOO};

/// A workspace with two services, committed.
pub struct Repository(pub TestWorkspace);

impl Repository {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// Creates a repository with a change before the first commit.
    pub fn with(change: impl FnOnce(&TestWorkspace)) -> Self {
        let copy = TestWorkspace::new();
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

    /// Runs the comparison, by default of the last commit with the working tree.
    pub fn diff(&self, args: &[&str]) -> CommandOutput {
        self.0.run(&[&["diff"], args].concat())
    }

    /// Runs the comparison, and returns the report as JSON.
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.diff(&[args, &["--format", "json"]].concat()).expect_code(0);
        serde_json::from_str(&ran.out).unwrap()
    }

    /// Removes a member of an output, which breaks Rust code and may break clients.
    pub fn remove_nickname(&self) {
        self.edit(ZOO, |model| {
            let members = &mut model["shapes"]["example.zoo#Animal"]["members"];
            members.as_object_mut().unwrap().remove("nickname").unwrap();
        });
    }

    /// Adds an optional member.
    pub fn add_width(&self) {
        self.edit(GARDEN, |model| {
            let members = &mut model["shapes"]["example.garden#Plant"]["members"];
            members["width"] = serde_json::json!({"target": "smithy.api#Integer"});
        });
    }

    pub fn edit(&self, name: &str, change: impl FnOnce(&mut Value)) {
        edit(&self.0, name, change);
    }

    /// Appends lines to the configuration, which ends with the section of `zoo`.
    pub fn configure(&self, lines: &str) {
        self.0.write(CONFIG, format!("{}{lines}", self.0.read(CONFIG)));
    }
}

/// Edits a JSON file.
pub fn edit(copy: &TestWorkspace, name: &str, change: impl FnOnce(&mut Value)) {
    let mut model = serde_json::from_str(&copy.read(name)).unwrap();
    change(&mut model);
    copy.write(name, serde_json::to_string_pretty(&model).unwrap());
}

/// Runs git without the user's configuration.
pub fn git(folder: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.com"];
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(identity).args(["-c", "commit.gpgsign=false"]).args(args);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Runs the command in the project's root.
pub fn project(args: &[&str]) -> CommandOutput {
    run_xtask(&root(), [&["diff"], args].concat())
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
