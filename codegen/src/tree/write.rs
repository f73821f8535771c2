//! Writes and removes many files as one change, as far as a file system allows it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{FileError, TempFile};

/// A change of a file.
#[derive(Clone, Debug)]
pub struct FileChange<'a> {
    /// The path of the file.
    pub path: PathBuf,
    /// The new text; `None` to remove the file.
    pub text: Option<&'a str>,
}

/// Applies the changes. Each file is replaced atomically. Likely failures, such as a full disk or a folder without permission,
/// are detected before the first file is changed.
///
/// Folders below `root` that become empty by a removal are removed as well.
///
/// # Errors
/// A file can't be changed; the error is about the first one.
pub fn apply_changes(root: &Path, changes: &[FileChange<'_>]) -> Result<(), FileError> {
    let mut prepared = Vec::new();
    for FileChange { path, text } in changes {
        if let Some(text) = text {
            let folder = path.parent().unwrap_or(path);
            let file = fs::create_dir_all(folder)
                .and_then(|()| check_replaceable(path))
                .and_then(|()| TempFile::write(folder, text));
            prepared.push((path, file.map_err(|error| FileError::new("write", path, error))?));
        }
    }
    for (path, file) in prepared {
        file.rename(path).map_err(|error| FileError::new("write", path, error))?;
    }
    for change in changes.iter().filter(|change| change.text.is_none()) {
        let path = &change.path;
        fs::remove_file(path).map_err(|error| FileError::new("remove", path, error))?;
        remove_empty_folders(root, path);
    }
    Ok(())
}

/// Fails if there is a folder in the place of a file: renaming would fail only after other files were replaced.
fn check_replaceable(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "there is a folder of this name"));
    }
    Ok(())
}

/// Removes the folder of a removed file and the folders around it, below `root` and as long as they are empty.
fn remove_empty_folders(root: &Path, file: &Path) {
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != root) {
        // Fails if the folder isn't empty.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
