//! The way in: from the bytes of model files to a checked [`Model`], or to everything wrong with them.

use crate::bundle::Bundle;
use crate::{Model, ModelError, Problem, Severity};

/// A file: its bytes, and the name that problems call it by.
///
/// The name is for people only; what is in the file says how it is read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What problems call the file, usually its path.
    pub name: &'a str,
    /// The content of the file; UTF-8, a byte order mark is accepted. With the feature `gzip`
    /// it may be packed.
    pub bytes: &'a [u8],
}

/// A model that was read, with what looks wrong in it but doesn't prevent its use.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The model.
    pub model: Model,
    /// Warnings in the order of the files: those of the model first, then those of the others.
    pub warnings: Vec<Problem>,
}

/// Reads a service model, and the prose kept beside it in a file of its own.
///
/// The model is in Smithy's [JSON AST](https://smithy.io/2.0/spec/json-ast.html), version 1.0 or 2.0,
/// or a `service-2.json` of [botocore](https://github.com/boto/botocore). The prose is a flat JSON
/// object from shape ids (`namespace#Shape` or `namespace#Shape$member`) to CommonMark; it takes the
/// place of the documentation in the model.
///
/// In the model that this gives, every target exists, mixins and `apply` statements are worked in,
/// strings with the old `enum` trait are enums, sets are lists with `uniqueItems`, and all traits
/// that [`Traits`](crate::Traits) has accessors for are well-formed.
///
/// # Errors
///
/// Every problem there is, warnings included, in the order of the files; at least one is an error.
pub fn read(model: Source<'_>, docs: Option<Source<'_>>) -> Result<Reading, ModelError> {
    read_corrected(model, docs, None)
}

/// Like [`read`], with corrections of the model: an object with the list `corrections`.
///
/// A correction says `at` which shape or member, the traits that it expects there (`expect`, `null` where there
/// is none), those that it sets (`set`), those that it takes away (`remove`), the values that it gives an enum
/// (`add`), and always the `reason`, which [`Traits::corrections`](crate::Traits::corrections) tells. What a
/// correction changes and expects nothing of must be absent where it is set, and present where it is removed. So
/// none outlives the mistake that it is for.
///
/// # Errors
///
/// As for [`read`]; also where a correction doesn't fit the model.
pub fn read_corrected(
    model: Source<'_>,
    docs: Option<Source<'_>>,
    overlay: Option<Source<'_>>,
) -> Result<Reading, ModelError> {
    let mut bundle = Bundle::default();
    bundle.add_model(model);
    if let Some(docs) = docs {
        bundle.add_prose(docs);
    }
    if let Some(overlay) = overlay {
        bundle.add_overlay(overlay);
    }
    finish(bundle)
}

/// Reads all files of a service: its model, and whatever lies beside it, in any order.
///
/// Beside a model of botocore these are the side files with pagination, waiters, examples and endpoint
/// rules, and the `sdk-extras`, which are merged into the file that they add to. Prose and corrections may lie
/// beside a model of any format. What is in a file says what it is.
///
/// # Errors
///
/// As for [`read`]; also where there is no model among the files or more than one.
pub fn read_files(files: &[Source<'_>]) -> Result<Reading, ModelError> {
    let mut bundle = Bundle::default();
    for file in files {
        bundle.add(*file);
    }
    finish(bundle)
}

fn finish(bundle: Bundle<'_>) -> Result<Reading, ModelError> {
    let (model, problems) = bundle.read();
    match model {
        Some(model) if problems.iter().all(|problem| problem.severity == Severity::Warning) => {
            Ok(Reading { model, warnings: problems })
        }
        _ => Err(ModelError::new(problems)),
    }
}
