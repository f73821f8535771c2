//! Fuzzes documents in XML: the bytes choose pieces of a document, or are one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_xml(bytes));
