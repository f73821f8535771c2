//! Fuzzes bodies in chunks: the bytes choose chunks, or pieces of them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_chunks(bytes));
