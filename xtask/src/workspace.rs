//! The folder of a workspace, and access to its files by their paths below the root.

use std::path::{Component, Path, PathBuf};
use std::{env, io};

use shapesmith::tree::{Access, Lock, read_regular};

use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;

/// The path of the configuration below the root.
pub const CONFIG: &str = "model/shapesmith.toml";
/// The folder below the root that the paths of models are relative to.
pub const MODELS: &str = "model";

/// The workspace that a command works on. Its files are named by their paths below the root, with `/` on every system.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    /// Whether no workspace was found, and this is the working directory.
    is_fallback: bool,
}

impl Workspace {
    /// Finds the workspace: `root`, or the nearest folder with a configuration around the package that cargo runs, or
    /// without cargo around the working directory.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn find(root: Option<&Path>) -> Result<Self, Failure> {
        if let Some(root) = root {
            return Ok(Self::at(root));
        }
        let start = start_folder()?;
        find_around(&start).ok_or_else(|| {
            let start = start.display();
            let missing = format!("neither {start} nor a folder around it has {CONFIG}");
            let hint = "this file configures the models and the generated crate; `generate MODEL --output DIR` works without it";
            Diagnostic::error(missing).hint(Some(hint.to_owned())).into()
        })
    }

    /// Finds the workspace like [`Workspace::find`], or else returns the working directory as one.
    ///
    /// # Errors
    /// There is no working directory.
    pub fn find_or_here(root: Option<&Path>) -> Result<Self, Failure> {
        let fallback = || Self { is_fallback: true, ..Self::at(Path::new(".")) };
        match root {
            Some(root) => Ok(Self::at(root)),
            None => Ok(find_around(&start_folder()?).unwrap_or_else(fallback)),
        }
    }

    fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), is_fallback: false }
    }

    /// Returns the folder for temporary builds: cargo's target folder, or without a workspace the system's temporary
    /// folder.
    pub fn build_folder(&self) -> PathBuf {
        if self.is_fallback { env::temp_dir() } else { self.path("target") }
    }

    /// Returns the path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Returns how a command is called in this workspace: as `cargo xtask …` if there is such an alias, otherwise as
    /// `cargo shapesmith …`. It doesn't depend on which of the two programs runs.
    pub fn command(&self, name: &str) -> String {
        let settings = std::fs::read_to_string(self.path(".cargo/config.toml")).unwrap_or_default();
        let settings: toml::Table = settings.parse().unwrap_or_default();
        let has_alias = settings.get("alias").is_some_and(|alias| alias.get("xtask").is_some());
        let program = if has_alias { crate::XTASK } else { crate::SHAPESMITH };
        format!("{program} {name}")
    }

    /// Locks the models, and waits for other runs that hold a conflicting lock.
    pub fn lock(&self, access: Access, console: &mut Console<'_>) -> Lock {
        Lock::acquire(&self.path(MODELS), access, || {
            console.print_note(format_args!(
                "waiting for another run that holds the lock on {MODELS}/"
            ));
        })
    }

    /// Returns the path of a file or folder in the data beside the project, if it exists: below `SHAPESMITH_SHARED`, or
    /// `../shared`.
    pub fn find_shared(&self, name: &str) -> Option<PathBuf> {
        let folder = match env::var_os("SHAPESMITH_SHARED") {
            Some(folder) => PathBuf::from(folder),
            None => self.root.join("../shared"),
        };
        Some(folder.join(name)).filter(|path| path.exists())
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Failure> {
        read_regular(&self.path(name)).map_err(|error| unreadable(name, &error))
    }

    /// Reads a file; `None` if it doesn't exist.
    pub fn read_optional(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        match read_regular(&self.path(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(name, &error)),
        }
    }
}

/// Returns the folder to search a workspace from.
fn start_folder() -> Result<PathBuf, Failure> {
    match env::var_os("CARGO_MANIFEST_DIR") {
        Some(package) => Ok(PathBuf::from(package)),
        None => env::current_dir()
            .map_err(|error| Failure::new(format!("no working directory: {error}"))),
    }
}

/// Returns the nearest folder with a configuration, this one or one around it.
fn find_around(start: &Path) -> Option<Workspace> {
    let found = start.ancestors().find(|folder| folder.join(CONFIG).is_file())?;
    Some(Workspace::at(found))
}

/// Returns whether a configured path is relative, normalized, and stays below the folder that it is relative to.
pub fn is_path_below(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let plain = |part: &&str| {
        let mut components = Path::new(part).components();
        matches!((components.next(), components.next()), (Some(Component::Normal(_)), None))
    };
    parts.iter().all(plain) && !path.contains('\\')
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::new(format!("can't read {name}: {error}"))
}
