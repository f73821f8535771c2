//! Handlers of single operations, for servers.

use std::ops::ControlFlow;

use ::http::{Request, Response};

use super::super::error_conversion::IntoErrorSet;
use super::super::operation::Operation;
use super::router::Router;
use super::server::{Call, Reading};

/// A request on its way to the handler of its operation. [`Router::dispatch`] creates it.
///
/// Inputs that violate constraints are refused unless another [`Reading`] is set. A server compiles only the operations for which
/// it has handlers.
#[must_use = "`respond` returns the response"]
#[derive(Debug)]
pub struct Dispatch<'r> {
    progress: Progress<'r>,
    reading: Reading,
}

/// How far a request has come.
#[derive(Debug)]
enum Progress<'r> {
    /// No handler has been for its operation.
    Waiting(Box<Call<'r>>),
    /// It was handled or refused.
    Answered(Response<Vec<u8>>),
}

impl Router {
    /// Routes a request to the handler of its operation.
    ///
    /// ```ignore
    /// let response = router
    ///     .dispatch(&request)
    ///     .on::<GetFunction>(|input| functions.get(&input))
    ///     .on::<ListFunctions>(|input| functions.list(&input))
    ///     .respond();
    /// ```
    pub fn dispatch<'r, B: AsRef<[u8]>>(&self, request: &'r Request<B>) -> Dispatch<'r> {
        let progress = match self.route(request) {
            Ok(call) => Progress::Waiting(Box::new(call)),
            Err(rejection) => Progress::Answered(rejection.response()),
        };
        Dispatch { progress, reading: Reading::Validated }
    }
}

impl<'r> Dispatch<'r> {
    /// Sets how inputs are read.
    pub fn with_reading(self, reading: Reading) -> Self {
        Self { reading, ..self }
    }

    /// Returns the call while no handler has been for its operation, such as to write a log or to pass the request on.
    pub fn call(&self) -> Option<&Call<'r>> {
        match &self.progress {
            Progress::Waiting(call) => Some(call),
            Progress::Answered(_) => None,
        }
    }

    /// Handles the request if it is for this operation.
    pub fn on<O: Operation>(
        self,
        handler: impl FnOnce(O::Input) -> Result<O::Output, O::Error>,
    ) -> Self {
        match self.read_input::<O>() {
            ControlFlow::Continue((call, input)) => Self::answer::<O>(&call, &handler(input)),
            ControlFlow::Break(next) => next,
        }
    }

    /// Handles the request if it is for this operation, on any runtime.
    pub async fn on_async<O: Operation>(
        self,
        handler: impl AsyncFnOnce(O::Input) -> Result<O::Output, O::Error>,
    ) -> Self {
        match self.read_input::<O>() {
            ControlFlow::Continue((call, input)) => {
                let result = handler(input).await;
                Self::answer::<O>(&call, &result)
            }
            ControlFlow::Break(next) => next,
        }
    }

    /// Returns the response: that of the handler, or a refusal if there was none for the operation of the request.
    pub fn respond(self) -> Response<Vec<u8>> {
        match self.progress {
            Progress::Waiting(call) => call.not_implemented().response(),
            Progress::Answered(response) => response,
        }
    }

    fn answer<O: Operation>(call: &Call<'_>, result: &Result<O::Output, O::Error>) -> Self {
        Self::answered(call.respond::<O>(result))
    }

    fn answered(response: Response<Vec<u8>>) -> Self {
        // How inputs are read has no meaning any more.
        Self { progress: Progress::Answered(response), reading: Reading::Validated }
    }

    /// Returns the input if the request is for this operation, or else what becomes of the request.
    fn read_input<O: Operation>(self) -> ControlFlow<Self, (Box<Call<'r>>, O::Input)> {
        let call = match self.progress {
            Progress::Waiting(call) if call.is::<O>() => call,
            progress => return ControlFlow::Break(Self { progress, ..self }),
        };
        let rejection = match call.input::<O>(self.reading) {
            Ok(input) => return ControlFlow::Continue((call, input)),
            Err(rejection) => rejection,
        };
        // The operation may have an exception for violations.
        ControlFlow::Break(Self::answered(match rejection.violations() {
            Some(violations) => {
                let exception = violations.exception().with_wording(call.wording());
                let error: O::Error = exception.into_error_set();
                call.error(&error)
            }
            None => rejection.response(),
        }))
    }
}
