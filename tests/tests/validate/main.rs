//! Validation of generated types.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod boundaries;
mod bounds;
mod corpus;
mod oracle;
mod paths;
mod properties;
mod protocol;
mod result;
mod sample;
mod samples;
mod sensitive;
mod strictness;
