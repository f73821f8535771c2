//! Which files there are.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use super::temporary;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// What cargo makes beside a manifest.
const CARGOS: [&str; 2] = ["Cargo.lock", "target"];

/// All files in a package's folder and below it, save those that cargo makes there.
pub fn scan(workspace: &Workspace, folder: &str) -> Result<BTreeSet<String>, Failure> {
    let mut files = BTreeSet::new();
    walk(workspace, folder, &CARGOS, &mut files)?;
    Ok(files)
}

/// What interrupted runs left in the folders of these files.
pub fn litter<'a>(
    workspace: &Workspace,
    beside: impl Iterator<Item = &'a String>,
) -> Result<BTreeSet<String>, Failure> {
    let folders: BTreeSet<&str> =
        beside.filter_map(|file| file.rsplit_once('/')).map(|(folder, _)| folder).collect();
    let mut litter = BTreeSet::new();
    for folder in folders {
        let entries = entries(workspace, folder)?;
        let names = entries.into_iter().filter(|(name, _)| temporary::is_one(name));
        litter.extend(names.map(|(name, _)| format!("{folder}/{name}")));
    }
    Ok(litter)
}

fn walk(
    workspace: &Workspace,
    folder: &str,
    but: &[&str],
    files: &mut BTreeSet<String>,
) -> Result<(), Failure> {
    for (name, is_folder) in entries(workspace, folder)? {
        let path = format!("{folder}/{name}");
        match is_folder {
            _ if but.contains(&name.as_str()) => {}
            true => walk(workspace, &path, &[], files)?,
            false => drop(files.insert(path)),
        }
    }
    Ok(())
}

/// The names in a folder, with whether they are folders; a link is none, whatever it leads to.
fn entries(workspace: &Workspace, folder: &str) -> Result<Vec<(String, bool)>, Failure> {
    let read = || -> io::Result<Vec<(String, bool)>> {
        let entries = match fs::read_dir(workspace.path(folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let entry = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            Ok((entry.file_name().to_string_lossy().into_owned(), entry.file_type()?.is_dir()))
        };
        entries.map(entry).collect()
    };
    read().map_err(|error| Failure::new(format!("can't read the folder {folder}: {error}")))
}
