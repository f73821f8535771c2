//! Operations without their types: what a registry lists.

use std::any::Any;
use std::fmt;

use serde_core::{Deserializer, Serialize, Serializer};

use super::empty::Empty;
use super::error_set::{ErrorInfo, ErrorSet};
use super::field::Shape;
use super::operation::{Http, Operation, Pagination, Structure, Waiter};
use super::read::read_into;
use super::validate::check_into;
use super::value::{Slot, Value, View, Viewer};
use super::violations::Violations;

/// An [`Operation`] as a value, so that operations can be listed and looked up. Every operation is one.
pub trait AnyOperation: Send + Sync + 'static {
    /// [`Operation::NAME`].
    fn name(&self) -> &'static str;
    /// [`Operation::HTTP`].
    fn http(&self) -> Option<Http>;
    /// [`Operation::READONLY`].
    fn readonly(&self) -> bool;
    /// [`Operation::IDEMPOTENT`].
    fn idempotent(&self) -> bool;
    /// [`Operation::PAGINATION`].
    fn pagination(&self) -> Option<Pagination>;
    /// [`Operation::WAITERS`].
    fn waiters(&self) -> &'static [Waiter];
    /// The errors of the model, in its order.
    fn errors(&self) -> Vec<ErrorInfo>;
    #[doc(hidden)]
    fn blank_input(&self) -> AnyValue;
    #[doc(hidden)]
    fn blank_output(&self) -> AnyValue;
}

impl<O: Operation> AnyOperation for O {
    fn name(&self) -> &'static str {
        O::NAME
    }
    fn http(&self) -> Option<Http> {
        O::HTTP
    }
    fn readonly(&self) -> bool {
        O::READONLY
    }
    fn idempotent(&self) -> bool {
        O::IDEMPOTENT
    }
    fn pagination(&self) -> Option<Pagination> {
        O::PAGINATION
    }
    fn waiters(&self) -> &'static [Waiter] {
        O::WAITERS
    }
    fn errors(&self) -> Vec<ErrorInfo> {
        O::Error::all()
    }
    fn blank_input(&self) -> AnyValue {
        AnyValue::new(O::Input::blank())
    }
    fn blank_output(&self) -> AnyValue {
        AnyValue::new(O::Output::blank())
    }
}

impl dyn AnyOperation {
    /// Reads a request.
    ///
    /// # Errors
    /// Those of the format, and what isn't as the model says, with its path.
    pub fn read_input<'de, D: Deserializer<'de>>(&self, from: D) -> Result<AnyValue, D::Error> {
        self.blank_input().read(from)
    }

    /// Reads a request and validates it, all at once: a member that must be there and isn't is a violation
    /// among others, and no error of reading.
    ///
    /// # Errors
    /// Those of [`check`](super::check).
    pub fn check_input<'de, D: Deserializer<'de>>(
        &self,
        from: D,
    ) -> Result<Result<AnyValue, Violations>, D::Error> {
        check_into(self.blank_input(), from)
    }

    /// Reads a response and validates it, likewise.
    ///
    /// # Errors
    /// As for a request.
    pub fn check_output<'de, D: Deserializer<'de>>(
        &self,
        from: D,
    ) -> Result<Result<AnyValue, Violations>, D::Error> {
        check_into(self.blank_output(), from)
    }

    /// Reads a response.
    ///
    /// # Errors
    /// Those of the format, and what isn't as the model says, with its path.
    pub fn read_output<'de, D: Deserializer<'de>>(&self, from: D) -> Result<AnyValue, D::Error> {
        self.blank_output().read(from)
    }
}

/// The operation of this name.
#[doc(hidden)]
pub fn find_operation(
    operations: &[&'static dyn AnyOperation],
    name: &str,
) -> Option<&'static dyn AnyOperation> {
    operations.iter().copied().find(|operation| operation.name() == name)
}

impl fmt::Debug for dyn AnyOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An input or output whose type isn't named. It can be validated, shown and written as any other.
pub struct AnyValue(Box<dyn AnyStructure>);

trait AnyStructure: Value + Any + Send + Sync {}

impl<T: Value + Any + Send + Sync> AnyStructure for T {}

impl AnyValue {
    /// Any value.
    pub fn new(value: impl Structure) -> Self {
        Self(Box::new(value))
    }

    /// The value, if it is of this type.
    pub fn downcast_ref<T: Structure>(&self) -> Option<&T> {
        let value: &dyn Any = &*self.0;
        value.downcast_ref()
    }

    fn read<'de, D: Deserializer<'de>>(mut self, from: D) -> Result<Self, D::Error> {
        read_into(self.slot(), false, from)?;
        Ok(self)
    }
}

impl Value for AnyValue {
    fn shape(&self) -> &'static Shape {
        self.0.shape()
    }
    fn fields(&self, to: Viewer<'_>) {
        self.0.fields(to);
    }
    fn member(&mut self, index: usize) -> Slot<'_> {
        self.0.member(index)
    }
    fn view(&self) -> View<'_> {
        View::Structure(&*self.0)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Structure(&mut *self.0)
    }
    fn blank() -> Self {
        Self(Box::new(Empty::default()))
    }
}

impl Serialize for AnyValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::write(self, serializer)
    }
}

impl fmt::Debug for AnyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::debug(self, f)
    }
}

impl PartialEq for AnyValue {
    /// Values of one type whose members are equal.
    fn eq(&self, other: &Self) -> bool {
        let types: [&dyn Any; 2] = [&*self.0, &*other.0];
        types[0].type_id() == types[1].type_id() && super::same(self, other)
    }
}
