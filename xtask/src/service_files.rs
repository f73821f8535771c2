//! The files of a configured service: the model, and its prose and corrections.

use std::collections::BTreeMap;

use shapesmith_model::{ParsedFile, Problem, Reading, Source, canonical};

use crate::config::{Config, Service};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::tree::Files;
use crate::workspace::{MODELS, Workspace};

/// A file of a service in memory.
pub struct ServiceFile {
    /// The path below the workspace's root.
    pub path: String,
    bytes: Vec<u8>,
}

/// The files of a service in memory.
pub struct ServiceFiles {
    /// The model.
    pub model: ServiceFile,
    /// The prose, if there is a file with it.
    pub docs: Option<ServiceFile>,
    /// The corrections, if there is a file with them.
    pub overlay: Option<ServiceFile>,
}

/// The files of a service as JSON.
struct ParsedFiles<'a> {
    model: ParsedFile<'a>,
    docs: Option<ParsedFile<'a>>,
    overlay: Option<ParsedFile<'a>>,
}

/// Opens the files of a service that the configuration names.
///
/// # Errors
/// A file can't be read.
pub fn open_service(
    workspace: &Workspace,
    config: &Config,
    service: &Service,
) -> Result<ServiceFiles, Failure> {
    let path = format!("{MODELS}/{}", service.model.get_ref());
    let Some(bytes) = workspace.read_optional(&path)? else {
        let message = format!("there is no file {path}");
        return Err(config.error(service.model.span(), message).into());
    };
    ServiceFiles::with_model(workspace, path, bytes)
}

impl ServiceFiles {
    /// Creates the files of a model with this content, and opens the prose and corrections beside its path.
    ///
    /// # Errors
    /// A file can't be read.
    pub fn with_model(
        workspace: &Workspace,
        path: String,
        bytes: Vec<u8>,
    ) -> Result<Self, Failure> {
        let open = |kind: &str| -> Result<Option<ServiceFile>, Failure> {
            let path = side_path(&path, kind);
            Ok(workspace.read_optional(&path)?.map(|bytes| ServiceFile { path, bytes }))
        };
        let (docs, overlay) = (open("docs")?, open("overlay")?);
        Ok(Self { model: ServiceFile { path, bytes }, docs, overlay })
    }

    /// Replaces the prose.
    pub fn with_docs(mut self, text: String) -> Self {
        let path = side_path(&self.model.path, "docs");
        self.docs = Some(ServiceFile { path, bytes: text.into_bytes() });
        self
    }

    /// Returns the path of the file of corrections, whether it exists or not.
    pub fn overlay_path(&self) -> String {
        side_path(&self.model.path, "overlay")
    }

    /// Returns the content of the file of prose, if there is one.
    pub fn docs_bytes(&self) -> Option<&[u8]> {
        self.docs.as_ref().map(|docs| docs.bytes.as_slice())
    }

    /// Reads the model, and returns it with the warnings about it.
    ///
    /// # Errors
    /// Every problem of the files.
    pub fn read(&self) -> Result<(Reading, Vec<Diagnostic>), Failure> {
        self.read_parsed(self.parse())
    }

    /// Reads the model and formats its files in canonical form. Each file is parsed once.
    ///
    /// # Errors
    /// Every problem of the files.
    pub fn read_and_format(&self) -> Result<(Reading, Vec<Diagnostic>, Files), Failure> {
        let parsed = self.parse();
        let texts = self.format_parsed(&parsed);
        let (reading, warnings) = self.read_parsed(parsed)?;
        Ok((reading, warnings, texts?))
    }

    /// Returns the texts of the files in canonical form.
    ///
    /// # Errors
    /// A file can't be parsed.
    pub fn format_canonical(&self) -> Result<Files, Failure> {
        self.format_parsed(&self.parse())
    }

    fn parse(&self) -> ParsedFiles<'_> {
        ParsedFiles {
            model: ParsedFile::parse(self.model.source()),
            docs: self.docs.as_ref().map(|file| ParsedFile::parse(file.source())),
            overlay: self.overlay.as_ref().map(|file| ParsedFile::parse(file.source())),
        }
    }

    fn read_parsed(
        &self,
        ParsedFiles { model, docs, overlay }: ParsedFiles<'_>,
    ) -> Result<(Reading, Vec<Diagnostic>), Failure> {
        match shapesmith_model::read_parsed(model, docs, overlay) {
            Ok(reading) => {
                let warnings = self.locate_problems(&reading.warnings);
                Ok((reading, warnings))
            }
            Err(problems) => Err(Failure::problems(self.locate_problems(&problems))),
        }
    }

    fn format_parsed(&self, parsed: &ParsedFiles<'_>) -> Result<Files, Failure> {
        let model = canonical::format_parsed_model(&parsed.model);
        let docs = self.docs.iter().zip(&parsed.docs);
        let docs = docs.map(|(file, parsed)| (file, canonical::format_parsed_docs(parsed)));
        let overlay = self.overlay.iter().zip(&parsed.overlay);
        let overlay =
            overlay.map(|(file, parsed)| (file, canonical::format_parsed_overlay(parsed)));
        let mut files = Files::new();
        let mut errors = Vec::new();
        for (file, text) in std::iter::once((&self.model, model)).chain(docs).chain(overlay) {
            match text {
                Ok(text) => drop(files.insert(file.path.clone(), text)),
                Err(problems) => errors.extend(self.locate_problems(&problems)),
            }
        }
        if errors.is_empty() { Ok(files) } else { Err(Failure::problems(errors)) }
    }

    /// Returns the files with these texts instead of their own.
    pub fn with_texts(&self, texts: &Files) -> Self {
        Self {
            model: self.model.with_text(texts),
            docs: self.docs.as_ref().map(|docs| docs.with_text(texts)),
            overlay: self.overlay.as_ref().map(|overlay| overlay.with_text(texts)),
        }
    }

    /// Returns whether each file has the text that is given for it.
    pub fn have_texts(&self, texts: &Files) -> bool {
        let has_text = |file: &ServiceFile| {
            texts.get(&file.path).is_some_and(|text| text.as_bytes() == file.bytes)
        };
        self.iter().all(has_text)
    }

    fn iter(&self) -> impl Iterator<Item = &ServiceFile> {
        std::iter::once(&self.model).chain(&self.docs).chain(&self.overlay)
    }

    fn locate_problems(&self, problems: &[Problem]) -> Vec<Diagnostic> {
        let texts: BTreeMap<&str, String> =
            self.iter().map(|file| (file.path.as_str(), file.text())).collect();
        let text = |problem: &Problem| texts.get(problem.file.as_str()).map_or("", String::as_str);
        Diagnostic::from_problems(problems, text)
    }
}

/// Returns the path of the file of this kind that belongs to a model.
fn side_path(model: &str, kind: &str) -> String {
    format!("{}.{kind}.json", model.strip_suffix(".json").unwrap_or(model))
}

impl ServiceFile {
    fn source(&self) -> Source<'_> {
        Source { name: &self.path, bytes: &self.bytes }
    }

    /// Returns the content for diagnostics, without a byte order mark: problems don't count it as a column.
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).trim_start_matches('\u{feff}').to_owned()
    }

    fn with_text(&self, texts: &Files) -> Self {
        let bytes = texts
            .get(&self.path)
            .map_or_else(|| self.bytes.clone(), |text| text.clone().into_bytes());
        Self { path: self.path.clone(), bytes }
    }
}
