//! Fuzzes the reader of botocore's models with files separated by NUL bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_botocore(bytes));
