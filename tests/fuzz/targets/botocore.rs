//! The reader of botocore's models, on files of any bytes that NUL bytes set apart.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::botocore(bytes));
