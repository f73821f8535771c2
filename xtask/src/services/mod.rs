//! Finds services in folders: their models, recognized by content, and the files that belong to them.

mod lower;
mod names;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use shapesmith::tree::{FileError, read_regular};
use shapesmith::{ModelFiles, Selection, find_side_files, model_stem};
use shapesmith_model::{FileKind, ModelOutline, ServiceOutline, Source, identify};

use crate::cli::ServiceOperation;
use crate::diagnostic::Diagnostic;
use crate::exit::{Failure, collect_all};
use crate::parallel;
use crate::suggest::suggest_name;

pub use lower::{LoweredService, lower_service};
pub use walk::{FileTree, is_json, walk_folders};

/// A service that was found.
#[derive(Clone, Debug, Default)]
pub struct Service {
    /// A unique name that can be the name of a module.
    pub name: String,
    /// The format of its model.
    pub format: &'static str,
    /// The version of its API, or an empty string.
    pub version: String,
    /// The shape id of the service, or an empty string if the file has none.
    pub shape: String,
    /// The file of the model, then the files that belong to it.
    pub files: Vec<PathBuf>,
    /// The number of shapes in the file of the model.
    pub shapes: usize,
    /// The names of the selected operations; empty for all.
    pub operations: Vec<String>,
    /// The name that it has in all versions and in both formats.
    pub id: String,
    /// The size of its model file in bytes.
    size: u64,
}

/// The result of a search.
#[derive(Default)]
pub struct FoundServices {
    /// The services, those with the largest files first.
    pub services: Vec<Service>,
    /// The number of older versions that were ignored.
    pub older_versions: usize,
    /// The number of JSON files that don't belong to a model.
    pub unrelated_files: usize,
    /// Archives, which aren't searched.
    pub archives: Vec<PathBuf>,
}

/// Finds the services with these names in folders and files, or all services if no name is given.
///
/// # Errors
/// A file can't be read, a name is unknown, or there is no service.
pub fn find_services(
    paths: &[PathBuf],
    names: &[String],
    all_versions: bool,
    jobs: usize,
) -> Result<FoundServices, Failure> {
    let mut found = find_in_tree(walk_folders(paths)?, all_versions, jobs)?;
    retain_named(&mut found.services, names)?;
    if found.services.is_empty() {
        return Err(no_model_error(&found.archives));
    }
    Ok(found)
}

/// Finds the services in the files of a tree, in their latest versions or in all versions.
///
/// # Errors
/// A file can't be read.
pub fn find_in_tree(
    tree: FileTree,
    all_versions: bool,
    jobs: usize,
) -> Result<FoundServices, Failure> {
    let folders: Vec<_> = tree.folders.into_iter().collect();
    let found = parallel::map(&folders, jobs, |(_, files), _| find_in_folder(files));
    let mut services = Vec::new();
    let mut unrelated_files = 0;
    for (found, unrelated) in collect_all(found)? {
        services.extend(found);
        unrelated_files += unrelated;
    }
    let number_of_versions = services.len();
    if !all_versions {
        retain_latest(&mut services);
    }
    let older_versions = number_of_versions - services.len();
    assign_names(&mut services);
    services.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.name.cmp(&b.name)));
    Ok(FoundServices { services, older_versions, unrelated_files, archives: tree.archives })
}

/// Finds the services of the model in this file, with the files that belong to it by their names. A file that isn't a model
/// has none.
///
/// # Errors
/// A file can't be read.
pub fn find_in_file(model: &Path) -> Result<Vec<Service>, Failure> {
    let mut files: BTreeSet<PathBuf> = find_side_files(model)?.into_iter().collect();
    files.insert(model.to_owned());
    let (mut services, _) = find_in_folder(&files)?;
    services.retain(|service| service.files.first().is_some_and(|file| file == model));
    assign_names(&mut services);
    Ok(services)
}

/// Finds the services in the files of one folder, and returns them with the number of files that don't belong to a model.
fn find_in_folder(files: &BTreeSet<PathBuf>) -> Result<(Vec<Service>, usize), Failure> {
    let (mut models, mut side_files, mut unrelated) = (Vec::new(), Vec::new(), 0);
    for path in files {
        let bytes = read_regular(path).map_err(|error| FileError::new("read", path, error))?;
        let size = bytes.len() as u64;
        match identify(Source { name: "", bytes: &bytes }) {
            FileKind::Model(outline) => models.push((path, size, outline)),
            // Reading the file as a model reports the syntax error.
            FileKind::Broken => models.push((path, size, ModelOutline::default())),
            FileKind::SideFile | FileKind::Docs => side_files.push(path),
            _ => unrelated += 1,
        }
    }
    let mut services = Vec::new();
    let mut used = BTreeSet::new();
    let is_only = models.len() == 1;
    for (path, size, outline) in models {
        let own = side_files.iter().filter(|file| is_only || belongs_to(file, path));
        let own: Vec<PathBuf> = own.map(|path| (*path).clone()).collect();
        used.extend(own.iter().cloned());
        let files: Vec<PathBuf> = [path.clone()].into_iter().chain(own).collect();
        services.extend(create_services(&files, size, outline));
    }
    Ok((services, unrelated + side_files.len() - used.len()))
}

