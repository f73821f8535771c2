//! Files on the disk: which of them are ours, and how they are changed without touching anybody else's.
//!
//! Not for other crates than those of this workspace; there is no promise that it stays as it is.

mod entries;
mod links;
mod lock;
mod mark;
mod output;
mod regular;
mod temporary;
mod write;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use entries::{EntryKind, State, entries, state};
pub use links::find_link;
pub use lock::{Access, Lock};
pub use mark::{header, is_generated, mark};
pub use output::{Output, OutputError, OutputProblem};
pub use regular::read_regular;
pub use temporary::{Temporary, is_temporary};
pub use write::{Change, apply};

/// A file that can't be read or changed.
#[derive(Debug)]
pub struct FileError {
    /// What was tried: `read`, `write` or `remove`.
    pub action: &'static str,
    /// The file.
    pub path: PathBuf,
    /// Why it failed.
    pub error: io::Error,
}

impl FileError {
    /// Creates the error of an action.
    pub fn new(action: &'static str, path: &Path, error: io::Error) -> Self {
        Self { action, path: path.to_owned(), error }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can't {} {}: {}", self.action, self.path.display(), self.error)
    }
}

impl std::error::Error for FileError {}
