//! Writing all differences at once, as far as a file system can.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Difference, Kind, prune, temporary};
use crate::exit::Failure;
use crate::workspace::Workspace;

/// Makes the files as they should be.
///
/// What is likely to fail, like a full disk or a folder that can't be written, fails before the first
/// file is replaced.
pub fn write(workspace: &Workspace, differences: &[Difference]) -> Result<(), Failure> {
    for (name, file, path) in prepare(workspace, differences)? {
        file.persist(path).map_err(|error| failed("write", name, &error.error))?;
    }
    for Difference { name, kind } in differences {
        if matches!(kind, Kind::Extra) {
            let path = workspace.path(name);
            fs::remove_file(&path).map_err(|error| failed("remove", name, &error))?;
            prune::emptied(&path);
        }
    }
    Ok(())
}

/// Makes one file anywhere as it should be.
pub fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let name = path.display().to_string();
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let file = temporary::make(folder, text).map_err(|error| failed("write", &name, &error))?;
    file.persist(path).map_err(|error| failed("write", &name, &error.error))?;
    Ok(())
}

/// All new files under temporary names; dropped, they are gone again.
fn prepare<'a>(
    workspace: &Workspace,
    differences: &'a [Difference],
) -> Result<Vec<(&'a str, NamedTempFile, PathBuf)>, Failure> {
    let wanted = differences.iter().filter_map(|file| Some((file.name.as_str(), file.wanted()?)));
    let prepared = wanted.map(|(name, text)| {
        let path = workspace.path(name);
        let folder = path.parent().unwrap_or(&path);
        let file = fs::create_dir_all(folder).and_then(|()| temporary::make(folder, text));
        Ok((name, file.map_err(|error| failed("write", name, &error))?, path))
    });
    prepared.collect()
}

fn failed(doing: &str, name: &str, error: &io::Error) -> Failure {
    Failure::new(format!("can't {doing} {name}: {error}"))
}
