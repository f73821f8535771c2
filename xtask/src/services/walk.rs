//! The files in and below folders.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use shapesmith::tree::{EntryKind, FileError, list_entries};

use crate::exit::Failure;

/// The files that can be models or belong to one.
#[derive(Default)]
pub struct FileTree {
    /// The JSON files by folder, each file once.
    pub folders: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// Archives, which aren't searched.
    pub archives: Vec<PathBuf>,
}

/// Finds the JSON files in and below folders; a path can also be a file.
///
/// # Errors
/// A file or folder can't be read.
pub fn walk_folders(paths: &[PathBuf]) -> Result<FileTree, Failure> {
    let mut tree = FileTree::default();
    let mut open: Vec<PathBuf> = Vec::new();
    for path in paths {
        let canonical = canonicalize(path)?;
        // Paths are kept as they were given; a broken one is resolved.
        let path = if canonical.is_dir() || path.is_file() { path.clone() } else { canonical };
        open.push(path);
    }
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        if !seen.insert(canonicalize(&path)?) {
            continue;
        }
        if path.is_dir() {
            for (name, kind) in list_entries(&path)? {
                // Links can be circular or broken.
                if kind != EntryKind::Link {
                    open.push(path.join(name));
                }
            }
        } else {
            tree.add(path);
        }
    }
    tree.archives.sort();
    Ok(tree)
}

fn canonicalize(path: &Path) -> Result<PathBuf, FileError> {
    fs::canonicalize(path).map_err(|error| FileError::new("read", path, error))
}

/// Returns whether a file has the name of a JSON file, gzipped or not.
pub fn is_json(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.ends_with(".json") || name.ends_with(".json.gz")
}

impl FileTree {
    fn add(&mut self, path: PathBuf) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
        if is_json(&path) {
            let folder = path.parent().unwrap_or(Path::new("")).to_owned();
            self.folders.entry(folder).or_default().insert(path);
        } else if ends(&[".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".zip", ".whl"]) {
            self.archives.push(path);
        }
    }
}
