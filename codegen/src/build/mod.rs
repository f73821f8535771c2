//! All stages in one call, from model files to Rust files, for build scripts and for the tools of other workspaces.

mod cargo;
mod error;
mod modules;

use std::path::{Path, PathBuf};

pub use error::BuildError;

use crate::emit::{Conversion, SupportParts};
use crate::rust::Skipped;
use crate::stages::Selection;
use crate::tree::Output;
use crate::{Diagnostic, Policy};

/// Generates a module for each service, and the support module that they use.
///
/// In a build script, relative paths start at the folder of its package; elsewhere at the current folder.
///
/// ```no_run
/// // build.rs
/// shapesmith::Build::new("model/weather.json").generate();
/// ```
///
/// ```ignore
/// // src/lib.rs: this line defines `pub mod weather`, so don't put it into a `mod weather { … }`.
/// include!(concat!(env!("OUT_DIR"), "/weather.rs"));
/// ```
///
/// The crate with the module needs `serde_core` among its dependencies, and `serde_json` where the model has documents. HTTP
/// messages, conversions and values from the data of fuzzers need more: see [`http`](Self::http),
/// [`checksums`](Self::checksums), [`conversions`](Self::conversions) and [`arbitrary`](Self::arbitrary).
#[derive(Clone, Debug)]
pub struct Build {
    services: Vec<Service>,
    support: Option<String>,
    parts: SupportParts,
    command: String,
}

/// A service to generate a module of.
#[derive(Clone, Debug)]
struct Service {
    model: PathBuf,
    docs: Option<PathBuf>,
    name: Option<String>,
    selection: Selection,
}

/// The result of a build.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Generated {
    /// The files that differed from the generated ones. [`Build::write`] writes or removes them, [`Build::check`] doesn't.
    pub different: Vec<PathBuf>,
    /// The files that were read.
    pub read: Vec<PathBuf>,
    /// Warnings about the models.
    pub warnings: Vec<Diagnostic>,
    /// The parts of the models that were skipped, with the reasons.
    pub skipped: Vec<Skipped>,
}

impl Build {
    /// Creates a build of a module of the service in this model file.
    ///
    /// The files that belong to the model by their names are read, too: of `weather.json`, prose in `weather.docs.json` and
    /// corrections in `weather.overlay.json`; of botocore's `service-2.json`, its side files.
    pub fn new(model: impl Into<PathBuf>) -> Self {
        let model = model.into();
        let service = Service { model, docs: None, name: None, selection: Selection::default() };
        let command = "shapesmith::Build".to_owned();
        Self { services: vec![service], support: None, parts: SupportParts::default(), command }
    }

    /// Sets the name of the module and its file. The default is the stem of the file's name, or the service's name if the
    /// file is called `service-2.json` or `model.json`.
    #[must_use]
    pub fn name(self, name: impl Into<String>) -> Self {
        self.with(|service| service.name = Some(name.into()))
    }

    /// Sets the file with the prose. The default for `weather.json` is `weather.docs.json` if there is one.
    #[must_use]
    pub fn docs(self, docs: impl Into<PathBuf>) -> Self {
        self.with(|service| service.docs = Some(docs.into()))
    }

    /// Chooses the service by its shape id, for a model that has several.
    #[must_use]
    pub fn service(self, id: impl Into<String>) -> Self {
        self.with(|service| service.selection.service = Some(id.into()))
    }

    /// Chooses operations by their names in the model. What they reach has the names and types that it has in the full
    /// service. An empty list is an error; without a call of this, every operation is generated.
    #[must_use]
    pub fn operations<S: Into<String>>(self, names: impl IntoIterator<Item = S>) -> Self {
        let names = names.into_iter().map(Into::into).collect();
        self.with(|service| service.selection.operations = Some(names))
    }

    /// Sets the policy for the output: required members, derives, attributes, names, strictness.
    #[must_use]
    pub fn policy(self, policy: Policy) -> Self {
        self.with(|service| service.selection.policy = policy)
    }

