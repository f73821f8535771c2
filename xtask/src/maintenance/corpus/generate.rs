//! One service, from its files to the text of its module, in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use shapesmith::rust::{Api, PatternCounts, Skipped};
use shapesmith::tree::{State, find_link, is_generated, state};
use shapesmith::{Files, Package, Placement, Provenance};

use super::conserve::{self, Conserved};
use super::reach;
use crate::services::{self, LoweredService, Service};

/// The command that the headers of generated files name.
const COMMAND: &str = "cargo xtask corpus";

/// What became of a service.
#[derive(Default)]
pub struct Outcome {
    /// What was made of it; nothing where it failed.
    pub made: Option<Made>,
    /// Why it failed.
    pub failures: Vec<String>,
    /// What the model's reader warned of.
    pub warnings: Vec<String>,
    /// How long it took.
    pub took: Duration,
}

/// What was made.
pub struct Made {
    /// What became of the shapes.
    pub conserved: Conserved,
    /// What was skipped, by the reason.
    pub reasons: BTreeMap<String, usize>,
    /// What became of the patterns.
    pub patterns: PatternCounts,
    /// The patterns that aren't enforced as they stand.
    pub lax: Vec<Skipped>,
    /// Items of the module: types, operations and enums of errors.
    pub items: usize,
    /// The size of the text.
    pub lines: usize,
    /// The same in bytes.
    pub bytes: usize,
}

/// Makes the module; where there is a `folder`, its package is written below it.
pub fn generate(service: &Service, folder: Option<&Path>) -> Outcome {
    let start = Instant::now();
    let mut outcome = Outcome::default();
    match make(service, folder, &mut outcome.warnings) {
        Ok(made) => {
            outcome.failures = made.conserved.failures(service.shapes);
            outcome.made = Some(made);
        }
        Err(failures) => outcome.failures = failures,
    }
    outcome.took = start.elapsed();
    outcome
}

impl Outcome {
    /// Whether nothing failed.
    pub fn passes(&self) -> bool {
        self.failures.is_empty()
    }
}

/// What the package of a service is called.
pub fn package_name(service: &Service) -> String {
    format!("corpus-{}", service.name)
}

fn make(
    service: &Service,
    folder: Option<&Path>,
    warned: &mut Vec<String>,
) -> Result<Made, Vec<String>> {
    let lowered = services::lower_service(service).map_err(|error| error.to_lines())?;
    let LoweredService { model, api, warnings } = lowered;
    warned.extend(warnings.iter().map(ToString::to_string));
    let left_out = match service.operations.as_slice() {
        [] => BTreeSet::new(),
        _ => reach::left_out(&model, &api),
    };
    let package = package_name(service);
    let source = service.files.first().map(|path| path.display().to_string()).unwrap_or_default();
    let provenance = Provenance { command: COMMAND, source: &source };
    let placement =
        Placement { name: &service.name, support: "crate::support", krate: Some(&package) };
    let module = shapesmith::module(&api, placement, provenance);
    let made = Made {
        conserved: conserve::conserved(&model, &api, &left_out),
        reasons: reasons(&api, left_out.len()),
        patterns: api.patterns.counts(),
        lax: api.skipped.iter().filter(|skipped| skipped.pattern.is_some()).cloned().collect(),
        items: api.items.len() + 2 * api.operations.len(),
        lines: module.files.values().map(|text| text.lines().count()).sum(),
        bytes: module.files.values().map(String::len).sum(),
    };
    if let Some(folder) = folder {
        let mut about = Package::new(package, "0.0.0", api.title, "Apache-2.0");
        about.default.push(service.name.clone());
        let files = shapesmith::package(&about, &[module], provenance);
        let folder = folder.join(&service.name);
        refuse_foreign(&folder, &files)?;
        write(&folder, &files)?;
    }
    Ok(made)
}

/// What was skipped, by the reason.
fn reasons(api: &Api, left_out: usize) -> BTreeMap<String, usize> {
    let mut reasons = BTreeMap::new();
    for skipped in &api.skipped {
        // What is behind a colon is about this shape alone.
        let reason = skipped.reason.split(": ").next().unwrap_or_default();
        *reasons.entry(reason.to_owned()).or_default() += 1;
    }
    if left_out > 0 {
        reasons.insert("no chosen operation reaches it".to_owned(), left_out);
    }
    reasons
}

/// Fails where a file is there that wasn't generated, and would be replaced.
fn refuse_foreign(folder: &Path, files: &Files) -> Result<(), Vec<String>> {
    for name in files.keys() {
        let path = folder.join(name);
        let is_foreign = match state(&path).map_err(|error| vec![error.to_string()])? {
            State::Absent => false,
            State::File(content) => !is_generated(&content, COMMAND),
            State::Other(_) => true,
        };
        if is_foreign || find_link(folder, Path::new(name)).is_some() {
            let path = path.display();
            return Err(vec![format!(
                "can't write {path}: there is a file that shapesmith didn't generate"
            )]);
        }
    }
    Ok(())
}

/// Writes the files of a package.
pub fn write(folder: &Path, files: &Files) -> Result<(), Vec<String>> {
    for (name, text) in files {
        let path = folder.join(name);
        // A workspace of its own, or else cargo takes it for a part of one around it.
        let end = if name == "Cargo.toml" { "\n[workspace]\n" } else { "" };
        let written = fs::create_dir_all(path.parent().unwrap_or(folder))
            .and_then(|()| fs::write(&path, format!("{text}{end}")));
        written.map_err(|error| vec![format!("can't write {}: {error}", path.display())])?;
    }
    Ok(())
}
