//! The program that runs tasks: the generated crate of all services with HTTP messages, and a `main` that calls it.

use std::fmt::{Display, Write as _};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use shapesmith::rust::Api;
use shapesmith::{Module, Package, Provenance};

use super::task::{Answer, OperationTask};
use crate::exit::Failure;
use crate::maintenance::cargo::{build_program, exchange_lines, write_if_changed, write_package};
use crate::workspace::Workspace;

/// The path of the support module.
pub const SUPPORT: &str = "crate::support";

pub struct ServiceEntry<'a> {
    pub module: &'a Module,
    pub operations: Vec<&'a str>,
}

impl<'a> ServiceEntry<'a> {
    /// Creates the entry of a service.
    pub fn new(api: &'a Api, module: &'a Module) -> Self {
        let operations = api.operations.iter().map(|operation| operation.name.as_str());
        Self { module, operations: operations.collect() }
    }
}

/// The program.
pub struct Program {
    executable: PathBuf,
    /// The time that the build took.
    pub build_time: Duration,
}

impl Program {
    /// Writes and compiles the program in a folder below the workspace's root. It is kept, so that the next run compiles only
    /// what changed.
    ///
    /// # Errors
    /// A file can't be written, or the program can't be compiled.
    pub fn build(
        workspace: &Workspace,
        folder: &str,
        provenance: Provenance<'_>,
        services: &[ServiceEntry<'_>],
    ) -> Result<Self, Failure> {
        let folder = workspace.path(folder);
        let modules: Vec<Module> = services.iter().map(|service| service.module.clone()).collect();
        let mut package = Package::new("shapes", "0.0.0", "The services with tasks", "Apache-2.0");
        package.default = modules.iter().map(|module| module.name.clone()).collect();
        for (path, text) in shapesmith::emit_package(&package, &modules, provenance) {
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
        let (executable, build_time) = build_program(&folder, "exchange")?;
        Ok(Self { executable, build_time })
    }

    /// Returns the program's answer to each task.
    ///
    /// # Errors
    /// The program fails.
    pub fn run_tasks(&self, tasks: &[OperationTask<'_>]) -> Result<Vec<Answer>, Failure> {
        let failed = |error: &dyn Display| Failure::new(format!("the program failed: {error}"));
        let answers =
            exchange_lines(&mut Command::new(&self.executable), tasks.iter().map(format_task));
        let (answers, status): (Vec<Answer>, _) = answers.map_err(|error| failed(&error))?;
        match tasks.get(answers.len()) {
            Some(task) => {
                let operation = format!("{} of {}", task.operation, task.service);
                Err(failed(&format_args!("{status} at a task of {operation}")))
            }
            None => Ok(answers),
        }
    }
}

fn format_task(OperationTask { service, operation, protocol, task }: &OperationTask<'_>) -> Value {
    json!([service, operation, protocol, task])
}

const MANIFEST: &str = r#"[package]
name = "exchange"
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
