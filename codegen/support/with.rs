//! Setting members in an expression.

use super::value::Value;

/// Setting members of a structure in an expression.
///
/// It is one method for all members of all structures, because a method for each member would add a sixth to the time that the
/// crate takes to check.
pub trait With: Sized {
    /// Returns the value after `set` has changed it.
    #[must_use]
    fn with(self, set: impl FnOnce(&mut Self)) -> Self;

    /// Returns the value after `set` has changed it.
    ///
    /// # Errors
    /// Those of `set`.
    fn try_with<E>(self, set: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<Self, E>;
}

impl<T: Value> With for T {
    fn with(mut self, set: impl FnOnce(&mut Self)) -> Self {
        set(&mut self);
        self
    }

    fn try_with<E>(mut self, set: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<Self, E> {
        set(&mut self).map(|()| self)
    }
}
