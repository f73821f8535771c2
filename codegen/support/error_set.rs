//! Errors of operations: one of the model's exceptions, or a code that the model doesn't have.

use std::any::Any;
use std::fmt;

use serde_core::{Deserializer, Serialize, Serializer};

use super::field::SENSITIVE;
use super::read::read_into;
use super::reflect::debug_dyn;
use super::unknown_error::UnknownError;
use super::value::{Slot, Value, View, Viewer};
use super::write::write_body;

/// An error structure of the model.
/// ([Smithy: error](https://smithy.io/2.0/spec/type-refinement-traits.html#error-trait))
pub trait Exception: Value + Clone + Send + Sync + 'static {
    /// What is the same for all of its values.
    const INFO: ErrorInfo;
}

/// What an error holds, whatever its type: an [`Exception`], or what the model doesn't have.
pub trait AnyException: Value + Any {
    /// What is the same for all values of an exception; nothing where the model doesn't have the error.
    fn info(&self) -> Option<ErrorInfo>;
    /// The code.
    fn code(&self) -> &str;
    /// What the service says about it.
    fn message(&self) -> Option<String>;
    /// The code and message where the model doesn't have the error.
    fn unknown(&self) -> Option<&UnknownError>;
    /// The place to read it into.
    #[doc(hidden)]
    fn place(&mut self) -> Slot<'_>;
    /// Takes the code, where it isn't that of the type.
    #[doc(hidden)]
    fn set_code(&mut self, code: &str);
    /// Puts a copy into a value of the same type.
    #[doc(hidden)]
    fn copy_to(&self, other: &mut dyn Any);
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
    fn place(&mut self) -> Slot<'_> {
        self.slot()
    }
    fn set_code(&mut self, _: &str) {}
    fn copy_to(&self, other: &mut dyn Any) {
        copy(self, other);
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
    fn place(&mut self) -> Slot<'_> {
        self.slot()
    }
    fn set_code(&mut self, code: &str) {
        code.clone_into(&mut self.code);
    }
    fn copy_to(&self, other: &mut dyn Any) {
        copy(self, other);
    }
}

fn copy<T: Clone + 'static>(value: &T, other: &mut dyn Any) {
    if let Some(other) = other.downcast_mut::<T>() {
        other.clone_from(value);
    }
}

/// What the model says of an error.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ErrorInfo {
    /// The code that the service sends: the name of the shape, or under the query protocol the code of its own.
    pub code: &'static str,
    /// Whose fault it is.
    pub fault: Fault,
    /// The HTTP status code.
    pub status: u16,
    /// Whether it makes sense to send the request again, as far as the model says.
    pub retry: Retry,
}

impl ErrorInfo {
    /// The information of these parts.
    pub const fn new(code: &'static str, fault: Fault, status: u16, retry: Retry) -> Self {
        Self { code, fault, status, retry }
    }
}

/// Whose fault an error is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// The caller's.
    Client,
    /// The service's.
    Server,
}

/// Whether it makes sense to send a request again that had an error.
/// ([Smithy: retryable](https://smithy.io/2.0/spec/behavior-traits.html#retryable-trait))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Retry {
    /// The model doesn't say so.
    Unspecified,
    /// It does.
    Retryable,
    /// It does, for there were too many requests: it should wait longer.
    Throttling,
}

