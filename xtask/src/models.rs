//! The files of a service's model: the model, and the prose beside it.

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
}

/// Reads the files that the configuration names, without looking into them.
pub fn open(
    workspace: &Workspace,
    config: &Config,
    service: &Service,
) -> Result<ModelFiles, Failure> {
    let name = format!("{MODELS}/{}", service.model.get_ref());
    let docs_name = format!("{}.docs.json", name.strip_suffix(".json").unwrap_or(&name));
    let Some(bytes) = workspace.read_if_there(&name)? else {
        let missing = format!("there is no file {name}");
        return Err(config.error(service.model.span(), missing).into());
    };
    let docs = workspace.read_if_there(&docs_name)?;
    let docs = docs.map(|bytes| ModelFile { name: docs_name, bytes });
    Ok(ModelFiles { model: ModelFile { name, bytes }, docs })
}

impl ModelFiles {
    /// The model, and what looks wrong in it.
    pub fn read(&self) -> Result<(Reading, Vec<Diagnostic>), Failure> {
        let docs = self.docs.as_ref().map(ModelFile::source);
        match shapesmith_model::read(self.model.source(), docs) {
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
        let mut files = Files::new();
        let mut wrong = Vec::new();
        for (file, text) in std::iter::once((&self.model, model)).chain(docs) {
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
        }
    }

    /// Whether the files have these texts.
    pub fn are(&self, files: &Files) -> bool {
        let is = |file: &ModelFile| {
            files.get(&file.name).is_some_and(|text| text.as_bytes() == file.bytes)
        };
        is(&self.model) && self.docs.as_ref().is_none_or(is)
    }

    fn shown(&self, problems: &[Problem]) -> Vec<Diagnostic> {
        let model = self.model.text();
        let docs = self.docs.as_ref().map(ModelFile::text).unwrap_or_default();
        let text = |problem: &Problem| if problem.file == self.model.name { &model } else { &docs };
        problems.iter().map(|problem| Diagnostic::of_model(problem, text(problem))).collect()
    }
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
