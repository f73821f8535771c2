//! Commands that tests run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::files::workspace;

/// The exit code and the output of a command.
#[derive(Debug)]
pub struct CommandOutput {
    /// The exit code.
    pub code: i32,
    /// The standard output, without colours.
    pub out: String,
    /// The standard error, without colours.
    pub err: String,
}

impl CommandOutput {
    /// Creates the output of a command from what it wrote.
    pub fn new(code: i32, out: &[u8], err: &[u8]) -> Self {
        Self { code, out: strip_colours(out), err: strip_colours(err) }
    }

    /// Asserts that the command ended with this exit code.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\nstdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Asserts that the standard output contains each of these texts.
    #[track_caller]
    pub fn expect_out(self, parts: &[&str]) -> Self {
        assert_contains(&self.out, parts);
        self
    }

    /// Asserts that the standard error contains each of these texts.
    #[track_caller]
    pub fn expect_err(self, parts: &[&str]) -> Self {
        assert_contains(&self.err, parts);
        self
    }
}

impl From<Output> for CommandOutput {
    fn from(output: Output) -> Self {
        Self::new(output.status.code().unwrap(), &output.stdout, &output.stderr)
    }
}

/// Colours may be forced by the environment of the tests.
fn strip_colours(bytes: &[u8]) -> String {
    anstream::adapter::strip_str(std::str::from_utf8(bytes).unwrap()).to_string()
}

/// Asserts that a text contains each of these parts.
#[track_caller]
pub fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
}

/// Writes the files of a package into a subfolder of `parent`, in place of the sources that were there. Its dependencies
/// are those of the workspace's lock file, and its build folder is kept for the next run.
pub fn write_crate(
    parent: &Path,
    name: &str,
    files: impl IntoIterator<Item = (String, String)>,
) -> PathBuf {
    let folder = parent.join(name);
    let _ = fs::remove_dir_all(folder.join("src"));
    for (path, text) in files {
        // Otherwise cargo takes the package for a member of the workspace around it.
        let text = if path == "Cargo.toml" { text + "\n[workspace]\n" } else { text };
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// Runs cargo in the folder of a package, with warnings as errors. Returns its standard output.
#[track_caller]
pub fn run_cargo(folder: &Path, arguments: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).args(["--quiet", "--offline"]).current_dir(folder);
    cargo.env("CARGO_TARGET_DIR", folder.join("target"));
    cargo.env("RUSTFLAGS", "-D warnings").env("RUSTDOCFLAGS", "-D warnings");
    let output = CommandOutput::from(cargo.output().unwrap());
    let context = format!("cargo {arguments:?} in {}", folder.display());
    assert_eq!(output.code, 0, "{context}:\n{}\n{}", output.out, output.err);
    output.out
}
