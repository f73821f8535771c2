//! The reader of Smithy's JSON AST: from the document to the resolved model, one step a file.

mod ast;
mod enums;
mod ids;
mod lower;
mod mixins;
mod parse;
mod prelude;
mod targets;
mod version_1;

pub(crate) use ids::{bad_name, is_absolute, is_identifier};
pub(crate) use prelude::has_shape as is_prelude_shape;

use crate::Model;
use crate::format::SmithyDocument;
use crate::places::Places;
use crate::report::Report;

/// Reads a document. What is broken is reported and left out of the model.
pub(crate) fn read(document: SmithyDocument, report: &mut Report) -> (Model, Places) {
    let version_1 = document.version_1;
    let mut ast = parse::document(document.entries, report);
    prelude::add_referred(&mut ast);
    let places = mixins::flatten(&mut ast, report);
    targets::check(&ast, report);
    if version_1 {
        version_1::upgrade(&mut ast);
    }
    (lower::model(ast, &places, report), places)
}
