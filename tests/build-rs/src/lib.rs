//! A crate whose build script generates types from a model.
// The included code must pass the strictest lints of a crate.
#![deny(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    unused_results,
    trivial_casts,
    elided_lifetimes_in_paths,
    single_use_lifetimes,
    unused,
    nonstandard_style,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    rustdoc::all
)]
#![forbid(unsafe_code)]

include!(concat!(env!("OUT_DIR"), "/tides.rs"));
