//! One service, from the files of both sides to what its update means.

use std::path::Path;

use shapesmith::review::{self, Review};
use shapesmith::rust::Api;
use shapesmith::{ModelFiles, Policy, PolicyError};
use shapesmith_model::diff::{self, Options};
use shapesmith_model::{Model, Pointer, Service as ModelService, ShapeId, line_numbers};

use super::api_changes::{Release, api_changes};
use super::input::Side;
use super::services::{Made, Service};
use super::tree::{self, OperationTrees};
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure};
use crate::suggest::suggest_name;

/// A service that differs.
pub struct ChangedService {
    /// What the service is called, such as `AWS Lambda`.
    pub title: String,
    /// The name of its module.
    pub name: String,
    /// The file of the old model, as people call it; `None` where the service is new.
    pub old_file: Option<String>,
    /// The file of the new model; `None` where the service is gone.
    pub new_file: Option<String>,
    /// What changed, and what that means.
    pub review: Review,
    /// The classic page of API changes, where that was asked for and has something to tell.
    pub page: Option<String>,
    /// What the operations send and receive, as far as it changed, where that was asked for.
    pub trees: OperationTrees,
    /// The line of the new model's file for each finding, where that was asked for and there is one.
    pub lines: Vec<Option<usize>>,
}

/// What became of a service.
#[derive(Default)]
pub struct Comparison {
    /// What differs, if anything does.
    pub changed: Option<ChangedService>,
    /// The file that stands without side files, where the other side has some, which then don't count.
    pub lone: Option<String>,
}

/// What a comparison is asked for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Whether changes of documentation count.
    pub docs: bool,
    /// What the classic page of API changes says besides, where it is wanted.
    pub page: Option<Release<'a>>,
    /// Whether the trees of operations are wanted.
    pub trees: bool,
    /// Whether the lines of the findings are wanted.
    pub lines: bool,
}

/// A service of a side, as far as it has it.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    pub side: &'a Side,
    pub service: Option<&'a Service>,
}

/// What was read of a side.
struct Read<'a> {
    service: &'a Service,
    model: Model,
    id: ShapeId,
}

/// Compares the two versions of a service.
pub fn compare(
    old: Version<'_>,
    new: Version<'_>,
    wanted: Wanted<'_>,
) -> Result<Comparison, Failure> {
    let (mut old_files, mut new_files) = (old.open()?, new.open()?);
    let lone = match (&mut old_files, &mut new_files) {
        (Some(old_files), Some(new_files)) => lone_model(old_files, new_files, [old, new]),
        _ => None,
    };
    let changed = changed((old, old_files.as_ref()), (new, new_files.as_ref()), wanted)?;
    Ok(Comparison { changed, lone })
}

