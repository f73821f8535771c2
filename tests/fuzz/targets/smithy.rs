//! The reader of Smithy's JSON AST, on any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::smithy(bytes));
