//! The comparison of two versions of a service: every kind of change, what follows from it, and that nothing else
//! is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod constraints;
mod folding;
mod formats;
mod kinds;
mod members;
mod operations;
mod properties;
mod real;
mod service;
mod shapes;
mod support;
mod targets;
