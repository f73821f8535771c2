//! A crate whose types are made when it is built, from a model of its own.
// As strict as a crate may be: what is included mustn't mind.
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
