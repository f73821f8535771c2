//! The files below folders.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::exit::Failure;

/// What there is to look into.
#[derive(Default)]
pub struct Tree {
    /// The JSON files by their folders, each file once.
    pub folders: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// Archives, which aren't unpacked.
    pub archives: Vec<PathBuf>,
}

/// All files that may be JSON, below these folders or named themselves.
pub fn walk(paths: &[PathBuf]) -> Result<Tree, Failure> {
    let mut tree = Tree::default();
    let mut open: Vec<PathBuf> = Vec::new();
    for path in paths {
        let canonical = fs::canonicalize(path).map_err(|error| unreadable(path, &error))?;
        // Paths stay as they were given, unless they are the same file by two names.
        let path = if canonical.is_dir() || path.is_file() { path.clone() } else { canonical };
        open.push(path);
    }
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        if !seen.insert(fs::canonicalize(&path).map_err(|error| unreadable(&path, &error))?) {
            continue;
        }
        if path.is_dir() {
            let entries = fs::read_dir(&path).map_err(|error| unreadable(&path, &error))?;
            for entry in entries {
                let entry = entry.map_err(|error| unreadable(&path, &error))?;
                // A link may lead around in a circle, or to nothing.
                if !entry.path().is_symlink() {
                    open.push(entry.path());
                }
            }
        } else {
            tree.add(path);
        }
    }
    tree.archives.sort();
    Ok(tree)
}

fn is_json(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.ends_with(".json") || name.ends_with(".json.gz")
}

impl Tree {
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

pub fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("can't read {}: {error}", path.display()))
}
