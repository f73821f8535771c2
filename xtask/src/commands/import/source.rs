//! The files that a model is imported from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use shapesmith::tree::read_regular;
use shapesmith::{ModelFiles, find_side_files, model_stem};
use shapesmith_model::{FileKind, Model, Source, identify};

use crate::console::count;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::services::{self, Found, Service};
use crate::suggest;

/// Reads the model at a path, with what looks wrong in it.
pub fn read(path: &Path) -> Result<(Model, Vec<Diagnostic>), Failure> {
    let files = if path.is_dir() { open_folder(path)? } else { open_file(path)? };
    match files.read() {
        Ok(reading) => Ok((reading.model, Diagnostic::of_models(&reading.warnings, &files))),
        Err(error) => Err(Failure::problems(Diagnostic::of_models(&error, &files)).with_total()),
    }
}

/// Opens a model and its side files, without the prose and the corrections that belong to it: those of the module that it is
/// imported into are kept.
fn open_file(path: &Path) -> Result<ModelFiles, Failure> {
    let is_kept_apart = |side: &PathBuf| {
        let stem = model_stem(side);
        stem.ends_with(".docs") || stem.ends_with(".overlay")
    };
    let mut sides = if path.exists() { find_side_files(path)? } else { Vec::new() };
    sides.retain(|side| !is_kept_apart(side));
    Ok(ModelFiles::open_exactly(path, &sides)?)
}

/// The services that are named where a folder has several.
const NAMED: usize = 10;

/// The files of the model in a folder. Where it has none itself, that is the newest version of the only service in the
/// folders below, as in botocore's folder of a service.
fn open_folder(folder: &Path) -> Result<ModelFiles, Failure> {
    let names = entries(folder)?;
    let files: Vec<PathBuf> =
        names.iter().filter(|name| is_json(name)).map(|name| folder.join(name)).collect();
    for file in &files {
        let bytes = read_regular(file).map_err(|error| unreadable(file, &error))?;
        let kind = identify(Source { name: "", bytes: &bytes });
        if matches!(kind, FileKind::Model(_) | FileKind::Broken) {
            return open_all(file, &files);
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
        (Some(only), None) => Ok(only.open()?),
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

/// Opens the files of a folder, one of which is a model.
fn open_all(model: &Path, files: &[PathBuf]) -> Result<ModelFiles, Failure> {
    let others: Vec<PathBuf> = files.iter().filter(|file| *file != model).cloned().collect();
    Ok(ModelFiles::open_exactly(model, &others)?)
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