/// What differs, if anything does.
fn changed(
    (old, old_files): (Version<'_>, Option<&ModelFiles>),
    (new, new_files): (Version<'_>, Option<&ModelFiles>),
    wanted: Wanted<'_>,
) -> Result<Option<ChangedService>, Failure> {
    let renamed = renamed(old, new);
    let is_same = contents(old_files).eq(contents(new_files)) && old.made() == new.made();
    if is_same && renamed.is_none() {
        return Ok(None);
    }
    let before = old.read(old_files)?;
    let after = new.read(new_files)?;
    let mut review = reviewed(before.as_ref(), after.as_ref(), wanted)?;
    if let (Some((old, new)), Some(after)) = (renamed, &after) {
        let finding = review::module_renamed(old, new, &after.id);
        review.get_or_insert_default().entries.push(finding);
    }
    let Some(review) = review else { return Ok(None) };
    let either = after.as_ref().or(before.as_ref());
    let name = new.service.or(old.service).map(|service| service.name.clone());
    let first = |files: Option<&ModelFiles>| files.map(|files| files.model().name.clone());
    let lines = if wanted.lines { lines(&review, new_files) } else { Vec::new() };
    let trees = match wanted.trees {
        true => tree::build_trees(
            &review,
            before.as_ref().and_then(Read::parts),
            after.as_ref().and_then(Read::parts),
        ),
        false => OperationTrees::default(),
    };
    let page = match (wanted.page, after.as_ref().and_then(Read::parts)) {
        (Some(release), Some(after)) => {
            api_changes(before.as_ref().and_then(Read::parts), after, release)
        }
        _ => None,
    };
    Ok(Some(ChangedService {
        page,
        lines,
        trees,
        title: either.and_then(Read::title).unwrap_or_default(),
        name: name.unwrap_or_default(),
        old_file: first(old_files),
        new_file: first(new_files),
        review,
    }))
}

/// The names of a module on both sides, where both configurations name it and not alike.
fn renamed<'a>(old: Version<'a>, new: Version<'a>) -> Option<(&'a str, &'a str)> {
    let (old, new) = old.service.zip(new.service)?;
    let is_renamed = old.made.own && new.made.own && old.name != new.name;
    is_renamed.then_some((old.name.as_str(), new.name.as_str()))
}

/// The contents of files, whatever they are called.
fn contents(files: Option<&ModelFiles>) -> impl Iterator<Item = &[u8]> {
    files.into_iter().flat_map(ModelFiles::iter).map(|file| file.bytes.as_slice())
}

/// A model of botocore without side files says nothing of pages and waiters: compared with one that has some, all of
/// them would seem to be new, or gone. So they are left aside on both sides.
fn lone_model(
    old: &mut ModelFiles,
    new: &mut ModelFiles,
    versions: [Version<'_>; 2],
) -> Option<String> {
    let botocore = |it: &Version<'_>| it.service.is_some_and(|it| it.format == "botocore");
    if !versions.iter().all(botocore) {
        return None;
    }
    let (lone, other) = match (old.iter().count(), new.iter().count()) {
        (1, 2..) => (old, new),
        (2.., 1) => (new, old),
        _ => return None,
    };
    other.drop_side_files();
    Some(lone.model().name.clone())
}

/// Where the findings are in the model's file, if it is text.
fn lines(review: &Review, files: Option<&ModelFiles>) -> Vec<Option<usize>> {
    let text = files.and_then(|files| std::str::from_utf8(&files.model().bytes).ok());
    // What is gone is told where the innermost thing around it stands.
    let places: Vec<Option<&Pointer>> = review
        .entries
        .iter()
        .map(|it| it.new_pointer.as_ref().or(it.old_pointer.as_ref()))
        .collect();
    let there: Vec<&Pointer> = places.iter().copied().flatten().collect();
    let mut found = text.map(|text| line_numbers(text, &there)).unwrap_or_default().into_iter();
    places.iter().map(|place| place.and_then(|_| found.next())).collect()
}

/// What the update means, if anything differs.
fn reviewed(
    old: Option<&Read<'_>>,
    new: Option<&Read<'_>>,
    wanted: Wanted<'_>,
) -> Result<Option<Review>, Failure> {
    // What was imported from botocore's format is written in Smithy's, but says no more for it.
    let of = |read: &Read<'_>| diff::has_smithy_only_traits(&read.model);
    let across_formats = old.zip(new).is_some_and(|(old, new)| of(old) != of(new));
    let options =
        Options { docs: wanted.docs, across_formats, compare_patterns: &review::compare_patterns };
    let difference = diff::diff(old.and_then(Read::parts), new.and_then(Read::parts), &options);
    let (Some(old), Some(new)) = (old, new) else {
        let empty = Model::default();
        return Ok(Some(review::review(difference, Vec::new(), &empty, &empty)));
    };
    // Equal models make equal crates.
    if difference.is_empty() && old.service.made == new.service.made {
        return Ok(None);
    }
    let items = match (old.api()?, new.api()?) {
        (Some(old), Some(new)) => review::compare(&old, &new),
        _ => Vec::new(),
    };
    let review = review::review(difference, items, &old.model, &new.model);
    Ok(Some(review).filter(|review| !review.is_empty()))
}

impl<'a> Version<'a> {
    fn made(&self) -> Option<&'a Made> {
        self.service.map(|service| &service.made)
    }

    /// Opens the files, with the names that people call them by.
    fn open(&self) -> Result<Option<ModelFiles>, Failure> {
        let Some(service) = self.service else { return Ok(None) };
        let mut files = service.open().map_err(|error| {
            let name = self.shown(&error.path);
            Failure::new(format!("can't {} {name}: {}", error.action, error.error))
        })?;
        files.set_names(|path| self.shown(path));
        Ok(Some(files))
    }

    /// A file as people call it: a path, or what git takes.
    fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.side.folder).unwrap_or(path);
        let below = below.to_string_lossy().replace('\\', "/");
        let shown = self.side.shown.as_str();
        match &self.side.file {
            // What lies beside a file is called like it.
            Some(file) => format!("{}{below}", shown.strip_suffix(file.as_str()).unwrap_or("")),
            None if shown.ends_with([':', '/']) => format!("{shown}{below}"),
            None => format!("{shown}/{below}"),
        }
    }

    fn read(&self, files: Option<&ModelFiles>) -> Result<Option<Read<'a>>, Failure> {
        let (Some(service), Some(files)) = (self.service, files) else { return Ok(None) };
        // Warnings were shown when the model was imported.
        let model = match files.read() {
            Ok(reading) => reading.model,
            Err(error) => {
                return Err(Failure::failed(Diagnostic::from_file_problems(&error, files)));
            }
        };
        let shape = Some(service.shape.as_str()).filter(|shape| !shape.is_empty());
        let chosen = model.choose_service(shape).map(|service| service.id.clone());
        let id =
            chosen.map_err(|error| Failure::new(format!("{}: {error}", files.model().name)))?;
        Ok(Some(Read { service, model, id }))
    }
}

