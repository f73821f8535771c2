//! The files that a model is imported from.

use std::path::{Path, PathBuf};
use std::{fs, io};

use shapesmith_model::{Model, Source, read_files, unpacked};

use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::regular;

/// What botocore's side files are called, before the version.
const SIDES: [&str; 4] = ["paginators-", "waiters-", "examples-", "service-"];

/// The model at a path, with what looks wrong in it.
pub fn read(path: &Path) -> Result<(Model, Vec<Diagnostic>), Failure> {
    let paths = if path.is_dir() { folder(path)? } else { with_sides(path)? };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for path in paths {
        let bytes = regular::read(&path).map_err(|error| unreadable(&path, &error))?;
        files.push((path.display().to_string(), unpacked(&bytes).unwrap_or(bytes)));
    }
    let sources: Vec<Source<'_>> =
        files.iter().map(|(name, bytes)| Source { name, bytes }).collect();
    match read_files(&sources) {
        Ok(reading) => Ok((reading.model, Diagnostic::of_models(&reading.warnings, &files))),
        Err(problems) => Err(Failure::problems(Diagnostic::of_models(&problems, &files)).counted()),
    }
}

/// The JSON files of a folder.
fn folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let names = entries(folder)?;
    Ok(names.iter().filter(|name| is_json(name)).map(|name| folder.join(name)).collect())
}

/// The file, and the side files of botocore's that lie beside it: `paginators-1.json` beside a
/// `service-2.json`, `lambda.paginators-1.json` beside a `lambda.json`.
fn with_sides(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = vec![path.to_owned()];
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let prefix = if name.starts_with("service-") {
        String::new()
    } else {
        format!("{}.", name.trim_end_matches(".gz").trim_end_matches(".json"))
    };
    let is_side = |other: &String| {
        let side = other.strip_prefix(&prefix).filter(|side| is_json(side) && *other != name);
        let is_model = |side: &str| side.starts_with("service-") && !side.contains("sdk-extras");
        side.is_some_and(|side| {
            SIDES.iter().any(|start| side.starts_with(start)) && !is_model(side)
        })
    };
    paths.extend(entries(folder)?.into_iter().filter(is_side).map(|side| folder.join(side)));
    Ok(paths)
}

fn is_json(name: &str) -> bool {
    name.ends_with(".json") || name.ends_with(".json.gz")
}

/// The names in a folder, in order.
fn entries(folder: &Path) -> Result<Vec<String>, Failure> {
    let read = || -> io::Result<Vec<String>> {
        let names = fs::read_dir(folder)?;
        names.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    };
    let mut names = read().map_err(|error| unreadable(folder, &error))?;
    names.sort();
    Ok(names)
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("can't read {}: {error}", path.display()))
}
