//! Helpers for the tests of the harness.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod bounded;
pub mod structure;
