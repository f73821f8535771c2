//! The canonical form of model files, in which equal models are equal files and changes are small diffs.
//!
//! The canonical form only differs from other forms in the layout and in the order of unordered parts:
//!
//! - In a model, shapes are sorted by id, the keys of a shape are in a fixed order, traits are sorted by id, and the
//!   lists of a service or resource are sorted without duplicates. The order of members and of the errors of an
//!   operation is kept, and the values of traits are unchanged.
//! - In a documentation file, keys are sorted.
//! - In an overlay file, the order is kept.
//!
//! The layout is that of Python's `json.dumps(indent=2, ensure_ascii=False)` with a newline at the end.

mod changes;
mod order;
mod strip;
mod write;

use serde_json::Value;

use crate::format::{self, ModelFormat};
use crate::json::tree::Tree;
use crate::json::wrong_type;
use crate::report::{Report, error};
use crate::{ModelError, ParsedFile, Pointer, Source};
pub use changes::apply_changes;
use order::{SortDocument, sort_keys, sort_model};
pub use strip::{adopt_prose, drop_prose, keep_api_traits};
pub use write::{CanonicalFiles, write_model};

/// Returns the canonical form of a model in Smithy's JSON AST.
///
/// Formatting is idempotent.
///
/// # Errors
///
/// Returns an error if the file isn't a document in Smithy's JSON AST, or has duplicate keys. Other problems of the
/// model are ignored.
pub fn format_model(source: Source<'_>) -> Result<String, ModelError> {
    format_parsed_model(&ParsedFile::parse(source))
}

/// Returns the canonical form of a parsed model like [`format_model`].
///
/// # Errors
///
/// Returns an error as [`format_model`] does.
pub fn format_parsed_model(file: &ParsedFile<'_>) -> Result<String, ModelError> {
    format_file(file, |document, report| match format::recognize_model_format(document, report)? {
        ModelFormat::Smithy { .. } => Some(sort_model as SortDocument),
        ModelFormat::Botocore => {
            let message = "only models in Smithy's JSON AST have a canonical form";
            let problem = error("unknown-format", &Pointer::default(), message);
            report.push(problem.hint("convert the model to Smithy's JSON AST"));
            None
        }
    })
}

/// Returns the canonical form of a documentation file, a flat object from shape ids to CommonMark.
///
/// # Errors
///
/// Returns an error if the file isn't a JSON object.
pub fn format_docs(source: Source<'_>) -> Result<String, ModelError> {
    format_parsed_docs(&ParsedFile::parse(source))
}

/// Returns the canonical form of a parsed documentation file like [`format_docs`].
///
/// # Errors
///
/// Returns an error as [`format_docs`] does.
pub fn format_parsed_docs(file: &ParsedFile<'_>) -> Result<String, ModelError> {
    format_file(file, |document, report| {
        if !document.is_object() {
            let expected = "an object from shape ids to CommonMark";
            report.push(wrong_type(&Pointer::default(), expected, document));
        }
        Some(sort_keys as SortDocument)
    })
}

/// Returns the canonical form of a file of corrections.
///
/// # Errors
///
/// Returns an error if the file isn't JSON.
pub fn format_overlay(source: Source<'_>) -> Result<String, ModelError> {
    format_parsed_overlay(&ParsedFile::parse(source))
}

/// Returns the canonical form of a parsed file of corrections like [`format_overlay`].
///
/// # Errors
///
/// Returns an error as [`format_overlay`] does.
pub fn format_parsed_overlay(file: &ParsedFile<'_>) -> Result<String, ModelError> {
    format_file(file, |_, _| Some((|_| ()) as SortDocument))
}

fn format_file(
    file: &ParsedFile<'_>,
    choose_order: impl FnOnce(&Value, &mut Report) -> Option<SortDocument>,
) -> Result<String, ModelError> {
    let mut report = file.report.clone();
    let sort = file.document.as_ref().and_then(|document| choose_order(document, &mut report));
    let problems = report.into_problems(file.name, &file.text);
    match sort {
        Some(sort) if problems.is_empty() => {
            let mut tree = Tree::new(&file.text);
            sort(&mut tree);
            Ok(tree.to_pretty_string())
        }
        _ => Err(ModelError::new(problems)),
    }
}
