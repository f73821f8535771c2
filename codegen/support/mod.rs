//! The code that all generated types share: the JSON form, `Debug`, equality, validation and errors, written once over the
//! members that each value shows.

mod any_operation;
mod blob;
mod collections;
mod condition;
mod content;
mod decimal;
mod empty;
mod equal;
mod error_conversion;
mod error_set;
mod events;
#[doc(hidden)]
pub mod field;
mod members;
mod missing;
mod open_enum;
mod operation;
mod order;
mod path;
mod pattern;
mod pattern_table;
mod place;
mod read;
mod read_collection;
mod read_leaf;
mod read_structure;
mod redacted;
mod reflect;
#[doc(hidden)]
pub mod rule;
mod rule_check;
mod service;
mod shown_text;
mod subject;
mod timestamp;
mod timestamp_arithmetic;
mod unique;
mod unknown_error;
mod validate;
mod validation_exception;
mod validity;
#[doc(hidden)]
pub mod value;
mod value_text;
mod violation;
mod violation_json;
mod violations;
mod with;
mod wording;
mod write;

pub use any_operation::{AnyOperation, AnyValue};
pub use blob::{Blob, InvalidBase64};
pub use collections::{list, map};
pub use content::UnknownVariant;
pub use empty::Empty;
pub use error_set::{AnyException, ErrorBody, ErrorInfo, ErrorSet, Exception, Fault, Retry};
pub use events::{Events, HasInputEvents, HasOutputEvents};
pub use members::{Location, Member, members};
pub use open_enum::{ParseEnumError, UnknownInteger, UnknownValue};
pub use operation::{
    Acceptor, Checksum, Comparator, EventStream, Http, Matcher, Operation, Pagination, Structure,
    Waiter, WaiterState, XmlRoot,
};
pub use redacted::Redacted;
pub use service::Service;
pub use timestamp::{InvalidTimestamp, Timestamp, TimestampFormat};
pub use unknown_error::UnknownError;
pub use validate::{Validate, check};
pub use validation_exception::ValidationException;
pub use violation::{Bounds, Constraint, Severity, Violation};
pub use violations::Violations;
pub use with::With;
pub use wording::Wording;
pub use write::Body;

#[doc(hidden)]
pub use any_operation::find_operation;
#[doc(hidden)]
pub use equal::equal;
#[doc(hidden)]
pub use error_conversion::{IntoErrorSet, convert_set};
#[doc(hidden)]
pub use error_set::{VariantBuilder, debug_error, display_error};
#[doc(hidden)]
pub use open_enum::{find_integer, parse_known, parse_open};
#[doc(hidden)]
pub use read::read;
#[doc(hidden)]
pub use reflect::debug;
#[doc(hidden)]
pub use write::write;
