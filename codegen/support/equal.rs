//! Equality of two values.

use super::value::{FieldVisitor, Value, Variant, View, sorted_entries};

/// Returns whether two values of a type are equal.
pub fn equal<T: Value>(left: &T, right: &T) -> bool {
    are_equal(left.view(), right.view())
}

fn are_equal(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::String(left), View::String(right)) => left == right,
        (View::Unrecognized(left), View::Unrecognized(right)) => left == right,
        (View::UnrecognizedInteger(left), View::UnrecognizedInteger(right)) => left == right,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::Integer(left), View::Integer(right)) => left == right,
        (View::Unsigned(left), View::Unsigned(right)) => left == right,
        (View::Float(left), View::Float(right)) => left == right,
        (View::Double(left), View::Double(right)) => left == right,
        (View::Digits(left), View::Digits(right)) => left == right,
        (View::Number(left), View::Number(right)) => left.to_string() == right.to_string(),
        (View::Blob(left), View::Blob(right)) => left == right,
        (View::Timestamp(left), View::Timestamp(right)) => left == right,
        (View::Structure(left), View::Structure(right)) => are_structures_equal(left, right),
        (View::Union(left), View::Union(right)) => match (left.variant(), right.variant()) {
            (Variant::Known(i, left), Variant::Known(j, right)) => i == j && are_equal(left, right),
            (Variant::Unknown(left), Variant::Unknown(right)) => left == right,
            _ => false,
        },
        (View::List(left), View::List(right)) => {
            let items = |index| are_equal(left.item(index), right.item(index));
            left.count() == right.count() && (0..left.count()).all(items)
        }
        (View::Map(left), View::Map(right)) => {
            left.count() == right.count()
                && sorted_entries(left)
                    .iter()
                    .zip(&sorted_entries(right))
                    .all(|(left, right)| left.0 == right.0 && are_equal(left.1, right.1))
        }
        _ => false,
    }
}

fn are_structures_equal(left: &dyn Value, right: &dyn Value) -> bool {
    let mut result = true;
    left.fields(FieldVisitor(&mut |_, left| {
        right.fields(FieldVisitor(&mut |_, right| {
            result = left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| are_equal(*left, *right));
        }));
    }));
    result
}
