//! The documentation of items, from the prose of the model.

use shapesmith_model::Traits;

use crate::docs;

/// Whether items get documentation. Nothing else depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prose {
    /// They do.
    Kept,
    /// They don't, which is faster.
    Dropped,
}

impl Prose {
    /// Returns the documentation of the model, or `fallback` if it has none.
    pub fn of(self, traits: &Traits, fallback: &str) -> Vec<String> {
        self.or_else(traits, || fallback.to_owned())
    }

    /// Returns the documentation of the model, or the name if it has none.
    pub fn of_named(self, traits: &Traits, name: &str) -> Vec<String> {
        self.or_else(traits, || docs::code(name))
    }

    fn or_else(self, traits: &Traits, fallback: impl Fn() -> String) -> Vec<String> {
        if self == Self::Dropped {
            return Vec::new();
        }
        let mut lines = self.text(traits.documentation());
        if lines.is_empty() {
            lines.push(fallback());
        }
        lines.extend(self.corrections(traits));
        lines
    }

    /// Returns the wire value of a variant, followed by its documentation.
    pub fn of_value(self, traits: &Traits, value: &str) -> Vec<String> {
        if self == Self::Dropped {
            return Vec::new();
        }
        let value = docs::code(value);
        let mut lines = self.text(traits.documentation());
        match lines.as_mut_slice() {
            [] => lines.push(value),
            [line] => *line = format!("{value}: {line}"),
            _ => lines.splice(0..0, [value, String::new()]).for_each(drop),
        }
        lines.extend(self.corrections(traits));
        lines
    }

    /// Returns the Markdown of a text of the model; no lines if there is none.
    pub fn text(self, text: Option<&str>) -> Vec<String> {
        let text = text.filter(|_| self == Self::Kept);
        text.map(docs::to_rustdoc).unwrap_or_default()
    }

    /// Returns a paragraph for each correction of the model, with its reason.
    pub fn corrections(self, traits: &Traits) -> impl Iterator<Item = String> {
        let paragraph = |reason: &str| {
            let lines = docs::to_rustdoc(&format!("Corrected: {reason}"));
            std::iter::once(String::new()).chain(lines)
        };
        traits.corrections().filter(move |_| self == Self::Kept).flat_map(paragraph)
    }
}
