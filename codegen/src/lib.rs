//! Build-time API model codegen: a [`Model`](shapesmith_model::Model) becomes a small, readable Rust
//! crate.
//!
//! Data flows one way: [`lower`] makes plain, comparable items ([`rust::Api`]) of a service,
//! [`select`](rust::Api::select) keeps those of some operations, [`module`] prints them as files, [`package`] puts a crate around modules. Nothing here reads or
//! writes a file.

mod docs;
mod emit;
mod graph;
mod lower;
mod names;
mod policy;
pub mod rust;
mod select;

pub use emit::{
    Files, Module, Package, Placement, Provenance, crate_name, module, package, packages,
};
pub use lower::{lower, lower_with};
pub use policy::{ItemPolicy, Policy, PolicyEntry, PolicyProblem, Required};