impl Read<'_> {
    fn service(&self) -> Option<&ModelService> {
        self.model.services.get(&self.id)
    }

    fn parts(&self) -> Option<(&Model, &ModelService)> {
        Some((&self.model, self.service()?))
    }

    fn title(&self) -> Option<String> {
        let title = self.service()?.traits.title();
        Some(title.unwrap_or(self.id.name()).to_owned())
    }

    /// What is generated of the service, under its policy.
    fn api(&self) -> Result<Option<Api>, Failure> {
        let Some(of) = self.service() else { return Ok(None) };
        let made = &self.service.made;
        let lower = |policy: &Policy| shapesmith::lower_for_comparison(&self.model, of, policy);
        let api = match lower(&made.policy) {
            Ok(api) => api,
            Err(problems) if made.own => return Err(policy_failure(&self.service.name, &problems)),
            // Another version may lack what the policy names.
            Err(problems) => lower(&made.policy.without(&problems))
                .map_err(|problems| policy_failure(&self.service.name, &problems))?,
        };
        Ok(Some(match &made.operations {
            None => api,
            Some(wanted) => self.select(api, wanted),
        }))
    }

    /// The operations that are wanted, as far as this version has them.
    fn select(&self, api: Api, wanted: &[String]) -> Api {
        let there = |name: &&str| api.operations.iter().any(|it| it.origin.name() == *name);
        let names: Vec<&str> = wanted.iter().map(String::as_str).filter(there).collect();
        api.select(&names).unwrap_or(api)
    }
}

fn policy_failure(name: &str, error: &PolicyError) -> Failure {
    let diagnostics = error.iter().map(|problem| {
        let known: Vec<&str> = problem.known.iter().map(String::as_str).collect();
        let message = format!("the policy of `{name}`: {problem}");
        Diagnostic::error(message).hint(suggest_name(problem.entry.key().unwrap_or(""), &known))
    });
    Failure { exit: Exit::Failed, diagnostics: diagnostics.collect() }
}
