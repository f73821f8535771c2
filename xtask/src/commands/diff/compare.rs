//! Compares the two versions of one service: opens, reads, lowers and reviews them.

use std::path::Path;

use shapesmith::review::{self, Review};
use shapesmith::rust::Api;
use shapesmith::{ModelFiles, Policy, PolicyError};
use shapesmith_model::diff::{self, Options};
use shapesmith_model::{Model, Pointer, Service as ModelService, ShapeId, line_numbers};

use super::api_changes::{Release, api_changes};
use super::input::Side;
use super::services::{ModuleSettings, Service};
use super::tree::{self, OperationTrees};
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure};
use crate::suggest::suggest_name;

/// A service that differs.
pub struct ChangedService {
    /// The title of the service, such as `AWS Lambda`.
    pub title: String,
    /// The name of its module.
    pub name: String,
    /// The name of the old model file; `None` if the service was added.
    pub old_file: Option<String>,
    /// The name of the new model file; `None` if the service was removed.
    pub new_file: Option<String>,
    /// The changes and their effects.
    pub review: Review,
    /// The classic page of API changes, if it was requested and isn't empty.
    pub page: Option<String>,
    /// The changed operations as trees, if they were requested.
    pub trees: OperationTrees,
    /// The line of the new model file for each entry of the review, if lines were requested.
    pub lines: Vec<Option<usize>>,
}

/// The result of a comparison.
#[derive(Default)]
pub struct Comparison {
    /// The changes; `None` if there are none.
    pub changed: Option<ChangedService>,
    /// The name of a model file without side files, if the side files of the other version were ignored.
    pub without_side_files: Option<String>,
}

/// The options of a comparison.
#[derive(Clone, Copy)]
pub struct CompareOptions<'a> {
    /// Whether to include changes of documentation.
    pub docs: bool,
    /// The heading of the classic page of API changes; `None` omits the page.
    pub page: Option<Release<'a>>,
    /// Whether to build the trees of operations.
    pub trees: bool,
    /// Whether to find the lines of the entries.
    pub lines: bool,
}

/// The version of a service on one side.
#[derive(Clone, Copy)]
pub struct ServiceVersion<'a> {
    /// The side.
    pub side: &'a Side,
    /// The service; `None` if the side doesn't have it.
    pub service: Option<&'a Service>,
}

/// A service with its model.
struct LoadedService<'a> {
    service: &'a Service,
    model: Model,
    id: ShapeId,
}

/// Compares the two versions of a service.
pub fn compare(
    old: ServiceVersion<'_>,
    new: ServiceVersion<'_>,
    options: CompareOptions<'_>,
) -> Result<Comparison, Failure> {
    let (mut old_files, mut new_files) = (old.open()?, new.open()?);
    let without_side_files = match (&mut old_files, &mut new_files) {
        (Some(old_files), Some(new_files)) => {
            drop_unmatched_side_files(old_files, new_files, [old, new])
        }
        _ => None,
    };
    let changed = compare_files((old, old_files.as_ref()), (new, new_files.as_ref()), options)?;
    Ok(Comparison { changed, without_side_files })
}

