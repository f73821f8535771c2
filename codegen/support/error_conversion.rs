//! Conversion into sets of errors: exceptions into the errors of any operation, and these into the errors of their service.

use std::any::Any;

use super::error_set::{AnyException, ErrorSet, Exception, VariantBuilder, index_of_code};
use super::field::Shape;
use super::unknown_error::UnknownError;
use super::validation_exception::ValidationException;
use super::value::{List, Slot, Value};
use super::violation::Violation;
use super::violations::Violations;

/// An error that converts into a set of errors: an exception, or an error of an operation into that of its service.
///
/// Generated code has one conversion for each set, which is generic over this trait, because one for each exception of each set
/// would double the code of errors.
#[doc(hidden)]
pub trait IntoErrorSet<Set> {
    /// Converts the error.
    fn into_error_set(self) -> Set;
}

impl<E: Exception, Set: ErrorSet> IntoErrorSet<Set> for E {
    fn into_error_set(self) -> Set {
        convert_error(&self)
    }
}

impl<Set: ErrorSet> IntoErrorSet<Set> for UnknownError {
    fn into_error_set(self) -> Set {
        convert_error(&self)
    }
}

impl<Set: ErrorSet> IntoErrorSet<Set> for ValidationException<'_> {
    fn into_error_set(self) -> Set {
        let index = index_of_code::<Set>(Self::CODE);
        Set::from_index(index, VariantBuilder(&mut |variant| self.write_into(variant)))
    }
}

impl<Set: ErrorSet> IntoErrorSet<Set> for Violations {
    fn into_error_set(self) -> Set {
        self.exception().into_error_set()
    }
}

/// Converts an exception or unknown error to one of a set.
///
/// An exception that the set doesn't have becomes an unknown error with its code, message and status. If the set has another type
/// with the same code, such as that of another service, only the message is kept.
fn convert_error<Set: ErrorSet>(error: &dyn AnyException) -> Set {
    // Several types may have the same code. An unknown error stays one.
    let is_known = error.unknown().is_none();
    let indexes =
        || Set::CODES.iter().filter(|(code, _)| is_known && *code == error.code()).map(|it| it.1);
    for index in indexes() {
        let mut is_copied = false;
        let mut copy = |variant: &mut dyn AnyException| is_copied = error.copy_to(variant);
        let set = Set::from_index(index, VariantBuilder(&mut copy));
        if is_copied {
            return set;
        }
    }
    let index = indexes().next().unwrap_or(usize::MAX);
    Set::from_index(index, VariantBuilder(&mut |variant| write_error_into(error, variant)))
}

/// Converts an error of an operation into one of its service.
#[doc(hidden)]
pub fn convert_set<Set: ErrorSet>(error: impl ErrorSet) -> Set {
    convert_error(error.get())
}

/// Writes what an error has in common with one of another type.
fn write_error_into(error: &dyn AnyException, variant: &mut dyn AnyException) {
    if error.copy_to(variant) {
        return;
    }
    let (message, status) = (error.message(), error.info().map(|info| info.status));
    let any: &mut dyn Any = variant;
    match any.downcast_mut::<UnknownError>() {
        Some(unknown) => {
            error.code().clone_into(&mut unknown.code);
            (unknown.message, unknown.status) = (message, status);
        }
        None => set_message(variant, message.as_deref().unwrap_or_default()),
    }
}

impl ValidationException<'_> {
    /// Writes the message and the fields into the model's exception of this name, as far as it has such members, or into an unknown
    /// error.
    fn write_into(&self, variant: &mut dyn AnyException) {
        let any: &mut dyn Any = variant;
        if let Some(unknown) = any.downcast_mut::<UnknownError>() {
            Self::CODE.clone_into(&mut unknown.code);
            unknown.message = Some(self.message());
            unknown.status = Some(Self::STATUS);
            unknown.violations = self.listed().map(|violations| Box::new(violations.clone()));
            return;
        }
        set_message(variant, &self.message());
        let (list, listed) = (find_member(variant.shape(), "fieldList"), self.listed());
        let slot = match (list, listed) {
            (Some(index), Some(_)) => variant.member(index),
            _ => Slot::None,
        };
        if let (Slot::List(list), Some(violations)) = (slot, listed) {
            violations.iter().for_each(|violation| push_violation(list, violation));
        }
    }
}

/// Appends a violation to the list of an exception: its path and message, as far as the entries have such members.
fn push_violation(list: &mut dyn List, violation: &Violation) {
    match list.push() {
        Slot::String(entry) => violation.path().clone_into(entry),
        Slot::Structure(entry) => {
            // Most services of AWS call the path a name.
            if !set_text(entry, "path", violation.path()) {
                set_text(entry, "name", violation.path());
            }
            set_text(entry, "message", &violation.to_string());
        }
        _ => {}
    }
}

/// Sets the member with the message, if there is one.
pub(super) fn set_message(exception: &mut dyn Value, message: &str) {
    if !set_text(exception, "message", message) {
        set_text(exception, "errorMessage", message);
    }
}

/// Sets a member that is text, and returns whether there is one of this name.
fn set_text(value: &mut dyn Value, name: &str, text: &str) -> bool {
    let Some(index) = find_member(value.shape(), name) else { return false };
    match value.member(index) {
        Slot::String(slot) => text.clone_into(slot),
        Slot::Enum(slot) => slot.set(text),
        _ => return false,
    }
    true
}

/// Returns the index of the member with this name, in any case.
fn find_member(shape: &Shape, name: &str) -> Option<usize> {
    shape.fields.iter().position(|field| field.name().eq_ignore_ascii_case(name))
}
