//! Build-time API model codegen: generates a small, readable Rust crate from a service model.
//!
//! [`Build`] is all stages in one call, for build scripts and tools. Each stage can be called on its own, too; none changes
//! what an earlier one returned, and only the first one here reads files:
//!
//! ```no_run
//! use shapesmith::{ModelFiles, Placement, Provenance, Selection, emit_module, lower_selection};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Open the model and the files that belong to it by their names, and read them.
//! let model = ModelFiles::open("model/weather.json")?.read()?.model;
//! // Choose the service and operations, and lower them to Rust items.
//! let mut selection = Selection::default();
//! selection.operations = Some(vec!["GetForecast".to_owned()]);
//! let api = lower_selection(&model, &selection)?;
//! // Emit the items as the text of a module.
//! let placement = Placement { name: "weather", support: "self::support", krate: None };
//! let provenance = Provenance { command: "my-tool", source: "weather.json" };
//! for (path, text) in emit_module(&api, placement, provenance).files {
//!     println!("{path}: {} lines", text.lines().count());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`emit_support`] emits the support module, and [`emit_package`] puts a crate around modules. Errors are typed; [`Diagnostic`] is
//! their common form.

mod build;
mod diagnostic;
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
mod stages;
#[doc(hidden)]
pub mod tree;

pub use build::{Build, BuildError, Generated};
pub use diagnostic::{Diagnostic, DiagnosticPlace};
pub use emit::{
    Conversion, Files, Module, Package, Placement, Provenance, SupportParts, crate_name,
    emit_module, emit_package, emit_packages, emit_support, http_protocols,
};
#[cfg(feature = "review")]
pub use lower::lower_for_comparison;
pub use lower::lower_service;
pub use names::{check_package_name, is_module_name};
pub use policy::{
    ConstraintKind, ItemPolicy, Policy, PolicyEntry, PolicyError, PolicyProblem, PolicyProblemKind,
    Required, Strictness,
};
pub use select::UnknownOperations;
pub use stages::{
    ModelFile, ModelFiles, Selection, SelectionError, SelectionProblem, find_side_files,
    lower_selection, model_stem,
};
pub use tree::FileError;
