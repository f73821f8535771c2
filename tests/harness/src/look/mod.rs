//! Runs files through readers and the whole pipeline, and looks at everything that comes out.

mod reading;
pub mod rust;

use std::collections::BTreeSet;

use shapesmith::rust::Api;
use shapesmith::{Module, Package, Placement, Policy, Provenance};
use shapesmith_model::{ModelError, Reading, Source, read, read_files};

use crate::case::Case;
use crate::seeds::Seed;

/// What became of files.
#[derive(Debug)]
pub enum Outcome {
    /// There is no model in them, for these reasons.
    Refused(ModelError),
    /// The modules of the model's services.
    Made(Vec<Module>),
}

/// Reads a file as a model of whatever format, and rewrites it.
pub fn smithy(bytes: &[u8]) {
    let source = Source { name: "model.json", bytes };
    reading::rewritten(source);
    let _ = reading::looked_at(read(source, None), &[source]);
}

/// Reads files that NUL bytes set apart, as a model of botocore is one with its side files.
pub fn botocore(bytes: &[u8]) {
    let sources: Vec<Source<'_>> =
        bytes.split(|byte| *byte == 0).map(|bytes| Source { name: "file", bytes }).collect();
    let _ = reading::looked_at(read_files(&sources), &sources);
}

/// Breaks one of the fixtures, as the bytes choose, and makes what can be made of it.
pub fn fixture(bytes: &[u8]) {
    let Some((first, choices)) = bytes.split_first() else { return };
    let fixtures = Seed::fixtures();
    let seed = &fixtures[usize::from(*first) % fixtures.len()];
    pipeline(&Case::new(seed, choices).sources());
}

/// Reads files, and makes everything that can be made of them.
///
/// # Panics
/// What came out is not as it has to be.
pub fn pipeline(sources: &[Source<'_>]) -> Outcome {
    sources.iter().for_each(|source| reading::rewritten(*source));
    match reading::looked_at(read_files(sources), sources) {
        Ok(reading) => Outcome::Made(modules(&reading)),
        Err(problems) => Outcome::Refused(problems),
    }
}

/// The modules of all services, each whole, and of some of its operations.
fn modules(reading: &Reading) -> Vec<Module> {
    let mut modules = Vec::new();
    for service in reading.model.services.values() {
        let api = shapesmith::lower_service(&reading.model, service, &Policy::default())
            .expect("the default policy fits every service");
        distinct(&api);
        let some: Vec<&str> =
            api.operations.iter().step_by(3).take(2).map(|it| it.origin.as_str()).collect();
        let selected = api.select(&some).expect("the operations are the service's own");
        made(&selected);
        modules.push(made(&api));
    }
    modules
}

/// The module, which has to be Rust, and the crate around it.
fn made(api: &Api) -> Module {
    let provenance = Provenance { command: "a test", source: "a model" };
    let placement = Placement { name: "made", support: "crate::support", krate: Some("made") };
    let module = shapesmith::emit_module(api, placement, provenance);
    rust::module(&module.files);
    let mut about = Package::new("made", "0.0.0", api.title.as_str(), "Apache-2.0");
    about.default.push("made".to_owned());
    let files = shapesmith::emit_package(&about, std::slice::from_ref(&module), provenance);
    rust::file("src/lib.rs", &files["src/lib.rs"]);
    toml::from_str::<toml::Table>(&files["Cargo.toml"]).expect("the manifest is TOML");
    module
}

/// Every item has a name of its own, and so has every operation.
fn distinct(api: &Api) {
    let items: BTreeSet<&str> = api.items.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(items.len(), api.items.len(), "names of items");
    let operations: BTreeSet<&str> = api.operations.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(operations.len(), api.operations.len(), "names of operations");
}
