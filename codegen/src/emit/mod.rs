//! Emitting: the items of an API become the text of Rust files. Nothing is decided here.

mod apart;
mod common;
mod constructors;
mod conversions;
#[cfg(feature = "review")]
pub mod declare;
mod errors;
mod files;
mod impls;
mod items;
mod lints;
mod module;
mod nest;
mod operations;
mod package;
mod page;
mod patterns;
mod rules;
mod service;
mod support;
mod support_http;
mod types;
mod words;

use std::collections::BTreeMap;

pub use apart::{crate_name, emit_packages};
pub use conversions::Conversion;
pub use files::INSIDE;
pub use module::{Module, Placement, Provenance, emit_module};
pub use nest::nest_files;
pub use package::{Package, emit_package};
pub use support::{SupportParts, emit_support};
pub use support_http::http_protocols;

/// Files by their paths below the folder that they are for; `/` separates.
pub type Files = BTreeMap<String, String>;
