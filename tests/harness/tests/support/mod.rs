//! What the tests of the harness share.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod bounded;
pub mod structure;
