//! Fuzzes the reader of Smithy's JSON AST.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_smithy(bytes));
