//! Writes all differences as one change, as far as a file system allows it.

use std::path::Path;

use shapesmith::tree::{FileChange, FileError, apply_changes};

use super::{FileDifference, FileDifferenceKind};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// Writes the expected texts, and removes the files that aren't expected.
///
/// # Errors
/// A file can't be changed. Likely causes, such as a full disk or a folder without permission, are detected before the
/// first file is replaced.
pub fn write_differences(
    workspace: &Workspace,
    differences: &[FileDifference],
) -> Result<(), Failure> {
    refuse_links(workspace, differences)?;
    let change = |difference| to_change(workspace, difference);
    let changes: Vec<FileChange<'_>> = differences.iter().map(change).collect();
    apply_changes(&workspace.path(""), &changes).map_err(|error| relative_to_root(workspace, error))
}

fn to_change<'a>(workspace: &Workspace, difference: &'a FileDifference) -> FileChange<'a> {
    FileChange { path: workspace.path(&difference.path), text: difference.expected_text() }
}

/// Fails if a file to change is a symbolic link: the new file would replace the link, not the file that it points to.
fn refuse_links(workspace: &Workspace, differences: &[FileDifference]) -> Result<(), Failure> {
    let is_changed =
        |file: &&FileDifference| matches!(file.kind, FileDifferenceKind::Changed { .. });
    let links = differences.iter().filter(is_changed);
    let links = links.filter(|file| workspace.path(&file.path).is_symlink());
    let diagnostics: Vec<Diagnostic> = links
        .map(|file| {
            let message = format!("can't write {}: it is a symbolic link", file.path);
            let hint = "replace the link by a file, or edit the file that it points to".to_owned();
            Diagnostic::error(message).hint(hint)
        })
        .collect();
    if diagnostics.is_empty() { Ok(()) } else { Err(Failure::failed(diagnostics)) }
}

/// Returns the error with the file's path below the workspace's root.
fn relative_to_root(workspace: &Workspace, error: FileError) -> Failure {
    let root = workspace.path("");
    let path = error.path.strip_prefix(&root).map(Path::to_owned).unwrap_or(error.path);
    FileError { path, ..error }.into()
}
