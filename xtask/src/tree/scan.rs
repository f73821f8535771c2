//! Which files there are.

use std::collections::BTreeSet;

use shapesmith::tree::{EntryKind, entries, is_temporary};

use crate::exit::Failure;
use crate::workspace::Workspace;

/// The files in a folder and below it.
#[derive(Debug, Default)]
pub struct Present {
    /// The paths of regular files below the workspace's root.
    pub files: BTreeSet<String>,
    /// The same of symbolic links, pipes and devices, which aren't opened.
    pub others: BTreeSet<String>,
    /// Files whose names aren't Unicode, with the letters that can't be shown replaced. Nothing that is generated is
    /// called like that, and no compiler reads it.
    pub odd: BTreeSet<String>,
}

/// What a folder of generated files is to cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// The folder of a package.
    Package,
    /// A folder of packages.
    Packages,
}

/// Finds all files in a folder and below it, save those that cargo makes there, and hidden ones, which are settings of
/// other tools.
pub fn scan(workspace: &Workspace, folder: &str, root: Root) -> Result<Present, Failure> {
    let mut present = Present::default();
    walk(workspace, folder, Some(root), &mut present)?;
    Ok(present)
}

/// Finds the temporary files that killed runs left in the folders of these files.
pub fn litter<'a>(
    workspace: &Workspace,
    beside: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<String>, Failure> {
    let folders: BTreeSet<&str> =
        beside.filter_map(|file| file.rsplit_once('/')).map(|(folder, _)| folder).collect();
    let mut litter = BTreeSet::new();
    for folder in folders {
        for (name, kind) in entries(&workspace.path(folder))? {
            let name = name.to_string_lossy();
            if kind == EntryKind::File && is_temporary(&name) {
                litter.insert(format!("{folder}/{name}"));
            }
        }
    }
    Ok(litter)
}

fn walk(
    workspace: &Workspace,
    folder: &str,
    root: Option<Root>,
    present: &mut Present,
) -> Result<(), Failure> {
    for (name, kind) in entries(&workspace.path(folder))? {
        let path = format!("{folder}/{}", name.to_string_lossy());
        let Some(name) = name.to_str() else {
            present.odd.insert(path);
            continue;
        };
        if kind == EntryKind::File && is_temporary(name) {
            present.files.insert(path);
        } else if name.starts_with('.') || is_cargos(workspace, &path, name, root) {
            continue;
        } else {
            match kind {
                EntryKind::Folder => walk(workspace, &path, below(root), present)?,
                EntryKind::File => drop(present.files.insert(path)),
                EntryKind::Link | EntryKind::Other => drop(present.others.insert(path)),
            }
        }
    }
    Ok(())
}

/// What a folder below another is to cargo.
fn below(root: Option<Root>) -> Option<Root> {
    (root == Some(Root::Packages)).then_some(Root::Package)
}

/// Returns whether cargo made this beside a manifest. A package can be called `target`, too.
fn is_cargos(workspace: &Workspace, path: &str, name: &str, root: Option<Root>) -> bool {
    let is_package = || workspace.path(path).join("Cargo.toml").exists();
    match root {
        None => false,
        Some(Root::Package) => name == "Cargo.lock" || name == "target",
        Some(Root::Packages) => name == "Cargo.lock" || (name == "target" && !is_package()),
    }
}
