//! The files that are present in folders of the workspace.

use std::collections::BTreeSet;

use shapesmith::tree::{EntryKind, find_temp_files, is_temp_file, list_entries};

use crate::exit::Failure;
use crate::workspace::Workspace;

/// The files in a folder and below it, by their paths below the workspace's root.
#[derive(Debug, Default)]
pub struct FolderContents {
    /// Regular files.
    pub files: BTreeSet<String>,
    /// Symbolic links, pipes, sockets and devices, which are never opened.
    pub special: BTreeSet<String>,
    /// Files whose names aren't Unicode, with replacement characters. Neither the generator nor the compiler uses such
    /// files.
    pub non_unicode: BTreeSet<String>,
}

/// Which folders of the output are packages of cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputLayout {
    /// The folder itself.
    Package,
    /// The folders in it.
    PackagePerFolder,
}

/// Finds all files in a folder and below it, except those that cargo writes there, and hidden files, which belong to other
/// tools.
///
/// # Errors
/// A folder can't be read.
pub fn scan_folder(
    workspace: &Workspace,
    folder: &str,
    layout: OutputLayout,
) -> Result<FolderContents, Failure> {
    let mut contents = FolderContents::default();
    scan(workspace, folder, Some(layout), &mut contents)?;
    Ok(contents)
}

/// Finds the temporary files that interrupted runs left in the folders of these files.
///
/// # Errors
/// A folder can't be read.
pub fn find_stale_temp_files<'a>(
    workspace: &Workspace,
    files: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<String>, Failure> {
    let folders: BTreeSet<&str> =
        files.filter_map(|file| file.rsplit_once('/')).map(|(folder, _)| folder).collect();
    let mut stale_temp_files = BTreeSet::new();
    for folder in folders {
        for path in find_temp_files(&workspace.path(folder))? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            stale_temp_files.insert(format!("{folder}/{name}"));
        }
    }
    Ok(stale_temp_files)
}

/// Adds the files of a folder; `layout` is `None` inside a package.
fn scan(
    workspace: &Workspace,
    folder: &str,
    layout: Option<OutputLayout>,
    contents: &mut FolderContents,
) -> Result<(), Failure> {
    for (name, kind) in list_entries(&workspace.path(folder))? {
        let path = format!("{folder}/{}", name.to_string_lossy());
        let Some(name) = name.to_str() else {
            contents.non_unicode.insert(path);
            continue;
        };
        if kind == EntryKind::File && is_temp_file(name) {
            contents.files.insert(path);
        } else if name.starts_with('.') || is_written_by_cargo(workspace, &path, name, layout) {
            continue;
        } else {
            match kind {
                EntryKind::Folder => scan(workspace, &path, layout_below(layout), contents)?,
                EntryKind::File => drop(contents.files.insert(path)),
                EntryKind::Link | EntryKind::Other => drop(contents.special.insert(path)),
            }
        }
    }
    Ok(())
}

/// Returns the layout of a folder in a folder with this layout.
fn layout_below(layout: Option<OutputLayout>) -> Option<OutputLayout> {
    (layout == Some(OutputLayout::PackagePerFolder)).then_some(OutputLayout::Package)
}

/// Returns whether cargo wrote this beside a manifest. A generated package can be named `target` as well.
fn is_written_by_cargo(
    workspace: &Workspace,
    path: &str,
    name: &str,
    layout: Option<OutputLayout>,
) -> bool {
    let is_package = || workspace.path(path).join("Cargo.toml").exists();
    match layout {
        None => false,
        Some(OutputLayout::Package) => name == "Cargo.lock" || name == "target",
        Some(OutputLayout::PackagePerFolder) => {
            name == "Cargo.lock" || (name == "target" && !is_package())
        }
    }
}
