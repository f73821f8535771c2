//! The documentation of items, made of the model's prose.

use shapesmith_model::Traits;

use crate::docs;

/// Whether items have documentation. All else is the same without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prose {
    /// They have.
    Kept,
    /// They have none, which is quicker.
    Dropped,
}

impl Prose {
    /// The documentation, or where the model has none, the `fallback`.
    pub fn of(self, traits: &Traits, fallback: &str) -> Vec<String> {
        self.or_else(traits, || fallback.to_owned())
    }

    /// The documentation, or where the model has none, the name in the model.
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

    /// The value on the wire, then its documentation.
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

    /// A text of the model; nothing where there is none.
    pub fn text(self, text: Option<&str>) -> Vec<String> {
        let text = text.filter(|_| self == Self::Kept);
        text.map(docs::to_rustdoc).unwrap_or_default()
    }

    /// Paragraphs that say why the model was corrected.
    pub fn corrections(self, traits: &Traits) -> impl Iterator<Item = String> {
        let paragraph = |reason: &str| {
            let told = docs::to_rustdoc(&format!("Corrected: {reason}"));
            std::iter::once(String::new()).chain(told)
        };
        traits.corrections().filter(move |_| self == Self::Kept).flat_map(paragraph)
    }
}
