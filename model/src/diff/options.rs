//! The options of a comparison.

use std::fmt;

use serde_json::Value;

use crate::botocore::pattern::remove_anchors;
use crate::{Model, Shape, Traits};

/// The options of a comparison.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Whether changes of documentation are included.
    pub docs: bool,
    /// Whether the two versions were read from different formats. Differences that one of the formats can't express
    /// (defaults, the traits of inputs) or spells differently (anchors of patterns, slashes at the end of a URI) are no
    /// changes then.
    pub across_formats: bool,
    /// Compares the sets of strings that two patterns match. It is called once for each pair of different patterns.
    pub compare_patterns: &'a dyn Fn(&str, &str) -> PatternChange,
}

/// The change of the set of strings that a pattern matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternChange {
    /// Both patterns match the same strings.
    None,
    /// The new pattern matches all strings of the old one, and further ones.
    Wider,
    /// The new pattern doesn't match some strings of the old one, or it isn't known whether it does.
    Other,
}

impl Default for Options<'_> {
    /// Returns options without documentation, for versions in one format, with patterns compared as text.
    fn default() -> Self {
        Self { docs: false, across_formats: false, compare_patterns: &|_, _| PatternChange::Other }
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Options")
            .field("docs", &self.docs)
            .field("across_formats", &self.across_formats)
            .finish_non_exhaustive()
    }
}

impl Options<'_> {
    /// Compares the sets of strings that two patterns match.
    pub(super) fn pattern_change(&self, old: &str, new: &str) -> PatternChange {
        if old == new || (self.across_formats && remove_anchors(old) == remove_anchors(new)) {
            PatternChange::None
        } else {
            (self.compare_patterns)(old, new)
        }
    }
}

/// Returns `true` if the model has a trait that botocore's format can't express: for inputs and outputs, defaults, or media
/// types. A model that was read from this format, or converted from it, has none.
pub fn has_smithy_only_traits(model: &Model) -> bool {
    const IDS: [&str; 5] = [
        "smithy.api#input",
        "smithy.api#output",
        "smithy.api#default",
        "smithy.api#addedDefault",
        "smithy.api#clientOptional",
    ];
    let has_any = |traits: &Traits| {
        let media_type = traits.get("smithy.api#mediaType").and_then(Value::as_str);
        // A `jsonvalue` of botocore is read as this media type.
        media_type.is_some_and(|it| it != "application/json") || IDS.iter().any(|id| traits.has(id))
    };
    let in_shape = |shape: &Shape| {
        has_any(&shape.traits) || shape.members().iter().any(|member| has_any(&member.traits))
    };
    model.shapes.values().any(in_shape)
}
