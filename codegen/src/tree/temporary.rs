//! Temporary files in the folder of the file that they replace. The next run recognizes those of an interrupted run by their
//! names.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{EntryKind, FileError, list_entries};

/// The start of their names.
const START: &str = ".shapesmith-";
/// The start of their names in earlier versions.
const FORMER_START: &str = ".xtask-";
/// The end of their names.
const END: &str = ".tmp";

/// A temporary file. It is removed when it is dropped, unless it was renamed.
#[derive(Debug)]
pub struct TempFile {
    path: PathBuf,
    is_renamed: bool,
}

impl TempFile {
    /// Writes the text to a new file in the folder, and flushes it to the disk.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn write(folder: &Path, text: &str) -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{START}{}-{count}{END}", std::process::id()));
            // An existing file or link is never written to.
            let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                file => file?,
            };
            let temporary = Self { path, is_renamed: false };
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            return Ok(temporary);
        }
    }

    /// Gives the file these permissions.
    ///
    /// # Errors
    /// The permissions can't be changed.
    pub fn set_permissions(&self, permissions: fs::Permissions) -> io::Result<()> {
        fs::set_permissions(&self.path, permissions)
    }

    /// Gives the file its final name; a file of that name is replaced.
    ///
    /// # Errors
    /// The file can't be renamed.
    pub fn rename(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.is_renamed = true;
        Ok(())
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        if !self.is_renamed {
            // A destructor can't fail; the next run removes the file.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Finds the temporary files in a folder.
///
/// # Errors
/// The folder can't be read.
pub fn find_temp_files(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let is_temp = |(name, kind): &(OsString, EntryKind)| {
        *kind == EntryKind::File && is_temp_file(&name.to_string_lossy())
    };
    let entries = list_entries(folder)?.into_iter().filter(is_temp);
    Ok(entries.map(|(name, _)| folder.join(name)).collect())
}

/// Returns whether a file has the name of a temporary file.
pub fn is_temp_file(name: &str) -> bool {
    let Some(name) = name.strip_suffix(END) else { return false };
    name.starts_with(START) || name.starts_with(FORMER_START) || is_former_temp_file(name)
}

/// Returns whether the name is that of a Rust file between `.` and the id of a process, as in the first versions.
fn is_former_temp_file(name: &str) -> bool {
    let number = name.strip_prefix('.').and_then(|name| name.split_once(".rs."));
    number.is_some_and(|(_, number)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_temp_files_are_recognized() {
        for name in [".shapesmith-12-0.tmp", ".xtask-a1B2c3.tmp", ".mod.rs.4711.tmp"] {
            assert!(is_temp_file(name), "{name}");
        }
        for name in ["mod.rs", ".tmp", "a.tmp", ".mod.rs.tmp", ".mod.rs.x1.tmp", ".a.toml.1.tmp"] {
            assert!(!is_temp_file(name), "{name}");
        }
    }
}
