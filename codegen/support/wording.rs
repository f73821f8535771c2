//! The words in which violations are reported.

/// The words in which violations are reported. Both wordings report the same violations; only that of AWS's services has the
/// values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Wording {
    /// Those of the protocol tests of Smithy: `Value with length 0 at '/Tags/0/Key' failed to satisfy constraint: Member must
    /// have length between 1 and 128, inclusive`.
    #[default]
    Smithy,
    /// Those of most of AWS's own services: `Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have
    /// length greater than or equal to 1`.
    ///
    /// A value of more than 4,096 characters is cut after the first 4,096, followed by `…`. A sensitive value is left out. The
    /// entries of a list or map that aren't structures are reported together, with the whole list or map and with all that each
    /// entry must satisfy.
    Aws,
}
