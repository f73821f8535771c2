//! Writing all differences at once, as far as a file system can.

use std::path::Path;

use shapesmith::tree::{Change, FileError, apply};

use super::{Difference, Kind};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// Makes the files as they should be.
///
/// # Errors
/// A file can't be changed. What is likely to fail, like a full disk or a folder that can't be written, fails before
/// the first file is replaced.
pub fn write(workspace: &Workspace, differences: &[Difference]) -> Result<(), Failure> {
    refuse_links(workspace, differences)?;
    let change = |difference| change(workspace, difference);
    let changes: Vec<Change<'_>> = differences.iter().map(change).collect();
    apply(&workspace.path(""), &changes).map_err(|error| below_root(workspace, error))
}

fn change<'a>(workspace: &Workspace, difference: &'a Difference) -> Change<'a> {
    Change { path: workspace.path(&difference.name), text: difference.wanted() }
}

/// Fails where a file is a symbolic link: a new file would take the link's place and leave the one that it leads to.
fn refuse_links(workspace: &Workspace, differences: &[Difference]) -> Result<(), Failure> {
    let is_changed = |file: &&Difference| matches!(file.kind, Kind::Changed { .. });
    let links = differences.iter().filter(is_changed);
    let links = links.filter(|file| workspace.path(&file.name).is_symlink());
    let diagnostics: Vec<Diagnostic> = links
        .map(|file| {
            let told = format!("can't write {}: it is a symbolic link", file.name);
            let hint = "put the file itself there, or change the one that the link leads to";
            Diagnostic::error(told).hint(Some(hint.to_owned()))
        })
        .collect();
    if diagnostics.is_empty() { Ok(()) } else { Err(Failure::failed(diagnostics)) }
}

/// The error with the file's path below the workspace's root.
fn below_root(workspace: &Workspace, error: FileError) -> Failure {
    let root = workspace.path("");
    let path = error.path.strip_prefix(&root).map(Path::to_owned).unwrap_or(error.path);
    FileError { path, ..error }.into()
}
