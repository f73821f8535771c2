//! Generated code: what is generated, and how generated types behave.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod build_shared;
mod construction;
mod conversions;
mod depth;
mod enums;
mod equality;
mod error_conversion;
mod errors;
mod goldens;
mod lambda;
mod lambda_formats;
mod layout;
mod members;
mod numbers;
mod operations;
mod pages;
mod policy;
mod properties;
mod reading;
mod selection;
mod sensitive;
mod services;
mod stability;
mod timestamps;
mod unions;
mod values;
mod wire_values;
mod wording;
