//! Mutations of models. They follow the formats, so that many mutated models can still be read.

mod cycles;
mod raw;
mod shapes;
mod values;

use arbitrary::{Result, Unstructured};
use serde_json::Value;

pub use raw::mutate_bytes;

/// A kind of mutation of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mutation {
    /// Deletes a value.
    Delete,
    /// Copies a value to a second name.
    Duplicate,
    /// Replaces a value with another one of the file.
    Graft,
    /// Replaces a value with one of another type, or with a deeply nested one.
    Junk,
    /// Replaces a text with a hostile or long one.
    Text,
    /// Changes the target of a reference.
    Retarget,
    /// Changes the type of a shape.
    Retype,
    /// Renames a shape with its references, or a member.
    Rename,
    /// Changes bounds to extreme numbers.
    Bounds,
    /// Nests shapes deeply.
    Nesting,
    /// Makes shapes contain, mix in or belong to themselves.
    Cycle,
    /// Truncates the bytes of the file, changes them, or changes the encoding.
    Bytes,
}

impl Mutation {
    /// The mutations of a file as a JSON value.
    pub const OF_VALUES: &'static [Self] = &[
        Self::Delete,
        Self::Duplicate,
        Self::Graft,
        Self::Junk,
        Self::Text,
        Self::Retarget,
        Self::Retype,
        Self::Rename,
        Self::Bounds,
        Self::Nesting,
        Self::Cycle,
    ];

    /// Applies the mutation to a file.
    ///
    /// # Errors
    /// Returns an error if the choices run out.
    pub fn apply(self, file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
        match self {
            Self::Delete => values::delete(file, choices),
            Self::Duplicate => values::duplicate(file, choices),
            Self::Graft => values::graft(file, choices),
            Self::Junk => values::junk(file, choices),
            Self::Text => values::text(file, choices),
            Self::Retarget => shapes::retarget(file, choices),
            Self::Retype => shapes::retype(file, choices),
            Self::Rename => shapes::rename(file, choices),
            Self::Bounds => shapes::bounds(file, choices),
            Self::Nesting => cycles::nest(file, choices),
            Self::Cycle => cycles::cycle(file, choices),
            Self::Bytes => Ok(()),
        }
    }
}
