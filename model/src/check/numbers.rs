//! Compares JSON numbers with each other and with the integer types.

use std::ops::RangeInclusive;

use serde_json::Number;

use crate::ShapeKind;

/// Returns the values of an integer type, or `None` if the type has no bounds.
pub(super) fn integer_range(kind: &ShapeKind) -> Option<RangeInclusive<i128>> {
    match kind {
        ShapeKind::Byte => Some(i8::MIN.into()..=i8::MAX.into()),
        ShapeKind::Short => Some(i16::MIN.into()..=i16::MAX.into()),
        ShapeKind::Integer | ShapeKind::IntEnum(_) => Some(i32::MIN.into()..=i32::MAX.into()),
        ShapeKind::Long => Some(i64::MIN.into()..=i64::MAX.into()),
        _ => None,
    }
}

/// Returns the value of a whole number, which may be written as `1.0`, or `None` for any other number.
pub(super) fn as_integer(number: &Number) -> Option<i128> {
    if let Some(integer) = number.as_i128() {
        return Some(integer);
    }
    // Greater doubles aren't exact, and are beyond all integer types.
    let float = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 1e30)?;
    #[allow(clippy::cast_possible_truncation)]
    Some(float as i128)
}

/// Returns whether one number is less than another. Whole numbers are compared exactly.
pub(super) fn is_less(a: &Number, b: &Number) -> bool {
    match (as_integer(a), as_integer(b)) {
        (Some(a), Some(b)) => a < b,
        _ => a.as_f64() < b.as_f64(),
    }
}
