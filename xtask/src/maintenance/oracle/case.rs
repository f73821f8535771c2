//! The oracle's cases: values for operations, with predicted verdicts.

use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;
use shapesmith::rust::{Api, Type};

use super::place::format_place;
use crate::cli::Oracle;
use crate::exit::Failure;
use crate::maintenance::params::{BlobForm, to_json_form};
use crate::services::Service;

/// A value with its predicted verdict.
pub struct Case {
    /// The oracle's id of the case, which has the seed.
    pub id: String,
    /// The operation, as the model names it.
    pub operation: String,
    /// Whether it is a response.
    pub output: bool,
    /// The Rust name of its type, where it has one.
    pub item: String,
    /// The kind of fault in the value, or `valid`.
    pub kind: String,
    /// The value in its JSON form.
    pub value: Value,
    /// The predicted verdict.
    pub prediction: Prediction,
    /// JSON pointers of values that may be invalid: the oracle failed to satisfy their constraints.
    pub doubts: Vec<String>,
}

/// The cases of a service.
#[derive(Default)]
pub struct Cases {
    /// The cases that were generated.
    pub generated: Vec<Case>,
    /// The cases that the oracle failed to generate.
    pub failed: Vec<FailedCase>,
}

/// A case that the oracle failed to generate.
#[derive(Deserialize)]
pub struct FailedCase {
    /// The operation, as the model names it.
    pub operation: String,
    /// The id, which has the seed and the target.
    pub id: String,
    /// The oracle's error.
    pub reason: String,
}

/// A predicted verdict.
pub enum Prediction {
    /// The value is valid.
    Valid,
    /// Reading the value fails at this place, written as in errors of reading.
    Unreadable(String),
    /// The value violates a constraint.
    Violation {
        /// The pointer of the value.
        path: String,
        /// The service's message.
        message: String,
    },
}

/// Runs the oracle's generator of cases.
pub struct Generator {
    python: PathBuf,
    folder: PathBuf,
    seeds: u32,
    count: u32,
}

/// A line of the oracle's output.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Failed { failed: FailedCase },
    Case(CaseLine),
}

/// A generated value, valid or with a known fault.
#[derive(Deserialize)]
pub struct CaseLine {
    id: String,
    operation: String,
    /// `output`, or else an input.
    #[serde(default)]
    target: String,
    params: Value,
    mutation: Option<Mutation>,
    #[serde(default)]
    notes: Vec<String>,
}

#[derive(Deserialize)]
struct Mutation {
    kind: String,
    path: String,
    smithy: Option<Smithy>,
}

#[derive(Deserialize)]
struct Smithy {
    path: String,
    message: String,
}

impl Generator {
    /// Creates the generator for the oracle's folder.
    ///
    /// # Errors
    /// The folder has no `gen.py`.
    pub fn new(args: &Oracle) -> Result<Self, Failure> {
        let folder = args.paths.first().cloned().unwrap_or_default();
        let program = folder.join("gen.py");
        if !program.is_file() {
            return Err(Failure::new(format!("there is no {}", program.display())));
        }
        let Oracle { seeds, count, .. } = *args;
        let python = args.python.clone();
        Ok(Self { python, folder, seeds, count })
    }

    /// Generates all cases of a service.
    ///
    /// # Errors
    /// The oracle's program fails, or its output can't be read.
    pub fn generate_cases(&self, service: &Service, api: &Api) -> Result<Cases, String> {
        let mut cases = Cases::default();
        let operations = api.operations.iter().map(|operation| operation.origin.name());
        let mut command = Command::new(&self.python);
        // Without `-B` Python would write into the folder of the oracle.
        command.args(["-B", "-c", include_str!("cases.py")]).arg(&self.folder);
        command.args(service.files.first());
        command.args([self.seeds.to_string(), self.count.to_string()]).args(operations);
        let output = command.output();
        let output = output.map_err(|error| format!("{}: {error}", self.python.display()))?;
        if !output.status.success() {
            return Err(format!("the oracle failed: {}", String::from_utf8_lossy(&output.stderr)));
        }
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let line = serde_json::from_str(line)
                .map_err(|error| format!("the oracle's output can't be read: {error}: {line}"))?;
            match line {
                Line::Case(line) => cases.generated.extend(convert_case(line, api)),
                Line::Failed { failed } => cases.failed.push(failed),
            }
        }
        Ok(cases)
    }
}

/// Converts a line of the oracle's output; `None` if the service doesn't have the operation.
pub fn convert_case(line: CaseLine, api: &Api) -> Option<Case> {
    let operation = api.operation(&line.operation)?;
    let output = line.target == "output";
    let ty = if output { &operation.output } else { &operation.input };
    let (kind, prediction) = match line.mutation {
        None => ("valid".to_owned(), Prediction::Valid),
        Some(Mutation { kind, smithy: Some(Smithy { path, message }), .. }) => {
            (kind, Prediction::Violation { path, message })
        }
        // Unknown members are valid, because a newer model may have them.
        Some(mutation) if mutation.kind == "unknown_member" => (mutation.kind, Prediction::Valid),
        Some(Mutation { kind, path, .. }) => {
            (kind, Prediction::Unreadable(format_place(api, ty, &path)))
        }
    };
    let doubts =
        line.notes.iter().filter_map(|note| parse_doubt(note)).map(str::to_owned).collect();
    let item = if let Type::Item(name) = ty { name.clone() } else { String::new() };
    let value = to_json_form(api, ty, &line.params, BlobForm::Marker);
    let (id, operation) = (line.id, line.operation);
    Some(Case { id, operation, output, item, kind, value, prediction, doubts })
}

/// Returns the pointer in a note such as `pattern not satisfied at /a/b: ^x$`.
fn parse_doubt(note: &str) -> Option<&str> {
    let (_, place) = note.split_once(" at ")?;
    place.split(": ").next()
}
