//! Setting members within an expression.

use super::value::Value;

/// Structures whose members are set within an expression.
///
/// One method does it for all members of all structures: a method a member would add a sixth to the time that
/// the crate takes to check.
pub trait With: Sized {
    /// The value after `set` has changed it.
    #[must_use]
    fn with(self, set: impl FnOnce(&mut Self)) -> Self;
}

impl<T: Value> With for T {
    fn with(mut self, set: impl FnOnce(&mut Self)) -> Self {
        set(&mut self);
        self
    }
}
