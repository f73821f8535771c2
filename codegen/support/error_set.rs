//! The errors of operations: exceptions of the model, and errors that the model doesn't have.

use std::any::Any;
use std::fmt;

use serde_core::{Deserializer, Serialize, Serializer};

use super::error_conversion::set_message;
use super::field::SENSITIVE;
use super::read::read_into;
use super::reflect::debug_dyn;
use super::unknown_error::UnknownError;
use super::value::{FieldVisitor, Slot, Value, View};
use super::write::write_body;

/// An error structure of the model.
/// ([Smithy: error](https://smithy.io/2.0/spec/type-refinement-traits.html#error-trait))
pub trait Exception: Value + Clone + Send + Sync + 'static {
    /// What the model says about the error.
    const INFO: ErrorInfo;

    /// Creates the error with this message: the member called `message` or else `errorMessage`, in any case. An error without
    /// such a member has no message.
    fn with_message(message: impl AsRef<str>) -> Self {
        let mut error = Self::placeholder();
        set_message(&mut error, message.as_ref());
        error
    }
}

/// An [`Exception`], or an [`UnknownError`] that the model doesn't have.
pub trait AnyException: Value + Any {
    /// Returns what the model says about the error; `None` if it doesn't have the error.
    fn info(&self) -> Option<ErrorInfo>;
    /// Returns the code.
    fn code(&self) -> &str;
    /// Returns the message of the service.
    fn message(&self) -> Option<String>;
    /// Returns the error if the model doesn't have it.
    fn unknown(&self) -> Option<&UnknownError>;
    /// Returns the place to read the error into.
    #[doc(hidden)]
    fn exception_slot(&mut self) -> Slot<'_>;
    /// Sets the code of an error that the model doesn't have.
    #[doc(hidden)]
    fn set_code(&mut self, code: &str);
    /// Copies the error into a value of the same type; returns `false` if the value has another type.
    #[doc(hidden)]
    fn copy_to(&self, other: &mut dyn Any) -> bool;
}

impl<T: Exception> AnyException for T {
    fn info(&self) -> Option<ErrorInfo> {
        Some(T::INFO)
    }
    fn code(&self) -> &str {
        T::INFO.code
    }
    fn message(&self) -> Option<String> {
        message(self)
    }
    fn unknown(&self) -> Option<&UnknownError> {
        None
    }
    fn exception_slot(&mut self) -> Slot<'_> {
        self.slot()
    }
    fn set_code(&mut self, _: &str) {}
    fn copy_to(&self, other: &mut dyn Any) -> bool {
        copy(self, other)
    }
}

impl AnyException for UnknownError {
    fn info(&self) -> Option<ErrorInfo> {
        None
    }
    fn code(&self) -> &str {
        &self.code
    }
    fn message(&self) -> Option<String> {
        self.message.clone()
    }
    fn unknown(&self) -> Option<&UnknownError> {
        Some(self)
    }
    fn exception_slot(&mut self) -> Slot<'_> {
        self.slot()
    }
    fn set_code(&mut self, code: &str) {
        code.clone_into(&mut self.code);
    }
    fn copy_to(&self, other: &mut dyn Any) -> bool {
        copy(self, other)
    }
}

fn copy<T: Clone + 'static>(value: &T, other: &mut dyn Any) -> bool {
    let other = other.downcast_mut::<T>();
    other.map(|other| other.clone_from(value)).is_some()
}

/// What the model says about an error.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ErrorInfo {
    /// The code that the service sends: the name of the shape, or with the query protocol the code that the model gives it.
    pub code: &'static str,
    /// Who caused it.
    pub fault: Fault,
    /// The HTTP status code.
    pub status: u16,
    /// Whether the model says that the request can be retried.
    pub retry: Retry,
}

impl ErrorInfo {
    /// Creates the information.
    pub const fn new(code: &'static str, fault: Fault, status: u16, retry: Retry) -> Self {
        Self { code, fault, status, retry }
    }
}

/// Who caused an error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// The client.
    Client,
    /// The service.
    Server,
}

/// Whether a request can be retried after an error.
/// ([Smithy: retryable](https://smithy.io/2.0/spec/behavior-traits.html#retryable-trait))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Retry {
    /// The model doesn't say.
    Unspecified,
    /// It can be retried.
    Retryable,
    /// It can be retried after a longer delay, because there were too many requests.
    Throttling,
}

