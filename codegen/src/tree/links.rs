//! Finds symbolic links on the path of a file: a file behind a link can be outside the output folder.

use std::path::{Path, PathBuf};

/// Returns the first symbolic link on the path from `root` to the file `name` below it; `root` can be one itself.
pub fn find_link(root: &Path, name: &Path) -> Option<PathBuf> {
    let mut path = root.to_owned();
    name.components().find_map(|component| {
        path.push(component);
        path.is_symlink().then(|| path.clone())
    })
}
