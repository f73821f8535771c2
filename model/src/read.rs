//! The way in: from the bytes of model files to a checked [`Model`], or to everything wrong with them.

use serde_json::Value;

use crate::format::Format;
use crate::report::Report;
use crate::{Model, Problem, Severity, check, docs, format, json, smithy};

/// A file: its bytes, and the name that problems call it by.
///
/// The name is for people only; what is in the file says how it is read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What problems call the file, usually its path.
    pub name: &'a str,
    /// The content of the file; UTF-8, a byte order mark is accepted.
    pub bytes: &'a [u8],
}

/// A model that was read, with what looks wrong in it but doesn't prevent its use.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The model.
    pub model: Model,
    /// Warnings in the order of the files: those of the model first, then those of its prose.
    pub warnings: Vec<Problem>,
}

/// Reads a service model, and the prose kept beside it in a file of its own.
///
/// The model is in Smithy's [JSON AST](https://smithy.io/2.0/spec/json-ast.html), version 1.0 or 2.0.
/// The prose is a flat JSON object from shape ids (`namespace#Shape` or `namespace#Shape$member`)
/// to CommonMark; it takes the place of the documentation in the model.
///
/// In the model that this gives, every target exists, mixins and `apply` statements are worked in,
/// strings with the old `enum` trait are enums, sets are lists with `uniqueItems`, and all traits
/// that [`Traits`](crate::Traits) has accessors for are well-formed.
///
/// # Errors
///
/// Every problem there is, warnings included, in the order of the files; at least one is an error.
pub fn read(model: Source<'_>, docs: Option<Source<'_>>) -> Result<Reading, Vec<Problem>> {
    let mut report = Report::default();
    let (text, value) = open(model, &mut report);
    let mut read = value.and_then(|value| read_any(value, &mut report));

    let mut docs_report = Report::default();
    let docs = docs.map(|docs| (docs, open(docs, &mut docs_report)));
    let mut problems = Vec::new();
    if let Some((docs, (text, value))) = docs {
        if let Some(value) = value {
            docs::join(value, read.as_mut(), &mut docs_report);
        }
        problems = docs_report.finish(docs.name, text);
    }
    problems.splice(0..0, report.finish(model.name, text));

    match read {
        Some(model) if problems.iter().all(|problem| problem.severity == Severity::Warning) => {
            Ok(Reading { model, warnings: problems })
        }
        _ => Err(problems),
    }
}

/// The text of a file and the JSON value that it holds, if it does.
pub(crate) fn open<'a>(source: Source<'a>, report: &mut Report) -> (&'a str, Option<Value>) {
    let (text, whole) = json::text(source.bytes, report);
    let value = if whole { json::parse(text, report) } else { None };
    (text, value)
}

/// Every reader gives the same model; here is where further ones join.
fn read_any(document: Value, report: &mut Report) -> Option<Model> {
    let (model, places) = match format::detect(document, report)? {
        Format::Smithy(document) => smithy::read(document, report),
    };
    check::all(&model, &places, report);
    Some(model)
}
