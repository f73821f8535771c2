//! From model files to Rust files, for build scripts and for the tools of other workspaces: the one place of this
//! crate that reads and writes files.

mod cargo;
mod inputs;
mod make;
mod problems;

use std::path::{Path, PathBuf};

pub use problems::Problems;

use crate::Policy;
use crate::rust::Skipped;
use crate::tree::Output;

/// What is to be generated: a module for each service, and the support module that they stand on.
///
/// In a build script, relative paths start at the folder of its package; elsewhere at the current folder.
///
/// ```no_run
/// // build.rs
/// shapesmith::Build::new("model/weather.json").generate();
/// ```
///
/// ```ignore
/// // src/lib.rs: this line defines `pub mod weather`, and so stands in no `mod weather { … }`
/// include!(concat!(env!("OUT_DIR"), "/weather.rs"));
/// ```
///
/// The crate with the module needs `serde_core` among its dependencies, and `serde_json` where the model has documents.
#[derive(Clone, Debug)]
pub struct Build {
    services: Vec<Service>,
    support: Option<String>,
    command: String,
}

/// A service of which a module is made.
#[derive(Clone, Debug)]
struct Service {
    model: PathBuf,
    docs: Option<PathBuf>,
    name: Option<String>,
    service: Option<String>,
    /// All where nothing is said.
    operations: Option<Vec<String>>,
    policy: Policy,
}

/// What was generated.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Generated {
    /// The files that weren't as they should be: written by [`Build::write`], only found by [`Build::check`].
    pub different: Vec<PathBuf>,
    /// The files that were read.
    pub read: Vec<PathBuf>,
    /// What looks wrong in the models, in words.
    pub warnings: Vec<String>,
    /// What the models have and the modules haven't.
    pub skipped: Vec<Skipped>,
}

impl Build {
    /// A module of the service in this model file.
    ///
    /// Beside it, prose (`weather.docs.json` of `weather.json`) and corrections (`weather.overlay.json`) are looked
    /// for, and beside a `service-2.json` of botocore its side files.
    pub fn new(model: impl Into<PathBuf>) -> Self {
        let service = Service {
            model: model.into(),
            docs: None,
            name: None,
            service: None,
            operations: None,
            policy: Policy::default(),
        };
        Self { services: vec![service], support: None, command: "shapesmith::Build".to_owned() }
    }

    /// The name of the module and its file. By default the file's name makes it, or the service's where the file is
    /// called `service-2.json` or `model.json`.
    #[must_use]
    pub fn name(self, name: impl Into<String>) -> Self {
        self.with(|service| service.name = Some(name.into()))
    }

    /// The file with the prose. By default it is looked for beside the model: `weather.docs.json` of `weather.json`.
    #[must_use]
    pub fn docs(self, docs: impl Into<PathBuf>) -> Self {
        self.with(|service| service.docs = Some(docs.into()))
    }

    /// The shape id of the service that is meant, where the model has several.
    #[must_use]
    pub fn service(self, id: impl Into<String>) -> Self {
        self.with(|service| service.service = Some(id.into()))
    }

    /// The operations that are wanted, by their names in the model. What they reach has the names and types
    /// that it has in the full service. To name none is an error; without a call of this, all are wanted.
    #[must_use]
    pub fn operations<S: Into<String>>(self, names: impl IntoIterator<Item = S>) -> Self {
        self.with(|service| service.operations = Some(names.into_iter().map(Into::into).collect()))
    }

    /// What is decided about the output: required members, derives, attributes, names.
    #[must_use]
    pub fn policy(self, policy: Policy) -> Self {
        self.with(|service| service.policy = policy)
    }

    /// A further service. The services share a support module, a module `support` beside theirs with a file of its
    /// own; what [`support`](Self::support) and [`command`](Self::command) say for the first is for all.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.services.extend(other.services);
        self
    }

    /// The path of a support module that is there already, such as that of another generated crate. Then none is
    /// generated. By default it is inside a single service's module.
    #[must_use]
    pub fn support(mut self, path: impl Into<String>) -> Self {
        self.support = Some(path.into());
        self
    }

    /// The command that makes the files, for their headers.
    #[must_use]
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// Writes a file for each module into cargo's `OUT_DIR`, to be included, and tells cargo what was read.
    ///
    /// For build scripts. Problems are told in the way that cargo shows them; then the build script ends.
    pub fn generate(&self) {
        cargo::generate(self);
    }

    /// Writes the modules as folders of files into this folder, as far as they aren't there already, and removes files
    /// that an earlier run wrote into them and that aren't made any more. A second run on the same folder waits for the
    /// first.
    ///
    /// # Errors
    /// All that is wrong with the models or keeps the files from being read or written: a file without the header of
    /// generated files, which is never replaced, or a symbolic link in the folder among them. Nothing is written where
    /// anything is wrong with a model.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<Generated, Problems> {
        let made = make::make(self)?;
        let output = Output::new(folder.as_ref(), &self.command);
        let different = output.write(&made.folders())?;
        Ok(made.told(different))
    }

    /// What [`write`](Self::write) would write or remove. Writes nothing.
    ///
    /// # Errors
    /// As for `write`.
    pub fn check(&self, folder: impl AsRef<Path>) -> Result<Generated, Problems> {
        let made = make::make(self)?;
        let output = Output::new(folder.as_ref(), &self.command);
        let different = output.check(&made.folders())?;
        Ok(made.told(different))
    }

    /// Changes the service that was added last.
    fn with(mut self, change: impl FnOnce(&mut Service)) -> Self {
        if let Some(service) = self.services.last_mut() {
            change(service);
        }
        self
    }
}
