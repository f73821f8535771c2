//! Files on the disk: which of them are ours, and how they are changed without touching anybody else's.

mod mark;

pub use mark::{header, is_generated};
