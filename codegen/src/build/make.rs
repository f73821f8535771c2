//! From what is to be generated to files in memory.

use std::path::PathBuf;

use shapesmith_model::{Model, Service as ModelService, ShapeId};

use super::inputs::{Inputs, stem};
use super::{Build, Generated, Problems, Service};
use crate::emit::{Files, INSIDE, Module, Placement, Provenance, module, nest, support_of};
use crate::names;
use crate::rust::{Api, Skipped};

/// Names of model files that say nothing of the service.
const NAMELESS: &[&str] = &["service-2", "model"];
/// The support module's name.
const SUPPORT: &str = "support";

/// The modules, and what is to be said about them.
pub struct Made {
    modules: Vec<(String, Files)>,
    read: Vec<PathBuf>,
    warnings: Vec<String>,
    skipped: Vec<Skipped>,
}

/// What is made of one service.
struct Part {
    module: Module,
    source: String,
    read: Vec<PathBuf>,
    warnings: Vec<String>,
    skipped: Vec<Skipped>,
}

/// Makes everything; all problems of all services where there are any.
pub fn make(build: &Build) -> Result<Made, Problems> {
    let mut parts = Vec::new();
    let mut wrong: Option<Problems> = None;
    for service in &build.services {
        match part(build, service) {
            Ok(part) => parts.push(part),
            Err(found) => wrong = Some(wrong.map_or(found.clone(), |wrong| wrong.and(found))),
        }
    }
    match wrong.or_else(|| clash(build, &parts)) {
        Some(wrong) => Err(wrong),
        None => Ok(together(build, parts)),
    }
}

impl Made {
    /// The modules as folders of files.
    pub fn folders(&self) -> Files {
        let mut all = Files::new();
        for (name, files) in &self.modules {
            for (path, text) in files {
                all.insert(format!("{name}/{path}"), text.clone());
            }
        }
        all
    }

    /// The modules as a file each.
    pub fn singles(&self) -> Files {
        self.modules.iter().map(|(name, files)| (format!("{name}.rs"), nest(name, files))).collect()
    }

    /// What is told of it.
    pub fn told(self, different: Vec<PathBuf>) -> Generated {
        let Self { read, warnings, skipped, .. } = self;
        Generated { different, read, warnings, skipped }
    }
}

fn part(build: &Build, service: &Service) -> Result<Part, Problems> {
    let inputs = Inputs::open(service)?;
    let reading = inputs.read()?;
    let meant = chosen(service, &reading.model)?;
    let api = api(service, &reading.model, meant)?;
    let name = name(service, meant)?;
    let source = service.model.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let support = match &build.support {
        Some(path) if !names::is_path(path) => {
            return Err(Problems::one(format!(
                "`{path}` is no path of a module\n  hint: write it as in code, such as `crate::support`"
            )));
        }
        Some(path) => path.as_str(),
        None if build.services.len() > 1 => "super::support",
        None => INSIDE,
    };
    let placement = Placement { name: &name, support, krate: None };
    let provenance = Provenance { command: &build.command, source: &source };
    let module = module(&api, placement, provenance);
    let mut warnings: Vec<String> =
        Problems::of_model(&reading.warnings).iter().map(str::to_owned).collect();
    if let Some(limit) = module.recursion_limit {
        // What is included can't set it, because the attribute belongs to the root of the crate.
        warnings.push(format!(
            "{}: the types of `{}` nest deeper than the compiler's usual recursion limit\n  hint: put `#![recursion_limit = \"{limit}\"]` at the top of the crate that has the module",
            service.model.display(),
            meant.id,
        ));
    }
    Ok(Part { module, source, read: inputs.paths().collect(), warnings, skipped: api.skipped })
}

