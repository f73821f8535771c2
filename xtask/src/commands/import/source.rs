//! Opens and reads the files that a model is imported from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use shapesmith::tree::{EntryKind, FileError, list_entries, read_regular};
use shapesmith::{ModelFiles, find_side_files, model_stem};
use shapesmith_model::{FileKind, Model, Source, identify};

use crate::console::pluralize;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::services::{self, FoundServices, Service};
use crate::suggest::list_names;

/// Reads the model at a path, and returns it with the warnings about it.
///
/// # Errors
/// A file can't be read, the model has a problem, or a folder doesn't have one model.
pub fn read_model(path: &Path) -> Result<(Model, Vec<Diagnostic>), Failure> {
    let files = if path.is_dir() { open_folder(path)? } else { open_file(path)? };
    match files.read() {
        Ok(reading) => {
            Ok((reading.model, Diagnostic::from_file_problems(&reading.warnings, &files)))
        }
        Err(error) => {
            Err(Failure::problems(Diagnostic::from_file_problems(&error, &files)).with_total())
        }
    }
}

/// Opens a model and its side files, except prose and corrections: an import keeps those of its module.
fn open_file(path: &Path) -> Result<ModelFiles, Failure> {
    let is_excluded = |side: &PathBuf| {
        let stem = model_stem(side);
        stem.ends_with(".docs") || stem.ends_with(".overlay")
    };
    let mut sides = if path.exists() { find_side_files(path)? } else { Vec::new() };
    sides.retain(|side| !is_excluded(side));
    Ok(ModelFiles::open_exactly(path, &sides)?)
}

/// The number of services that an error lists.
const MAX_LISTED: usize = 10;

/// Opens the model in a folder. If it has none, opens the latest version of the only service in the folders below, which is
/// botocore's layout.
fn open_folder(folder: &Path) -> Result<ModelFiles, Failure> {
    let entries = list_entries(folder)?.into_iter().filter(|(_, kind)| *kind != EntryKind::Folder);
    let mut files: Vec<PathBuf> = entries.map(|(name, _)| folder.join(name)).collect();
    files.retain(|file| services::is_json(file));
    for file in &files {
        let bytes = read_regular(file).map_err(|error| FileError::new("read", file, error))?;
        let kind = identify(Source { name: "", bytes: &bytes });
        if matches!(kind, FileKind::Model(_) | FileKind::Broken) {
            return open_all(file, &files);
        }
    }
    let found = services::find_in_tree(services::walk_folders(&[folder.to_owned()])?, false, 1)?;
    let models: BTreeMap<&Path, &Service> = found
        .services
        .iter()
        .filter_map(|service| Some((service.files.first()?.as_path(), service)))
        .collect();
    let mut models = models.into_values();
    match (models.next(), models.next()) {
        (Some(only), None) => Ok(only.open()?),
        (None, _) => Err(no_model_error(folder, &found)),
        _ => Err(several_models_error(folder, &found)),
    }
}

/// Creates the error of a folder without a model, with the files that it has as hint.
fn no_model_error(folder: &Path, found: &FoundServices) -> Failure {
    let contents = match (found.unrelated_files, found.archives.first()) {
        (0, Some(archive)) => format!("unpack {} first", archive.display()),
        (0, None) => "it has no JSON file, and the folders below it have none".to_owned(),
        (number, _) => format!("it has {}, but no model", pluralize(number, "JSON file")),
    };
    let error = Diagnostic::error(format!("there is no model in {}", folder.display()));
    let formats = "a model is Smithy's JSON AST or botocore's `service-2.json`";
    error.hint(format!("{contents}; {formats}")).into()
}

/// Creates the error of a folder with several models, with their names as hint.
fn several_models_error(folder: &Path, found: &FoundServices) -> Failure {
    let mut names: Vec<&str> = found.services.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    let listed = list_names(names.get(..MAX_LISTED).unwrap_or(&names));
    let more = match names.len().saturating_sub(MAX_LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let services = pluralize(names.len(), "service");
    let error = Diagnostic::error(format!("{} has models of {services}", folder.display()));
    error.hint(format!("name the file or folder of one of them: {listed}{more}")).into()
}

/// Opens the files of a folder, one of which is a model.
fn open_all(model: &Path, files: &[PathBuf]) -> Result<ModelFiles, Failure> {
    let others: Vec<PathBuf> = files.iter().filter(|file| *file != model).cloned().collect();
    Ok(ModelFiles::open_exactly(model, &others)?)
}
