//! Symbolic links on the way to a file: what is written or removed behind one is outside the folder.

use std::path::{Path, PathBuf};

/// Returns the first symbolic link on the way from `root`, which may be one itself, to the file `name` below it.
pub fn find_link(root: &Path, name: &Path) -> Option<PathBuf> {
    let mut path = root.to_owned();
    name.components().find_map(|component| {
        path.push(component);
        path.is_symlink().then(|| path.clone())
    })
}
