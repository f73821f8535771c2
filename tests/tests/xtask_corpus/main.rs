//! `cargo xtask corpus` on small folders of models: what it finds, tells and returns.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod folder;

mod compiling;
mod failing;
mod finding;
mod reporting;
mod selecting;
mod shared;
