//! Checks of the whole pipeline for any input, generators of broken models, and checks of HTTP messages.
//!
//! The fuzz targets and the bounded tests share this crate. An input is a byte string from a fuzzer: either a file, or the
//! choices that determine how a [`Seed`] is broken.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod bodies;
mod case;
mod checks;
#[allow(missing_docs)]
mod depot;
mod events;
mod messages;
mod mutate;
mod seeds;
mod texts;

pub use bodies::{fuzz_chunks, fuzz_form, fuzz_frames, fuzz_xml};
pub use case::Case;
pub use checks::{Outcome, fuzz_botocore, fuzz_fixture, fuzz_smithy, run_pipeline, rust};
pub use events::fuzz_events;
pub use messages::{fuzz_http_request, fuzz_http_response, fuzz_http_values};
pub use mutate::Mutation;
pub use seeds::Seed;
pub use texts::{HOSTILE, is_hidden};
