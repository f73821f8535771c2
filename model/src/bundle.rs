//! The files of a service, told apart by what is in them and put together to one model.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::botocore::{self, Beside};
use crate::format::{self, Format, Part, Side};
use crate::gzip::{self, Unpacked};
use crate::origins::Origins;
use crate::places::Places;
use crate::report::{Draft, Report, error};
use crate::{Model, Pointer, Problem, Source, check, docs, json, overlay, smithy};

/// The files of one service.
#[derive(Default)]
pub(crate) struct Bundle<'a> {
    count: usize,
    model: Option<(File<'a>, Format)>,
    prose: Vec<(File<'a>, Value)>,
    sides: Vec<(File<'a>, Side, Map<String, Value>)>,
    extras: Vec<(File<'a>, Map<String, Value>)>,
    overlays: Vec<(File<'a>, Value)>,
    /// The files that nothing more is to be read from.
    done: Vec<File<'a>>,
}

/// A file as problems need it.
pub(crate) struct File<'a> {
    number: usize,
    name: &'a str,
    text: Cow<'a, str>,
    report: Report,
}

impl<'a> Bundle<'a> {
    /// Adds the file that the model is expected in.
    pub(crate) fn add_model(&mut self, source: Source<'a>) {
        let (mut file, value) = self.open(source);
        match value.and_then(|value| format::detect(value, &mut file.report)) {
            Some(format) => self.model = Some((file, format)),
            None => self.done.push(file),
        }
    }

    /// Adds the file that prose is expected in.
    pub(crate) fn add_prose(&mut self, source: Source<'a>) {
        match self.open(source) {
            (file, Some(value)) => self.prose.push((file, value)),
            (file, None) => self.done.push(file),
        }
    }

    /// Adds the file that corrections are expected in.
    pub(crate) fn add_overlay(&mut self, source: Source<'a>) {
        match self.open(source) {
            (file, Some(value)) => self.overlays.push((file, value)),
            (file, None) => self.done.push(file),
        }
    }

    /// Adds a file of any kind.
    pub(crate) fn add(&mut self, source: Source<'a>) {
        let (mut file, value) = self.open(source);
        match value.and_then(|value| format::part(value, &mut file.report)) {
            Some(Part::Model(_)) if self.model.is_some() => self.reject(file, &second("model")),
            Some(Part::Side(side, _)) if self.sides.iter().any(|(_, known, _)| *known == side) => {
                self.reject(file, &second(&format!("file with {}", side.words())));
            }
            Some(Part::Model(format)) => self.model = Some((file, format)),
            Some(Part::Prose(value)) => self.prose.push((file, value)),
            Some(Part::Side(side, entries)) => self.sides.push((file, side, entries)),
            Some(Part::Overlay(entries)) => self.overlays.push((file, Value::Object(entries))),
            Some(Part::Extras(entries)) => self.extras.push((file, entries)),
            None => self.done.push(file),
        }
    }

    /// The model, as far as there is one, and all problems of all files.
    pub(crate) fn read(mut self) -> (Option<Model>, Vec<Problem>) {
        let mut origins = Origins::default();
        let mut first = None;
        let mut model = None;
        if let Some((mut file, format)) = self.model.take() {
            first = Some(file.number);
            let (mut read, mut places) = self.model(&mut file, format, &mut origins);
            for (mut overlay, value) in std::mem::take(&mut self.overlays) {
                let files =
                    Beside { model: file.number, side: overlay.number, origins: &mut origins };
                overlay::apply(value, &mut read, &mut places, files, &mut overlay.report);
                self.done.push(overlay);
            }
            check::all(&read, &places, &mut file.report);
            model = Some(read);
            self.done.push(file);
        } else {
            self.miss_model();
        }
        for (mut file, value) in std::mem::take(&mut self.prose) {
            docs::join(value, model.as_mut(), &mut file.report);
            self.done.push(file);
        }
        self.done.sort_by_key(|file| (Some(file.number) != first, file.number));
        (model, problems(self.done, &origins))
    }

    /// Every reader gives the same model; here is where further ones join.
    fn model(
        &mut self,
        file: &mut File<'a>,
        format: Format,
        origins: &mut Origins,
    ) -> (Model, Places) {
        match format {
            Format::Smithy(document) => {
                self.reject_sides();
                smithy::read(document, &mut file.report)
            }
            Format::Botocore(document) => self.botocore(file, document, origins),
        }
    }

    fn botocore(
        &mut self,
        file: &mut File<'a>,
        mut document: Map<String, Value>,
        origins: &mut Origins,
    ) -> (Model, Places) {
        for (mut extra, entries) in std::mem::take(&mut self.extras) {
            let into = botocore::adds_to(&entries);
            let side = self.sides.iter_mut().find(|(_, side, _)| Some(*side) == into);
            let (number, base) = match (into, side) {
                (_, Some((file, _, base))) => (file.number, base),
                (None, None) => (file.number, &mut document),
                (Some(side), None) => {
                    let message = format!("there is no file with {} to add to", side.words());
                    self.misplace(extra, &message, "add that file, or leave this one away");
                    continue;
                }
            };
            let beside = Beside { model: number, side: extra.number, origins };
            botocore::merge(base, entries, beside, &mut extra.report);
            self.done.push(extra);
        }
        let (mut model, places) = botocore::read(document, &mut file.report);
        for (mut beside, side, entries) in std::mem::take(&mut self.sides) {
            let numbers = Beside { model: file.number, side: beside.number, origins };
            botocore::join(side, entries, &mut model, numbers, &mut beside.report);
            self.done.push(beside);
        }
        (model, places)
    }

    /// Without a model the other files of botocore are of no use; nor is anything where there is no file.
    fn miss_model(&mut self) {
        for (mut file, side, _) in std::mem::take(&mut self.sides) {
            file.report.push(format::no_model(side.words()));
            self.done.push(file);
        }
        for (mut file, _) in std::mem::take(&mut self.extras) {
            file.report.push(format::no_model("additions"));
            self.done.push(file);
        }
        for (mut file, _) in std::mem::take(&mut self.overlays) {
            file.report.push(format::no_corrected());
            self.done.push(file);
        }
        let told = self.done.iter().any(|file| !file.report.is_empty());
        if !told {
            let mut report = Report::default();
            let message = "there is no model among the files";
            report.push(error("no-model", &Pointer::default(), message));
            let number = self.count;
            self.done.push(File { number, name: "", text: Cow::Borrowed(""), report });
        }
    }

    fn reject_sides(&mut self) {
        let message = "files of a botocore model can't lie beside a Smithy model";
        for (file, ..) in std::mem::take(&mut self.sides) {
            self.reject(file, message);
        }
        for (file, _) in std::mem::take(&mut self.extras) {
            self.reject(file, message);
        }
    }

    fn reject(&mut self, file: File<'a>, message: &str) {
        self.misplace(file, message, "leave this file away, or the one that it clashes with");
    }

    fn misplace(&mut self, mut file: File<'a>, message: &str, hint: &str) {
        let problem = error("misplaced-file", &Pointer::default(), message);
        file.report.push(problem.hint(hint));
        self.done.push(file);
    }

    fn open(&mut self, source: Source<'a>) -> (File<'a>, Option<Value>) {
        let mut report = Report::default();
        let (text, value) = open(source, &mut report);
        let number = self.count;
        self.count += 1;
        (File { number, name: source.name, text, report }, value)
    }
}

/// The text of a file and the JSON value that it holds, if it does.
pub(crate) fn open<'a>(source: Source<'a>, report: &mut Report) -> (Cow<'a, str>, Option<Value>) {
    let (text, whole) = open_text(source, report);
    let value = if whole { json::parse(&text, report) } else { None };
    (text, value)
}

/// The text of a file, unpacked, and whether it is all of it.
pub(crate) fn open_text<'a>(source: Source<'a>, report: &mut Report) -> (Cow<'a, str>, bool) {
    match gzip::unpack(source.bytes, report) {
        Unpacked::Plain => {
            let (text, whole) = json::text(source.bytes, report);
            (Cow::Borrowed(text), whole)
        }
        Unpacked::Content(bytes) => {
            let (text, whole) = json::text(&bytes, report);
            (Cow::Owned(text.to_owned()), whole)
        }
        Unpacked::Broken => (Cow::Borrowed(""), false),
    }
}

fn second(what: &str) -> String {
    format!("there is a {what} among the files before this one")
}

/// The problems of all files, each told in the file that its place really is in.
fn problems(mut files: Vec<File<'_>>, origins: &Origins) -> Vec<Problem> {
    let mut moved: Vec<(usize, Draft)> = Vec::new();
    for file in &mut files {
        moved.extend(file.report.take_moved(file.number, origins));
    }
    for (number, draft) in moved {
        if let Some(file) = files.iter_mut().find(|file| file.number == number) {
            file.report.push(draft);
        }
    }
    files.into_iter().flat_map(|file| file.report.finish(file.name, &file.text)).collect()
}
