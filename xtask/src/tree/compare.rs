//! The differences between the files that are expected and those that are present.

use std::collections::BTreeSet;

use shapesmith::tree::{EntryKind, PathState, read_state};

use super::Files;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// A file that differs from what is expected.
pub struct FileDifference {
    /// The path below the workspace's root.
    pub path: String,
    /// What differs.
    pub kind: FileDifferenceKind,
}

/// What differs about a file.
pub enum FileDifferenceKind {
    /// Its content.
    Changed { old: Vec<u8>, new: String },
    /// It is expected, and absent.
    Missing { new: String },
    /// It is present, and not expected.
    Extra,
}

/// Returns the differences in the order of their paths: each expected file with another content, and each file of `present`
/// that isn't expected.
///
/// # Errors
/// A file can't be read.
pub fn find_differences(
    workspace: &Workspace,
    expected: Files,
    present: BTreeSet<String>,
) -> Result<Vec<FileDifference>, Failure> {
    let extra = present.into_iter().filter(|path| !expected.contains_key(path));
    let mut differences: Vec<FileDifference> =
        extra.map(|path| FileDifference { path, kind: FileDifferenceKind::Extra }).collect();
    for (path, new) in expected {
        let kind = match read_present(workspace, &path)? {
            Some(old) if old == new.as_bytes() => continue,
            Some(old) => FileDifferenceKind::Changed { old, new },
            None => FileDifferenceKind::Missing { new },
        };
        differences.push(FileDifference { path, kind });
    }
    differences.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(differences)
}

/// Returns the content of a file; `None` if it is absent. A folder in its place is an error only when the file is written.
fn read_present(workspace: &Workspace, path: &str) -> Result<Option<Vec<u8>>, Failure> {
    match read_state(&workspace.path(path))? {
        PathState::File(content) => Ok(Some(content)),
        PathState::Absent | PathState::Other(EntryKind::Folder) => Ok(None),
        PathState::Other(EntryKind::Link) => workspace.read_optional(path),
        PathState::Other(_) => Err(Failure::new(format!("{path} isn't a regular file"))),
    }
}

impl FileDifference {
    /// Returns the expected text; `None` if the file should be removed.
    pub fn expected_text(&self) -> Option<&str> {
        match &self.kind {
            FileDifferenceKind::Changed { new, .. } | FileDifferenceKind::Missing { new } => {
                Some(new)
            }
            FileDifferenceKind::Extra => None,
        }
    }
}
