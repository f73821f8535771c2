//! The workspace's folder: where it is, and how its files are named and read.

use std::path::{Component, Path, PathBuf};
use std::{env, io};

use shapesmith::tree::{Access, Lock, read_regular};

use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;

/// Where the configuration is, below the root.
pub const CONFIG: &str = "model/shapesmith.toml";
/// The folder that the paths of models start at, below the root.
pub const MODELS: &str = "model";

/// The workspace that a command works on. Its files are called by their paths below its root,
/// with `/` on every system.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    /// Whether this is only the folder that the program runs in.
    is_makeshift: bool,
}

impl Workspace {
    /// The workspace at `root`, or else the one around the folder that cargo runs this package in,
    /// or, without cargo, around the working directory.
    pub fn find(root: Option<&Path>) -> Result<Self, Failure> {
        if let Some(root) = root {
            return Ok(Self::at(root));
        }
        let start = start()?;
        around(&start).ok_or_else(|| {
            let start = start.display();
            let missing = format!("{CONFIG} is neither in {start} nor in a folder around it");
            let hint = "it names the models and the crate to make; `generate MODEL --output DIR` needs none";
            Diagnostic::error(missing).hint(Some(hint.to_owned())).into()
        })
    }

    /// The same, or the working directory where there is no workspace.
    pub fn find_or_here(root: Option<&Path>) -> Result<Self, Failure> {
        let makeshift = || Self { is_makeshift: true, ..Self::at(Path::new(".")) };
        match root {
            Some(root) => Ok(Self::at(root)),
            None => Ok(around(&start()?).unwrap_or_else(makeshift)),
        }
    }

    fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), is_makeshift: false }
    }

    /// The folder for what is built and thrown away: cargo's where there is a workspace, else the system's.
    pub fn builds(&self) -> PathBuf {
        if self.is_makeshift { env::temp_dir() } else { self.path("target") }
    }

    /// Where a file is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// What people call a command in this workspace, whichever of the programs runs: `cargo xtask …` where there is such
    /// an alias, else `cargo shapesmith …`.
    pub fn command(&self, name: &str) -> String {
        let settings = std::fs::read_to_string(self.path(".cargo/config.toml")).unwrap_or_default();
        let settings: toml::Table = settings.parse().unwrap_or_default();
        let has_alias = settings.get("alias").is_some_and(|alias| alias.get("xtask").is_some());
        let program = if has_alias { crate::XTASK } else { crate::SHAPESMITH };
        format!("{program} {name}")
    }

    /// Waits until no other run works on the files who mustn't at the same time.
    pub fn lock(&self, access: Access, console: &mut Console<'_>) -> Lock {
        Lock::acquire(&self.path(MODELS), access, || {
            console.print_note(format_args!("waiting for another run that works on {MODELS}/"));
        })
    }

    /// The folder of larger data that may lie beside the project: `SHAPESMITH_SHARED`, or `../shared`.
    pub fn shared(&self, name: &str) -> Option<PathBuf> {
        let folder = match env::var_os("SHAPESMITH_SHARED") {
            Some(folder) => PathBuf::from(folder),
            None => self.root.join("../shared"),
        };
        Some(folder.join(name)).filter(|path| path.exists())
    }

    /// What is in a file.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Failure> {
        read_regular(&self.path(name)).map_err(|error| unreadable(name, &error))
    }

    /// What is in a file, if there is one.
    pub fn read_if_there(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        match read_regular(&self.path(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(name, &error)),
        }
    }
}

/// The folder to look for a workspace from.
fn start() -> Result<PathBuf, Failure> {
    match env::var_os("CARGO_MANIFEST_DIR") {
        Some(package) => Ok(PathBuf::from(package)),
        None => env::current_dir()
            .map_err(|error| Failure::new(format!("no working directory: {error}"))),
    }
}

/// The nearest folder around this one with a configuration.
fn around(start: &Path) -> Option<Workspace> {
    let found = start.ancestors().find(|folder| folder.join(CONFIG).is_file())?;
    Some(Workspace::at(found))
}

/// Whether a configured path stays below the folder that it starts at and is written in one way.
pub fn stays_below(path: &str) -> bool {
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
