//! Operations and their messages as values of types that aren't known.

use std::any::Any;
use std::fmt;

use serde_core::{Deserializer, Serialize, Serializer};

use super::empty::Empty;
use super::error_set::{ErrorInfo, ErrorSet};
use super::field::Shape;
use super::members::{Member, members};
use super::operation::{Checksum, EventStream, Http, Operation, Pagination, Structure, Waiter};
use super::read::read_into;
use super::service::Service;
use super::validate::check_into;
use super::value::{FieldVisitor, Slot, Value, View};
use super::violations::Violations;

/// An [`Operation`] as a value, so that operations can be listed and looked up. It is implemented for every operation.
pub trait AnyOperation: Send + Sync + 'static {
    /// Returns [`Operation::NAME`].
    fn name(&self) -> &'static str;
    /// Returns [`Operation::SERVICE`].
    fn service(&self) -> &'static Service;
    /// Returns [`Operation::HTTP`].
    fn http(&self) -> Option<Http>;
    /// Returns [`Operation::DEPRECATED`].
    fn deprecated(&self) -> bool;
    /// Returns [`Operation::CHECKSUM`].
    fn checksum(&self) -> Option<Checksum>;
    /// Returns [`Operation::READONLY`].
    fn readonly(&self) -> bool;
    /// Returns [`Operation::IDEMPOTENT`].
    fn idempotent(&self) -> bool;
    /// Returns [`Operation::PAGINATION`].
    fn pagination(&self) -> Option<Pagination>;
    /// Returns [`Operation::WAITERS`].
    fn waiters(&self) -> &'static [Waiter];
    /// Returns [`Operation::INPUT_EVENTS`].
    fn input_events(&self) -> Option<EventStream>;
    /// Returns [`Operation::OUTPUT_EVENTS`].
    fn output_events(&self) -> Option<EventStream>;
    /// Returns the errors that the model has for the operation, in its order.
    fn errors(&self) -> Vec<ErrorInfo>;
    /// Returns the members of the input, in the order of the model.
    fn input_members(&self) -> Vec<Member>;
    /// Returns the members of the output, in the order of the model.
    fn output_members(&self) -> Vec<Member>;
    #[doc(hidden)]
    fn placeholder_input(&self) -> AnyValue;
    #[doc(hidden)]
    fn placeholder_output(&self) -> AnyValue;
}

impl<O: Operation> AnyOperation for O {
    fn name(&self) -> &'static str {
        O::NAME
    }
    fn service(&self) -> &'static Service {
        O::SERVICE
    }
    fn http(&self) -> Option<Http> {
        O::HTTP
    }
    fn deprecated(&self) -> bool {
        O::DEPRECATED
    }
    fn checksum(&self) -> Option<Checksum> {
        O::CHECKSUM
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
    fn input_events(&self) -> Option<EventStream> {
        O::INPUT_EVENTS
    }
    fn output_events(&self) -> Option<EventStream> {
        O::OUTPUT_EVENTS
    }
    fn errors(&self) -> Vec<ErrorInfo> {
        O::Error::all()
    }
    fn input_members(&self) -> Vec<Member> {
        members::<O::Input>().collect()
    }
    fn output_members(&self) -> Vec<Member> {
        members::<O::Output>().collect()
    }
    fn placeholder_input(&self) -> AnyValue {
        AnyValue::new(O::Input::placeholder())
    }
    fn placeholder_output(&self) -> AnyValue {
        AnyValue::new(O::Output::placeholder())
    }
}

impl dyn AnyOperation {
    /// Reads a request.
    ///
    /// # Errors
    /// Errors of the format, and values of another type than the model's, with their paths.
    pub fn read_input<'de, D: Deserializer<'de>>(&self, from: D) -> Result<AnyValue, D::Error> {
        self.placeholder_input().read(from)
    }

    /// Reads a request and validates it, as [`check`](super::check) does: a missing member is a violation like any other.
    ///
    /// # Errors
    /// Those of [`check`](super::check).
    pub fn check_input<'de, D: Deserializer<'de>>(
        &self,
        from: D,
    ) -> Result<Result<AnyValue, Violations>, D::Error> {
        check_into(self.placeholder_input(), from)
    }

    /// Reads a response and validates it, as [`check`](super::check) does.
    ///
    /// # Errors
    /// Those of [`check`](super::check).
    pub fn check_output<'de, D: Deserializer<'de>>(
        &self,
        from: D,
    ) -> Result<Result<AnyValue, Violations>, D::Error> {
        check_into(self.placeholder_output(), from)
    }

    /// Reads a response.
    ///
    /// # Errors
    /// Errors of the format, and values of another type than the model's, with their paths.
    pub fn read_output<'de, D: Deserializer<'de>>(&self, from: D) -> Result<AnyValue, D::Error> {
        self.placeholder_output().read(from)
    }
}

/// Returns the operation with this name.
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

/// An input or output whose type isn't known. It can be validated, formatted and serialized like any other.
pub struct AnyValue(Box<dyn AnyStructure>);

trait AnyStructure: Value + Any + Send + Sync {}

impl<T: Value + Any + Send + Sync> AnyStructure for T {}

impl AnyValue {
    /// Creates it from a value of a known type.
    pub fn new(value: impl Structure) -> Self {
        Self(Box::new(value))
    }

    /// Returns the value if it has this type.
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
    fn fields(&self, to: FieldVisitor<'_>) {
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
    fn placeholder() -> Self {
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
    /// Returns whether both values have the same type and equal members.
    fn eq(&self, other: &Self) -> bool {
        let types: [&dyn Any; 2] = [&*self.0, &*other.0];
        types[0].type_id() == types[1].type_id() && super::equal(self, other)
    }
}
