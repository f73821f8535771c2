//! Models: reading, problems, canonical form, comparison.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod botocore;
mod botocore_corpus;
mod botocore_lambda;
mod canonical;
mod changes;
mod diff;
mod identify;
mod limits;
mod mixins;
mod overlay;
mod problems;
mod reading;
mod shared;
mod usage;