/// Compares the opened files. Returns `None` if nothing differs.
fn compare_files(
    (old, old_files): (ServiceVersion<'_>, Option<&ModelFiles>),
    (new, new_files): (ServiceVersion<'_>, Option<&ModelFiles>),
    options: CompareOptions<'_>,
) -> Result<Option<ChangedService>, Failure> {
    let names = renamed_module(old, new);
    let is_equal = contents(old_files).eq(contents(new_files)) && old.settings() == new.settings();
    if is_equal && names.is_none() {
        return Ok(None);
    }
    let before = old.read(old_files)?;
    let after = new.read(new_files)?;
    let mut review = build_review(before.as_ref(), after.as_ref(), options)?;
    if let (Some((old, new)), Some(after)) = (names, &after) {
        let entry = review::module_renamed(old, new, &after.id);
        review.get_or_insert_default().entries.push(entry);
    }
    let Some(review) = review else { return Ok(None) };
    let loaded = after.as_ref().or(before.as_ref());
    let name = new.service.or(old.service).map(|service| service.name.clone());
    let model_name = |files: Option<&ModelFiles>| files.map(|files| files.model().name.clone());
    let lines = if options.lines { find_lines(&review, new_files) } else { Vec::new() };
    let trees = match options.trees {
        true => tree::build_trees(
            &review,
            before.as_ref().and_then(LoadedService::parts),
            after.as_ref().and_then(LoadedService::parts),
        ),
        false => OperationTrees::default(),
    };
    let page = match (options.page, after.as_ref().and_then(LoadedService::parts)) {
        (Some(release), Some(after)) => {
            api_changes(before.as_ref().and_then(LoadedService::parts), after, release)
        }
        _ => None,
    };
    Ok(Some(ChangedService {
        page,
        lines,
        trees,
        title: loaded.and_then(LoadedService::title).unwrap_or_default(),
        name: name.unwrap_or_default(),
        old_file: model_name(old_files),
        new_file: model_name(new_files),
        review,
    }))
}

/// Returns the names of a module on both sides if both configurations name it, and differently.
fn renamed_module<'a>(
    old: ServiceVersion<'a>,
    new: ServiceVersion<'a>,
) -> Option<(&'a str, &'a str)> {
    let (old, new) = old.service.zip(new.service)?;
    let is_renamed =
        old.settings.is_own_policy && new.settings.is_own_policy && old.name != new.name;
    is_renamed.then_some((old.name.as_str(), new.name.as_str()))
}

/// Returns an iterator over the contents of files.
fn contents(files: Option<&ModelFiles>) -> impl Iterator<Item = &[u8]> {
    files.into_iter().flat_map(ModelFiles::iter).map(|file| file.bytes.as_slice())
}

/// Ignores the side files of one version if the other is a botocore model without any, because otherwise all pages and
/// waiters would be reported as added or removed. Returns the name of the model without side files.
fn drop_unmatched_side_files(
    old: &mut ModelFiles,
    new: &mut ModelFiles,
    versions: [ServiceVersion<'_>; 2],
) -> Option<String> {
    let is_botocore =
        |it: &ServiceVersion<'_>| it.service.is_some_and(|it| it.format == "botocore");
    if !versions.iter().all(is_botocore) {
        return None;
    }
    let (incomplete, other) = match (old.iter().count(), new.iter().count()) {
        (1, 2..) => (old, new),
        (2.., 1) => (new, old),
        _ => return None,
    };
    other.drop_side_files();
    Some(incomplete.model().name.clone())
}

/// Returns the line of each entry of a review in the new model file, if the file is text.
fn find_lines(review: &Review, files: Option<&ModelFiles>) -> Vec<Option<usize>> {
    let text = files.and_then(|files| std::str::from_utf8(&files.model().bytes).ok());
    // A removed value is shown at the innermost value around it that still exists.
    let pointers: Vec<Option<&Pointer>> = review
        .entries
        .iter()
        .map(|it| it.new_pointer.as_ref().or(it.old_pointer.as_ref()))
        .collect();
    let existing: Vec<&Pointer> = pointers.iter().copied().flatten().collect();
    let mut lines = text.map(|text| line_numbers(text, &existing)).unwrap_or_default().into_iter();
    pointers.iter().map(|pointer| pointer.and_then(|_| lines.next())).collect()
}

/// Reviews the update. Returns `None` if nothing differs.
fn build_review(
    old: Option<&LoadedService<'_>>,
    new: Option<&LoadedService<'_>>,
    options: CompareOptions<'_>,
) -> Result<Option<Review>, Failure> {
    // A model in Smithy's format that was imported from botocore's has no more information than that.
    let is_smithy = |loaded: &LoadedService<'_>| diff::has_smithy_only_traits(&loaded.model);
    let across_formats = old.zip(new).is_some_and(|(old, new)| is_smithy(old) != is_smithy(new));
    let diff_options =
        Options { docs: options.docs, across_formats, compare_patterns: &review::compare_patterns };
    let difference = diff::diff(
        old.and_then(LoadedService::parts),
        new.and_then(LoadedService::parts),
        &diff_options,
    );
    let (Some(old), Some(new)) = (old, new) else {
        let empty = Model::default();
        return Ok(Some(review::review(difference, Vec::new(), &empty, &empty)));
    };
    // Equal models with equal settings generate equal modules.
    if difference.is_empty() && old.service.settings == new.service.settings {
        return Ok(None);
    }
    let items = match (old.lower()?, new.lower()?) {
        (Some(old), Some(new)) => review::compare(&old, &new),
        _ => Vec::new(),
    };
    let review = review::review(difference, items, &old.model, &new.model);
    Ok(Some(review).filter(|review| !review.is_empty()))
}

impl<'a> ServiceVersion<'a> {
    fn settings(&self) -> Option<&'a ModuleSettings> {
        self.service.map(|service| &service.settings)
    }

    /// Opens the files, with their names for messages.
    fn open(&self) -> Result<Option<ModelFiles>, Failure> {
        let Some(service) = self.service else { return Ok(None) };
        let mut files = service.open().map_err(|error| {
            let name = self.display_name(&error.path);
            Failure::new(format!("can't {} {name}: {}", error.action, error.error))
        })?;
        files.set_names(|path| self.display_name(path));
        Ok(Some(files))
    }

    /// Returns the name of a file for messages: a path, or `REV:PATH`.
    fn display_name(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.side.folder).unwrap_or(path);
        let below = below.to_string_lossy().replace('\\', "/");
        let shown = self.side.shown.as_str();
        match &self.side.file {
            // The name of a file beside the model starts like that of the model.
            Some(file) => format!("{}{below}", shown.strip_suffix(file.as_str()).unwrap_or("")),
            None if shown.ends_with([':', '/']) => format!("{shown}{below}"),
            None => format!("{shown}/{below}"),
        }
    }

    fn read(&self, files: Option<&ModelFiles>) -> Result<Option<LoadedService<'a>>, Failure> {
        let (Some(service), Some(files)) = (self.service, files) else { return Ok(None) };
        // The import of the model printed its warnings.
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
        Ok(Some(LoadedService { service, model, id }))
    }
}

