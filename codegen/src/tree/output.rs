//! A folder of generated files: compares it with the expected files, and updates it.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use super::{
    Access, EntryKind, FileChange, FileError, Lock, PathState, apply_changes, find_link,
    find_temp_files, is_generated, is_temp_file, list_entries, read_state,
};
use crate::emit::Files;

/// An error that prevents files from being written: all problems, at least one.
#[derive(Debug)]
pub struct OutputError(pub Vec<OutputProblem>);

/// A problem that prevents a file from being written.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputProblem {
    /// The file can't be read or changed.
    File(FileError),
    /// A file that wasn't generated is in its place.
    Foreign(PathBuf),
    /// This symbolic link is on its path.
    Link(PathBuf),
}

/// A folder that a command generates files into.
pub struct Output<'a> {
    folder: &'a Path,
    command: &'a str,
    /// Whether the folder has only generated files, so that every file may be replaced.
    is_private: bool,
}

/// The differences between a folder and the expected files.
#[derive(Default)]
struct Comparison<'a> {
    changes: Vec<FileChange<'a>>,
    /// Temporary files that interrupted runs left.
    stale_temp_files: Vec<PathBuf>,
    /// Files that weren't generated, in the places of generated ones.
    foreign: Vec<PathBuf>,
}

impl<'a> Output<'a> {
    /// Creates the output in a folder that can have other files.
    pub fn new(folder: &'a Path, command: &'a str) -> Self {
        Self { folder, command, is_private: false }
    }

    /// Creates the output in a folder that has only generated files, such as `OUT_DIR`.
    pub fn private(folder: &'a Path, command: &'a str) -> Self {
        Self { folder, command, is_private: true }
    }

    /// Writes the files that differ, removes generated files that aren't expected, and returns the paths of both. Each file is
    /// replaced atomically.
    ///
    /// # Errors
    /// A file can't be read or written, wasn't generated, or is behind a symbolic link.
    pub fn write(&self, files: &Files) -> Result<Vec<PathBuf>, OutputError> {
        fs::create_dir_all(self.folder)
            .map_err(|error| FileError::new("write", self.folder, error))?;
        let lock = self.lock(Access::Write);
        let Comparison { mut changes, stale_temp_files, foreign } = self.compare(files)?;
        if !foreign.is_empty() {
            return Err(OutputError(foreign.into_iter().map(OutputProblem::Foreign).collect()));
        }
        let changed = changes.iter().map(|change| change.path.clone()).collect();
        if lock.is_held() {
            let removals = stale_temp_files.into_iter().map(|path| FileChange { path, text: None });
            changes.extend(removals);
        }
        apply_changes(self.folder, &changes)?;
        Ok(changed)
    }

    /// Returns the paths of the files that [`write`](Self::write) would change.
    ///
    /// # Errors
    /// A file can't be read, or is behind a symbolic link.
    pub fn check(&self, files: &Files) -> Result<Vec<PathBuf>, OutputError> {
        let _lock = self.lock(Access::Read);
        let comparison = self.compare(files)?;
        Ok(comparison.changes.into_iter().map(|change| change.path).collect())
    }

    fn lock(&self, access: Access) -> Lock {
        Lock::acquire(self.folder, access, || {
            eprintln!("waiting for another run that holds the lock on {}", self.folder.display());
        })
    }

    fn compare<'f>(&self, files: &'f Files) -> Result<Comparison<'f>, OutputError> {
        self.check_links(files)?;
        let mut comparison = Comparison::default();
        for (name, text) in files {
            let path = self.folder.join(name);
            match read_state(&path)? {
                PathState::File(content) if content == text.as_bytes() => continue,
                PathState::File(content) if self.may_replace(&content) => {}
                PathState::Absent | PathState::Other(EntryKind::Folder) => {}
                PathState::File(_) | PathState::Other(_) => comparison.foreign.push(path.clone()),
            }
            comparison.changes.push(FileChange { path, text: Some(text) });
        }
        let modules = files.keys().filter_map(|name| name.split_once('/'));
        let modules: BTreeSet<&str> = modules.map(|(module, _)| module).collect();
        for module in modules {
            self.find_stale_files(Path::new(module), files, &mut comparison)?;
        }
        if self.is_private {
            comparison.stale_temp_files.extend(find_temp_files(self.folder)?);
        }
        Ok(comparison)
    }

    /// Fails if a file would be written or removed behind a symbolic link, which can lead out of the folder.
    fn check_links(&self, files: &Files) -> Result<(), OutputError> {
        let links = files.keys().filter_map(|name| find_link(self.folder, Path::new(name)));
        let links: BTreeSet<PathBuf> = links.collect();
        if links.is_empty() {
            return Ok(());
        }
        Err(OutputError(links.into_iter().map(OutputProblem::Link).collect()))
    }

    /// Returns whether a file with this content may be replaced: it was generated, or has no content to lose.
    fn may_replace(&self, content: &[u8]) -> bool {
        self.is_private || content.is_empty() || is_generated(content, self.command)
    }

    /// Finds the generated files in a folder and below it that aren't expected, and temporary files.
    fn find_stale_files(
        &self,
        below: &Path,
        files: &Files,
        comparison: &mut Comparison<'_>,
    ) -> Result<(), OutputError> {
        for (name, kind) in list_entries(&self.folder.join(below))? {
            let path = below.join(&name);
            // Generated files have Unicode names.
            let Some(text) = name.to_str() else { continue };
            let is_expected = || {
                files.contains_key(&path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
            };
            match kind {
                EntryKind::File if is_temp_file(text) => {
                    comparison.stale_temp_files.push(self.folder.join(path));
                }
                _ if text.starts_with('.') => {}
                EntryKind::Folder => self.find_stale_files(&path, files, comparison)?,
                EntryKind::File if text.ends_with(".rs") && !is_expected() => {
                    let path = self.folder.join(path);
                    if let PathState::File(content) = read_state(&path)?
                        && is_generated(&content, self.command)
                    {
                        comparison.changes.push(FileChange { path, text: None });
                    }
                }
                EntryKind::File | EntryKind::Link | EntryKind::Other => {}
            }
        }
        Ok(())
    }
}

impl OutputProblem {
    /// Returns a stable identifier of the kind of problem.
    pub fn code(&self) -> &'static str {
        match self {
            Self::File(_) => "file",
            Self::Foreign(_) => "foreign-file",
            Self::Link(_) => "symbolic-link",
        }
    }

    /// Returns what to do about it, if that is known.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::File(_) => None,
            Self::Foreign(_) => Some("move or remove it, then run the command again"),
            Self::Link(_) => {
                Some("replace it by a folder, or generate into the folder that it points to")
            }
        }
    }
}

impl fmt::Display for OutputProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::Foreign(path) => write!(
                f,
                "can't write {}: there is a file that shapesmith didn't generate",
                path.display()
            ),
            Self::Link(path) => write!(
                f,
                "{} is a symbolic link, and generated files aren't written behind links",
                path.display()
            ),
        }
    }
}

impl std::error::Error for OutputProblem {}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}

impl std::error::Error for OutputError {}

impl From<FileError> for OutputError {
    fn from(error: FileError) -> Self {
        Self(vec![OutputProblem::File(error)])
    }
}
