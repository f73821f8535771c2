//! Ways to break a model. Each keeps to what its format looks like, so that many a broken model is still one.

mod cycles;
mod raw;
mod shapes;
mod values;

use arbitrary::{Result, Unstructured};
use serde_json::Value;

pub use raw::bytes;

/// A way to break a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mutation {
    /// A value is gone.
    Delete,
    /// A value is there twice, under two names.
    Duplicate,
    /// A value has the place of another.
    Graft,
    /// A value of any other kind, or a very deep one.
    Junk,
    /// A text that means something elsewhere, or is long.
    Text,
    /// A reference to another shape, or to none.
    Retarget,
    /// A shape or member of another kind.
    Retype,
    /// Another name for a shape, its references with it, or for a member.
    Rename,
    /// Numbers at the ends of what there is room for.
    Bounds,
    /// Many shapes within each other.
    Nesting,
    /// Shapes that hold, are mixed into, or belong to themselves.
    Cycle,
    /// Bytes of the file: cut, changed, of another encoding.
    Bytes,
}

impl Mutation {
    /// Those of the JSON value of a file.
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

    /// Breaks the file.
    ///
    /// # Errors
    /// There are no more choices.
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
