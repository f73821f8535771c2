//! The commands of `cargo xtask`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod api_changes;
mod conformance;
mod corpus;
mod diff;
mod judge;
mod oracle;
mod regenerate;
