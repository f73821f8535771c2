//! Generates the module of a configured service in memory.

mod selection;

use std::time::{Duration, Instant};

use shapesmith::rust::{Api, ItemKind, PatternCounts, Skipped};
use shapesmith::{Module, Package, Placement, Provenance};
use shapesmith_model::{Model, Shape};

use crate::config::{self, Config, Layout, Service};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::service_files::ServiceFiles;
use crate::tree::Files;
pub use selection::SERVICE_OPTION;
use selection::lower_configured;

/// The path of the support module in the generated crate.
const SUPPORT: &str = "crate::support";

/// A generated service.
pub struct GeneratedService {
    /// The module.
    pub module: Module,
    /// The model files in canonical form.
    pub model_files: Files,
    /// The warnings about the model.
    pub warnings: Vec<Diagnostic>,
    /// The parts of the model that the module lacks.
    pub skipped: Vec<Skipped>,
    /// How exactly its patterns are enforced.
    pub patterns: PatternCounts,
    /// The path of the file of corrections, whether it exists or not.
    pub overlay_path: String,
    /// The numbers of shapes and items.
    pub counts: Counts,
    /// The time that reading and generating took.
    pub elapsed: Duration,
}

/// The numbers of shapes and items.
#[derive(Default)]
pub struct Counts {
    /// Shapes in the model file.
    pub shapes: usize,
    /// Structures that aren't errors.
    pub structures: usize,
    /// Structures that are errors.
    pub errors: usize,
    /// Enums, of strings and of integers.
    pub enums: usize,
    /// Unions.
    pub unions: usize,
    /// Generated operations.
    pub operations: usize,
    /// All operations of the service.
    pub all_operations: usize,
}

/// Generates the module of a service.
///
/// # Errors
/// The model has a problem, or the configuration doesn't fit it.
pub fn generate_service(
    config: &Config,
    name: &str,
    service: &Service,
    files: &ServiceFiles,
) -> Result<GeneratedService, Failure> {
    let start = Instant::now();
    let (mut reading, warnings, model_files) = files.read_and_format()?;
    // The module is generated from the canonical files, so that a second run finds no difference.
    if !files.have_texts(&model_files) {
        reading = files.with_texts(&model_files).read()?.0;
    }
    let api = lower_configured(config, service, &reading.model)?;
    let provenance = Provenance { command: &config.command, source: &files.model.path };
    let (krate, support) = match config.package.layout {
        Layout::OneCrate => (config.package.name.get_ref().clone(), SUPPORT.to_owned()),
        Layout::CratePerService => {
            let package = create_package(config);
            let support = shapesmith::crate_name(&package, "support").replace('-', "_");
            (shapesmith::crate_name(&package, name), format!("::{support}"))
        }
    };
    let placement = Placement { name, support: &support, krate: Some(&krate) };
    let module = shapesmith::emit_module(&api, placement, provenance);
    let counts = count_items(&reading.model, &api);
    Ok(GeneratedService {
        module,
        model_files,
        warnings,
        patterns: api.patterns.counts(),
        skipped: api.skipped,
        overlay_path: files.overlay_path(),
        counts,
        elapsed: start.elapsed(),
    })
}

/// Returns the metadata of the generated crate.
pub fn create_package(config: &Config) -> Package {
    let config::Package { name, version, description, license, manifest, .. } = &config.package;
    let (name, version) = (name.get_ref().as_str(), version.get_ref().as_str());
    let mut package = Package::new(name, version, description.as_str(), license.as_str());
    let defaults = config.services.iter().filter(|(_, service)| service.default);
    package.default = defaults.map(|(name, _)| name.get_ref().clone()).collect();
    let keys = manifest.iter().map(|(key, value)| (key.get_ref().clone(), value.to_string()));
    package.manifest = keys.collect();
    package
}

fn count_items(model: &Model, api: &Api) -> Counts {
    // Shapes of Smithy's prelude have no place in the file.
    let is_own = |shape: &&Shape| !shape.at.0.is_empty();
    let bindings = model.services.len() + model.resources.len() + model.operations.len();
    let shapes = bindings + model.shapes.values().filter(is_own).count();
    let operations = api.operations.len();
    let all_operations = model.services.get(&api.origin).map_or(0, |it| it.operations.len());
    let mut counts = Counts { shapes, operations, all_operations, ..Counts::default() };
    for item in &api.items {
        let counter = match &item.kind {
            ItemKind::Struct(body) if body.exception.is_some() => &mut counts.errors,
            ItemKind::Struct(_) => &mut counts.structures,
            ItemKind::Enum(_) | ItemKind::IntEnum(_) => &mut counts.enums,
            ItemKind::Union(_) => &mut counts.unions,
        };
        *counter += 1;
    }
    counts
}