/// The items, as the policy decides, of the operations that are wanted.
fn api(service: &Service, model: &Model, meant: &ModelService) -> Result<Api, Problems> {
    let file = service.model.display();
    let hint = |wrong: &str, known: &[&str]| {
        let near = shapesmith_model::did_you_mean(wrong, known.iter().copied());
        near.map(|near| format!("\n  hint: {near}")).unwrap_or_default()
    };
    let api = crate::lower_with(model, meant, &service.policy).map_err(|problems| {
        Problems::several(problems.iter().map(|problem| {
            let known: Vec<&str> = problem.known.iter().map(String::as_str).collect();
            let hint = hint(problem.wrong(), &known);
            format!("{file}: the policy about {:?}: {}{hint}", problem.entry, problem.message)
        }))
    })?;
    let Some(operations) = &service.operations else { return Ok(api) };
    if operations.is_empty() {
        return Err(Problems::one(format!(
            "{file}: no operation is wanted\n  hint: name some, or leave `.operations(…)` away to have all"
        )));
    }
    api.select(operations).map_err(|unknown| {
        let known: Vec<&str> = api.operations.iter().map(|it| it.origin.name()).collect();
        Problems::several(unknown.iter().map(|name| {
            format!("{file}: the service has no operation `{name}`{}", hint(name, &known))
        }))
    })
}

/// The service of the model that is meant.
fn chosen<'a>(service: &Service, model: &'a Model) -> Result<&'a ModelService, Problems> {
    let file = service.model.display();
    let ids: Vec<&str> = model.services.keys().map(ShapeId::as_str).collect();
    let listed = ids.join(", ");
    if let Some(wanted) = &service.service {
        return model.services.get(&ShapeId::new(wanted.as_str())).ok_or_else(|| {
            Problems::one(format!(
                "{file}: the model has no service `{wanted}`\n  hint: it has {listed}"
            ))
        });
    }
    let mut services = model.services.values();
    match (services.next(), services.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Problems::one(format!("{file}: the model has no service"))),
        (Some(first), Some(_)) => Err(Problems::one(format!(
            "{file}: the model has several services: {listed}\n  hint: say which with `.service({:?})`",
            first.id.as_str()
        ))),
    }
}

fn name(service: &Service, meant: &ModelService) -> Result<String, Problems> {
    let stem = stem(&service.model);
    match &service.name {
        Some(name) if names::is_module_name(name) => Ok(name.clone()),
        Some(name) => Err(Problems::one(format!(
            "`{name}` can't be the name of a module\n  hint: letters, digits and `_` can, such as `{}`",
            names::module(name)
        ))),
        None if NAMELESS.contains(&stem.as_str()) => Ok(names::module(meant.id.name())),
        None => Ok(names::module(&stem)),
    }
}

/// Modules of one name.
fn clash(build: &Build, parts: &[Part]) -> Option<Problems> {
    let shared = build.support.is_none() && parts.len() > 1;
    let mut names: Vec<&str> = parts.iter().map(|part| part.module.name.as_str()).collect();
    names.extend(shared.then_some(SUPPORT));
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1])?;
    Some(Problems::one(format!(
        "there are two modules called `{}`\n  hint: `.name(…)` gives one of them another name",
        twice[0]
    )))
}

/// The modules, and the support module where it has to be.
fn together(build: &Build, parts: Vec<Part>) -> Made {
    let mut made = Made { modules: vec![], read: vec![], warnings: vec![], skipped: vec![] };
    let (mut modules, mut sources) = (vec![], vec![]);
    for part in parts {
        modules.push(part.module);
        sources.push(part.source);
        made.read.extend(part.read);
        made.warnings.extend(part.warnings);
        made.skipped.extend(part.skipped);
    }
    let source = sources.join(", ");
    let provenance = Provenance { command: &build.command, source: &source };
    let support = build.support.is_none().then(|| support_of(&modules, provenance));
    made.modules = modules.into_iter().map(|module| (module.name, module.files)).collect();
    match (support, made.modules.as_mut_slice()) {
        (None, _) => {}
        (Some(support), [(_, only)]) => {
            only.extend(
                support.into_iter().map(|(path, text)| (format!("{SUPPORT}/{path}"), text)),
            );
        }
        (Some(support), _) => made.modules.push((SUPPORT.to_owned(), support)),
    }
    made
}
