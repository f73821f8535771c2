//! An emulator of AWS services in memory.

#[cfg(sample)]
mod bedrock;
#[cfg(sample)]
mod dynamodb;
#[cfg(ec2)]
mod ec2;
#[cfg(sample)]
mod kinesis;
mod lambda;
#[cfg(sample)]
mod s3;
#[cfg(sample)]
mod sqs;
#[cfg(sample)]
mod sts;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use http::{Request, Response};

use crate::api::lambda::operations as lambda_operations;
use crate::api::support::http::{Call, Reading, Router};
use crate::api::support::{ErrorSet, Operation};
use crate::server::Server;

/// The state of all emulated services.
pub struct Emulator {
    router: Router,
    lambda: Mutex<lambda::Functions>,
    #[cfg(sample)]
    dynamodb: Mutex<dynamodb::Tables>,
    #[cfg(sample)]
    s3: Mutex<s3::Storage>,
    #[cfg(sample)]
    sqs: Mutex<sqs::Queues>,
    #[cfg(ec2)]
    ec2: Mutex<ec2::Instances>,
    answered: Mutex<BTreeSet<String>>,
}

impl Emulator {
    /// Creates an emulator without functions and tables.
    pub fn new() -> Self {
        let operations = lambda_operations::OPERATIONS.iter();
        #[cfg(sample)]
        let operations = operations
            .chain(crate::api::bedrock::operations::OPERATIONS)
            .chain(crate::api::dynamodb::operations::OPERATIONS)
            .chain(crate::api::kinesis::operations::OPERATIONS)
            .chain(crate::api::s3::operations::OPERATIONS)
            .chain(crate::api::sqs::operations::OPERATIONS)
            .chain(crate::api::sts::operations::OPERATIONS);
        #[cfg(ec2)]
        let operations = operations.chain(crate::api::ec2::operations::OPERATIONS);
        Self {
            router: Router::new(operations).with_verified_checksums(true),
            lambda: Mutex::default(),
            #[cfg(sample)]
            dynamodb: Mutex::default(),
            #[cfg(sample)]
            s3: Mutex::default(),
            #[cfg(sample)]
            sqs: Mutex::default(),
            #[cfg(ec2)]
            ec2: Mutex::default(),
            answered: Mutex::default(),
        }
    }

    /// Starts a server of an emulator on a free port.
    pub fn start() -> (Arc<Self>, Server) {
        let emulator = Arc::new(Self::new());
        let shared = Arc::clone(&emulator);
        (emulator, Server::start(move |request| shared.answer(request)))
    }

    /// Answers a request.
    pub fn answer(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        let call = match self.router.route(request) {
            Ok(call) => call,
            Err(rejection) => return rejection.response(),
        };
        let host = request.headers().get(http::header::HOST);
        let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
        let response = self.answer_call(&call, host);
        if response.status().is_success() {
            let name = format!("{}:{}", call.operation().service().name, call.operation().name());
            self.answered.lock().unwrap().insert(name);
        }
        response
    }

    /// Returns the operations that succeeded at least once, each with the shape name of its service.
    pub fn answered(&self) -> BTreeSet<String> {
        self.answered.lock().unwrap().clone()
    }

    #[cfg_attr(
        not(sample),
        expect(unused_variables, reason = "queues have the host in their URLs")
    )]
    fn answer_call(&self, call: &Call<'_>, host: &str) -> Response<Vec<u8>> {
        let answered = self.lambda.lock().unwrap().answer(call);
        #[cfg(sample)]
        let answered = answered
            .or_else(|| self.dynamodb.lock().unwrap().answer(call))
            .or_else(|| bedrock::answer(call))
            .or_else(|| kinesis::answer(call))
            .or_else(|| self.s3.lock().unwrap().answer(call))
            .or_else(|| self.sqs.lock().unwrap().answer(call, host))
            .or_else(|| sts::answer(call));
        #[cfg(ec2)]
        let answered = answered.or_else(|| self.ec2.lock().unwrap().answer(call));
        answered.unwrap_or_else(|| call.not_implemented().response())
    }
}

impl Default for Emulator {
    fn default() -> Self {
        Self::new()
    }
}

/// Answers the call with `handle` if it is for the operation `O` and its input is valid.
fn answer_operation<O: Operation, E: ErrorSet>(
    call: &Call<'_>,
    handle: impl FnOnce(O::Input) -> Result<O::Output, E>,
) -> Option<Response<Vec<u8>>> {
    answer_input::<O, E>(call, Reading::Validated, handle)
}

/// Answers the call with `handle` if it is for the operation `O` and its input can be read this way.
fn answer_input<O: Operation, E: ErrorSet>(
    call: &Call<'_>,
    reading: Reading,
    handle: impl FnOnce(O::Input) -> Result<O::Output, E>,
) -> Option<Response<Vec<u8>>> {
    if !call.is::<O>() {
        return None;
    }
    Some(match call.input::<O>(reading).map(handle) {
        Ok(Ok(output)) => call.output::<O>(&output),
        Ok(Err(error)) => call.error(&error),
        Err(rejection) => rejection.response(),
    })
}