impl LoadedService<'_> {
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

    /// Lowers the service with its settings.
    fn lower(&self) -> Result<Option<Api>, Failure> {
        let Some(service) = self.service() else { return Ok(None) };
        let settings = &self.service.settings;
        let lower =
            |policy: &Policy| shapesmith::lower_for_comparison(&self.model, service, policy);
        let api = match lower(&settings.policy) {
            Ok(api) => api,
            Err(problems) if settings.is_own_policy => {
                return Err(policy_failure(&self.service.name, &problems));
            }
            // Another version may lack items that the policy names.
            Err(problems) => lower(&settings.policy.without(&problems))
                .map_err(|problems| policy_failure(&self.service.name, &problems))?,
        };
        Ok(Some(match &settings.operations {
            None => api,
            Some(operations) => select_existing(api, operations),
        }))
    }
}

/// Selects those of the operations that this version has.
fn select_existing(api: Api, operations: &[String]) -> Api {
    let exists = |name: &&str| api.operation(name).is_some();
    let names: Vec<&str> = operations.iter().map(String::as_str).filter(exists).collect();
    api.select(&names).unwrap_or(api)
}

/// Returns the failure for a policy that doesn't fit the model.
fn policy_failure(name: &str, error: &PolicyError) -> Failure {
    let diagnostics = error.iter().map(|problem| {
        let known: Vec<&str> = problem.known.iter().map(String::as_str).collect();
        let message = format!("the policy of `{name}`: {problem}");
        Diagnostic::error(message).hint(suggest_name(problem.entry.key().unwrap_or(""), &known))
    });
    Failure { exit: Exit::Failed, diagnostics: diagnostics.collect() }
}
