//! Fuzzes routing and the input of any HTTP request: the bytes choose its method, target, headers and body.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_http_request(bytes));
