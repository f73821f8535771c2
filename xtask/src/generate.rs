//! From the files of a service's model to its module, without touching a file.

mod selected;

use std::time::{Duration, Instant};

use shapesmith::rust::{Api, ItemKind, PatternCounts, Skipped};
use shapesmith::{Module, Package, Placement, Provenance};
use shapesmith_model::{Model, Shape};

use crate::config::{self, Config, Layout, Service};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::models::ModelFiles;
use crate::tree::Files;
pub use selected::SERVICE_OPTION;
use selected::lower_selected;

/// The path of the support module in the generated crate.
const SUPPORT: &str = "crate::support";

/// What was made of a service.
pub struct Made {
    /// Its module.
    pub module: Module,
    /// The model files in canonical form.
    pub models: Files,
    /// What looks wrong in the model.
    pub warnings: Vec<Diagnostic>,
    /// What the model has and the module hasn't.
    pub skipped: Vec<Skipped>,
    /// What became of its patterns.
    pub patterns: PatternCounts,
    /// Where corrections of the model are, or would be.
    pub overlay: String,
    /// The numbers of shapes and items.
    pub counts: Counts,
    /// How long it took.
    pub took: Duration,
}

/// The numbers of shapes and items.
#[derive(Default)]
pub struct Counts {
    /// Shapes in the model file.
    pub shapes: usize,
    /// Structures that aren't errors.
    pub structures: usize,
    /// Structures that are.
    pub errors: usize,
    /// Enums, of strings and of integers.
    pub enums: usize,
    /// Unions.
    pub unions: usize,
    /// Operations.
    pub operations: usize,
    /// Operations that the service has, wanted or not.
    pub all_operations: usize,
}

/// Makes the module of one service. It needs nothing but its arguments, so services could be made in
/// parallel.
pub fn service(
    config: &Config,
    name: &str,
    service: &Service,
    files: &ModelFiles,
) -> Result<Made, Failure> {
    let start = Instant::now();
    let (mut reading, warnings) = files.read()?;
    let models = files.canonical()?;
    // What is made is that of the file as it will be, so that a second run finds nothing to do.
    if !files.are(&models) {
        reading = files.rewritten(&models).read()?.0;
    }
    let api = lower_selected(config, service, &reading.model)?;
    let provenance = Provenance { command: &config.command, source: &files.model.name };
    let (krate, support) = match config.package.layout {
        Layout::OneCrate => (config.package.name.get_ref().clone(), SUPPORT.to_owned()),
        Layout::CratePerService => {
            let package = package(config);
            let support = shapesmith::crate_name(&package, "support").replace('-', "_");
            (shapesmith::crate_name(&package, name), format!("::{support}"))
        }
    };
    let placement = Placement { name, support: &support, krate: Some(&krate) };
    let module = shapesmith::module(&api, placement, provenance);
    let counts = count_items(&reading.model, &api);
    let (patterns, skipped, overlay) = (api.patterns.counts(), api.skipped, files.overlay_name());
    let took = start.elapsed();
    Ok(Made { module, models, warnings, skipped, patterns, overlay, counts, took })
}

/// What the manifests say.
pub fn package(config: &Config) -> Package {
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
    // Shapes of the format's prelude have no place in the file.
    let own = |shape: &&Shape| !shape.at.0.is_empty();
    let bindings = model.services.len() + model.resources.len() + model.operations.len();
    let shapes = bindings + model.shapes.values().filter(own).count();
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
