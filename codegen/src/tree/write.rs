//! Changing many files at once, as far as a file system can.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{FileError, Temporary};

/// What is to become of a file.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The file.
    pub path: PathBuf,
    /// The text that it is to have; without one it is removed.
    pub text: Option<&'a str>,
}

/// Changes the files. Each has its old content or its new one at any time. What is likely to fail, such as a full disk
/// or a folder that can't be written, fails before the first file is changed.
///
/// Of folders that a removed file was in, those that are empty are removed, too, up to `root`.
///
/// # Errors
/// The first file that can't be changed.
pub fn apply(root: &Path, changes: &[Change<'_>]) -> Result<(), FileError> {
    let mut prepared = Vec::new();
    for Change { path, text } in changes {
        if let Some(text) = text {
            let folder = path.parent().unwrap_or(path);
            let file = fs::create_dir_all(folder)
                .and_then(|()| expect_replaceable(path))
                .and_then(|()| Temporary::write(folder, text));
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

/// Fails for a folder in the place of a file, which renaming would find out only after other files were replaced.
fn expect_replaceable(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "there is a folder of this name"));
    }
    Ok(())
}

/// Removes the folder of a file that is gone, and those around it below `root`, as long as they are empty.
fn remove_empty_folders(root: &Path, file: &Path) {
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != root) {
        // Fails where the folder isn't empty, which is what keeps it.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
