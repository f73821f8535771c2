//! Reads, compares and writes generated files, and leaves all other files alone.
//!
//! This module is for the crates of this workspace; its API isn't stable.

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

pub use entries::{EntryKind, PathState, list_entries, read_state};
pub use links::find_link;
pub use lock::{Access, Lock};
pub use mark::{format_header, format_mark, is_generated};
pub use output::{Output, OutputError, OutputProblem};
pub use regular::read_regular;
pub use temporary::{TempFile, find_temp_files, is_temp_file};
pub use write::{FileChange, apply_changes};

/// A file that can't be read or changed.
#[derive(Debug)]
pub struct FileError {
    /// The action that failed: `read`, `write` or `remove`.
    pub action: &'static str,
    /// The file.
    pub path: PathBuf,
    /// The cause.
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
