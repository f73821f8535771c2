//! The checks that hold for a model of any format, whatever its reader has already reported.

mod examples;
mod formats;
mod known_traits;
mod labels;
mod operations;
mod pattern;
mod recursion;
mod rules;
mod services;
mod subject;
mod trait_values;
mod traits;
mod values;

pub use values::Fit;

use crate::Model;
use crate::places::Places;
use crate::report::Report;

/// Runs all checks. The model may lack whatever is broken in it.
pub(crate) fn all(model: &Model, places: &Places, report: &mut Report) {
    services::check(model, places, report);
    traits::check(model, places, report);
    recursion::check(model, places, report);
    operations::check(model, places, report);
    labels::check(model, places, report);
    examples::check(model, places, report);
}
