//! Peers that are sent hostile messages, and the limits of what these may cost.

use std::fmt::Debug;

use allocation_counter::measure;
use http::Request;
use serde_json::{Value, json};
use shapesmith_tests::support::AnyOperation;
use shapesmith_tests::support::http::{Reading, Router};

pub const MEGABYTE: usize = 1 << 20;

pub const READINGS: [Reading; 3] = [Reading::Lenient, Reading::Validated, Reading::Strict];

/// Checks that the memory that a function uses is proportional to the size of its argument.
#[track_caller]
pub fn check_memory<T, R: Debug>(argument: T, size: usize, use_it: impl FnOnce(&T) -> R) -> R {
    let mut result = None;
    let memory = measure(|| result = Some(use_it(&argument)));
    let (most, total) = (memory.bytes_max, memory.bytes_total);
    let unit = size as u64 + 4096;
    assert!(most < 64 * unit && total < 512 * unit, "{most} and {total} bytes for {size}");
    result.unwrap()
}

/// A protocol with its operations and headers.
pub struct Peer {
    pub operations: &'static [&'static dyn AnyOperation],
    pub headers: &'static [(&'static str, &'static str)],
    pub target: &'static str,
}

impl Peer {
    /// Returns a request with this body.
    pub fn send(&self, body: impl Into<Vec<u8>>) -> Request<Vec<u8>> {
        let mut request = Request::post(self.target);
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        request.body(body.into()).unwrap()
    }

    /// Reads a body in every way. Returns the JSON form of the lenient result, or the status of the rejection.
    pub fn read(&self, body: impl Into<Vec<u8>>) -> Result<Value, u16> {
        let request = self.send(body);
        let router = Router::new(self.operations);
        let call = router.route(&request).map_err(|it| it.response().status().as_u16())?;
        let mut results = READINGS.map(|reading| {
            let input = call.any_input(reading).map_err(|rejection| {
                assert!(rejection.to_string().len() < 10_000);
                rejection.response().status().as_u16()
            });
            input.map(|input| json!(input))
        });
        std::mem::replace(&mut results[0], Err(0))
    }

    /// Checks that the memory for a body is proportional to its size, and returns whether it is read.
    #[track_caller]
    pub fn is_read(&self, body: impl Into<Vec<u8>>) -> bool {
        let request = self.send(body);
        let size = request.body().len();
        check_memory(request, size, |request| {
            let router = Router::new(self.operations);
            let call = router.route(request).unwrap();
            let [lenient, ..] = READINGS.map(|reading| call.any_input(reading).is_ok());
            lenient
        })
    }
}
