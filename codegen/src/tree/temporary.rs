//! Temporary files: beside the file that they become, with names by which the next run recognizes those that a killed
//! one left.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

const START: &str = ".shapesmith-";
/// How such files started in earlier versions.
const FORMER_START: &str = ".xtask-";
const END: &str = ".tmp";

/// A temporary file; it is removed when it is dropped.
#[derive(Debug)]
pub struct Temporary {
    path: PathBuf,
    is_kept: bool,
}

impl Temporary {
    /// Writes the text into a new file of the folder, down to the disk.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn write(folder: &Path, text: &str) -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{START}{}-{count}{END}", std::process::id()));
            // A new file: one that is there, or a link, is never written to.
            let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                file => file?,
            };
            let temporary = Self { path, is_kept: false };
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
        self.is_kept = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.is_kept {
            // There is nobody to tell; the next run removes it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Returns whether a file has the name of a temporary one.
pub fn is_temporary(name: &str) -> bool {
    let Some(name) = name.strip_suffix(END) else { return false };
    name.starts_with(START) || name.starts_with(FORMER_START) || is_former(name)
}

/// Returns whether the name is `.` and that of a Rust file with the number of a process, as in earlier versions.
fn is_former(name: &str) -> bool {
    let number = name.strip_prefix('.').and_then(|name| name.split_once(".rs."));
    number.is_some_and(|(_, number)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_temporary_files_are_recognized() {
        for name in [".shapesmith-12-0.tmp", ".xtask-a1B2c3.tmp", ".mod.rs.4711.tmp"] {
            assert!(is_temporary(name), "{name}");
        }
        for name in ["mod.rs", ".tmp", "a.tmp", ".mod.rs.tmp", ".mod.rs.x1.tmp", ".a.toml.1.tmp"] {
            assert!(!is_temporary(name), "{name}");
        }
    }
}
