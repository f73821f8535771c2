//! Combines the files of a service into one model.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::format::{self, FileContent, ModelDocument, SideFileKind};
use crate::report::{ProblemBuilder, Report, error};
use crate::source::ParsedFile;
use crate::source_map::{Origins, SideFile, SourceMap};
use crate::{Model, Pointer, Problem, botocore, check, docs, overlay, smithy};

/// The files of one service.
#[derive(Default)]
pub(crate) struct Bundle<'a> {
    count: usize,
    model: Option<(File<'a>, ModelDocument)>,
    docs: Vec<(File<'a>, Value)>,
    side_files: Vec<(File<'a>, SideFileKind, Map<String, Value>)>,
    extras: Vec<(File<'a>, Map<String, Value>)>,
    overlays: Vec<(File<'a>, Value)>,
    /// The files that are read or rejected.
    finished: Vec<File<'a>>,
}

/// A file with its problems.
struct File<'a> {
    number: usize,
    name: &'a str,
    text: Cow<'a, str>,
    report: Report,
}

impl<'a> Bundle<'a> {
    /// Adds a file that is expected to be a model.
    pub(crate) fn add_model(&mut self, file: ParsedFile<'a>) {
        let (mut file, value) = self.open_file(file);
        match value.and_then(|value| format::recognize_model(value, &mut file.report)) {
            Some(document) => self.model = Some((file, document)),
            None => self.finished.push(file),
        }
    }

    /// Adds a file that is expected to be documentation.
    pub(crate) fn add_docs(&mut self, file: ParsedFile<'a>) {
        match self.open_file(file) {
            (file, Some(value)) => self.docs.push((file, value)),
            (file, None) => self.finished.push(file),
        }
    }

    /// Adds a file that is expected to be corrections.
    pub(crate) fn add_overlay(&mut self, file: ParsedFile<'a>) {
        match self.open_file(file) {
            (file, Some(value)) => self.overlays.push((file, value)),
            (file, None) => self.finished.push(file),
        }
    }

    /// Adds a file of any kind.
    pub(crate) fn add(&mut self, file: ParsedFile<'a>) {
        let (mut file, value) = self.open_file(file);
        match value.and_then(|value| format::recognize_file(value, &mut file.report)) {
            Some(FileContent::Model(_)) if self.model.is_some() => {
                self.reject(file, "the files already include a model");
            }
            Some(FileContent::SideFile(kind, _)) if self.has_side_file(kind) => {
                let message = format!("the files already include a file with {}", kind.describe());
                self.reject(file, &message);
            }
            Some(FileContent::Model(document)) => self.model = Some((file, document)),
            Some(FileContent::Docs(value)) => self.docs.push((file, value)),
            Some(FileContent::SideFile(kind, entries)) => {
                self.side_files.push((file, kind, entries));
            }
            Some(FileContent::Overlay(entries)) => {
                self.overlays.push((file, Value::Object(entries)));
            }
            Some(FileContent::Extras(entries)) => self.extras.push((file, entries)),
            None => self.finished.push(file),
        }
    }

    fn has_side_file(&self, kind: SideFileKind) -> bool {
        self.side_files.iter().any(|(_, known, _)| *known == kind)
    }

    /// Reads the model, and returns it with the problems of all files. The model may be incomplete if there are errors.
    pub(crate) fn read(mut self) -> (Option<Model>, Vec<Problem>) {
        let mut origins = Origins::default();
        let mut model_number = None;
        let mut model = None;
        if let Some((mut file, document)) = self.model.take() {
            model_number = Some(file.number);
            let (mut read, mut source_map) = self.read_model(&mut file, document, &mut origins);
            for (mut overlay, value) in std::mem::take(&mut self.overlays) {
                let side_file =
                    SideFile { model: file.number, number: overlay.number, origins: &mut origins };
                let report = &mut overlay.report;
                overlay::apply_corrections(value, &mut read, &mut source_map, side_file, report);
                self.finished.push(overlay);
            }
            check::check_model(&read, &source_map, &mut file.report);
            model = Some(read);
            self.finished.push(file);
        } else {
            self.report_missing_model();
        }
        for (mut file, value) in std::mem::take(&mut self.docs) {
            docs::add_documentation(value, model.as_mut(), &mut file.report);
            self.finished.push(file);
        }
        self.finished.sort_by_key(|file| (Some(file.number) != model_number, file.number));
        (model, collect_problems(self.finished, &origins))
    }

    /// Reads the model with the reader of its format. Readers of further formats are added here.
    fn read_model(
        &mut self,
        file: &mut File<'a>,
        document: ModelDocument,
        origins: &mut Origins,
    ) -> (Model, SourceMap) {
        match document {
            ModelDocument::Smithy(document) => {
                self.reject_side_files();
                smithy::read_model(document, &mut file.report)
            }
            ModelDocument::Botocore(document) => self.read_botocore(file, document, origins),
        }
    }

    fn read_botocore(
        &mut self,
        file: &mut File<'a>,
        mut document: Map<String, Value>,
        origins: &mut Origins,
    ) -> (Model, SourceMap) {
        for (mut extra, entries) in std::mem::take(&mut self.extras) {
            let target = botocore::find_extras_target(&entries);
            let side_file = self.side_files.iter_mut().find(|(_, kind, _)| Some(*kind) == target);
            let (number, base) = match (target, side_file) {
                (_, Some((file, _, base))) => (file.number, base),
                (None, None) => (file.number, &mut document),
                (Some(kind), None) => {
                    let message = format!(
                        "the file with {} that this file adds to is missing",
                        kind.describe()
                    );
                    self.report_misplaced(extra, &message, "add that file, or remove this one");
                    continue;
                }
            };
            let side_file = SideFile { model: number, number: extra.number, origins };
            botocore::merge_extras(base, entries, side_file, &mut extra.report);
            self.finished.push(extra);
        }
        let (mut model, source_map) = botocore::read_model(document, &mut file.report);
        for (mut side, kind, entries) in std::mem::take(&mut self.side_files) {
            let side_file = SideFile { model: file.number, number: side.number, origins };
            botocore::add_side_file(kind, entries, &mut model, side_file, &mut side.report);
            self.finished.push(side);
        }
        (model, source_map)
    }

    /// Reports files of botocore and corrections, which can't be read without a model, and a bundle without any problem
    /// so far, which is empty.
    fn report_missing_model(&mut self) {
        for (mut file, kind, _) in std::mem::take(&mut self.side_files) {
            file.report.push(format::side_file_without_model(kind.describe()));
            self.finished.push(file);
        }
        for (mut file, _) in std::mem::take(&mut self.extras) {
            file.report.push(format::side_file_without_model("additions"));
            self.finished.push(file);
        }
        for (mut file, _) in std::mem::take(&mut self.overlays) {
            file.report.push(format::overlay_without_model());
            self.finished.push(file);
        }
        if self.finished.iter().all(|file| file.report.is_empty()) {
            let mut report = Report::default();
            let message = "the files include no model";
            report.push(error("no-model", &Pointer::default(), message));
            let number = self.count;
            self.finished.push(File { number, name: "", text: Cow::Borrowed(""), report });
        }
    }

    fn reject_side_files(&mut self) {
        let message = "a file of a botocore model can't be combined with a Smithy model";
        for (file, ..) in std::mem::take(&mut self.side_files) {
            self.reject(file, message);
        }
        for (file, _) in std::mem::take(&mut self.extras) {
            self.reject(file, message);
        }
    }

    fn reject(&mut self, file: File<'a>, message: &str) {
        self.report_misplaced(file, message, "remove this file, or the one that it conflicts with");
    }

    fn report_misplaced(&mut self, mut file: File<'a>, message: &str, hint: &str) {
        let problem = error("misplaced-file", &Pointer::default(), message);
        file.report.push(problem.hint(hint));
        self.finished.push(file);
    }

    /// Numbers a file, and returns it with its JSON value.
    fn open_file(&mut self, file: ParsedFile<'a>) -> (File<'a>, Option<Value>) {
        let ParsedFile { name, text, document, report } = file;
        let number = self.count;
        self.count += 1;
        (File { number, name, text, report }, document)
    }
}

/// Returns the problems of all files, each with the file that its location is in.
fn collect_problems(mut files: Vec<File<'_>>, origins: &Origins) -> Vec<Problem> {
    let mut relocated: Vec<(usize, ProblemBuilder)> = Vec::new();
    for file in &mut files {
        relocated.extend(file.report.take_relocated(file.number, origins));
    }
    for (number, problem) in relocated {
        if let Some(file) = files.iter_mut().find(|file| file.number == number) {
            file.report.push(problem);
        }
    }
    files.into_iter().flat_map(|file| file.report.into_problems(file.name, &file.text)).collect()
}
