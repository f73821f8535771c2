//! `cargo xtask corpus` on small folders of models: the services that it finds, its output and exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod folder;

mod compiling;
mod failing;
mod finding;
mod reporting;
mod selecting;
mod shared;
