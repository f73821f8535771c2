//! The files of a service's model: the model, and the prose and corrections beside it.

use std::collections::BTreeMap;

use shapesmith_model::{Problem, Reading, Source, canonical};

use crate::config::{Config, Service};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::tree::Files;
use crate::workspace::{MODELS, Workspace};

/// A file of a model.
pub struct ModelFile {
    /// Its path below the workspace's root.
    pub name: String,
    bytes: Vec<u8>,
}

/// The files of a service's model.
pub struct ModelFiles {
    /// The model.
    pub model: ModelFile,
    /// The prose, where there is a file of it.
    pub docs: Option<ModelFile>,
    /// The corrections, where there is a file of them.
    pub overlay: Option<ModelFile>,
}

/// Reads the files that the configuration names, without looking into them.
pub fn open(
    workspace: &Workspace,
    config: &Config,
    service: &Service,
) -> Result<ModelFiles, Failure> {
    let name = format!("{MODELS}/{}", service.model.get_ref());
    let Some(bytes) = workspace.read_if_there(&name)? else {
        let missing = format!("there is no file {name}");
        return Err(config.error(service.model.span(), missing).into());
    };
    ModelFiles::beside(workspace, name, bytes)
}

impl ModelFiles {
    /// A model with what lies beside it under its name.
    pub fn beside(workspace: &Workspace, name: String, bytes: Vec<u8>) -> Result<Self, Failure> {
        let file = |kind: &str| -> Result<Option<ModelFile>, Failure> {
            let name = beside(&name, kind);
            Ok(workspace.read_if_there(&name)?.map(|bytes| ModelFile { name, bytes }))
        };
        let (docs, overlay) = (file("docs")?, file("overlay")?);
        Ok(Self { model: ModelFile { name, bytes }, docs, overlay })
    }

    /// The same files with this prose.
    pub fn with_docs(mut self, text: String) -> Self {
        self.docs =
            Some(ModelFile { name: beside(&self.model.name, "docs"), bytes: text.into_bytes() });
        self
    }

    /// What the file of corrections is called, whether there is one or not.
    pub fn overlay_name(&self) -> String {
        beside(&self.model.name, "overlay")
    }

    /// The content of the file of prose.
    pub fn docs_bytes(&self) -> Option<&[u8]> {
        self.docs.as_ref().map(|docs| docs.bytes.as_slice())
    }

    /// The model, and what looks wrong in it.
    pub fn read(&self) -> Result<(Reading, Vec<Diagnostic>), Failure> {
        let [docs, overlay] = [&self.docs, &self.overlay].map(|file| Some(file.as_ref()?.source()));
        match shapesmith_model::read_corrected(self.model.source(), docs, overlay) {
            Ok(reading) => {
                let warnings = self.shown(&reading.warnings);
                Ok((reading, warnings))
            }
            Err(problems) => Err(Failure::problems(self.shown(&problems))),
        }
    }

    /// The files as they should be written.
    pub fn canonical(&self) -> Result<Files, Failure> {
        let model = canonical::format(self.model.source());
        let docs = self.docs.iter().map(|docs| (docs, canonical::format_docs(docs.source())));
        let overlay = self.overlay.iter();
        let overlay = overlay.map(|file| (file, canonical::format_overlay(file.source())));
        let mut files = Files::new();
        let mut wrong = Vec::new();
        for (file, text) in std::iter::once((&self.model, model)).chain(docs).chain(overlay) {
            match text {
                Ok(text) => drop(files.insert(file.name.clone(), text)),
                Err(problems) => wrong.extend(self.shown(&problems)),
            }
        }
        if wrong.is_empty() { Ok(files) } else { Err(Failure::problems(wrong)) }
    }

    /// The same model, of files with these texts.
    pub fn rewritten(&self, files: &Files) -> Self {
        Self {
            model: self.model.rewritten(files),
            docs: self.docs.as_ref().map(|docs| docs.rewritten(files)),
            overlay: self.overlay.as_ref().map(|overlay| overlay.rewritten(files)),
        }
    }

    /// Whether the files have these texts.
    pub fn are(&self, files: &Files) -> bool {
        let is = |file: &ModelFile| {
            files.get(&file.name).is_some_and(|text| text.as_bytes() == file.bytes)
        };
        self.all().all(is)
    }

    fn all(&self) -> impl Iterator<Item = &ModelFile> {
        std::iter::once(&self.model).chain(&self.docs).chain(&self.overlay)
    }

    fn shown(&self, problems: &[Problem]) -> Vec<Diagnostic> {
        let texts: BTreeMap<&str, String> =
            self.all().map(|file| (file.name.as_str(), file.text())).collect();
        let text = |problem: &Problem| texts.get(problem.file.as_str()).map_or("", String::as_str);
        Diagnostic::of_problems(problems, text)
    }
}

/// The name of the file of this kind that belongs to a model.
fn beside(model: &str, kind: &str) -> String {
    format!("{}.{kind}.json", model.strip_suffix(".json").unwrap_or(model))
}

impl ModelFile {
    fn source(&self) -> Source<'_> {
        Source { name: &self.name, bytes: &self.bytes }
    }

    /// The content for people; a byte order mark takes no column.
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).trim_start_matches('\u{feff}').to_owned()
    }

    fn rewritten(&self, files: &Files) -> Self {
        let bytes = files
            .get(&self.name)
            .map_or_else(|| self.bytes.clone(), |text| text.clone().into_bytes());
        Self { name: self.name.clone(), bytes }
    }
}
