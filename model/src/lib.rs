//! What a service model *is*: readers for the formats that models come in, and the resolved,
//! format-neutral [`Model`] that they give. Knows nothing of Rust names or tokens.

mod botocore;
mod bundle;
pub mod canonical;
mod check;
mod closure;
#[cfg(feature = "diff")]
pub mod diff;
mod docs;
pub mod escape;
mod find;
mod format;
mod gzip;
mod id;
mod identify;
mod json;
mod model;
mod operation_traits;
mod origins;
mod overlay;
mod places;
mod problem;
mod protocols;
mod read;
mod report;
mod service_choice;
mod smithy;
mod suggest;
mod traits;

pub use check::Fit;
pub use closure::{Usage, usage};
pub use gzip::unpacked;
pub use id::ShapeId;
pub use identify::{FileKind, Outline, ServiceOutline, identify};
pub use json::locate::line_numbers;
pub use model::{
    EnumMember, Member, Model, Operation, Pointer, Resource, Service, Shape, ShapeKind,
};
pub use operation_traits::{
    Acceptor, Comparator, Example, Matcher, Paginated, QueryError, Retryable, Waiter, WaiterState,
};
pub use problem::{ModelError, Problem, Severity, Shown};
pub use read::{Reading, Source, read, read_corrected, read_files};
pub use service_choice::ServiceChoiceError;
pub use suggest::did_you_mean;
pub use traits::{Deprecated, Fault, Http, HttpBinding, Length, Range, TimestampFormat, Traits};
