//! The server's side.

use serde_json::{Value, json};
use shapes::support::{Operation, check};
use shapes::support::http::{Call, Protocol, Reading, Router};

use crate::services::Service;
use crate::Answer;
use crate::messages::{describe, request_from_json, response_to_json, values_to_json};
use crate::values::{error_from_params, from_params, to_json};

pub fn read_request<O: Operation>(router: &Router, protocol: Protocol, task: &Value) -> Answer {
    let expected: O::Input = from_params(&task["params"])?;
    let request = request_from_json(&task["request"])?;
    let call = router.route(&request);
    let call =
        call.map_err(|rejection| format!("it isn't routed: {}", describe(&rejection.response())))?;
    check_route::<O>(&call)?;
    if call.protocol() != protocol {
        return Err(format!("it is routed as a request of {}", call.protocol()));
    }
    let mut values = Vec::new();
    for (name, reading) in readings(task) {
        let input = call.input::<O>(reading).map_err(|rejection| {
            format!("it is rejected, {name}: {}", describe(&rejection.response()))
        })?;
        values.push((name, to_json(&input)));
    }
    values_to_json(&to_json(&expected), values)
}

/// Returns the ways of reading that a task names.
fn readings(task: &Value) -> impl Iterator<Item = (&'static str, Reading)> {
    let known = [
        ("lenient", Reading::Lenient),
        ("validated", Reading::Validated),
        ("strict", Reading::Strict),
    ];
    let named = task["readings"].as_array().into_iter().flatten();
    named.filter_map(move |named| known.into_iter().find(|(name, _)| named == name))
}

pub fn validate_input<O: Operation>(task: &Value) -> Answer {
    Ok(match check::<O::Input, _>(&task["params"]) {
        Err(error) => json!({ "unreadable": error.to_string() }),
        Ok(Ok(_)) => json!({ "violations": [] }),
        Ok(Err(violations)) => {
            let violations = violations.iter().map(|one| json!([one.path(), one.to_string()]));
            json!({ "violations": violations.collect::<Vec<_>>() })
        }
    })
}

pub fn reject_request<O: Operation>(router: &Router, task: &Value) -> Answer {
    let request = request_from_json(&task["request"])?;
    let call = match router.route(&request) {
        Ok(call) => call,
        Err(rejection) => return Ok(response_to_json(&rejection.response())),
    };
    check_route::<O>(&call)?;
    match call.input::<O>(Reading::Strict) {
        Ok(input) => Err(format!("it isn't rejected: {}", to_json(&input))),
        Err(rejection) => Ok(response_to_json(&rejection.response())),
    }
}

pub fn write_response<O: Operation>(service: &Service, protocol: Protocol, task: &Value) -> Answer {
    let operation = service.operations.iter().find(|operation| operation.name() == O::NAME);
    let operation = *operation.ok_or("there is no such operation")?;
    let call = Call::of(operation, protocol).ok_or("there is no such protocol")?;
    let call = match task["request_id"].as_str() {
        Some(id) => call.with_request_id(id),
        None => call,
    };
    let response = match task["error"].as_str() {
        Some(code) => call.error(&error_from_params::<O::Error>(code, &task["params"])?),
        None => call.output::<O>(&from_params(&task["params"])?),
    };
    Ok(response_to_json(&response))
}

fn check_route<O: Operation>(call: &Call<'_>) -> Result<(), String> {
    if call.is::<O>() {
        Ok(())
    } else {
        Err(format!("it is routed to {}", call.operation().name()))
    }
}