/// The errors of an operation, or of a whole service.
pub trait ErrorSet: std::error::Error + Sized + Send + Sync + 'static {
    /// The codes of the model's errors, and the place of each in its order.
    #[doc(hidden)]
    const CODES: &'static [(&'static str, usize)];

    /// What it holds.
    fn get(&self) -> &dyn AnyException;

    /// The error at this place, or else one that isn't in the model, with what `maker` makes in it.
    #[doc(hidden)]
    fn make(place: usize, maker: Maker<'_>) -> Self;

    /// What the model says of its errors, in its order.
    fn all() -> Vec<ErrorInfo> {
        let places = 0..Self::CODES.len();
        places.filter_map(|place| Self::make(place, Maker(&mut |_| {})).info()).collect()
    }

    /// The error of this code, without a body. A namespace before the code (`x#y`) and a URL behind it (`x:url`)
    /// are no part of it.
    fn from_code(code: &str) -> Self {
        let code = bare(code);
        Self::make(place::<Self>(code), Maker(&mut |held| held.set_code(code)))
    }

    /// Reads the body of an error of this code, given as for [`from_code`](Self::from_code). Where the code is
    /// part of the body, [`UnknownError`] can be read first to get it.
    ///
    /// # Errors
    /// Those of the format, and members of other types than the model's.
    fn read<'de, D: Deserializer<'de>>(code: &str, body: D) -> Result<Self, D::Error> {
        let code = bare(code);
        let (mut body, mut result) = (Some(body), Ok(()));
        let error = Self::make(
            place::<Self>(code),
            Maker(&mut |held| {
                if let Some(body) = body.take() {
                    result = read_into(held.place(), false, body);
                }
                held.set_code(code);
            }),
        );
        result.map(|()| error)
    }

    /// What the model says of the error; nothing where it doesn't have it.
    fn info(&self) -> Option<ErrorInfo> {
        self.get().info()
    }

    /// The code.
    fn code(&self) -> &str {
        self.get().code()
    }

    /// What the service says about it.
    fn message(&self) -> Option<String> {
        self.get().message()
    }

    /// Whose fault it is; nothing where the model doesn't have the error.
    fn fault(&self) -> Option<Fault> {
        self.info().map(|info| info.fault)
    }

    /// The HTTP status code; nothing where the model doesn't have the error.
    fn status(&self) -> Option<u16> {
        self.info().map(|info| info.status)
    }

    /// Whether it makes sense to send the request again, as far as the model says.
    fn retry(&self) -> Retry {
        self.info().map_or(Retry::Unspecified, |info| info.retry)
    }

    /// The body of the error, as a service would write it.
    fn body(&self) -> ErrorBody<'_> {
        ErrorBody(self.get())
    }
}

/// The errors of an operation, which are among those of the service.
#[doc(hidden)]
pub trait PartOf<Service>: ErrorSet {}

/// An error of an operation as one of its service.
#[doc(hidden)]
pub fn widen<Service: ErrorSet>(error: &impl PartOf<Service>) -> Service {
    let error = error.get();
    let place = error.info().map_or(usize::MAX, |info| place::<Service>(info.code));
    Service::make(place, Maker(&mut |held| error.copy_to(held)))
}

/// The place of the error with this code; one that none has, where the model doesn't have it.
fn place<E: ErrorSet>(code: &str) -> usize {
    let found = E::CODES.iter().find(|(known, _)| *known == code);
    found.map_or(usize::MAX, |(_, place)| *place)
}

/// Makes what an error holds, blank at first. A type for the same reason as `Viewer`.
#[doc(hidden)]
pub struct Maker<'m>(&'m mut dyn FnMut(&mut dyn AnyException));

impl Maker<'_> {
    /// What the error holds.
    pub fn make<T: AnyException>(self) -> T {
        let mut value = T::blank();
        (self.0)(&mut value);
        value
    }
}

/// What is in the body of an error.
pub struct ErrorBody<'a>(&'a dyn AnyException);

impl Serialize for ErrorBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.unknown() {
            Some(unknown) => unknown.serialize(serializer),
            None => write_body(self.0, serializer),
        }
    }
}

/// The code without a namespace before it and a URL behind it.
/// ([Smithy: operation error serialization](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization))
pub(super) fn bare(code: &str) -> &str {
    let code = code.split_once(':').map_or(code, |(code, _)| code);
    code.rsplit_once('#').map_or(code, |(_, code)| code).trim()
}

/// The member called `message` or else `errorMessage`, in whatever case, if it may be shown.
fn message(exception: &dyn AnyException) -> Option<String> {
    message_of(exception, "message").or_else(|| message_of(exception, "errorMessage"))
}

fn message_of(exception: &dyn AnyException, name: &str) -> Option<String> {
    let mut message = None;
    exception.fields(Viewer(&mut |shape, views| {
        let mut members = shape.fields.iter().zip(views);
        let found = members.find(|(field, _)| field.name().eq_ignore_ascii_case(name));
        if let Some((field, View::String(text))) = found {
            let hidden = shape.has(SENSITIVE) || field.has(SENSITIVE);
            message = (!hidden).then(|| (*text).to_owned());
        }
    }));
    message
}

/// `Display` of every set of errors: the code, and what the service says about it.
#[doc(hidden)]
pub fn display_error(error: &impl ErrorSet, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error.message() {
        Some(message) => write!(f, "{}: {message}", error.code()),
        None => f.write_str(error.code()),
    }
}

/// `Debug` of every set of errors: what it holds.
#[doc(hidden)]
pub fn debug_error(error: &impl ErrorSet, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error.get().unknown() {
        Some(unknown) => fmt::Debug::fmt(unknown, f),
        None => debug_dyn(error.get(), f),
    }
}
