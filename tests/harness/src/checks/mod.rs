//! Runs files through the readers and the whole pipeline, and checks the results.

mod reading;
pub mod rust;

use std::collections::BTreeSet;

use shapesmith::rust::Api;
use shapesmith::{Module, Package, Placement, Policy, Provenance};
use shapesmith_model::{ModelError, Reading, Source, read, read_files};

use crate::case::Case;
use crate::seeds::Seed;

/// The result of the pipeline.
#[derive(Debug)]
pub enum Outcome {
    /// The files can't be read as a model, because of these problems.
    Rejected(ModelError),
    /// The modules of the model's services.
    Generated(Vec<Module>),
}

/// Reads and formats a file as a model in any format.
pub fn fuzz_smithy(bytes: &[u8]) {
    let source = Source { name: "model.json", bytes };
    reading::check_canonical_form(source);
    let _ = reading::check_reading(read(source, None), &[source]);
}

/// Reads files separated by NUL bytes, such as a model of botocore with its side files.
pub fn fuzz_botocore(bytes: &[u8]) {
    let sources: Vec<Source<'_>> =
        bytes.split(|byte| *byte == 0).map(|bytes| Source { name: "file", bytes }).collect();
    let _ = reading::check_reading(read_files(&sources), &sources);
}

/// Breaks one of the fixtures as the bytes choose, and runs the pipeline.
pub fn fuzz_fixture(bytes: &[u8]) {
    let Some((first, choices)) = bytes.split_first() else { return };
    let fixtures = Seed::fixtures();
    let seed = &fixtures[usize::from(*first) % fixtures.len()];
    run_pipeline(&Case::new(seed, choices).sources());
}

/// Reads files and generates the modules of all services.
///
/// # Panics
/// Panics if a check of the results fails.
pub fn run_pipeline(sources: &[Source<'_>]) -> Outcome {
    sources.iter().for_each(|source| reading::check_canonical_form(*source));
    match reading::check_reading(read_files(sources), sources) {
        Ok(reading) => Outcome::Generated(generate_modules(&reading)),
        Err(problems) => Outcome::Rejected(problems),
    }
}

/// Generates the modules of all services, and checks a selection of operations of each.
fn generate_modules(reading: &Reading) -> Vec<Module> {
    let mut modules = Vec::new();
    for service in reading.model.services.values() {
        let api = shapesmith::lower_service(&reading.model, service, &Policy::default())
            .expect("the default policy fits every service");
        check_unique_names(&api);
        let some_operations: Vec<&str> =
            api.operations.iter().step_by(3).take(2).map(|it| it.origin.as_str()).collect();
        let selected = api.select(&some_operations).expect("the operations are the service's own");
        generate_module(&selected);
        modules.push(generate_module(&api));
    }
    modules
}

/// Generates a module and a crate with it, and checks that they are valid Rust.
fn generate_module(api: &Api) -> Module {
    let provenance = Provenance { command: "a test", source: "a model" };
    let placement =
        Placement { name: "generated", support: "crate::support", krate: Some("generated") };
    let module = shapesmith::emit_module(api, placement, provenance);
    rust::check_module(&module.files);
    let mut about = Package::new("generated", "0.0.0", api.title.as_str(), "Apache-2.0");
    about.default.push("generated".to_owned());
    let files = shapesmith::emit_package(&about, std::slice::from_ref(&module), provenance);
    rust::check_file("src/lib.rs", &files["src/lib.rs"]);
    toml::from_str::<toml::Table>(&files["Cargo.toml"]).expect("the manifest is TOML");
    module
}

/// Checks that the names of items and of operations are unique.
fn check_unique_names(api: &Api) {
    let items: BTreeSet<&str> = api.items.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(items.len(), api.items.len(), "names of items");
    let operations: BTreeSet<&str> = api.operations.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(operations.len(), api.operations.len(), "names of operations");
}
