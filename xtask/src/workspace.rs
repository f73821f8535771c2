//! The workspace's folder: where it is, and how its files are named and read.

use std::path::{Component, Path, PathBuf};
use std::{env, io};

use shapesmith::tree::{Access, Lock};

use crate::console::Console;
use crate::exit::Failure;
use crate::regular;

/// Where the configuration is, below the root.
pub const CONFIG: &str = "model/shapesmith.toml";
/// The folder that the paths of models start at, below the root.
pub const MODELS: &str = "model";

/// The workspace that a command works on. Its files are called by their paths below its root,
/// with `/` on every system.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace at `root`, or else the one around the folder that cargo runs this package in,
    /// or, without cargo, around the working directory.
    pub fn find(root: Option<&Path>) -> Result<Self, Failure> {
        if let Some(root) = root {
            return Ok(Self { root: root.to_owned() });
        }
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(package) => PathBuf::from(package),
            None => env::current_dir()
                .map_err(|error| Failure::new(format!("no working directory: {error}")))?,
        };
        let found = start.ancestors().find(|folder| folder.join(CONFIG).is_file());
        let root = found.ok_or_else(|| {
            let start = start.display();
            Failure::new(format!("{CONFIG} is neither in {start} nor in a folder around it"))
        })?;
        Ok(Self { root: root.to_owned() })
    }

    /// Where a file is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Waits until no other run works on the files who mustn't at the same time.
    pub fn lock(&self, access: Access, console: &mut Console<'_>) -> Lock {
        Lock::acquire(&self.path(MODELS), access, || {
            console.note(format_args!("waiting for another run that works on {MODELS}/"));
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
        regular::read(&self.path(name)).map_err(|error| unreadable(name, &error))
    }

    /// What is in a file, if there is one.
    pub fn read_if_there(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        match regular::read(&self.path(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(name, &error)),
        }
    }
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
