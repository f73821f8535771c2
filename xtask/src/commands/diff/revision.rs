//! What git knows: revisions, where branches part, and the files of a revision, put into a temporary folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// The repository around the workspace.
pub struct Repository<'a> {
    workspace: &'a Workspace,
}

/// The files below a path of a revision.
pub struct Checkout {
    /// Keeps the folder alive.
    pub folder: TempDir,
    /// Whether the path is of a file, the only one in the folder.
    pub file: Option<String>,
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
        let folder = tempfile::tempdir()
            .map_err(|error| Failure::new(format!("can't make a temporary folder: {error}")))?;
        let index = folder.path().join(".index");
        let index =
            |arguments: &[String]| self.git_in(&top, arguments, Some(&index)).map_err(absent);
        // A file is put beside what lies beside it: prose, corrections, side files.
        let (tree, file) = match path.rsplit_once('/') {
            _ if kind == "tree" => (object, None),
            Some((parent, name)) => (format!("{commit}:{parent}"), Some(name.to_owned())),
            None => (format!("{commit}:"), Some(path.to_owned())),
        };
        index(&["read-tree".to_owned(), tree])?;
        let prefix = format!("--prefix={}/", folder.path().display());
        let mut arguments = vec!["checkout-index".to_owned(), "--quiet".to_owned(), prefix];
        if file.is_none() {
            arguments.push("--all".to_owned());
        } else {
            let files = index(&["ls-files", "-z", ":(glob)*"].map(str::to_owned))?;
            arguments.push("--".to_owned());
            arguments.extend(files.split_terminator('\0').map(str::to_owned));
        }
        index(&arguments)?;
        Ok(Checkout { folder, file })
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
        self.git_in(&self.workspace.path(""), &arguments, None)
    }

    /// The same in a folder, with an index of its own.
    fn git_in<A: AsRef<OsStr>>(
        &self,
        folder: &Path,
        arguments: &[A],
        index: Option<&Path>,
    ) -> Result<String, String> {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(arguments);
        if let Some(index) = index {
            command.env("GIT_INDEX_FILE", index);
        }
        let output = command.output().map_err(|error| format!("git can't be run: {error}"))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
    }
}

/// Histories that were fetched in part are the usual reason.
fn shallow(told: &str) -> Option<String> {
    let hint = "fetch more of the history: `git fetch --unshallow`";
    Some(if told.is_empty() { hint.to_owned() } else { format!("{told}; {hint}") })
}
