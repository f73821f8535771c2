//! Temporary files: beside the file that they become, with names that the next run knows them by.

use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

const PREFIX: &str = ".xtask-";
const SUFFIX: &str = ".tmp";

/// A file with this text, safely on the disk; gone again when dropped.
pub fn make(folder: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As for any new file; temporary ones are private otherwise, and stay so when renamed.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Whether a file's name is that of a temporary one.
pub fn is_one(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}
