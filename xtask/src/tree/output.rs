//! Writing a report to where the user wants it, which need not be a regular file.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use shapesmith::tree::Temporary;

use crate::exit::Failure;

/// Writes a report. A regular file is replaced at once and keeps its permissions; links are followed, and what is a
/// device or a FIFO is written to.
pub fn write_output(path: &Path, text: &str) -> Result<(), Failure> {
    write(path, text)
        .map_err(|error| Failure::new(format!("can't write {}: {error}", path.display())))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => replace(path, text, None),
        Err(error) => Err(error),
        Ok(file) if file.is_symlink() => write_through_link(path, text),
        // As root, every file can be written, but read-only still says that nobody should.
        Ok(file) if file.permissions().readonly() => {
            Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"))
        }
        Ok(file) if file.is_file() && !has_other_names(&file) => replace(path, text, Some(&file)),
        Ok(_) => write_in_place(OpenOptions::new().write(true).truncate(true).open(path)?, text),
    }
}

fn write_through_link(path: &Path, text: &str) -> io::Result<()> {
    match fs::canonicalize(path) {
        Ok(target) => write(&target, text),
        // Opening the link creates the file that it names.
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
    let file = Temporary::write(folder, text)?;
    if let Some(old) = old {
        file.set_permissions(old.permissions())?;
    }
    file.rename(path)
}

/// Whether the file is known by several names, which a replacement would tear apart.
#[cfg(unix)]
fn has_other_names(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}
