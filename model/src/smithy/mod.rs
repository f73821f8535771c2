//! The reader of Smithy's JSON AST.

mod ast;
mod enums;
mod ids;
mod lower;
mod mixins;
mod parse;
mod prelude;
mod targets;
mod version_1;

pub(crate) use prelude::is_prelude_shape;

use crate::Model;
use crate::format::SmithyDocument;
use crate::report::Report;
use crate::source_map::SourceMap;

/// Reads a document. Malformed parts are reported and left out of the model.
pub(crate) fn read_model(document: SmithyDocument, report: &mut Report) -> (Model, SourceMap) {
    let version_1 = document.version_1;
    let mut ast = parse::parse_document(document.entries, report);
    prelude::add_referenced_shapes(&mut ast);
    let source_map = mixins::resolve_mixins(&mut ast, report);
    targets::check_targets(&ast, report);
    if version_1 {
        version_1::add_defaults(&mut ast);
    }
    (lower::lower_model(ast, &source_map, report), source_map)
}
