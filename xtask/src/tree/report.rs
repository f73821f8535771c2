//! Writes a report to the path that the user names, which can be a link, a FIFO or a device.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use shapesmith::tree::TempFile;

use crate::exit::Failure;

/// Writes a report. A regular file is replaced atomically and keeps its permissions, links are followed, and a device or a
/// FIFO is written to.
///
/// # Errors
/// The file can't be written.
pub fn write_report(path: &Path, text: &str) -> Result<(), Failure> {
    write(path, text)
        .map_err(|error| Failure::new(format!("can't write {}: {error}", path.display())))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => replace(path, text, None),
        Err(error) => Err(error),
        Ok(file) if file.is_symlink() => write_through_link(path, text),
        // Root can write to every file, but a read-only file isn't meant to be written.
        Ok(file) if file.permissions().readonly() => {
            Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"))
        }
        Ok(file) if file.is_file() && !has_hard_links(&file) => replace(path, text, Some(&file)),
        Ok(_) => write_in_place(OpenOptions::new().write(true).truncate(true).open(path)?, text),
    }
}

fn write_through_link(path: &Path, text: &str) -> io::Result<()> {
    match fs::canonicalize(path) {
        Ok(target) => write(&target, text),
        // Opening a dangling link creates its target.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            write_in_place(File::create(path)?, text)
        }
        Err(error) => Err(error),
    }
}

fn write_in_place(mut file: File, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.flush()
}

fn replace(path: &Path, text: &str, old: Option<&Metadata>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let file = TempFile::write(folder, text)?;
    if let Some(old) = old {
        file.set_permissions(old.permissions())?;
    }
    file.rename(path)
}

/// Returns whether the file has several hard links, which a replacement would separate.
#[cfg(unix)]
fn has_hard_links(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
fn has_hard_links(_: &Metadata) -> bool {
    false
}
