//! Fuzzes streams of events: the bytes choose frames, or are the stream.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_events(bytes));
