//! HTTP messages of random bytes and values are handled without panics, and values survive the way through them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use arbtest::arbtest;
use shapesmith_harness::{
    fuzz_chunks, fuzz_events, fuzz_form, fuzz_frames, fuzz_http_request, fuzz_http_response,
    fuzz_http_values, fuzz_xml,
};

/// The number of cases of each check. A failure prints the seed, which is the number and the size.
const CASES: u64 = 2_000;

fn run(check: fn(&[u8])) {
    for number in 0..CASES {
        let size = 16 << (number % 6);
        arbtest(|u| {
            check(u.bytes(u.len())?);
            Ok(())
        })
        .seed(number << 32 | size)
        .run();
    }
}

#[test]
fn random_requests_are_handled() {
    run(fuzz_http_request);
}

#[test]
fn random_responses_are_handled() {
    run(fuzz_http_response);
}

#[test]
fn random_values_survive_requests() {
    run(fuzz_http_values);
}

#[test]
fn random_streams_of_events_are_handled() {
    run(fuzz_events);
}

#[test]
fn random_documents_are_handled() {
    run(fuzz_xml);
}

#[test]
fn random_forms_are_handled() {
    run(fuzz_form);
}

#[test]
fn random_bodies_in_chunks_are_handled() {
    run(fuzz_chunks);
}

#[test]
fn random_frames_are_handled() {
    run(fuzz_frames);
}
