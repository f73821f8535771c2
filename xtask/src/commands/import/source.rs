//! The files that a model is imported from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use shapesmith_model::{FileKind, Model, Source, identify, read_files, unpacked};

use crate::console::count;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::services::{self, Found, Service};
use crate::{regular, suggest};

/// What botocore's side files are called, before the version.
const SIDES: [&str; 4] = ["paginators-", "waiters-", "examples-", "service-"];

/// The model at a path, with what looks wrong in it.
pub fn read(path: &Path) -> Result<(Model, Vec<Diagnostic>), Failure> {
    let paths = if path.is_dir() { in_folder(path)? } else { with_sides(path)? };
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

/// The services that are named where a folder has several.
const NAMED: usize = 10;

/// The files of the model in a folder. Where it has none itself, that is the newest version of the only service in the
/// folders below, as in botocore's folder of a service.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let names = entries(folder)?;
    let files: Vec<PathBuf> =
        names.iter().filter(|name| is_json(name)).map(|name| folder.join(name)).collect();
    for file in &files {
        let bytes = regular::read(file).map_err(|error| unreadable(file, &error))?;
        let kind = identify(Source { name: "", bytes: &bytes });
        if matches!(kind, FileKind::Model(_) | FileKind::Broken) {
            return Ok(files);
        }
    }
    let found = services::below(services::walk(&[folder.to_owned()])?, false, 1)?;
    let models: BTreeMap<&Path, &Service> = found
        .services
        .iter()
        .filter_map(|service| Some((service.files.first()?.as_path(), service)))
        .collect();
    let mut models = models.into_values();
    match (models.next(), models.next()) {
        (Some(only), None) => Ok(only.files.clone()),
        (None, _) => Err(nothing_in(folder, &found)),
        _ => Err(several_in(folder, &found)),
    }
}

/// Says that a folder has no model, and what it has instead.
fn nothing_in(folder: &Path, found: &Found) -> Failure {
    let has = match (found.others, found.archives.first()) {
        (0, Some(archive)) => format!("unpack {} first", archive.display()),
        (0, None) => "it has no JSON file, and the folders below it have none".to_owned(),
        (others, _) => format!("it has {} of no model", count(others, "JSON file")),
    };
    let told = Diagnostic::error(format!("there is no model in {}", folder.display()));
    told.hint(format!("{has}; a model is Smithy's JSON AST or botocore's `service-2.json`")).into()
}

/// Says that a folder has several models, and which.
fn several_in(folder: &Path, found: &Found) -> Failure {
    let mut names: Vec<&str> = found.services.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    let shown = suggest::listed(names.get(..NAMED).unwrap_or(&names));
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let services = count(names.len(), "service");
    let told = Diagnostic::error(format!("there are models of {services} in {}", folder.display()));
    told.hint(format!("name the file or folder of one of them: {shown}{more}")).into()
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
