//! Fuzzes the output and errors of any HTTP response: the bytes choose its status, headers and body.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_http_response(bytes));
