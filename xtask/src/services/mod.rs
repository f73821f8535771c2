//! Which services there are below the folders: the files of each, in the latest version.

mod lowered;
mod names;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use shapesmith::tree::{FileError, read_regular};
use shapesmith::{ModelFiles, Selection, find_side_files, model_stem};
use shapesmith_model::{FileKind, Outline, ServiceOutline, Source, identify};

use crate::cli::ServiceOperation;
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure, collect_all};
use crate::parallel;
use crate::suggest;
use walk::unreadable;

pub use lowered::{LoweredService, lower_service};
pub use walk::{Tree, walk};

/// A service to generate.
#[derive(Clone, Debug, Default)]
pub struct Service {
    /// What it is called here; can be the name of a module.
    pub name: String,
    /// The format of its model.
    pub format: &'static str,
    /// The version of its API; may be empty.
    pub version: String,
    /// The service's shape, where the file says it.
    pub shape: String,
    /// The file of the model, then those beside it.
    pub files: Vec<PathBuf>,
    /// The shapes in the file of the model.
    pub shapes: usize,
    /// The operations to choose; none are all.
    pub operations: Vec<String>,
    /// What it is called in all its versions, and in either format.
    pub id: String,
    /// The size of its files, packed as they are.
    size: u64,
}

/// What was found.
#[derive(Default)]
pub struct Found {
    /// The services, those with the largest files first.
    pub services: Vec<Service>,
    /// How many older versions were left aside.
    pub older: usize,
    /// JSON files that have to do with no model.
    pub others: usize,
    /// Archives, which aren't looked into.
    pub archives: Vec<PathBuf>,
}

/// Finds the services below `paths` that are `wanted`, or all where none is named.
pub fn find(
    paths: &[PathBuf],
    wanted: &[String],
    all_versions: bool,
    jobs: usize,
) -> Result<Found, Failure> {
    let mut found = below(walk(paths)?, all_versions, jobs)?;
    choose(&mut found.services, wanted)?;
    if found.services.is_empty() {
        return Err(nothing(&found.archives));
    }
    Ok(found)
}

/// The services in the files of a tree, in their latest versions or in all.
pub fn below(tree: Tree, all_versions: bool, jobs: usize) -> Result<Found, Failure> {
    let folders: Vec<_> = tree.folders.into_iter().collect();
    let found = parallel::map(&folders, jobs, |(_, files), _| folder(files));
    let mut services = Vec::new();
    let mut others = 0;
    for (more, other) in collect_all(found)? {
        services.extend(more);
        others += other;
    }
    let before = services.len();
    if !all_versions {
        keep_latest(&mut services);
    }
    let older = before - services.len();
    name(&mut services);
    services.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.name.cmp(&b.name)));
    Ok(Found { services, older, others, archives: tree.archives })
}

/// Returns the services of the model in this file, each with the files that belong to it by their names. A file that isn't a
/// model has none.
pub fn find_in_file(model: &Path) -> Result<Vec<Service>, Failure> {
    let mut files: BTreeSet<PathBuf> = find_side_files(model)?.into_iter().collect();
    files.insert(model.to_owned());
    let (mut services, _) = folder(&files)?;
    services.retain(|service| service.files.first().is_some_and(|file| file == model));
    name(&mut services);
    Ok(services)
}

/// The services in one folder, and how many of its files are of none.
fn folder(files: &BTreeSet<PathBuf>) -> Result<(Vec<Service>, usize), Failure> {
    let (mut models, mut beside, mut others) = (Vec::new(), Vec::new(), 0);
    for path in files {
        let bytes = read_regular(path).map_err(|error| unreadable(path, &error))?;
        let size = bytes.len() as u64;
        match identify(Source { name: "", bytes: &bytes }) {
            FileKind::Model(outline) => models.push((path, size, outline)),
            // Reading it tells what is wrong.
            FileKind::Broken => models.push((path, size, Outline::default())),
            FileKind::Side | FileKind::Prose => beside.push(path),
            _ => others += 1,
        }
    }
    let mut services = Vec::new();
    let mut used = BTreeSet::new();
    let only = models.len() == 1;
    for (path, size, outline) in models {
        let own = beside.iter().filter(|other| only || belongs(other, path));
        let own: Vec<PathBuf> = own.map(|path| (*path).clone()).collect();
        used.extend(own.iter().cloned());
        let files: Vec<PathBuf> = [path.clone()].into_iter().chain(own).collect();
        services.extend(of_model(&files, size, outline));
    }
    Ok((services, others + beside.len() - used.len()))
}