/// Returns whether a file belongs to one of several models in a folder, by its name: `a.waiters-2.json` belongs to `a.json`.
fn belongs_to(file: &Path, model: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.strip_prefix(&model_stem(model)).is_some_and(|rest| rest.starts_with('.'))
}

/// Creates the services of a model. A model without a service is one as well, so that reading it reports the problem.
fn create_services(files: &[PathBuf], size: u64, outline: ModelOutline) -> Vec<Service> {
    let ModelOutline { format, mut services, shapes, .. } = outline;
    if services.is_empty() {
        let mut unknown = ServiceOutline::default();
        unknown.id = files.first().map(|path| model_stem(path)).unwrap_or_default();
        services.push(unknown);
    }
    let create = |outline: ServiceOutline| Service {
        name: String::new(),
        format,
        version: outline.version,
        shape: outline.shape,
        files: files.to_vec(),
        shapes,
        operations: Vec::new(),
        id: outline.id,
        size,
    };
    services.into_iter().map(create).collect()
}

/// Opens the files of a service: the model, then the files beside it.
///
/// # Errors
/// A file can't be read, or the service has none.
pub fn open_files(name: &str, paths: &[PathBuf]) -> Result<ModelFiles, FileError> {
    let (model, others) = paths
        .split_first()
        .ok_or_else(|| FileError::new("read", Path::new(name), io::ErrorKind::NotFound.into()))?;
    ModelFiles::open_exactly(model, others)
}

impl Service {
    /// Opens its files.
    ///
    /// # Errors
    /// A file can't be read.
    pub fn open(&self) -> Result<ModelFiles, FileError> {
        open_files(&self.name, &self.files)
    }

    /// Returns the selection of its model that is generated.
    pub fn selection(&self) -> Selection {
        let mut selection = Selection::default();
        selection.service = Some(self.shape.clone()).filter(|shape| !shape.is_empty());
        selection.operations = Some(self.operations.clone()).filter(|names| !names.is_empty());
        selection
    }
}

/// Retains the latest version of each service. Several files with that version are all retained.
fn retain_latest(services: &mut Vec<Service>) {
    let mut latest: BTreeMap<(&str, String), String> = BTreeMap::new();
    for service in services.iter() {
        let version = latest.entry((service.format, service.id.clone())).or_default();
        if service.version > *version {
            version.clone_from(&service.version);
        }
    }
    services.retain(|service| {
        latest.get(&(service.format, service.id.clone())) == Some(&service.version)
    });
}

fn assign_names(services: &mut [Service]) {
    services.sort_by(|a, b| (&a.id, &a.version, &a.files).cmp(&(&b.id, &b.version, &b.files)));
    let mut taken = BTreeSet::new();
    for service in services {
        let stem = service.files.first().map(|path| model_stem(path)).unwrap_or_default();
        let suffixes = [service.version.as_str(), service.format, &stem];
        service.name = names::create_unique_name(&service.id, suffixes, &mut taken);
    }
}

/// Retains the services with these names, or all services if no name is given.
///
/// # Errors
/// A name is unknown.
pub fn retain_named(services: &mut Vec<Service>, names: &[String]) -> Result<(), Failure> {
    check_names(names, services)?;
    if !names.is_empty() {
        services.retain(|service| names.contains(&service.name));
    }
    Ok(())
}

/// Selects operations of the services.
///
/// # Errors
/// A service is unknown.
pub fn select_operations(
    services: &mut [Service],
    operations: &[ServiceOperation],
) -> Result<(), Failure> {
    check_names(operations.iter().map(|operation| &operation.service), services)?;
    for service in services {
        let own = operations.iter().filter(|operation| operation.service == service.name);
        service.operations = own.map(|operation| operation.operation.clone()).collect();
    }
    Ok(())
}

/// Fails with an error for each name that no service has.
fn check_names<'a>(
    names: impl IntoIterator<Item = &'a String>,
    services: &[Service],
) -> Result<(), Failure> {
    let known: BTreeSet<&str> = services.iter().map(|service| service.name.as_str()).collect();
    let names: BTreeSet<&str> = names.into_iter().map(String::as_str).collect();
    let unknown: Vec<&&str> = names.difference(&known).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let known: Vec<&str> = known.iter().copied().collect();
    let errors = unknown.into_iter().map(|name| {
        Diagnostic::error(format!("there is no service `{name}`")).hint(suggest_name(name, &known))
    });
    Err(Failure::failed(errors.collect()))
}

fn no_model_error(archives: &[PathBuf]) -> Failure {
    let hint = archives.first().map(|archive| {
        format!("{} is an archive: unpack it, and name the folder", archive.display())
    });
    Diagnostic::error("the folders have no model").hint(hint).into()
}
