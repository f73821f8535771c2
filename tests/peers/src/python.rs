//! Python with the packages of `requirements.txt`.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use shapesmith_test_support::{CommandOutput, skip, workspace};

/// Python's interpreter in a virtual environment.
pub struct Python(PathBuf);

impl Python {
    /// Returns the interpreter that `SHAPESMITH_PEERS` names, or that of the environment that `.ci/peers` has made. Where there
    /// is none, `test` is recorded as skipped.
    pub fn find(test: &str) -> Option<Self> {
        let named = env::var_os("SHAPESMITH_PEERS").map(PathBuf::from);
        let path = named.or_else(installed_environment).filter(|path| path.is_file());
        if path.is_none() {
            skip(test, "there is no Python with boto3, awscli and moto: `.ci/peers` installs them");
        }
        path.map(Self)
    }

    /// Creates a command of Python that knows this machine's endpoint at `url` and no other account or configuration.
    pub fn command(&self, url: &str) -> Command {
        let mut command = Command::new(&self.0);
        command.env_clear().envs(env::var_os("PATH").map(|path| ("PATH", path)));
        command.stdin(Stdio::null()).arg("-B");
        command.envs([
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_CONFIG_FILE", "/nonexistent"),
            ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_ENDPOINT_URL", url),
            ("AWS_PAGER", ""),
        ]);
        command
    }

    /// Runs tests against the endpoint at `url`; the arguments are a file of the folder `python`, and which of its tests. Returns
    /// their number.
    #[track_caller]
    pub fn run_tests(&self, arguments: &[&str], url: &str) -> usize {
        let mut command = self.command(url);
        command.current_dir(workspace().join("tests/peers/python"));
        let output = command.args(arguments).arg("--verbose").output().unwrap();
        let output = CommandOutput::from(output).expect_code(0);
        println!("{}", output.err);
        let count = output.err.split("\nRan ").nth(1).and_then(|text| text.split(' ').next());
        count.and_then(|count| count.parse().ok()).unwrap_or_else(|| panic!("{}", output.err))
    }
}

/// Returns the interpreter of the environment that `.ci/peers` installed last.
fn installed_environment() -> Option<PathBuf> {
    let entries = workspace().join("target").read_dir().ok()?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_environment = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("peers-") && !name.ends_with(".part")
    };
    let interpreters = paths.filter(is_environment).map(|path| path.join("bin/python"));
    // Other folders have this start of their names, too.
    let installed = interpreters.filter(|path| path.is_file());
    installed.max_by_key(|path| path.symlink_metadata().and_then(|it| it.modified()).ok())
}
