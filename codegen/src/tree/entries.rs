//! Looking at folders and files without following links.

use std::ffi::OsString;
use std::fs::{self, File, FileType};
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::FileError;

/// What is in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A symbolic link, whatever it leads to.
    Link,
    /// A device, a pipe or a socket, which mustn't be opened.
    Other,
}

/// What is at a path.
#[derive(Debug)]
pub enum State {
    /// Nothing.
    Absent,
    /// A regular file with this content.
    File(Vec<u8>),
    /// Something else.
    Other(EntryKind),
}

/// Returns the names in a folder in their order, with what they are; nothing where there is no folder.
///
/// # Errors
/// The folder can't be read.
pub fn entries(folder: &Path) -> Result<Vec<(OsString, EntryKind)>, FileError> {
    let failed = |error| FileError::new("read", folder, error);
    let read = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.map_err(failed)?,
    };
    let mut entries = Vec::new();
    for entry in read {
        let entry = entry.map_err(failed)?;
        entries.push((entry.file_name(), kind(entry.file_type().map_err(failed)?)));
    }
    entries.sort_by(|(a, _): &(OsString, _), (b, _)| a.cmp(b));
    Ok(entries)
}

/// Returns what is at a path.
///
/// # Errors
/// It can't be read.
pub fn state(path: &Path) -> Result<State, FileError> {
    let failed = |error| FileError::new("read", path, error);
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(State::Absent),
        found => kind(found.map_err(failed)?.file_type()),
    };
    if found != EntryKind::File {
        return Ok(State::Other(found));
    }
    let mut content = Vec::new();
    File::open(path).and_then(|mut file| file.read_to_end(&mut content)).map_err(failed)?;
    Ok(State::File(content))
}

fn kind(found: FileType) -> EntryKind {
    match () {
        () if found.is_dir() => EntryKind::Folder,
        () if found.is_file() => EntryKind::File,
        () if found.is_symlink() => EntryKind::Link,
        () => EntryKind::Other,
    }
}
