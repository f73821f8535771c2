//! What every generated type stands on: how a value shows its members, and everything that is
//! the same for all of them (JSON form, `Debug`, equality), written once over that view.

mod blob;
mod content;
mod empty;
#[doc(hidden)]
pub mod field;
mod open_enum;
mod order;
mod place;
mod read;
mod read_collection;
mod read_leaf;
mod read_structure;
mod reflect;
#[doc(hidden)]
pub mod rule;
mod same;
mod timestamp;
mod validate;
#[doc(hidden)]
pub mod value;
mod violation;
mod write;

pub use blob::{Blob, InvalidBase64};
pub use content::UnknownVariant;
pub use empty::Empty;
pub use open_enum::{ParseEnumError, UnknownInteger, UnknownValue};
pub use timestamp::{InvalidTimestamp, Timestamp, TimestampFormat};
pub use validate::Validate;
pub use violation::{Bounds, Constraint, Violation, Violations};
pub use write::Body;

#[doc(hidden)]
pub use open_enum::{find, find_integer};
#[doc(hidden)]
pub use read::read;
#[doc(hidden)]
pub use reflect::debug;
#[doc(hidden)]
pub use same::same;
#[doc(hidden)]
pub use write::write;
