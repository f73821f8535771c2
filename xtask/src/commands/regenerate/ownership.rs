//! Checks that only generated files are replaced or removed.

use std::collections::BTreeSet;
use std::path::Path;

use shapesmith::tree::{self, PathState, find_link, is_generated, read_state};

use crate::config::Config;
use crate::exit::Failure;
use crate::tree::{Files, FolderContents};
use crate::workspace::Workspace;

/// The number of files that an error lists.
const MAX_LISTED: usize = 200;
/// The command in the headers of earlier versions, which didn't name the generator.
const FORMER_COMMAND: &str = "cargo xtask regenerate";
/// The generated file that can't have a header.
const LICENSE: &str = "LICENSE";

/// Checks the files in the folder of the output.
///
/// # Errors
/// A file would be replaced or removed that wasn't generated, or a symbolic link is on the path of a generated file.
pub fn check_ownership(
    workspace: &Workspace,
    config: &Config,
    expected: &Files,
    present: &FolderContents,
) -> Result<(), Failure> {
    let output = config.package.output.get_ref();
    let mut foreign = BTreeSet::new();
    for path in expected.keys() {
        let below = path.strip_prefix(output).unwrap_or(path).trim_start_matches('/');
        if let Some(link) = find_link(&workspace.path(output), Path::new(below)) {
            let link = link.strip_prefix(workspace.path("")).map(Path::to_owned).unwrap_or(link);
            foreign.insert(format!("{} (a symbolic link)", link.display()));
        }
    }
    for path in &present.special {
        if !foreign.contains(&format!("{path} (a symbolic link)")) {
            foreign.insert(format!("{path} (not a regular file)"));
        }
    }
    for path in &present.files {
        if !may_replace(workspace, expected, path)? {
            foreign.insert(path.clone());
        }
    }
    if foreign.is_empty() { Ok(()) } else { Err(foreign_files_error(config, &foreign)) }
}

/// Returns whether a file has the name of a temporary one, which an interrupted run left.
pub fn is_temp_file(path: &str) -> bool {
    tree::is_temp_file(path.rsplit('/').next().unwrap_or(path))
}

/// Returns whether a present file may be replaced or removed: it was generated, or has no content to lose.
fn may_replace(workspace: &Workspace, expected: &Files, path: &str) -> Result<bool, Failure> {
    if is_temp_file(path) {
        return Ok(true);
    }
    let PathState::File(content) = read_state(&workspace.path(path))? else { return Ok(false) };
    if is_generated(&content, FORMER_COMMAND) {
        return Ok(true);
    }
    let is_expected = expected.contains_key(path);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if name == LICENSE {
        // Copies of an expected licence can be replaced, and so can a licence beside a generated manifest.
        let is_copy = expected.iter().any(|(path, text)| {
            path.ends_with(&format!("/{LICENSE}")) && text.as_bytes() == content
        });
        let manifest = read_state(&workspace.path(&format!("{folder}/Cargo.toml")))?;
        let is_beside =
            matches!(manifest, PathState::File(text) if is_generated(&text, FORMER_COMMAND));
        return Ok(is_copy || (is_expected && is_beside));
    }
    Ok(is_expected && content.is_empty())
}

fn foreign_files_error(config: &Config, foreign: &BTreeSet<String>) -> Failure {
    let output = &config.package.output;
    let message = format!("the folder `{}` has files that weren't generated", output.get_ref());
    let mut paths: Vec<String> = foreign.iter().take(MAX_LISTED).cloned().collect();
    if foreign.len() > MAX_LISTED {
        paths.push(format!("and {} more", foreign.len() - MAX_LISTED));
    }
    let hint = "nothing was written: choose another folder for `output`, or move these files";
    let mut error = config.error(output.span(), message).hint(hint.to_owned());
    error.note = Some(paths.join("\n"));
    error.into()
}
