//! The program that runs tasks: the generated crate of all services with HTTP messages, and a `main` that calls it.

use std::fmt::{Display, Write as _};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use shapesmith::rust::Api;
use shapesmith::{Module, Package, Provenance};

use super::task::{Answer, OperationTask, Task};
use crate::exit::Failure;
use crate::maintenance::cargo::{build_program, exchange_lines, write_if_changed, write_package};
use crate::workspace::Workspace;

/// The path of the support module.
pub const SUPPORT: &str = "crate::support";

pub struct ServiceEntry<'a> {
    pub module: &'a Module,
    pub operations: Vec<&'a str>,
    /// The operations with streams of events, and whether the stream is in the request.
    pub streams: Vec<(&'a str, bool)>,
}

impl<'a> ServiceEntry<'a> {
    /// Creates the entry of a service.
    pub fn new(api: &'a Api, module: &'a Module) -> Self {
        let operations = api.operations.iter().map(|operation| operation.name.as_str());
        let streams = api.operations.iter().flat_map(|operation| {
            let streams = [(&operation.input_events, true), (&operation.output_events, false)];
            let streams = streams.into_iter().filter(|(events, _)| events.is_some());
            streams.map(|(_, is_input)| (operation.name.as_str(), is_input))
        });
        Self { module, operations: operations.collect(), streams: streams.collect() }
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
        let files = shapesmith::emit_package(&package, &modules, provenance);
        for (path, text) in &files {
            write_if_changed(&folder.join("shapes").join(path), text)?;
        }
        let has_checksums = files.contains_key("src/support/http/digests.rs");
        let feature = if has_checksums { "checksums" } else { "http" };
        let has_streams = services.iter().any(|service| !service.streams.is_empty());
        write_package(
            &folder,
            [
                ("Cargo.toml", MANIFEST.replace("FEATURE", feature).as_str()),
                ("src/main.rs", include_str!("program/main.rs")),
                ("src/client.rs", include_str!("program/client.rs")),
                ("src/exchange.rs", include_str!("program/exchange.rs")),
                ("src/events.rs", if has_streams { EVENTS } else { NO_EVENTS }),
                ("src/messages.rs", include_str!("program/messages.rs")),
                ("src/server.rs", include_str!("program/server.rs")),
                ("src/values.rs", include_str!("program/values.rs")),
                ("src/services.rs", &format_services(services)),
                ("src/streams.rs", &format_streams(services)),
            ],
        )?;
        let (executable, build_time) = build_program(&folder, "exchange")?;
        Ok(Self { executable, build_time })
    }

    /// Returns the program's answer to each task, with the answer of our client that reads the response if it is one that our
    /// server wrote.
    ///
    /// # Errors
    /// The program fails.
    pub fn run_and_reread(
        &self,
        tasks: &[OperationTask<'_>],
    ) -> Result<Vec<(Answer, Option<Answer>)>, Failure> {
        let answers = self.run_tasks(tasks)?;
        let rereads: Vec<Option<Task>> = tasks
            .iter()
            .zip(&answers)
            .map(|(task, answer)| create_reread(task.task, answer))
            .collect();
        let reread_tasks: Vec<OperationTask<'_>> = tasks
            .iter()
            .zip(&rereads)
            .filter_map(|(task, reread)| Some(OperationTask { task: reread.as_ref()?, ..*task }))
            .collect();
        let mut reread = self.run_tasks(&reread_tasks)?.into_iter();
        let pair = |(answer, task): (Answer, &Option<Task>)| {
            (answer, task.as_ref().and_then(|_| reread.next()))
        };
        Ok(answers.into_iter().zip(&rereads).map(pair).collect())
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

/// Returns the task to read the response that our server wrote; `None` if the task or the answer is another one.
fn create_reread(task: &Task, answer: &Answer) -> Option<Task> {
    let (Task::WriteResponse { params, error, .. }, Answer::Response(response)) = (task, answer)
    else {
        return None;
    };
    let (params, error, response) = (params.clone(), error.clone(), response.clone());
    Some(Task::ReadResponse { params, error, response })
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
shapes = { path = "shapes", features = ["FEATURE"] }
"#;

/// The tasks about events. Without streams of events, the generated crate has no module of them.
const EVENTS: &str = include_str!("program/events.rs");
const NO_EVENTS: &str = include_str!("program/no_events.rs");

/// Returns the module with the table of streams.
fn format_streams(services: &[ServiceEntry<'_>]) -> String {
    let mut text =
        String::from("//! The streams of events, by the names of their services' modules.\n\n");
    let rows = services.iter().flat_map(|ServiceEntry { module, streams, .. }| {
        streams.iter().map(|(operation, is_input)| {
            let side = if *is_input { "InputOf" } else { "OutputOf" };
            let path = format!("shapes::{}::operations::{operation}", module.name);
            format!("    ({:?}, &crate::events::{side}::<{path}>::NEW),\n", module.name)
        })
    });
    let rows: String = rows.collect();
    text.push_str("pub const STREAMS: &[(&str, &dyn crate::events::Stream)] = &[\n");
    text + &rows + "];\n"
}

/// Returns the module with the table of services.
fn format_services(services: &[ServiceEntry<'_>]) -> String {
    let mut text = String::from(
        "//! The services.\n\nuse crate::exchange::{Exchange, Of};\nuse shapes::support::AnyOperation;\n\n\
         /// A service.\npub struct Service {\n    pub name: &'static str,\n    \
         pub operations: &'static [&'static dyn AnyOperation],\n    \
         pub exchanges: &'static [&'static dyn Exchange],\n}\n\n\
         /// The services, by the names of their modules.\npub const SERVICES: &[Service] = &[\n",
    );
    for ServiceEntry { module, operations, .. } in services {
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
