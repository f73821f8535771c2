//! Build-time API model codegen: a [`Model`](shapesmith_model::Model) becomes a small, readable Rust
//! crate.
//!
//! Data flows one way: [`lower`] makes plain, comparable items ([`rust::Api`]) of a service,
//! [`select`](rust::Api::select) keeps those of some operations, [`module`] prints them as files,
//! [`package`] puts a crate around modules. Nothing of this reads or writes a file. [`Build`] does,
//! for build scripts and tools: it is all stages in one call.

mod build;
mod docs;
mod emit;
mod graph;
mod layout;
mod lower;
mod names;
mod nesting;
pub mod pattern;
mod policy;
#[cfg(feature = "review")]
pub mod review;
pub mod rust;
mod select;
#[doc(hidden)]
pub mod tree;

pub use build::{Build, Generated, Problems};
pub use emit::{
    Files, Module, Package, Placement, Provenance, crate_name, module, package, packages,
    support_of,
};
#[cfg(feature = "review")]
pub use lower::lower_for_comparison;
pub use lower::{lower, lower_with};
pub use names::{check_package_name, is_module_name};
pub use policy::{
    ConstraintKind, ItemPolicy, Policy, PolicyEntry, PolicyProblem, Required, Strictness,
};
