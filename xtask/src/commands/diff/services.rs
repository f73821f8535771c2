//! The services of a side: their files, and how their crate is made.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use shapesmith::tree::{FileError, read_regular};
use shapesmith::{ModelFiles, Policy};
use shapesmith_model::{FileKind, ServiceChoiceError, Source, identify};

use super::input::Side;
use crate::config::{self, Config};
use crate::exit::Failure;
use crate::generation::SERVICE_OPTION;
use crate::services::{self, walk_folders};
use crate::workspace::{CONFIG, Workspace};

/// A service of a side.
#[derive(Clone, Debug)]
pub struct Service {
    /// What it is called in all its versions and in either format, such as `Lambda`.
    pub id: String,
    /// The name of its module.
    pub name: String,
    /// The name of the model's format.
    pub format: &'static str,
    /// The service's shape, where the file says it.
    pub shape: String,
    /// The file of the model, then those beside it.
    pub files: Vec<PathBuf>,
    /// How its crate is made.
    pub made: Made,
}

impl Service {
    /// Opens its files.
    pub fn open(&self) -> Result<ModelFiles, FileError> {
        let (model, others) = self.files.split_first().ok_or_else(|| {
            FileError::new("read", Path::new(&self.name), ErrorKind::NotFound.into())
        })?;
        ModelFiles::open_exactly(model, others)
    }

    /// The size of its files in bytes, packed as they are.
    pub fn size(&self) -> u64 {
        let sizes = self.files.iter().map(|path| fs::metadata(path).map_or(0, |file| file.len()));
        sizes.sum()
    }
}

/// How the crate of a service is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// What people decided about it.
    pub policy: Policy,
    /// Whether the policy is that of these files; otherwise it may name what they don't have.
    pub own: bool,
    /// The operations that are wanted; all by default.
    pub operations: Option<Vec<String>>,
}

/// The modules of the workspace, each with how it is made.
#[derive(Default)]
pub struct Modules(Vec<Service>);

/// The services of a side, each with a name of its own. `modules` is how the workspace makes its services.
pub fn of(side: &Side, modules: &Modules, jobs: usize) -> Result<Vec<Service>, Failure> {
    let Some(file) = &side.file else {
        return match side.config()? {
            Some(config) => of_config(side, &config),
            None => {
                let tree = walk_folders(std::slice::from_ref(&side.folder))?;
                let found = services::find_in_tree(tree, false, jobs)?;
                Ok(modules.name(found.services.into_iter().map(found_service).collect(), None))
            }
        };
    };
    // Of a file that is named, neither its version nor what lies beside it decides whether it is compared.
    let found = services::find_in_file(&side.folder.join(file))?;
    if found.is_empty() {
        return Err(Failure::new(format!("{} is no model", side.shown)));
    }
    Ok(modules.name(found.into_iter().map(found_service).collect(), side.place.as_deref()))
}

/// How the workspace makes its services.
pub fn modules(workspace: &Workspace) -> Result<Modules, Failure> {
    if workspace.read_optional(CONFIG)?.is_none() {
        return Ok(Modules::default());
    }
    let side = Side::of_models(workspace);
    of_config(&side, &config::read(workspace)?).map(Modules)
}

impl Modules {
    /// Gives services the names and policies of the modules that the workspace makes of them. A service that several
    /// modules are made of stands for each, unless its file, at `place`, is that of some.
    fn name(&self, mut found: Vec<Service>, place: Option<&Path>) -> Vec<Service> {
        found.sort_by(|a, b| a.name.cmp(&b.name));
        let mut named: Vec<Service> = Vec::new();
        let mut others = Vec::new();
        for service in found {
            let modules = self.of(&service.id, place);
            // A second service of the same id is none of these modules'.
            if modules.is_empty() || named.iter().any(|other| other.id == service.id) {
                others.push(service);
                continue;
            }
            named.extend(modules.into_iter().map(|module| Service {
                name: module.name.clone(),
                made: Made { own: false, ..module.made.clone() },
                ..service.clone()
            }));
        }
        let mut taken: BTreeSet<String> =
            named.iter().map(|service| service.name.clone()).collect();
        for mut service in others {
            let plain = service.name.clone();
            let mut number = 2;
            while !taken.insert(service.name.clone()) {
                service.name = format!("{plain}_{number}");
                number += 1;
            }
            named.push(service);
        }
        named
    }

    /// The modules that are made of a service: those of the file at `place`, or else all.
    fn of(&self, id: &str, place: Option<&Path>) -> Vec<&Service> {
        let all: Vec<&Service> = self.0.iter().filter(|module| module.id == id).collect();
        let place = place.and_then(|place| fs::canonicalize(place).ok());
        let is_there = |module: &&&Service| {
            let file = module.files.first().and_then(|file| fs::canonicalize(file).ok());
            file.is_some() && file == place
        };
        let of_file: Vec<&Service> = all.iter().filter(is_there).copied().collect();
        if of_file.is_empty() { all } else { of_file }
    }
}

/// The services that a configuration names. One whose model isn't there is left out: `regenerate` tells of it.
fn of_config(side: &Side, config: &Config) -> Result<Vec<Service>, Failure> {
    let mut services = Vec::new();
    for (name, service) in &config.services {
        let path = service.model.get_ref();
        side.check_inside(path)?;
        let model = side.folder.join(path);
        let bytes = match read_regular(&model) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => {
                let message = format!("can't read {}/{path}: {error}", side.shown);
                return Err(Failure::new(message));
            }
            Ok(bytes) => bytes,
        };
        let FileKind::Model(outline) = identify(Source { name: "", bytes: &bytes }) else {
            services.push(broken(name.get_ref(), model));
            continue;
        };
        let format = outline.format;
        let id = service.service.as_ref().map(|id| id.get_ref().as_str());
        let chosen = match outline.choose_service(id) {
            Ok(chosen) => Some(chosen.clone()),
            // Reading the model says what is wrong.
            Err(ServiceChoiceError::NoService) => None,
            Err(error) => {
                let place = service.service.as_ref().unwrap_or(&service.model);
                let hint = error.hint(SERVICE_OPTION);
                return Err(config.error(place.span(), error.to_string()).hint(hint).into());
            }
        };
        let stem = path.trim_end_matches(".json");
        let mut files = vec![model];
        for kind in ["docs", "overlay"] {
            let beside = format!("{stem}.{kind}.json");
            side.check_inside(&beside)?;
            files.extend(Some(side.folder.join(beside)).filter(|path| path.exists()));
        }
        let operations = service
            .operations
            .as_ref()
            .map(|list| list.get_ref().iter().map(|name| name.get_ref().clone()).collect());
        services.push(Service {
            id: chosen
                .as_ref()
                .map_or_else(|| name.get_ref().clone(), |outline| outline.id.clone()),
            name: name.get_ref().clone(),
            format,
            shape: chosen.map(|outline| outline.shape).unwrap_or_default(),
            files,
            made: Made { policy: service.policy(), own: true, operations },
        });
    }
    Ok(services)
}

/// Reading it tells what is wrong.
fn broken(name: &str, model: PathBuf) -> Service {
    Service {
        id: name.to_owned(),
        name: name.to_owned(),
        format: "",
        shape: String::new(),
        files: vec![model],
        made: Made::default(),
    }
}

fn found_service(found: services::Service) -> Service {
    Service {
        id: found.id,
        name: found.name,
        format: found.format,
        shape: found.shape,
        files: found.files,
        made: Made::default(),
    }
}
