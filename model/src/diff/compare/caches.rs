//! Results of comparisons that many members need.

use std::collections::HashMap;

use super::equivalence::Equivalence;
use crate::ShapeId;
use crate::diff::{Options, PatternChange};

/// Known results by what was compared.
#[derive(Default)]
pub(super) struct Caches<'a> {
    /// The results of comparing the content of two shapes with different IDs.
    pub(super) contents: HashMap<(&'a ShapeId, &'a ShapeId), Equivalence>,
    patterns: HashMap<(&'a str, &'a str), PatternChange>,
}

impl<'a> Caches<'a> {
    /// Compares the strings that two patterns match, once for each pair, because it can take long.
    pub(super) fn compare_patterns(
        &mut self,
        options: &Options<'_>,
        old: &'a str,
        new: &'a str,
    ) -> PatternChange {
        *self.patterns.entry((old, new)).or_insert_with(|| options.pattern_change(old, new))
    }
}
