//! Reads regular files only: FIFOs, sockets and devices can block or be endless.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

/// Reads a file like [`fs::read`].
///
/// # Errors
/// The file can't be read, or isn't regular; a file that isn't regular isn't opened.
pub fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    check_kind(&fs::metadata(path)?)?;
    fs::read(path)
}

/// Fails with the kind of the file unless it is regular or a folder, which can't be read anyway.
fn check_kind(file: &Metadata) -> io::Result<()> {
    if file.is_file() || file.is_dir() {
        return Ok(());
    }
    let message = format!("it is {}, not a regular file", describe_kind(file));
    Err(io::Error::new(io::ErrorKind::InvalidInput, message))
}

#[cfg(unix)]
fn describe_kind(file: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = file.file_type();
    if kind.is_fifo() {
        "a FIFO"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn describe_kind(_: &Metadata) -> &'static str {
    "something else"
}
