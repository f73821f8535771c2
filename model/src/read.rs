//! Reads the bytes of model files into a checked [`Model`], or returns all their problems.

use crate::bundle::Bundle;
use crate::{Model, ModelError, ParsedFile, Problem, Severity, Source};

/// A model with its warnings.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The model.
    pub model: Model,
    /// The warnings in the order of the files: those of the model first, then those of the other files.
    pub warnings: Vec<Problem>,
}

/// Reads a service model and its documentation, if that is in a file of its own.
///
/// The model is in Smithy's [JSON AST](https://smithy.io/2.0/spec/json-ast.html), version 1.0 or 2.0, or a
/// `service-2.json` of [botocore](https://github.com/boto/botocore). The documentation is a flat JSON object from shape
/// ids (`namespace#Shape` or `namespace#Shape$member`) to CommonMark, which replaces the documentation in the model.
///
/// In the returned model,
///
/// - every target exists,
/// - mixins and `apply` statements are resolved,
/// - strings with the trait `enum` of Smithy 1.0 are enums, and sets are lists with `uniqueItems`,
/// - all traits with accessors in [`Traits`](crate::Traits) are well-formed.
///
/// # Errors
///
/// Returns all problems, including warnings, in the order of the files if at least one is an error.
pub fn read(model: Source<'_>, docs: Option<Source<'_>>) -> Result<Reading, ModelError> {
    read_corrected(model, docs, None)
}

/// Reads a service model like [`read`], and applies corrections: an object with the list `corrections`.
///
/// A correction has
///
/// - `at`: the shape or member to correct,
/// - `expect`: the traits that the model must have there; `null` for a trait that must be absent,
/// - `set`: the traits to set,
/// - `remove`: the traits to remove,
/// - `add`: the values to add to an enum,
/// - `reason`: why the model is wrong, which [`Traits::corrections`](crate::Traits::corrections) returns.
///
/// A trait that is set must be absent before, unless it is in `expect`. A trait that is removed must be present. So a
/// correction fails as soon as the model itself is corrected.
///
/// # Errors
///
/// Returns all problems as [`read`] does, including those of corrections that don't fit the model.
pub fn read_corrected(
    model: Source<'_>,
    docs: Option<Source<'_>>,
    overlay: Option<Source<'_>>,
) -> Result<Reading, ModelError> {
    read_parsed(
        ParsedFile::parse(model),
        docs.map(ParsedFile::parse),
        overlay.map(ParsedFile::parse),
    )
}

/// Reads parsed files like [`read_corrected`].
///
/// # Errors
///
/// Returns all problems as [`read_corrected`] does, including those of the JSON.
pub fn read_parsed(
    model: ParsedFile<'_>,
    docs: Option<ParsedFile<'_>>,
    overlay: Option<ParsedFile<'_>>,
) -> Result<Reading, ModelError> {
    let mut bundle = Bundle::default();
    bundle.add_model(model);
    if let Some(docs) = docs {
        bundle.add_docs(docs);
    }
    if let Some(overlay) = overlay {
        bundle.add_overlay(overlay);
    }
    read_bundle(bundle)
}

/// Reads all files of a service in any order. What each file is follows from its content.
///
/// A model of botocore can have side files with pagination, waiters, examples and endpoint rules, and `sdk-extras`,
/// which are merged into the file that they add to. A model of any format can have files with documentation and
/// corrections.
///
/// # Errors
///
/// Returns all problems as [`read`] does. It is an error if the files include no model or more than one.
pub fn read_files(files: &[Source<'_>]) -> Result<Reading, ModelError> {
    let mut bundle = Bundle::default();
    for file in files {
        bundle.add(ParsedFile::parse(*file));
    }
    read_bundle(bundle)
}

fn read_bundle(bundle: Bundle<'_>) -> Result<Reading, ModelError> {
    let (model, problems) = bundle.read();
    match model {
        Some(model) if problems.iter().all(|problem| problem.severity == Severity::Warning) => {
            Ok(Reading { model, warnings: problems })
        }
        _ => Err(ModelError::new(problems)),
    }
}
