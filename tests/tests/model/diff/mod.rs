//! The comparison of two versions of a service: every kind of change and its effects, and no other changes.

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
