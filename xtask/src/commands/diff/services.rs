//! The services of a side: their files, and how their crate is made.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use shapesmith::Policy;
use shapesmith_model::{FileKind, Source, identify};

use super::input::Side;
use crate::config::{self, Config};
use crate::exit::Failure;
use crate::services::{self, Tree, walk};
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

/// The services of a side, by their ids. `current` is how the workspace makes its services.
pub fn of(
    side: &Side,
    current: &BTreeMap<String, (String, Made)>,
    jobs: usize,
) -> Result<BTreeMap<String, Service>, Failure> {
    let services = match (&side.file, side.config()?) {
        (None, Some(config)) => of_config(&side.folder, &config)?,
        (None, None) => found(walk(std::slice::from_ref(&side.folder))?, jobs)?,
        (Some(file), _) => {
            let mut services = found(beside(&side.folder)?, jobs)?;
            let model = side.folder.join(file);
            services.retain(|service| service.files.first() == Some(&model));
            services
        }
    };
    let mut by_id = BTreeMap::new();
    for mut service in services {
        if let Some((name, made)) = current.get(&service.id)
            && !service.made.own
        {
            service.name.clone_from(name);
            service.made = Made { own: false, ..made.clone() };
        }
        by_id.insert(service.id.clone(), service);
    }
    Ok(by_id)
}

/// How the workspace makes its services, by their ids: the name of each module, and what was decided.
pub fn current(workspace: &Workspace) -> Result<BTreeMap<String, (String, Made)>, Failure> {
    if workspace.read_if_there(CONFIG)?.is_none() {
        return Ok(BTreeMap::new());
    }
    let folder = workspace.path(crate::workspace::MODELS);
    let services = of_config(&folder, &config::read(workspace)?)?;
    Ok(services.into_iter().map(|service| (service.id, (service.name, service.made))).collect())
}

/// The services that a configuration names. One whose model isn't there is left out: `regenerate` tells of it.
fn of_config(folder: &Path, config: &Config) -> Result<Vec<Service>, Failure> {
    let mut services = Vec::new();
    for (name, service) in &config.services {
        let model = folder.join(service.model.get_ref());
        let Ok(bytes) = fs::read(&model) else { continue };
        let FileKind::Model(outline) = identify(Source { name: "", bytes: &bytes }) else {
            services.push(broken(name.get_ref(), model));
            continue;
        };
        let wanted = service.service.as_ref().map(|id| id.get_ref().as_str());
        let format = outline.format;
        let mut outlines = outline.services.into_iter();
        let meant = outlines.find(|outline| wanted.is_none_or(|id| outline.shape == id));
        let stem = service.model.get_ref().trim_end_matches(".json");
        let beside = ["docs", "overlay"].map(|kind| folder.join(format!("{stem}.{kind}.json")));
        let beside = beside.into_iter().filter(|path| path.is_file());
        let operations = service
            .operations
            .as_ref()
            .map(|list| list.get_ref().iter().map(|name| name.get_ref().clone()).collect());
        services.push(Service {
            id: meant.as_ref().map_or_else(|| name.get_ref().clone(), |outline| outline.id.clone()),
            name: name.get_ref().clone(),
            format,
            shape: meant.map(|outline| outline.shape).unwrap_or_default(),
            files: std::iter::once(model).chain(beside).collect(),
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

fn found(tree: Tree, jobs: usize) -> Result<Vec<Service>, Failure> {
    let found = services::below(tree, false, jobs)?;
    Ok(found
        .services
        .into_iter()
        .map(|service| Service {
            id: service.id,
            name: service.name,
            format: service.format,
            shape: service.shape,
            files: service.files,
            made: Made::default(),
        })
        .collect())
}

/// The JSON files of a folder, those below it left out.
fn beside(folder: &Path) -> Result<Tree, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::new(format!("can't read {}: {error}", folder.display()));
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_file() {
            files.insert(path);
        }
    }
    let files: Vec<PathBuf> = files.into_iter().collect();
    walk(&files)
}
