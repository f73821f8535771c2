//! Reading files that end: pipes, sockets and devices may block or never end, and are refused.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

/// Returns the content of a file, as [`fs::read`] does, but never waits for one that isn't regular.
pub fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    check(&fs::metadata(path)?)?;
    fs::read(path)
}

/// Returns an error that says what the file is, unless it is regular or a folder: opening a folder fails by itself.
fn check(file: &Metadata) -> io::Result<()> {
    if file.is_file() || file.is_dir() {
        return Ok(());
    }
    let message = format!("it is {}, not a regular file", kind(file));
    Err(io::Error::new(io::ErrorKind::InvalidInput, message))
}

#[cfg(unix)]
fn kind(file: &Metadata) -> &'static str {
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
fn kind(_: &Metadata) -> &'static str {
    "something else"
}
