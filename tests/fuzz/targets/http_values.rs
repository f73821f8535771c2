//! Fuzzes labels, queries and headers: the bytes choose the values that are written and read again.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_http_values(bytes));