/// The errors of an operation, or of a whole service.
///
/// An [`Exception`], an [`UnknownError`] and a [`ValidationException`](super::ValidationException) convert into any set, so that
/// `?` and `into` turn them into the error of an operation; the error of an operation converts into that of its service. What the
/// set doesn't have becomes its unknown error, with the same code, message and status.
pub trait ErrorSet: std::error::Error + Sized + Send + Sync + 'static {
    /// The codes of the model's errors, each with the index of its error in the order of the model.
    #[doc(hidden)]
    const CODES: &'static [(&'static str, usize)];

    /// Returns the exception or unknown error.
    fn get(&self) -> &dyn AnyException;

    /// Creates the error at this index, or an unknown error if there is none, with the value that `builder` builds.
    #[doc(hidden)]
    fn from_index(index: usize, builder: VariantBuilder<'_>) -> Self;

    /// Returns what the model says about each error, in its order.
    fn all() -> Vec<ErrorInfo> {
        let indexes = 0..Self::CODES.len();
        indexes
            .filter_map(|index| Self::from_index(index, VariantBuilder(&mut |_| {})).info())
            .collect()
    }

    /// Creates the error with this code, without a body. A namespace before the code (`x#y`) and a URL after it (`x:url`) are
    /// ignored.
    fn from_code(code: &str) -> Self {
        let code = strip_code(code);
        Self::from_index(
            index_of_code::<Self>(code),
            VariantBuilder(&mut |exception| exception.set_code(code)),
        )
    }

    /// Reads the body of an error with this code, given as for [`from_code`](Self::from_code). If the code is in the body, read
    /// an [`UnknownError`] from it first.
    ///
    /// # Errors
    /// Errors of the format, and members of another type than the model's.
    fn read<'de, D: Deserializer<'de>>(code: &str, body: D) -> Result<Self, D::Error> {
        let code = strip_code(code);
        let (mut body, mut result) = (Some(body), Ok(()));
        let error = Self::from_index(
            index_of_code::<Self>(code),
            VariantBuilder(&mut |exception| {
                if let Some(body) = body.take() {
                    result = read_into(exception.exception_slot(), false, body);
                }
                exception.set_code(code);
            }),
        );
        result.map(|()| error)
    }

    /// Returns what the model says about the error; `None` if it doesn't have the error.
    fn info(&self) -> Option<ErrorInfo> {
        self.get().info()
    }

    /// Returns the code.
    fn code(&self) -> &str {
        self.get().code()
    }

    /// Returns the message of the service.
    fn message(&self) -> Option<String> {
        self.get().message()
    }

    /// Returns who caused it; `None` if the model doesn't have the error.
    fn fault(&self) -> Option<Fault> {
        self.info().map(|info| info.fault)
    }

    /// Returns the HTTP status code; `None` for an error that the model doesn't have and that was created without one.
    fn status(&self) -> Option<u16> {
        let unknown = || self.get().unknown().and_then(|unknown| unknown.status);
        self.info().map(|info| info.status).or_else(unknown)
    }

    /// Returns whether the model says that the request can be retried.
    fn retry(&self) -> Retry {
        self.info().map_or(Retry::Unspecified, |info| info.retry)
    }

    /// Returns the body of the error, as a service writes it.
    fn body(&self) -> ErrorBody<'_> {
        ErrorBody(self.get())
    }
}

/// Returns the index of the error with this code; `usize::MAX` if the model doesn't have it.
pub(super) fn index_of_code<E: ErrorSet>(code: &str) -> usize {
    let found = E::CODES.iter().find(|(known, _)| *known == code);
    found.map_or(usize::MAX, |(_, index)| *index)
}

/// A builder of the value of an error's variant: a closure that sets a placeholder. It is a type for the same reason as
/// `FieldVisitor`.
#[doc(hidden)]
pub struct VariantBuilder<'b>(pub(super) &'b mut dyn FnMut(&mut dyn AnyException));

impl VariantBuilder<'_> {
    /// Builds the value.
    pub fn build<T: AnyException>(self) -> T {
        let mut value = T::placeholder();
        (self.0)(&mut value);
        value
    }
}

/// The body of an error.
pub struct ErrorBody<'a>(&'a dyn AnyException);

impl Serialize for ErrorBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.unknown() {
            Some(unknown) => unknown.serialize(serializer),
            None => write_body(self.0, serializer),
        }
    }
}

/// Returns the code without a namespace before it and a URL after it.
/// ([Smithy: operation error serialization](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization))
pub(super) fn strip_code(code: &str) -> &str {
    let code = code.split_once(':').map_or(code, |(code, _)| code);
    code.rsplit_once('#').map_or(code, |(_, code)| code).trim()
}

/// Returns the member called `message` or else `errorMessage`, in any case, unless it is sensitive.
fn message(exception: &dyn AnyException) -> Option<String> {
    message_of(exception, "message").or_else(|| message_of(exception, "errorMessage"))
}

fn message_of(exception: &dyn AnyException, name: &str) -> Option<String> {
    let mut message = None;
    exception.fields(FieldVisitor(&mut |shape, views| {
        let mut members = shape.fields.iter().zip(views);
        let found = members.find(|(field, _)| field.name().eq_ignore_ascii_case(name));
        if let Some((field, View::String(text))) = found {
            let hidden = shape.has(SENSITIVE) || field.has(SENSITIVE);
            message = (!hidden).then(|| (*text).to_owned());
        }
    }));
    message
}

/// Formats any set of errors for `Display`: the code and the message.
#[doc(hidden)]
pub fn display_error(error: &impl ErrorSet, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error.message() {
        Some(message) => write!(f, "{}: {message}", error.code()),
        None => f.write_str(error.code()),
    }
}

/// Formats any set of errors for `Debug`: the exception or unknown error.
#[doc(hidden)]
pub fn debug_error(error: &impl ErrorSet, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error.get().unknown() {
        Some(unknown) => fmt::Debug::fmt(unknown, f),
        None => debug_dyn(error.get(), f),
    }
}
