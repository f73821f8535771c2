//! The program that runs the cases: the generated crate of all services with HTTP messages, and a `main` that calls it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use shapesmith::{Module, Package, Provenance};

use super::case::Case;
use super::message::{Request, Response};
use crate::exit::Failure;
use crate::maintenance::cargo::{
    cargo_command, fetch_dependencies, write_if_changed, write_package,
};
use crate::measure::run_captured;
use crate::workspace::Workspace;

/// The provenance in the headers of generated files.
pub const PROVENANCE: Provenance<'_> =
    Provenance { command: "cargo xtask conformance", source: "the models given" };
/// The path of the support module.
pub const SUPPORT: &str = "crate::support";

/// The folder of the program below the workspace's root. It is kept, so that the next run compiles only what changed.
const FOLDER: &str = "target/conformance";

/// A service in the program: the name of its module, and the Rust names of its operations.
pub struct ServiceEntry<'a> {
    pub module: &'a Module,
    pub operations: Vec<&'a str>,
}

/// The program.
pub struct Program {
    executable: PathBuf,
    /// The time that the build took.
    pub build_time: Duration,
}

/// The program's answer to a case.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The request that it wrote.
    Request(Request),
    /// The response that it wrote.
    Response(Response),
    /// The values that it read, with each way of reading.
    Values(Vec<ReadValue>),
    /// It didn't get so far, for this reason.
    Failed(String),
    /// It panicked with this message.
    Panicked(String),
}

/// A value that was read from a message, and the one that the parameters of the case are. Members have their names in the model.
#[derive(Debug, Deserialize)]
pub struct ReadValue {
    /// The way of reading, such as `strict`.
    pub reading: String,
    pub expected: Value,
    pub actual: Value,
}

impl Program {
    /// Writes and compiles the program.
    ///
    /// # Errors
    /// A file can't be written, or the program can't be compiled.
    pub fn build(workspace: &Workspace, services: &[ServiceEntry<'_>]) -> Result<Self, Failure> {
        let folder = workspace.path(FOLDER);
        let modules: Vec<Module> = services.iter().map(|service| service.module.clone()).collect();
        let mut package = Package::new("shapes", "0.0.0", "The services with cases", "Apache-2.0");
        package.default = modules.iter().map(|module| module.name.clone()).collect();
        for (path, text) in shapesmith::emit_package(&package, &modules, PROVENANCE) {
            write_if_changed(&folder.join("shapes").join(path), &text)?;
        }
        write_package(
            &folder,
            [
                ("Cargo.toml", MANIFEST),
                ("src/main.rs", include_str!("program/main.rs")),
                ("src/client.rs", include_str!("program/client.rs")),
                ("src/exchange.rs", include_str!("program/exchange.rs")),
                ("src/messages.rs", include_str!("program/messages.rs")),
                ("src/server.rs", include_str!("program/server.rs")),
                ("src/values.rs", include_str!("program/values.rs")),
                ("src/services.rs", &format_services(services)),
            ],
        )?;
        let target = folder.join("target");
        fetch_dependencies(&folder, &target)?;
        let mut cargo = cargo_command(&folder, &target);
        let build = run_captured(cargo.args(["build", "--offline", "--quiet"]))?;
        if !build.success {
            return Err(Failure::new(format!("the program doesn't compile\n{}", build.stderr)));
        }
        let executable = folder.join("target/debug/conformance");
        let executable = executable.with_extension(std::env::consts::EXE_EXTENSION);
        Ok(Self { executable, build_time: build.cost.wall })
    }

    /// Returns the program's answer to each case.
    ///
    /// # Errors
    /// The program fails.
    pub fn run_cases(&self, cases: &[Case]) -> Result<Vec<Answer>, Failure> {
        let failed =
            |error: &dyn std::fmt::Display| Failure::new(format!("the program failed: {error}"));
        let mut command = Command::new(&self.executable);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| failed(&error))?;
        let input = child.stdin.take();
        let output = thread::scope(|scope| {
            // The program writes answers while it reads cases, so a thread writes the cases.
            scope.spawn(|| {
                let mut input = std::io::BufWriter::new(input?);
                cases.iter().try_for_each(|case| writeln!(input, "{}", format_case(case))).ok()
            });
            child.wait_with_output()
        });
        let output = output.map_err(|error| failed(&error))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let answers: Result<Vec<Answer>, _> = text.lines().map(serde_json::from_str).collect();
        let answers = answers.map_err(|error| failed(&error))?;
        if answers.len() == cases.len() {
            Ok(answers)
        } else {
            let case = cases.get(answers.len()).map(Case::to_string).unwrap_or_default();
            Err(failed(&format_args!("{} at {case}", output.status)))
        }
    }
}

fn format_case(case: &Case) -> Value {
    json!([case.service, case.operation, case.protocol, case.task])
}

const MANIFEST: &str = r#"[package]
name = "conformance"
version = "0.0.0"
edition = "2024"

[workspace]

[profile.dev]
debug = false

[dependencies]
http = "1"
serde_json = "1"
shapes = { path = "shapes", features = ["http"] }
"#;

/// Returns the module with the table of services.
fn format_services(services: &[ServiceEntry<'_>]) -> String {
    let mut text = String::from(
        "//! The services.\n\nuse crate::exchange::{Exchange, Of};\nuse shapes::support::AnyOperation;\n\n\
         /// A service.\npub struct Service {\n    pub name: &'static str,\n    \
         pub operations: &'static [&'static dyn AnyOperation],\n    \
         pub exchanges: &'static [&'static dyn Exchange],\n}\n\n\
         /// The services, by the names of their modules.\npub const SERVICES: &[Service] = &[\n",
    );
    for ServiceEntry { module, operations } in services {
        let path = format!("shapes::{}::operations", module.name);
        _ = writeln!(
            text,
            "    Service {{\n        name: {:?},\n        operations: {path}::OPERATIONS,\n        \
             exchanges: &[",
            module.name
        );
        for operation in operations {
            _ = writeln!(text, "            &Of::<{path}::{operation}>::NEW,");
        }
        text.push_str("        ],\n    },\n");
    }
    text + "];\n"
}
