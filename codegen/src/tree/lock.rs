//! A lock on a folder, held while its files are read, changed and written.

use std::fs::File;
use std::io;
use std::path::Path;

use fs4::{FileExt, TryLockError};

/// The access that a lock permits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading, shared with other readers.
    Read,
    /// Writing, exclusively.
    Write,
}

/// A lock on a folder. It is released when it is dropped, or when the process ends.
#[derive(Debug)]
pub struct Lock {
    file: Option<File>,
}

impl Lock {
    /// Acquires the lock. If another process holds a conflicting one, calls `waiting` and waits.
    ///
    /// On a file system without locks, the work goes on without one, as cargo does it.
    pub fn acquire(folder: &Path, access: Access, waiting: impl FnOnce()) -> Self {
        let Ok(file) = open(folder) else { return Self { file: None } };
        let tried = match access {
            Access::Read => FileExt::try_lock_shared(&file),
            Access::Write => FileExt::try_lock(&file),
        };
        let locked = match tried {
            Ok(()) => true,
            Err(TryLockError::Error(_)) => false,
            Err(TryLockError::WouldBlock) => {
                waiting();
                let waited = match access {
                    Access::Read => FileExt::lock_shared(&file),
                    Access::Write => FileExt::lock(&file),
                };
                waited.is_ok()
            }
        };
        Self { file: Some(file).filter(|_| locked) }
    }

    /// Returns whether the lock is held. Without it, another process may be writing the temporary files that are found.
    pub fn is_held(&self) -> bool {
        self.file.is_some()
    }
}

/// Opens the folder itself, so that no lock file is left.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Opens a lock file in the folder, because a folder itself can't be locked on this system.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    let file = folder.join(".shapesmith.lock");
    std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(file)
}
