//! What has to change for files to be as they should be.

use std::collections::BTreeSet;

use shapesmith::tree::{EntryKind, State, state};

use super::Files;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// A file that isn't as it should be.
pub struct Difference {
    /// Its path below the workspace's root.
    pub name: String,
    /// What is different.
    pub kind: Kind,
}

/// What is different about a file.
pub enum Kind {
    /// It should have another text.
    Changed { old: Vec<u8>, new: String },
    /// It should be there.
    Missing { new: String },
    /// It shouldn't be there.
    Extra,
}

/// The differences between the files that should be there and those that are, in the order of their
/// names. `present` are those that shouldn't be there unless they are `expected`.
pub fn compare(
    workspace: &Workspace,
    expected: Files,
    present: BTreeSet<String>,
) -> Result<Vec<Difference>, Failure> {
    let extra = present.into_iter().filter(|name| !expected.contains_key(name));
    let mut differences: Vec<Difference> =
        extra.map(|name| Difference { name, kind: Kind::Extra }).collect();
    for (name, new) in expected {
        let kind = match present_content(workspace, &name)? {
            Some(old) if old == new.as_bytes() => continue,
            Some(old) => Kind::Changed { old, new },
            None => Kind::Missing { new },
        };
        differences.push(Difference { name, kind });
    }
    differences.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(differences)
}

/// Returns what is in a file; nothing where there is none. A folder in its place shows when the file is written.
fn present_content(workspace: &Workspace, name: &str) -> Result<Option<Vec<u8>>, Failure> {
    match state(&workspace.path(name))? {
        State::File(content) => Ok(Some(content)),
        State::Absent | State::Other(EntryKind::Folder) => Ok(None),
        State::Other(EntryKind::Link) => workspace.read_if_there(name),
        State::Other(_) => Err(Failure::new(format!("{name} is no regular file"))),
    }
}

impl Difference {
    /// The text that the file should have; `None` where it shouldn't be there.
    pub fn wanted(&self) -> Option<&str> {
        match &self.kind {
            Kind::Changed { new, .. } | Kind::Missing { new } => Some(new),
            Kind::Extra => None,
        }
    }
}