    /// Adds the services of another build. All services share a support module, which is a module `support` beside theirs in a
    /// file of its own. The [`support`](Self::support), [`http`](Self::http), [`checksums`](Self::checksums),
    /// [`samples`](Self::samples), [`arbitrary`](Self::arbitrary), [`conversions`](Self::conversions) and
    /// [`command`](Self::command) of `self` hold for all.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.services.extend(other.services);
        self
    }

    /// Sets the path of an existing support module, such as that of another generated crate; then none is generated. By
    /// default a single service's module has it inside.
    #[must_use]
    pub fn support(mut self, path: impl Into<String>) -> Self {
        self.support = Some(path.into());
        self
    }

    /// Sets whether the support module has HTTP messages, in a module `http`: requests, responses and routing in the protocols
    /// of the services. By default it hasn't. It has no effect on an existing support module.
    ///
    /// The crate with the module then needs these dependencies, too:
    ///
    /// ```toml
    /// http = "1"
    /// md5 = { version = "0.8", default-features = false }
    /// percent-encoding = { version = "2", default-features = false, features = ["alloc"] }
    /// serde_json = { version = "1", default-features = false, features = ["std"] }
    /// ```
    #[must_use]
    pub fn http(mut self, http: bool) -> Self {
        self.parts.http = http;
        self
    }

    /// Sets whether the HTTP messages of operations whose checksum has an algorithm of the caller's choice, such as those of S3, have
    /// the algorithms SHA-1, SHA-256, SHA-512 and XXHash, too. By default they have CRC-32, CRC-32C, CRC-64/NVME and MD5.
    ///
    /// The crate with the support module then needs these dependencies, too:
    ///
    /// ```toml
    /// sha1 = { version = "0.10", default-features = false }
    /// sha2 = { version = "0.10", default-features = false }
    /// twox-hash = { version = "2.1", default-features = false, features = ["alloc", "xxhash64", "xxhash3_64", "xxhash3_128"] }
    /// ```
    #[must_use]
    pub fn checksums(mut self, checksums: bool) -> Self {
        self.parts.checksums = checksums;
        self
    }

    /// Sets whether the support module has a module `sample`, which makes values from the constraints of the model, for tests. By
    /// default it hasn't.
    #[must_use]
    pub fn samples(mut self, samples: bool) -> Self {
        self.parts.samples = samples;
        self
    }

    /// Sets whether the support module has a module `sample`, which makes values from the constraints of the model, also from the
    /// data of fuzzers. By default it hasn't.
    ///
    /// The crate with the support module then needs this dependency, too:
    ///
    /// ```toml
    /// arbitrary = "1"
    /// ```
    #[must_use]
    pub fn arbitrary(mut self, arbitrary: bool) -> Self {
        self.parts.arbitrary = arbitrary;
        self
    }

    /// Sets the crates with whose types blobs and timestamps have conversions. By default there are none. It has no effect on an
    /// existing support module.
    ///
    /// The crate with the support module then needs these crates among its dependencies; none of their features are needed:
    ///
    /// ```toml
    /// bytes = { version = "1", default-features = false }
    /// chrono = { version = "0.4", default-features = false }
    /// jiff = { version = "0.2", default-features = false }
    /// time = { version = "0.3", default-features = false }
    /// ```
    #[must_use]
    pub fn conversions(mut self, crates: impl IntoIterator<Item = Conversion>) -> Self {
        self.parts.conversions = crates.into_iter().collect();
        self
    }

    /// Sets the command that the headers of the files name.
    #[must_use]
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// Writes each module as one file into cargo's `OUT_DIR`, for `include!`, and prints for cargo which files were read.
    ///
    /// For build scripts: problems are printed as cargo's errors and warnings, and if there is an error, the process ends.
    pub fn generate(&self) {
        cargo::generate(self);
    }

    /// Writes each module as a folder of files below `folder`. Only files that differ are written; files that an earlier run
    /// generated there and that are no longer needed are removed. A second run on the same folder waits for the first.
    ///
    /// # Errors
    /// Every problem of the models and selections; then nothing is written. Every file that can't be read or written, that
    /// is in the way without the header of generated files, or that is behind a symbolic link.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<Generated, BuildError> {
        let modules = modules::generate_modules(self)?;
        let output = Output::new(folder.as_ref(), &self.command);
        let different = output.write(&modules.to_folders())?;
        Ok(modules.into_generated(different))
    }

    /// Returns what [`write`](Self::write) would, without writing anything.
    ///
    /// # Errors
    /// As for `write`.
    pub fn check(&self, folder: impl AsRef<Path>) -> Result<Generated, BuildError> {
        let modules = modules::generate_modules(self)?;
        let output = Output::new(folder.as_ref(), &self.command);
        let different = output.check(&modules.to_folders())?;
        Ok(modules.into_generated(different))
    }

    /// Changes the service that was added last.
    fn with(mut self, change: impl FnOnce(&mut Service)) -> Self {
        if let Some(service) = self.services.last_mut() {
            change(service);
        }
        self
    }
}
