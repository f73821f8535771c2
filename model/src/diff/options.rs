//! What a comparison is asked for.

use std::fmt;

use serde_json::Value;

use crate::botocore::pattern::bare;
use crate::{Model, Shape, Traits};

/// What a comparison is asked for, and what it can't know by itself.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Whether changes of documentation count.
    pub docs: bool,
    /// Whether the two versions were read from different formats. What one of them has no words for (defaults, what is
    /// nothing but an input), or says in its own way (anchors of patterns, the slash at the end of a URI), is no change then.
    pub across_formats: bool,
    /// What becomes of the texts that a pattern matches, where the new one isn't the same text. It is asked once for
    /// each pair.
    pub compare_patterns: &'a dyn Fn(&str, &str) -> PatternChange,
}

/// What becomes of the texts that a pattern matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternChange {
    /// They are the same.
    None,
    /// There are more of them.
    Wider,
    /// Some aren't matched any more, or that can't be told.
    Other,
}

impl Default for Options<'_> {
    /// No documentation, versions in one format, patterns as text.
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
    /// What becomes of the texts that a pattern matches.
    pub(super) fn pattern_change(&self, old: &str, new: &str) -> PatternChange {
        if old == new || (self.across_formats && bare(old) == bare(new)) {
            PatternChange::None
        } else {
            (self.compare_patterns)(old, new)
        }
    }
}

/// Whether the model says which structures are inputs or outputs, which members have defaults, or of which media type
/// values are. botocore's format has no words for it, so that no model that was read from it, or made of one, does.
pub fn has_smithy_only_traits(model: &Model) -> bool {
    const WORDS: [&str; 5] = [
        "smithy.api#input",
        "smithy.api#output",
        "smithy.api#default",
        "smithy.api#addedDefault",
        "smithy.api#clientOptional",
    ];
    let tells = |traits: &Traits| {
        let media_type = traits.get("smithy.api#mediaType").and_then(Value::as_str);
        // What botocore calls `jsonvalue` is read as this type.
        media_type.is_some_and(|it| it != "application/json")
            || WORDS.iter().any(|word| traits.has(word))
    };
    let of_shape = |shape: &Shape| {
        tells(&shape.traits) || shape.members().iter().any(|member| tells(&member.traits))
    };
    model.shapes.values().any(of_shape)
}
