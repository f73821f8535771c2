//! Traits that a member inherits from its target unless it has them itself.

/// A trait that a member inherits from its target unless it has the trait itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EffectiveTrait {
    Length,
    Range,
    Pattern,
    Default,
    MediaType,
    Sensitive,
    TimestampFormat,
    Streaming,
    RequiresLength,
}

/// A set of these traits.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct EffectiveTraitSet(u16);

impl EffectiveTrait {
    /// All of these traits.
    pub(super) const ALL: [Self; 9] = [
        Self::Length,
        Self::Range,
        Self::Pattern,
        Self::Default,
        Self::MediaType,
        Self::Sensitive,
        Self::TimestampFormat,
        Self::Streaming,
        Self::RequiresLength,
    ];

    /// Returns the trait's ID.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Length => "smithy.api#length",
            Self::Range => "smithy.api#range",
            Self::Pattern => "smithy.api#pattern",
            Self::Default => "smithy.api#default",
            Self::MediaType => "smithy.api#mediaType",
            Self::Sensitive => "smithy.api#sensitive",
            Self::TimestampFormat => "smithy.api#timestampFormat",
            Self::Streaming => "smithy.api#streaming",
            Self::RequiresLength => "smithy.api#requiresLength",
        }
    }

    /// Returns `true` if this is the ID of one of these traits.
    pub(super) fn is_id(id: &str) -> bool {
        Self::ALL.iter().any(|known| known.id() == id)
    }
}

impl EffectiveTraitSet {
    /// Adds a trait.
    pub(super) fn insert(&mut self, of_target: EffectiveTrait) {
        self.0 |= 1 << of_target as u16;
    }

    /// Returns `true` if the set has the trait.
    pub(super) fn contains(self, of_target: EffectiveTrait) -> bool {
        self.0 & (1 << of_target as u16) != 0
    }
}
