//! Fuzzes forms: the bytes choose pieces of a form, or are one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_form(bytes));
