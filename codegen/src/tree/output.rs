//! A folder of generated files: what differs from what was made, and making it the same.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use super::{
    Access, Change, EntryKind, FileError, Lock, State, apply, entries, find_link, is_generated,
    is_temporary, state,
};
use crate::emit::Files;

/// Why files can't be written: at least one problem.
#[derive(Debug)]
pub struct OutputError(pub Vec<OutputProblem>);

/// A file that can't be written, and why.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputProblem {
    /// It can't be read or changed.
    File(FileError),
    /// Something else than a generated file is in its place.
    Foreign(PathBuf),
    /// This symbolic link is on the way to it.
    Link(PathBuf),
}

/// A folder that files are generated into, by a command.
pub struct Output<'a> {
    folder: &'a Path,
    command: &'a str,
    /// Whether nobody else keeps files there, so that every file may be replaced.
    is_private: bool,
}

/// What was found in a folder beside the files that are as they should be.
#[derive(Default)]
struct Found<'a> {
    changes: Vec<Change<'a>>,
    /// Temporary files that killed runs left.
    litter: Vec<PathBuf>,
    /// Files of somebody else where generated ones should be.
    foreign: Vec<PathBuf>,
}

impl<'a> Output<'a> {
    /// A folder in which other files may be.
    pub fn new(folder: &'a Path, command: &'a str) -> Self {
        Self { folder, command, is_private: false }
    }

    /// A folder that cargo made for generated files alone.
    pub fn private(folder: &'a Path, command: &'a str) -> Self {
        Self { folder, command, is_private: true }
    }

    /// Makes the files in the folder as they should be, and returns those that weren't. Each is replaced at once: under
    /// its final name there is never half a file.
    ///
    /// # Errors
    /// A file can't be read or written, or is somebody else's; a link is on the way to one.
    pub fn write(&self, files: &Files) -> Result<Vec<PathBuf>, OutputError> {
        fs::create_dir_all(self.folder)
            .map_err(|error| FileError::new("write", self.folder, error))?;
        let lock = self.lock(Access::Write);
        let Found { mut changes, litter, foreign } = self.compare(files)?;
        if !foreign.is_empty() {
            return Err(OutputError(foreign.into_iter().map(OutputProblem::Foreign).collect()));
        }
        let different = changes.iter().map(|change| change.path.clone()).collect();
        let litter = litter.into_iter().filter(|_| lock.is_held());
        changes.extend(litter.map(|path| Change { path, text: None }));
        apply(self.folder, &changes)?;
        Ok(different)
    }

    /// Returns the files that aren't as they should be.
    ///
    /// # Errors
    /// A file can't be read, or a link is on the way to one.
    pub fn check(&self, files: &Files) -> Result<Vec<PathBuf>, OutputError> {
        let _lock = self.lock(Access::Read);
        let found = self.compare(files)?;
        Ok(found.changes.into_iter().map(|change| change.path).collect())
    }

    fn lock(&self, access: Access) -> Lock {
        Lock::acquire(self.folder, access, || {
            eprintln!("waiting for another run that works on {}", self.folder.display());
        })
    }

    fn compare<'f>(&self, files: &'f Files) -> Result<Found<'f>, OutputError> {
        self.refuse_links(files)?;
        let mut found = Found::default();
        for (name, text) in files {
            let path = self.folder.join(name);
            match state(&path)? {
                State::File(content) if content == text.as_bytes() => continue,
                State::File(content) if self.may_replace(&content) => {}
                State::Absent | State::Other(EntryKind::Folder) => {}
                State::File(_) | State::Other(_) => found.foreign.push(path.clone()),
            }
            found.changes.push(Change { path, text: Some(text) });
        }
        let modules = files.keys().filter_map(|name| name.split_once('/'));
        let modules: BTreeSet<&str> = modules.map(|(module, _)| module).collect();
        for module in modules {
            self.find_stale(Path::new(module), files, &mut found)?;
        }
        if self.is_private {
            let names = entries(self.folder)?;
            let litter = names.iter().filter(|(name, _)| is_temporary(&name.to_string_lossy()));
            found.litter.extend(litter.map(|(name, _)| self.folder.join(name)));
        }
        Ok(found)
    }

    /// Fails where a file would be written or removed outside the folder.
    fn refuse_links(&self, files: &Files) -> Result<(), OutputError> {
        let links = files.keys().filter_map(|name| find_link(self.folder, Path::new(name)));
        let links: BTreeSet<PathBuf> = links.collect();
        if links.is_empty() {
            return Ok(());
        }
        Err(OutputError(links.into_iter().map(OutputProblem::Link).collect()))
    }

    /// Returns whether a file with this content may be replaced. An empty one has nothing to lose.
    fn may_replace(&self, content: &[u8]) -> bool {
        self.is_private || content.is_empty() || is_generated(content, self.command)
    }

    /// Finds generated files in a folder and those below it that aren't generated any more.
    fn find_stale(
        &self,
        below: &Path,
        files: &Files,
        found: &mut Found<'_>,
    ) -> Result<(), OutputError> {
        for (name, kind) in entries(&self.folder.join(below))? {
            let path = below.join(&name);
            // A name that isn't Unicode is none that was generated.
            let Some(text) = name.to_str() else { continue };
            let is_wanted = || {
                files.contains_key(&path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
            };
            match kind {
                EntryKind::File if is_temporary(text) => found.litter.push(self.folder.join(path)),
                _ if text.starts_with('.') => {}
                EntryKind::Folder => self.find_stale(&path, files, found)?,
                EntryKind::File if text.ends_with(".rs") && !is_wanted() => {
                    let path = self.folder.join(path);
                    if let State::File(content) = state(&path)?
                        && is_generated(&content, self.command)
                    {
                        found.changes.push(Change { path, text: None });
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
            Self::Foreign(_) => Some("move it or remove it, then run this again"),
            Self::Link(_) => {
                Some("replace it by a folder, or generate into the folder that it leads to")
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
