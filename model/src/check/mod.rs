//! The checks of models that are common to all formats.

mod examples;
mod formats;
mod known_traits;
mod labels;
mod numbers;
mod operation_traits;
mod pattern;
mod recursion;
mod services;
mod subject;
mod trait_rules;
mod trait_values;
mod traits;
mod values;

pub use values::ValueFit;

use crate::Model;
use crate::report::Report;
use crate::source_map::SourceMap;

/// Checks a model, which may be incomplete because its reader left out what is malformed.
pub(crate) fn check_model(model: &Model, source_map: &SourceMap, report: &mut Report) {
    services::check_services(model, source_map, report);
    traits::check_traits(model, source_map, report);
    recursion::check_recursion(model, source_map, report);
    operation_traits::check_operation_traits(model, source_map, report);
    labels::check_labels(model, source_map, report);
    examples::check_examples(model, source_map, report);
}
