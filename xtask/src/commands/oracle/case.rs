//! The oracle's cases: a value for an operation, and what has to be said of it.

use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;
use shapesmith::rust::{Api, Type};

use super::form;
use crate::cli::Oracle;
use crate::exit::Failure;
use crate::services::Service;

/// A value to be judged.
pub struct Case {
    /// What the oracle calls it; the seed is in it.
    pub id: String,
    /// The operation, as the model names it.
    pub operation: String,
    /// Whether it is a response.
    pub output: bool,
    /// The Rust name of its type, where it has one.
    pub item: String,
    /// What is wrong with it, or `valid`.
    pub kind: String,
    /// The value in its JSON form.
    pub value: Value,
    /// What is to be said of it.
    pub predicted: Predicted,
    /// Pointers of values that the oracle couldn't make valid.
    pub doubts: Vec<String>,
}

/// The cases of a service.
#[derive(Default)]
pub struct Cases {
    /// Those that were made.
    pub made: Vec<Case>,
    /// Those that weren't.
    pub unmade: Vec<Unmade>,
}

/// Cases of an operation that the oracle didn't make.
#[derive(Deserialize)]
pub struct Unmade {
    /// The operation, as the model names it.
    pub operation: String,
    /// What it is called: the seed and the target are in it.
    pub id: String,
    /// Why.
    pub told: String,
}

/// What the oracle predicts.
pub enum Predicted {
    /// Nothing is wrong.
    Valid,
    /// There is no such value of the type; reading it fails at this place, given as errors of reading name it.
    Unreadable(String),
    /// This is wrong.
    Violation {
        /// The pointer of the value.
        path: String,
        /// The words of the service.
        message: String,
    },
}

/// What makes cases.
pub struct Generator {
    python: PathBuf,
    folder: PathBuf,
    seeds: u32,
    count: u32,
}

/// A line of the oracle's.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Unmade { unmade: Unmade },
    Case(Made),
}

#[derive(Deserialize)]
struct Made {
    id: String,
    operation: String,
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
    /// The generator in the folder of the oracle.
    pub fn new(args: &Oracle) -> Result<Self, Failure> {
        let program = args.oracle.join("gen.py");
        if !program.is_file() {
            return Err(Failure::new(format!("there is no {}", program.display())));
        }
        let Oracle { seeds, count, .. } = *args;
        let (python, folder) = (args.python.clone(), args.oracle.clone());
        Ok(Self { python, folder, seeds, count })
    }

    /// All cases of a service; why there are none where that fails.
    pub fn cases(&self, service: &Service, api: &Api) -> Result<Cases, String> {
        let mut cases = Cases::default();
        let operations = api.operations.iter().map(|operation| operation.origin.name());
        let mut command = Command::new(&self.python);
        // Without `-B` Python would write into the folder of the oracle.
        command.args(["-B", "-c", include_str!("cases.py")]).arg(&self.folder);
        command.args(service.files.first());
        command.args([self.seeds.to_string(), self.count.to_string()]).args(operations);
        let ran = command.output();
        let ran = ran.map_err(|error| format!("{}: {error}", self.python.display()))?;
        if !ran.status.success() {
            return Err(format!("the oracle failed: {}", String::from_utf8_lossy(&ran.stderr)));
        }
        for line in String::from_utf8_lossy(&ran.stdout).lines() {
            let line = serde_json::from_str(line)
                .map_err(|error| format!("what the oracle says can't be read: {error}: {line}"))?;
            match line {
                Line::Case(line) => cases.made.extend(case(line, api)),
                Line::Unmade { unmade } => cases.unmade.push(unmade),
            }
        }
        Ok(cases)
    }
}

/// The case in our terms; nothing where the service hasn't the operation.
fn case(line: Made, api: &Api) -> Option<Case> {
    let operation = api.operations.iter().find(|it| it.origin.name() == line.operation)?;
    let output = line.target == "output";
    let ty = if output { &operation.output } else { &operation.input };
    let (kind, predicted) = match line.mutation {
        None => ("valid".to_owned(), Predicted::Valid),
        Some(Mutation { kind, smithy: Some(Smithy { path, message }), .. }) => {
            (kind, Predicted::Violation { path, message })
        }
        // What a model doesn't know may be known to a newer one.
        Some(mutation) if mutation.kind == "unknown_member" => (mutation.kind, Predicted::Valid),
        Some(Mutation { kind, path, .. }) => {
            (kind, Predicted::Unreadable(form::place(api, ty, &path)))
        }
    };
    let doubts = line.notes.iter().filter_map(|note| doubt(note)).map(str::to_owned).collect();
    let item = if let Type::Item(name) = ty { name.clone() } else { String::new() };
    let value = form::json(api, ty, &line.params);
    let (id, operation) = (line.id, line.operation);
    Some(Case { id, operation, output, item, kind, value, predicted, doubts })
}

/// The place in `pattern not satisfied at /a/b: ^x$`.
fn doubt(note: &str) -> Option<&str> {
    let (_, place) = note.split_once(" at ")?;
    place.split(": ").next()
}
