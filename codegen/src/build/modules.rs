//! Generates the modules of a build in memory.

use std::path::{Path, PathBuf};

use shapesmith_model::{ModelError, Severity};

use super::{Build, BuildError, Generated, Service};
use crate::Diagnostic;
use crate::emit::{
    Files, INSIDE, Module, Placement, Provenance, emit_module, emit_support, nest_files,
};
use crate::names;
use crate::rust::Skipped;
use crate::stages::{ModelFiles, lower_selection, model_stem};

/// Stems of model files that don't name the service.
const GENERIC_STEMS: &[&str] = &["service-2", "model"];
/// The name of the support module.
const SUPPORT: &str = "support";
/// The call that chooses a service in a build, for hints.
const SERVICE_OPTION: &str = "`.service(\"{}\")`";

/// The modules of a build.
pub struct Modules {
    /// The files of each module below its folder, by the module's name.
    files: Vec<(String, Files)>,
    read: Vec<PathBuf>,
    warnings: Vec<Diagnostic>,
    skipped: Vec<Skipped>,
}

/// The module of one service.
struct ServiceModule {
    module: Module,
    /// The name of the model's file.
    source: String,
    read: Vec<PathBuf>,
    warnings: Vec<Diagnostic>,
    skipped: Vec<Skipped>,
}

/// Generates the modules of all services, and the support module if the build has one.
///
/// # Errors
/// Every problem of every service.
pub fn generate_modules(build: &Build) -> Result<Modules, BuildError> {
    let mut modules = Vec::new();
    let mut failed: Option<BuildError> = None;
    for service in &build.services {
        match (generate_module(build, service), &mut failed) {
            (Ok(module), _) => modules.push(module),
            (Err(error), Some(failed)) => failed.extend(error),
            (Err(error), None) => failed = Some(error),
        }
    }
    match failed {
        Some(error) => Err(error),
        None => {
            check_names(build, &modules)?;
            Ok(assemble_modules(build, modules))
        }
    }
}

/// Opens the files of a service's model.
pub fn open_files(service: &Service) -> Result<ModelFiles, BuildError> {
    let mut files = ModelFiles::open(&service.model)?;
    if let Some(docs) = &service.docs {
        files.open_docs(docs)?;
    }
    Ok(files)
}

fn generate_module(build: &Build, service: &Service) -> Result<ServiceModule, BuildError> {
    let files = open_files(service)?;
    let reading = files.read().map_err(|error| model_error(&files, error))?;
    let api = lower_selection(&reading.model, &service.selection).map_err(|error| {
        let diagnostics = error.iter().map(|problem| {
            Diagnostic::of_selection(problem, SERVICE_OPTION).in_file(&service.model)
        });
        diagnostics.collect::<BuildError>()
    })?;
    let name = module_name(service, api.origin.name())?;
    let source = service.model.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let placement = Placement { name: &name, support: support_path(build)?, krate: None };
    let provenance = Provenance { command: &build.command, source: &source };
    let module = emit_module(&api, placement, provenance);
    let mut warnings: Vec<Diagnostic> = Diagnostic::of_model(&reading.warnings).collect();
    warnings.extend(module.recursion_limit.map(|limit| deep_types(limit, &service.model)));
    let read = files.iter().map(|file| file.path.clone()).collect();
    Ok(ServiceModule { module, source, read, warnings, skipped: api.skipped })
}

/// Returns the problems of a model, with a hint if its files can't be read because a feature is off.
fn model_error(files: &ModelFiles, error: ModelError) -> BuildError {
    let mut error = BuildError::from(error);
    let is_packed = files.iter().any(|file| file.bytes.starts_with(&[0x1F, 0x8B]));
    if is_packed && !cfg!(feature = "gzip") {
        let message = "models packed with gzip are read with the feature `gzip` of shapesmith";
        error.extend(Diagnostic::error("packed", message).into());
    }
    error
}

