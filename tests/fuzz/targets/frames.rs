//! Fuzzes frames of streams of events, with right checksums.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shapesmith_harness::fuzz_frames(bytes));
