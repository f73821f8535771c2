//! A lock on a folder, held while its files are read, changed and written.

use std::fs::File;
use std::io;
use std::path::Path;

use fs4::{FileExt, TryLockError};

/// What is to be done under a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading, together with others who read.
    Read,
    /// Writing, alone.
    Write,
}

/// A lock on a folder; dropping it lets others go on, as does the end of the process.
#[derive(Debug)]
pub struct Lock {
    file: Option<File>,
}

impl Lock {
    /// Waits until nobody works on the folder who mustn't at the same time; calls `waiting` first, if it has to.
    ///
    /// Where the file system has no locks, there is none and the work goes on, as cargo does it.
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

    /// Returns whether others are kept off. Without that, a temporary file may be one that is being written.
    pub fn is_held(&self) -> bool {
        self.file.is_some()
    }
}

/// Opens the folder itself, so that locking leaves no file behind.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Opens a file in the folder, because a folder itself can't be locked here.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    let file = folder.join(".shapesmith.lock");
    std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(file)
}