/// Returns the path of the support module, as it is written in the modules.
fn support_path(build: &Build) -> Result<&str, BuildError> {
    match &build.support {
        Some(path) if !names::is_path(path) => {
            let message = format!("`{path}` isn't the path of a module");
            let hint = "write it as in code, such as `crate::support`".to_owned();
            Err(Diagnostic::error("support-path", message).hint(hint).into())
        }
        Some(path) => Ok(path),
        None if build.services.len() > 1 => Ok("super::support"),
        None => Ok(INSIDE),
    }
}

/// Warns of types that need a higher recursion limit. A file that is included can't set it, because the attribute belongs
/// to the root of the crate.
fn deep_types(limit: usize, model: &Path) -> Diagnostic {
    let message = "the types nest deeper than the compiler's usual recursion limit";
    let hint = format!(
        "put `#![recursion_limit = \"{limit}\"]` at the top of the crate that has the module"
    );
    Diagnostic {
        severity: Severity::Warning,
        ..Diagnostic::error("recursion-limit", message).hint(hint).in_file(model)
    }
}

fn module_name(service: &Service, service_name: &str) -> Result<String, BuildError> {
    let stem = model_stem(&service.model);
    match &service.name {
        Some(name) if names::is_module_name(name) => Ok(name.clone()),
        Some(name) => {
            let message = format!("`{name}` can't be the name of a module");
            let hint = format!("use letters, digits and `_`, such as `{}`", names::module(name));
            Err(Diagnostic::error("module-name", message).hint(hint).into())
        }
        None if GENERIC_STEMS.contains(&stem.as_str()) => Ok(names::module(service_name)),
        None => Ok(names::module(&stem)),
    }
}

/// Returns an error if two modules have the same name.
fn check_names(build: &Build, modules: &[ServiceModule]) -> Result<(), BuildError> {
    let has_shared_support = build.support.is_none() && modules.len() > 1;
    let mut names: Vec<&str> = modules.iter().map(|it| it.module.name.as_str()).collect();
    names.extend(has_shared_support.then_some(SUPPORT));
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| pair.first() == pair.last());
    let Some(name) = twice.and_then(|pair| pair.first()) else { return Ok(()) };
    let message = format!("there are two modules called `{name}`");
    let hint = "`.name(…)` gives one of them another name".to_owned();
    Err(Diagnostic::error("module-name", message).hint(hint).into())
}

/// Assembles the modules, with the support module inside a single module or beside several.
fn assemble_modules(build: &Build, parts: Vec<ServiceModule>) -> Modules {
    let (mut modules, mut sources) = (Vec::new(), Vec::new());
    let (mut read, mut warnings, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        modules.push(part.module);
        sources.push(part.source);
        read.extend(part.read);
        warnings.extend(part.warnings);
        skipped.extend(part.skipped);
    }
    let source = sources.join(", ");
    let provenance = Provenance { command: &build.command, source: &source };
    let support =
        build.support.is_none().then(|| emit_support(&modules, build.parts.clone(), provenance));
    let mut files: Vec<(String, Files)> =
        modules.into_iter().map(|module| (module.name, module.files)).collect();
    match (support, files.as_mut_slice()) {
        (None, _) => {}
        (Some(support), [(_, only)]) => {
            let inside =
                support.into_iter().map(|(path, text)| (format!("{SUPPORT}/{path}"), text));
            only.extend(inside);
        }
        (Some(support), _) => files.push((SUPPORT.to_owned(), support)),
    }
    Modules { files, read, warnings, skipped }
}

impl Modules {
    /// Returns the files of all modules, each module in a folder.
    pub fn to_folders(&self) -> Files {
        let mut folders = Files::new();
        for (name, files) in &self.files {
            let below = files.iter().map(|(path, text)| (format!("{name}/{path}"), text.clone()));
            folders.extend(below);
        }
        folders
    }

    /// Returns a file for each module.
    pub fn to_single_files(&self) -> Files {
        self.files
            .iter()
            .map(|(name, files)| (format!("{name}.rs"), nest_files(name, files)))
            .collect()
    }

    /// Returns the result of a build that found these files to differ.
    pub fn into_generated(self, different: Vec<PathBuf>) -> Generated {
        let Self { read, warnings, skipped, .. } = self;
        Generated { different, read, warnings, skipped }
    }
}
