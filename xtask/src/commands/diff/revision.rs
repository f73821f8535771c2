//! What git knows: revisions, where branches part, and the files of a revision, put into a temporary folder.

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

/// The files below a path of a revision.
pub struct Checkout {
    /// Keeps the folder alive.
    pub folder: TempDir,
    /// Whether the path is of a file; then its folder has nothing but what lies beside it.
    pub file: Option<String>,
    /// The symbolic links and submodules of the revision, by their paths below the folder. They are not in the folder,
    /// because they lead out of it.
    pub outside: BTreeSet<String>,
}

impl<'a> Repository<'a> {
    /// The repository around the workspace; that there is one shows when it is asked for something.
    pub fn around(workspace: &'a Workspace) -> Self {
        Self { workspace }
    }

    /// The commit that a name means, if it means one.
    pub fn commit(&self, revision: &str) -> Option<String> {
        // A name that starts like an option is no revision.
        let revision = Some(revision).filter(|name| !name.is_empty() && !name.starts_with('-'))?;
        let commit = format!("{revision}^{{commit}}");
        self.git(["rev-parse", "--verify", "--quiet", &commit]).ok()
    }

    /// The last commit that is in the history of both.
    pub fn merge_base(&self, one: &str, other: &str) -> Result<String, Failure> {
        self.git(["merge-base", one, other]).map_err(|told| {
            let message = format!("`{one}` and `{other}` have no history in common");
            Diagnostic::error(message).hint(shallow(&told)).into()
        })
    }

    /// The files below `path` at a commit; `shown` is how people call the two.
    pub fn checkout(&self, commit: &str, path: &str, shown: &str) -> Result<Checkout, Failure> {
        let absent = |told: String| -> Failure {
            let message = format!("there is nothing called {shown}");
            Diagnostic::error(message).hint(Some(told).filter(|told| !told.is_empty())).into()
        };
        let object = format!("{commit}:{path}");
        let kind = self.git(["cat-file", "-t", &object]).map_err(absent)?;
        // In a folder below, git would see nothing but what is in it.
        let top = self.top().map_err(absent)?;
        // A file is put beside what lies beside it: prose, corrections, side files.
        let (tree, file) = match path.rsplit_once('/') {
            _ if kind == "tree" => (object, None),
            Some((parent, name)) => (format!("{commit}:{parent}"), Some(name.to_owned())),
            None => (format!("{commit}:"), Some(path.to_owned())),
        };
        let entries = objects::list(&top, &tree, file.is_none()).map_err(absent)?;
        if let Some(file) = &file
            && !entries.iter().any(|entry| entry.path == *file && entry.kind == Kind::File)
        {
            return Err(not_a_file(shown, entries.iter().find(|entry| entry.path == *file)));
        }
        let outside = outside(&entries, shown, file.is_some())?;
        let folder = tempfile::tempdir()
            .map_err(|error| Failure::new(format!("can't make a temporary folder: {error}")))?;
        write_files(&top, &entries, folder.path(), shown)?;
        Ok(Checkout { folder, file, outside })
    }

    /// A path below the workspace's root, as a path below the repository's.
    pub fn path(&self, below: &str) -> Result<String, Failure> {
        let prefix = self.git(["rev-parse", "--show-prefix"]).map_err(Failure::new)?;
        Ok(format!("{prefix}{below}"))
    }

    /// A path below the repository's root, in the working tree.
    pub fn here(&self, path: &str) -> Result<PathBuf, Failure> {
        Ok(self.top().map_err(Failure::new)?.join(path))
    }

    /// The root of the working tree.
    fn top(&self) -> Result<PathBuf, String> {
        self.git(["rev-parse", "--show-toplevel"]).map(PathBuf::from)
    }

    /// What git answers, without the end of line; or what it complains of.
    fn git<const N: usize>(&self, arguments: [&str; N]) -> Result<String, String> {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.workspace.path("")).args(arguments);
        let output = command.output().map_err(|error| format!("git can't be run: {error}"))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
    }
}

/// Returns the paths of what leads out of the revision, or errors for links that are called like files to compare.
fn outside(
    entries: &[Entry],
    shown: &str,
    is_beside_file: bool,
) -> Result<BTreeSet<String>, Failure> {
    let leads_out = |entry: &&Entry| matches!(entry.kind, Kind::Link | Kind::Submodule);
    let outside: BTreeSet<String> =
        entries.iter().filter(leads_out).map(|entry| entry.path.clone()).collect();
    // Of what lies beside a file, most has nothing to do with it.
    let is_needed = |path: &&String| {
        let name = path.to_lowercase();
        let is_json = name.ends_with(".json") || name.ends_with(".json.gz");
        !is_beside_file && (is_json || *path == "shapesmith.toml")
    };
    let wrong: Vec<Diagnostic> =
        outside.iter().filter(is_needed).map(|path| refused(shown, path)).collect();
    if wrong.is_empty() { Ok(outside) } else { Err(failed(wrong)) }
}

/// The error for something that leads out of a revision and would have to be followed.
pub fn refused(shown: &str, path: &str) -> Diagnostic {
    let message =
        format!("{path} of {shown} is a symbolic link or a submodule, which isn't followed");
    Diagnostic::error(message).hint(Some("commit the file itself".to_owned()))
}

fn failed(diagnostics: Vec<Diagnostic>) -> Failure {
    Failure { exit: crate::exit::Exit::Failed, diagnostics }
}

fn not_a_file(shown: &str, entry: Option<&Entry>) -> Failure {
    match entry {
        Some(entry) if entry.kind == Kind::Link => failed(vec![refused(shown, &entry.path)]),
        _ => Failure::new(format!("{shown} is neither a file nor a folder")),
    }
}

/// Writes the files of a revision below a folder.
fn write_files(top: &Path, entries: &[Entry], folder: &Path, shown: &str) -> Result<(), Failure> {
    let files: Vec<&Entry> = entries.iter().filter(|entry| entry.kind == Kind::File).collect();
    let outside: Vec<Diagnostic> = files
        .iter()
        .filter(|entry| !is_path_below(&entry.path))
        .map(|entry| Diagnostic::error(format!("`{}` of {shown} is no path of a file", entry.path)))
        .collect();
    if !outside.is_empty() {
        return Err(failed(outside));
    }
    let unreadable = |error: io::Error| Failure::new(format!("can't read {shown}: {error}"));
    objects::read(top, &files, |entry, content| {
        let path = folder.join(&entry.path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        // Where names are the same but for case, one file would hide the other.
        let mut file = fs::File::create_new(&path)?;
        io::copy(content, &mut file).map(drop)
    })
    .map_err(unreadable)
}

/// Histories that were fetched in part are the usual reason.
fn shallow(told: &str) -> Option<String> {
    let hint = "fetch more of the history: `git fetch --unshallow`";
    Some(if told.is_empty() { hint.to_owned() } else { format!("{told}; {hint}") })
}
