//! Generates the module of a service in memory, and writes its package if tools need it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use shapesmith::rust::{Api, PatternCounts, Skipped};
use shapesmith::tree::Output;
use shapesmith::{Files, Package, Placement, Provenance};

use super::accounting::{self, Accounting};
use super::reachability;
use crate::exit::Failure;
use crate::maintenance::cargo::{into_workspace, write_package};
use crate::services::{self, LoweredService, Service};

/// The command in the headers of generated files.
const COMMAND: &str = "cargo xtask corpus";

/// The result of generating a service.
#[derive(Default)]
pub struct Generation {
    /// The figures of the module; `None` if it can't be generated.
    pub module: Option<ModuleFigures>,
    /// The failures, one line each.
    pub failures: Vec<String>,
    /// The warnings about the model.
    pub warnings: Vec<String>,
    /// The time that reading and generating took.
    pub elapsed: Duration,
}

/// The figures of a generated module.
pub struct ModuleFigures {
    /// The shapes of the model by what happened to them.
    pub accounting: Accounting,
    /// The number of skipped shapes and members, by the reason.
    pub skip_reasons: BTreeMap<String, usize>,
    /// How exactly the patterns are enforced.
    pub patterns: PatternCounts,
    /// The patterns that aren't enforced exactly.
    pub inexact_patterns: Vec<Skipped>,
    /// The number of types, operations and enums of errors.
    pub items: usize,
    /// The number of lines.
    pub lines: usize,
    /// The number of bytes.
    pub bytes: usize,
}

/// The folder in which packages are written.
pub struct PackageFolder {
    /// The path.
    pub path: PathBuf,
    /// Whether it is kept after the run. Then it can have other files, which aren't replaced.
    pub is_kept: bool,
}

/// Generates a service, and writes its package below `folder` if there is one.
pub fn generate_service(service: &Service, folder: Option<&PackageFolder>) -> Generation {
    let start = Instant::now();
    let mut generation = Generation::default();
    match try_generate(service, folder, &mut generation.warnings) {
        Ok(module) => {
            generation.failures = module.accounting.describe_failures(service.shapes);
            generation.module = Some(module);
        }
        Err(failures) => generation.failures = failures,
    }
    generation.elapsed = start.elapsed();
    generation
}

impl Generation {
    /// Returns whether there is no failure.
    pub fn passes(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Returns the name of a service's package.
pub fn package_name(service: &Service) -> String {
    format!("corpus-{}", service.name)
}

fn try_generate(
    service: &Service,
    folder: Option<&PackageFolder>,
    warnings: &mut Vec<String>,
) -> Result<ModuleFigures, Vec<String>> {
    let lowered = services::lower_service(service).map_err(|error| error.to_lines())?;
    let LoweredService { model, api, warnings: found } = lowered;
    warnings.extend(found.iter().map(ToString::to_string));
    let unreached = match service.operations.as_slice() {
        [] => BTreeSet::new(),
        _ => reachability::find_unreached_shapes(&model, &api),
    };
    let package = package_name(service);
    let source = service.files.first().map(|path| path.display().to_string()).unwrap_or_default();
    let provenance = Provenance { command: COMMAND, source: &source };
    let placement =
        Placement { name: &service.name, support: "crate::support", krate: Some(&package) };
    let module = shapesmith::emit_module(&api, placement, provenance);
    let is_pattern = |skipped: &&Skipped| skipped.pattern.is_some();
    let figures = ModuleFigures {
        accounting: accounting::account_for_shapes(&model, &api, &unreached),
        skip_reasons: count_skip_reasons(&api, unreached.len()),
        patterns: api.patterns.counts(),
        inexact_patterns: api.skipped.iter().filter(is_pattern).cloned().collect(),
        items: api.items.len() + 2 * api.operations.len(),
        lines: module.files.values().map(|text| text.lines().count()).sum(),
        bytes: module.files.values().map(String::len).sum(),
    };
    if let Some(folder) = folder {
        let mut metadata = Package::new(package, "0.0.0", api.title, "Apache-2.0");
        metadata.default.push(service.name.clone());
        let files = shapesmith::emit_package(&metadata, &[module], provenance);
        folder.write(&service.name, files)?;
    }
    Ok(figures)
}

impl PackageFolder {
    /// Writes the files of a package.
    fn write(&self, name: &str, mut files: Files) -> Result<(), Vec<String>> {
        let folder = self.path.join(name);
        if !self.is_kept {
            let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
            return write_package(&folder, files).map_err(Failure::into_messages);
        }
        if let Some(manifest) = files.get_mut("Cargo.toml") {
            *manifest = into_workspace(manifest);
        }
        let written = Output::new(&folder, COMMAND).write(&files);
        written.map_err(|error| error.0.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        Ok(())
    }
}

/// Counts the skipped shapes and members by the reason.
fn count_skip_reasons(api: &Api, unreached: usize) -> BTreeMap<String, usize> {
    let mut reasons = BTreeMap::new();
    for skipped in &api.skipped {
        // A colon separates the reason from its details for this shape.
        let reason = skipped.reason.split(": ").next().unwrap_or_default();
        *reasons.entry(reason.to_owned()).or_default() += 1;
    }
    if unreached > 0 {
        reasons.insert("no selected operation reaches it".to_owned(), unreached);
    }
    reasons
}
