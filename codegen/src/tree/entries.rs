//! Lists folders and reads files without following symbolic links.

use std::ffi::OsString;
use std::fs::{self, File, FileType};
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::FileError;

/// The kind of an entry of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A symbolic link, whatever its target is.
    Link,
    /// A device, a FIFO or a socket, which is never opened.
    Other,
}

/// The state of a path.
#[derive(Debug)]
pub enum PathState {
    /// Nothing.
    Absent,
    /// A regular file with this content.
    File(Vec<u8>),
    /// An entry that isn't a regular file.
    Other(EntryKind),
}

/// Returns the entries of a folder with their kinds, sorted by name; none if there is no folder.
///
/// # Errors
/// The folder can't be read.
pub fn list_entries(folder: &Path) -> Result<Vec<(OsString, EntryKind)>, FileError> {
    let failed = |error| FileError::new("read", folder, error);
    let read = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.map_err(failed)?,
    };
    let mut entries = Vec::new();
    for entry in read {
        let entry = entry.map_err(failed)?;
        entries.push((entry.file_name(), EntryKind::from(entry.file_type().map_err(failed)?)));
    }
    entries.sort_by(|(a, _): &(OsString, _), (b, _)| a.cmp(b));
    Ok(entries)
}

/// Returns the state of a path, with the content of a regular file.
///
/// # Errors
/// It can't be read.
pub fn read_state(path: &Path) -> Result<PathState, FileError> {
    let failed = |error| FileError::new("read", path, error);
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(PathState::Absent),
        found => EntryKind::from(found.map_err(failed)?.file_type()),
    };
    if found != EntryKind::File {
        return Ok(PathState::Other(found));
    }
    let mut content = Vec::new();
    File::open(path).and_then(|mut file| file.read_to_end(&mut content)).map_err(failed)?;
    Ok(PathState::File(content))
}

impl From<FileType> for EntryKind {
    fn from(file_type: FileType) -> Self {
        if file_type.is_dir() {
            Self::Folder
        } else if file_type.is_file() {
            Self::File
        } else if file_type.is_symlink() {
            Self::Link
        } else {
            Self::Other
        }
    }
}
