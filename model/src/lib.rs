//! Reads service models into a resolved [`Model`] that is independent of the format of the files.
//!
//! Supported formats are [Smithy's JSON AST](https://smithy.io/2.0/spec/json-ast.html), versions 1.0 and 2.0, and the
//! `service-2.json` of [botocore](https://github.com/boto/botocore) with its side files. The model doesn't depend on
//! the language of generated code; the crate `shapesmith` generates Rust from it.
//!
//! # Examples
//!
//! [`read_files`] reads the files of a service, [`read`] a single model. Both return the model with its warnings, or
//! all problems of all files, each with its location and a hint:
//!
//! ```
//! use shapesmith_model::{Source, read_files};
//!
//! let text = r#"{
//!     "smithy": "2.0",
//!     "shapes": {
//!         "example#Weather": {
//!             "type": "service",
//!             "version": "2024-01-01",
//!             "operations": [{ "target": "example#GetForecast" }]
//!         },
//!         "example#GetForecast": {
//!             "type": "operation",
//!             "input": { "target": "example#GetForecastInput" },
//!             "output": { "target": "smithy.api#Unit" }
//!         },
//!         "example#GetForecastInput": {
//!             "type": "structure",
//!             "members": {
//!                 "city": {
//!                     "target": "smithy.api#String",
//!                     "traits": { "smithy.api#required": {}, "smithy.api#length": { "min": 1 } }
//!                 }
//!             }
//!         }
//!     }
//! }"#;
//! let reading = read_files(&[Source::new("weather.json", text.as_bytes())])?;
//! for warning in &reading.warnings {
//!     eprintln!("{warning}");
//! }
//!
//! let model = reading.model;
//! let service = model.choose_service(None)?;
//! for operation in model.operations_of(service) {
//!     let Some(input) = operation.input.as_ref().and_then(|input| model.shape(input)) else {
//!         continue;
//!     };
//!     for member in input.members() {
//!         let length = model.effective(member, |traits| traits.length());
//!         assert_eq!((member.name.as_str(), member.traits.is_required()), ("city", true));
//!         assert_eq!(length.and_then(|length| length.min), Some(1));
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! - `diff`: the comparison of two versions of a service.
//! - `gzip`: the decompression of files that are gzip data.

mod botocore;
mod bundle;
pub mod canonical;
mod check;
mod closure;
#[cfg(feature = "diff")]
pub mod diff;
mod docs;
pub mod escape;
mod format;
mod gzip;
mod id;
mod identify;
mod json;
mod lookup;
mod model;
mod operation_traits;
mod overlay;
mod problem;
mod read;
mod report;
mod service_choice;
mod smithy;
mod source;
mod source_map;
mod suggest;
mod traits;
mod wording;

pub use check::ValueFit;
pub use closure::{Usage, compute_usage};
pub use gzip::decompress_gzip;
pub use id::ShapeId;
pub use identify::{FileKind, ModelOutline, ServiceOutline, identify};
pub use json::locate::line_numbers;
pub use model::{
    EnumMember, Member, Model, Operation, Pointer, Resource, Service, Shape, ShapeKind,
};
pub use operation_traits::{
    Acceptor, Comparator, Example, Matcher, Paginated, QueryError, Retryable, Waiter, WaiterState,
};
pub use problem::{ModelError, Problem, ProblemExcerpt, Severity};
#[doc(hidden)]
pub use problem::{write_hint, write_location};
pub use read::{Reading, read, read_corrected, read_files, read_parsed};
pub use service_choice::ServiceChoiceError;
pub use source::{ParsedFile, Source};
pub use suggest::did_you_mean;
pub use traits::{
    Checksum, Deprecated, Fault, Http, HttpBinding, Length, Range, TimestampFormat, Traits,
    XmlNamespace,
};
