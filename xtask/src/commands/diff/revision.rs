//! Revisions of the git repository, whose files are written to a temporary folder.

mod objects;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use self::objects::{Entry, Kind};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::workspace::{Workspace, is_path_below};

/// The repository around the workspace.
pub struct Repository<'a> {
    workspace: &'a Workspace,
}

/// The files below a path of a revision, in a temporary folder.
pub struct Checkout {
    /// The folder, which exists as long as this does.
    pub folder: TempDir,
    /// The name of the file at the path; `None` if it is a folder. With a file, only the files of its own folder are there.
    pub file: Option<String>,
    /// The paths of symbolic links and submodules below the folder. They aren't in the folder, because their targets may be
    /// outside of it.
    pub outside: BTreeSet<String>,
}

impl<'a> Repository<'a> {
    /// Returns the repository around the workspace. If there is none, the other methods fail.
    pub fn around(workspace: &'a Workspace) -> Self {
        Self { workspace }
    }

    /// Returns the commit that a name refers to, if any.
    pub fn commit(&self, revision: &str) -> Option<String> {
        // Git would read a name with a hyphen at its start as an option.
        let revision = Some(revision).filter(|name| !name.is_empty() && !name.starts_with('-'))?;
        let commit = format!("{revision}^{{commit}}");
        self.git(["rev-parse", "--verify", "--quiet", &commit]).ok()
    }

    /// Returns the last common ancestor of two commits.
    pub fn merge_base(&self, one: &str, other: &str) -> Result<String, Failure> {
        self.git(["merge-base", one, other]).map_err(|error| {
            let message = format!("`{one}` and `{other}` have no history in common");
            Diagnostic::error(message).hint(fetch_hint(&error)).into()
        })
    }

    /// Writes the files below `path` at a commit to a temporary folder; `shown` is the name for messages.
    pub fn checkout(&self, commit: &str, path: &str, shown: &str) -> Result<Checkout, Failure> {
        let not_found = |error: String| -> Failure {
            let message = format!("there is no {shown}");
            Diagnostic::error(message).hint(Some(error).filter(|error| !error.is_empty())).into()
        };
        let object = format!("{commit}:{path}");
        let kind = self.git(["cat-file", "-t", &object]).map_err(not_found)?;
        // In a subfolder, git would list the files of that folder alone.
        let top = self.top().map_err(not_found)?;
        // The files beside a model are needed too: prose, corrections and side files.
        let (tree, file) = match path.rsplit_once('/') {
            _ if kind == "tree" => (object, None),
            Some((parent, name)) => (format!("{commit}:{parent}"), Some(name.to_owned())),
            None => (format!("{commit}:"), Some(path.to_owned())),
        };
        let entries = objects::list(&top, &tree, file.is_none()).map_err(not_found)?;
        if let Some(file) = &file
            && !entries.iter().any(|entry| entry.path == *file && entry.kind == Kind::File)
        {
            return Err(not_a_file(shown, entries.iter().find(|entry| entry.path == *file)));
        }
        let outside = find_outside(&entries, shown, file.is_some())?;
        let folder = tempfile::tempdir()
            .map_err(|error| Failure::new(format!("can't create a temporary folder: {error}")))?;
        write_files(&top, &entries, folder.path(), shown)?;
        Ok(Checkout { folder, file, outside })
    }

    /// Converts a path below the workspace's root to one below the repository's root.
    pub fn path(&self, below: &str) -> Result<String, Failure> {
        let prefix = self.git(["rev-parse", "--show-prefix"]).map_err(Failure::new)?;
        Ok(format!("{prefix}{below}"))
    }

    /// Returns the path in the working tree of a path below the repository's root.
    pub fn working_path(&self, path: &str) -> Result<PathBuf, Failure> {
        Ok(self.top().map_err(Failure::new)?.join(path))
    }

    /// Returns the root of the working tree.
    fn top(&self) -> Result<PathBuf, String> {
        self.git(["rev-parse", "--show-toplevel"]).map(PathBuf::from)
    }

    /// Runs git, and returns its output without surrounding whitespace, or its error message.
    fn git<const N: usize>(&self, arguments: [&str; N]) -> Result<String, String> {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.workspace.path("")).args(arguments);
        let output = command.output().map_err(|error| format!("git can't be run: {error}"))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
    }
}

/// Returns the paths of symbolic links and submodules. Those with the name of a model or a configuration are errors.
fn find_outside(
    entries: &[Entry],
    shown: &str,
    is_beside_file: bool,
) -> Result<BTreeSet<String>, Failure> {
    let is_outside = |entry: &&Entry| matches!(entry.kind, Kind::Link | Kind::Submodule);
    let outside: BTreeSet<String> =
        entries.iter().filter(is_outside).map(|entry| entry.path.clone()).collect();
    // Most files beside a model have nothing to do with it.
    let is_needed = |path: &&String| {
        let name = path.to_lowercase();
        let is_json = name.ends_with(".json") || name.ends_with(".json.gz");
        !is_beside_file && (is_json || *path == "shapesmith.toml")
    };
    let problems: Vec<Diagnostic> =
        outside.iter().filter(is_needed).map(|path| outside_error(shown, path)).collect();
    if problems.is_empty() { Ok(outside) } else { Err(failed(problems)) }
}

/// Returns the error for a symbolic link or a submodule in place of a file.
pub fn outside_error(shown: &str, path: &str) -> Diagnostic {
    let message =
        format!("{path} of {shown} is a symbolic link or a submodule, which isn't followed");
    Diagnostic::error(message).hint(Some("commit the file itself".to_owned()))
}

fn failed(diagnostics: Vec<Diagnostic>) -> Failure {
    Failure { exit: crate::exit::Exit::Failed, diagnostics }
}

fn not_a_file(shown: &str, entry: Option<&Entry>) -> Failure {
    match entry {
        Some(entry) if entry.kind == Kind::Link => failed(vec![outside_error(shown, &entry.path)]),
        _ => Failure::new(format!("{shown} is neither a file nor a folder")),
    }
}

/// Writes the files of a revision below a folder.
fn write_files(top: &Path, entries: &[Entry], folder: &Path, shown: &str) -> Result<(), Failure> {
    let files: Vec<&Entry> = entries.iter().filter(|entry| entry.kind == Kind::File).collect();
    let invalid: Vec<Diagnostic> = files
        .iter()
        .filter(|entry| !is_path_below(&entry.path))
        .map(|entry| Diagnostic::error(format!("`{}` of {shown} isn't a valid path", entry.path)))
        .collect();
    if !invalid.is_empty() {
        return Err(failed(invalid));
    }
    let unreadable = |error: io::Error| Failure::new(format!("can't read {shown}: {error}"));
    objects::read(top, &files, |entry, content| {
        let path = folder.join(&entry.path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        // On a file system that ignores case, one file could overwrite another.
        let mut file = fs::File::create_new(&path)?;
        io::copy(content, &mut file).map(drop)
    })
    .map_err(unreadable)
}

/// Returns the hint for missing history, which a shallow clone usually causes.
fn fetch_hint(error: &str) -> Option<String> {
    let hint = "fetch more of the history: `git fetch --unshallow`";
    Some(if error.is_empty() { hint.to_owned() } else { format!("{error}; {hint}") })
}
