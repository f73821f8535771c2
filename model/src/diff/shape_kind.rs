//! The types of shapes, as far as comparisons distinguish them.

use crate::ShapeKind;

impl ShapeKind {
    /// Returns `true` if generated code has an item for each shape of this type: structures, unions and enums.
    pub(super) fn is_named(&self) -> bool {
        matches!(self, Self::Structure(_) | Self::Union(_) | Self::Enum(_) | Self::IntEnum(_))
    }

    /// Returns `true` if both are of the same type.
    pub(super) fn is_same_type(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Returns `true` if one is an enum and the other the string or integer type of its values.
    pub(super) fn differs_in_enum_values_only(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::String, Self::Enum(_))
                | (Self::Enum(_), Self::String)
                | (Self::Integer, Self::IntEnum(_))
                | (Self::IntEnum(_), Self::Integer)
        )
    }
}
