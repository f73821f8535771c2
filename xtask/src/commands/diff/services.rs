//! The services of a side, with the settings of their modules.

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
    /// The ID, such as `Lambda`, which is the same in all versions and in both formats.
    pub id: String,
    /// The name of its module.
    pub name: String,
    /// The name of the model's format.
    pub format: &'static str,
    /// The ID of the service's shape; empty if it isn't known.
    pub shape: String,
    /// The model file, followed by the files beside it.
    pub files: Vec<PathBuf>,
    /// The settings of its module.
    pub settings: ModuleSettings,
}

impl Service {
    /// Opens the files of the service.
    pub fn open(&self) -> Result<ModelFiles, FileError> {
        services::open_files(&self.name, &self.files)
    }

    /// Returns the size of the files in bytes, which may be compressed.
    pub fn size(&self) -> u64 {
        let sizes = self.files.iter().map(|path| fs::metadata(path).map_or(0, |file| file.len()));
        sizes.sum()
    }
}

/// The settings for the generation of a module.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModuleSettings {
    /// The configured policy.
    pub policy: Policy,
    /// Whether the policy is configured for these files. Otherwise it may name items that they don't have.
    pub is_own_policy: bool,
    /// The selected operations; all operations if it is `None`.
    pub operations: Option<Vec<String>>,
}

/// The configured modules of the workspace.
#[derive(Default)]
pub struct ConfiguredModules(Vec<Service>);

/// Finds the services of a side, each with a unique name. A side without a configuration gets the names and settings of
/// the workspace's modules.
pub fn find_services(
    side: &Side,
    modules: &ConfiguredModules,
    jobs: usize,
) -> Result<Vec<Service>, Failure> {
    let Some(file) = &side.file else {
        return match side.config()? {
            Some(config) => read_configured(side, &config),
            None => {
                let tree = walk_folders(std::slice::from_ref(&side.folder))?;
                let found = services::find_in_tree(tree, false, jobs)?;
                Ok(modules.assign(found.services.into_iter().map(found_service).collect(), None))
            }
        };
    };
    // A file that an argument names is compared, even if a newer version lies beside it.
    let found = services::find_in_file(&side.folder.join(file))?;
    if found.is_empty() {
        return Err(Failure::new(format!("{} isn't a model", side.shown)));
    }
    Ok(modules.assign(found.into_iter().map(found_service).collect(), side.working_path.as_deref()))
}

/// Returns the configured modules of the workspace; none without a configuration.
pub fn configured_modules(workspace: &Workspace) -> Result<ConfiguredModules, Failure> {
    if workspace.read_optional(CONFIG)?.is_none() {
        return Ok(ConfiguredModules::default());
    }
    let side = Side::of_models(workspace);
    read_configured(&side, &config::read(workspace)?).map(ConfiguredModules)
}

impl ConfiguredModules {
    /// Gives services the names and settings of the modules that are generated from them. A service with several modules
    /// is returned once for each; if some of these use the file at `path`, for those alone.
    fn assign(&self, mut found: Vec<Service>, path: Option<&Path>) -> Vec<Service> {
        found.sort_by(|a, b| a.name.cmp(&b.name));
        let mut named: Vec<Service> = Vec::new();
        let mut others = Vec::new();
        for service in found {
            let modules = self.modules_of(&service.id, path);
            // The modules are those of the first service with this ID.
            if modules.is_empty() || named.iter().any(|other| other.id == service.id) {
                others.push(service);
                continue;
            }
            named.extend(modules.into_iter().map(|module| Service {
                name: module.name.clone(),
                settings: ModuleSettings { is_own_policy: false, ..module.settings.clone() },
                ..service.clone()
            }));
        }
        let mut taken: BTreeSet<String> =
            named.iter().map(|service| service.name.clone()).collect();
        for mut service in others {
            let name = service.name.clone();
            let mut number = 2;
            while !taken.insert(service.name.clone()) {
                service.name = format!("{name}_{number}");
                number += 1;
            }
            named.push(service);
        }
        named
    }

    /// Returns the modules that are generated from a service: those of the file at `path`, or else all.
    fn modules_of(&self, id: &str, path: Option<&Path>) -> Vec<&Service> {
        let all: Vec<&Service> = self.0.iter().filter(|module| module.id == id).collect();
        let path = path.and_then(|path| fs::canonicalize(path).ok());
        let is_of_file = |module: &&&Service| {
            let file = module.files.first().and_then(|file| fs::canonicalize(file).ok());
            file.is_some() && file == path
        };
        let of_file: Vec<&Service> = all.iter().filter(is_of_file).copied().collect();
        if of_file.is_empty() { all } else { of_file }
    }
}

/// Reads the services that a configuration names. A service without a model file is skipped, because `regenerate` reports
/// it.
fn read_configured(side: &Side, config: &Config) -> Result<Vec<Service>, Failure> {
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
            services.push(unreadable_service(name.get_ref(), model));
            continue;
        };
        let format = outline.format;
        let id = service.service.as_ref().map(|id| id.get_ref().as_str());
        let chosen = match outline.choose_service(id) {
            Ok(chosen) => Some(chosen.clone()),
            // Reading the model later reports the error.
            Err(ServiceChoiceError::NoService) => None,
            Err(error) => {
                let setting = service.service.as_ref().unwrap_or(&service.model);
                let hint = error.hint(SERVICE_OPTION);
                return Err(config.error(setting.span(), error.to_string()).hint(hint).into());
            }
        };
        let stem = path.trim_end_matches(".json");
        let mut files = vec![model];
        for kind in ["docs", "overlay"] {
            let side_file = format!("{stem}.{kind}.json");
            side.check_inside(&side_file)?;
            files.extend(Some(side.folder.join(side_file)).filter(|path| path.exists()));
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
            settings: ModuleSettings { policy: service.policy(), is_own_policy: true, operations },
        });
    }
    Ok(services)
}

/// Returns a service whose file isn't a model; reading it later reports the error.
fn unreadable_service(name: &str, model: PathBuf) -> Service {
    Service {
        id: name.to_owned(),
        name: name.to_owned(),
        format: "",
        shape: String::new(),
        files: vec![model],
        settings: ModuleSettings::default(),
    }
}

fn found_service(found: services::Service) -> Service {
    Service {
        id: found.id,
        name: found.name,
        format: found.format,
        shape: found.shape,
        files: found.files,
        settings: ModuleSettings::default(),
    }
}
