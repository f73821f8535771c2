//! Fuzzes the whole pipeline: the bytes choose a fixture and how it is broken.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_fixture(bytes));
