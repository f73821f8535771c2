//! From files to the text of a crate: the bytes choose a fixture, and how it is broken.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fixture(bytes));
