//! How far two shapes can replace each other.

/// How far the content of a new shape can replace that of an old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Equivalence {
    /// The content is the same, apart from the names of shapes.
    Same,
    /// Each difference would be safe as a change of one shape, such as an added enum value.
    Compatible,
    /// There is another difference.
    Different,
}