/// Where a folder has several models, the names say which one a file is of: `a.waiters-2.json` is of `a.json`.
fn belongs(file: &Path, model: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.strip_prefix(&model_stem(model)).is_some_and(|rest| rest.starts_with('.'))
}

/// Each service of a model; where none can be told, the model itself, so that what is wrong is told.
fn of_model(files: &[PathBuf], size: u64, outline: Outline) -> Vec<Service> {
    let Outline { format, mut services, shapes, .. } = outline;
    if services.is_empty() {
        let mut unknown = ServiceOutline::default();
        unknown.id = files.first().map(|path| model_stem(path)).unwrap_or_default();
        services.push(unknown);
    }
    let service = |outline: ServiceOutline| Service {
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
    services.into_iter().map(service).collect()
}

impl Service {
    /// Opens its files.
    pub fn open(&self) -> Result<ModelFiles, FileError> {
        let (model, others) = self.files.split_first().ok_or_else(|| {
            FileError::new("read", Path::new(&self.name), io::ErrorKind::NotFound.into())
        })?;
        ModelFiles::open_exactly(model, others)
    }

    /// Returns what is generated of its model.
    pub fn selection(&self) -> Selection {
        let mut selection = Selection::default();
        selection.service = Some(self.shape.clone()).filter(|shape| !shape.is_empty());
        selection.operations = Some(self.operations.clone()).filter(|names| !names.is_empty());
        selection
    }
}

/// Leaves the latest version of each service; several files of one version all stay.
fn keep_latest(services: &mut Vec<Service>) {
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

fn name(services: &mut [Service]) {
    services.sort_by(|a, b| (&a.id, &a.version, &a.files).cmp(&(&b.id, &b.version, &b.files)));
    let mut taken = BTreeSet::new();
    for service in services {
        let stem = service.files.first().map(|path| model_stem(path)).unwrap_or_default();
        let more = [service.version.as_str(), service.format, &stem];
        service.name = names::unique(&service.id, more, &mut taken);
    }
}

/// Leaves the services that are named, if any are.
pub fn choose(services: &mut Vec<Service>, wanted: &[String]) -> Result<(), Failure> {
    all_known(wanted, services)?;
    if !wanted.is_empty() {
        services.retain(|service| wanted.contains(&service.name));
    }
    Ok(())
}

/// Notes which operations of the services are wanted.
pub fn choose_operations(
    services: &mut [Service],
    wanted: &[ServiceOperation],
) -> Result<(), Failure> {
    all_known(wanted.iter().map(|of| &of.service), services)?;
    for service in services {
        let own = wanted.iter().filter(|of| of.service == service.name);
        service.operations = own.map(|of| of.operation.clone()).collect();
    }
    Ok(())
}

/// That each of the names is one of a service.
fn all_known<'a>(
    names: impl IntoIterator<Item = &'a String>,
    services: &[Service],
) -> Result<(), Failure> {
    let known: BTreeSet<&str> = services.iter().map(|service| service.name.as_str()).collect();
    let unknown: BTreeSet<&str> = names.into_iter().map(String::as_str).collect();
    let unknown: Vec<&&str> = unknown.difference(&known).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let known: Vec<&str> = known.iter().copied().collect();
    let diagnostics = unknown.into_iter().map(|name| {
        // Of hundreds of names only near ones help.
        let hint = suggest::hint(name, &known).filter(|hint| hint.len() < 200);
        Diagnostic::error(format!("there is no service `{name}`")).hint(hint)
    });
    Err(Failure { exit: Exit::Failed, diagnostics: diagnostics.collect() })
}

fn nothing(archives: &[PathBuf]) -> Failure {
    let hint = archives.first().map(|archive| {
        format!("{} is an archive: unpack it, and give the folder", archive.display())
    });
    Diagnostic::error("there is no model below the folders").hint(hint).into()
}
