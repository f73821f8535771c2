//! Reading responses.

use std::any::Any;

use ::http::{HeaderMap, Response};

use super::super::error_set::{ErrorSet, VariantBuilder, index_of_code, strip_code};
use super::super::field::SENSITIVE;
use super::super::operation::Operation;
use super::super::place::Trace;
use super::super::unknown_error::UnknownError;
use super::super::value::{Slot, Value};
use super::checksums::check_response;
use super::codecs::STREAM_BODIES;
use super::codec::{Codec, ReadError, ResponseView, Target, client_codec};
use super::error_code::find_error;
use super::malformed::{MalformedResponse, ResponseError, shorten_message};

/// Reads the response to a request of an operation.
///
/// If a member is streamed and the body is left empty, the member is empty and the body remains the caller's to read; the body of
/// an error is never streamed, so look at the status first.
///
/// If the response has a [stream of events](Operation::OUTPUT_EVENTS), the members are in the head, or with an RPC protocol in the
/// first event of the stream: give this function a body with that event, or read it from the stream.
///
/// If the response has the [checksum](Operation::CHECKSUM) that the request asked for, it is verified. That of a body which remains
/// the caller's to read isn't.
///
/// # Errors
/// The error of the service, or a response that isn't a message of the service, or whose body isn't the one that was sent.
pub fn response<O: Operation>(
    response: &Response<impl AsRef<[u8]>>,
) -> Result<O::Output, ResponseError<O::Error>> {
    let view = ResponseView {
        status: response.status(),
        headers: response.headers(),
        body: response.body().as_ref(),
    };
    let malformed = |reason: String| ResponseError::Malformed(to_malformed(view, reason));
    let Some(codec) = client_codec(O::SERVICE) else {
        return Err(malformed("none of the service's protocols is supported".to_owned()));
    };
    let mut output = O::Output::placeholder();
    if codec.is_error(view, output.shape()) {
        return Err(match read_error::<O::Error>(codec, view) {
            Ok(error) => ResponseError::Service(error),
            Err(reason) => malformed(reason),
        });
    }
    check_response(O::CHECKSUM, view.headers, view.body).map_err(malformed)?;
    let mut trial = O::Output::placeholder();
    let bodies = STREAM_BODIES.filter(|_| O::OUTPUT_EVENTS.is_some());
    let initial = bodies.map(|bodies| bodies.find_initial(codec, view.body)).transpose();
    let initial = initial.map_err(malformed)?;
    let head = ResponseView { body: initial.as_deref().unwrap_or(view.body), ..view };
    match read_structure(codec, head, output.slot(), Some(trial.slot())) {
        Ok(()) => Ok(output),
        Err(error) => Err(malformed(error.to_string())),
    }
}

/// Returns the identifier that the service gave the request.
pub fn request_id(headers: &HeaderMap) -> Option<&str> {
    let names = ["x-amzn-requestid", "x-amz-request-id"];
    names.iter().find_map(|name| headers.get(*name)?.to_str().ok())
}

fn to_malformed(response: ResponseView<'_>, reason: String) -> MalformedResponse {
    let (reason, body) = (shorten_message(reason), response.body.to_vec());
    MalformedResponse { status: response.status, reason, body }
}

/// Reads the members of an output or error.
fn read_structure<'a>(
    codec: &dyn Codec,
    response: ResponseView<'_>,
    slot: Slot<'a>,
    trial: Option<Slot<'a>>,
) -> Result<(), ReadError> {
    let trace = Trace::default();
    let place = trace.root(&slot);
    let Slot::Structure(value) = slot else { return Ok(()) };
    trace.hide(value.shape().has(SENSITIVE));
    let place = place.below()?;
    let trial = trial.and_then(|trial| match trial {
        Slot::Structure(trial) => Some(trial),
        _ => None,
    });
    let target = Target { value, trial };
    codec.read_output(response, target, place).map_err(|error| trace.finish(error))
}

/// Reads an error of the set, or an unknown one.
fn read_error<E: ErrorSet>(codec: &dyn Codec, response: ResponseView<'_>) -> Result<E, String> {
    let (mut unknown, query_code) = find_error(codec, response)?;
    unknown.code = strip_code(&unknown.code).to_owned();
    let codes = [Some(unknown.code.as_str()), query_code.as_deref()];
    let known = |code: &&str| index_of_code::<E>(code) != usize::MAX;
    let code = codes.into_iter().flatten().find(known).unwrap_or_default();
    let mut result = Ok(());
    let error = E::from_index(
        index_of_code::<E>(code),
        VariantBuilder(&mut |exception| {
            result = read_structure(codec, response, exception.exception_slot(), None);
            let exception: &mut dyn Any = exception;
            if let Some(error) = exception.downcast_mut::<UnknownError>() {
                error.clone_from(&unknown);
            }
        }),
    );
    result.map(|()| error).map_err(|error| error.to_string())
}
