//! `cargo xtask import`: adds a service to the workspace from a model file, or updates it.

mod changes;
mod configure;
mod merge;
mod module;
mod name;
pub mod source;

use std::path::Path;

use shapesmith::tree::Access;
use shapesmith_model::{Model, ShapeId, canonical, escape};

use super::regenerate::{ImportedService, WrittenImport, print_import, write_import};
use crate::cli::{Docs, Import};
use crate::config;
use crate::console::{BOLD, Console, styled};
use crate::diagnostic::{Diagnostic, group_warnings};
use crate::exit::{Exit, Failure};
use crate::service_files::ServiceFiles;
use crate::suggest::suggest_name;
use crate::tree::Files;
use crate::workspace::{CONFIG, MODELS, Workspace};
use module::TargetModule;

/// Runs the command.
pub fn run(
    args: &Import,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let lock = workspace.lock(Access::Write, console);
    let config = config::read(workspace)?;
    let (mut model, warnings) = source::read_model(&args.path)?;
    let service = choose_service(args, &model)?;
    check_operations(args, &model, &service)?;
    let TargetModule { name, path, duplicates } =
        module::choose_module(args, workspace, &config, &model, &service)?;
    let model_path = format!("{MODELS}/{path}");
    let old = workspace.read_optional(&model_path)?;

    let old_model = old.as_deref().and_then(|old| merge::read_present_model(&model_path, old));
    canonical::keep_api_traits(&mut model);
    if let Some(since) = &args.since {
        model = apply_changes_since(since, model, old_model.as_ref(), &name)?;
    }
    let imported_docs =
        if args.docs == Docs::Keep { canonical::write_model(&model).docs } else { None };
    if args.docs == Docs::Drop {
        canonical::drop_prose(&mut model);
    }
    if let Some(old_model) = &old_model {
        canonical::adopt_prose(&mut model, old_model);
    }
    let canonical = canonical::write_model(&model).model;
    let mut files =
        ServiceFiles::with_model(workspace, model_path, canonical.clone().into_bytes())?;
    if let Some(docs) = imported_docs {
        let merged = merge::merge_docs(&docs, files.docs_bytes())?;
        files = files.with_docs(merged);
    }

    let needs_id = model.services.len() > 1;
    let entry = configure::ServiceEntry {
        name: &name,
        model: &path,
        service: needs_id.then_some(service.as_str()),
        operations: &args.operations,
    };
    let text = configure::set_service(config.text(), &entry)?;
    let config = config::parse(text.clone())?.with_command(config.command);
    let more_files = Files::from([(CONFIG.to_owned(), text)]);
    let imported = ImportedService { name: &name, files: &files };
    let written = match write_import(workspace, &lock, &config, &imported, more_files) {
        Ok(written) => written,
        Err(failure) => {
            console.print_problems(&group_warnings(warnings));
            return Err(failure);
        }
    };
    let warnings = collect_warnings(warnings, &written, &imported);
    console.print_problems(&group_warnings(warnings));
    let old_bytes = old.as_deref();
    let changes = old_bytes.map(|old| changes::describe_changes(old, canonical.as_bytes()));
    for line in changes.into_iter().flatten() {
        console.print_status(escape::line(&line));
    }
    print_import(&config, &name, &written, console)?;
    let verb = if old.is_some() { "updated" } else { "added" };
    let service = escape::line(service.as_str());
    console.print_status(format_args!("{} {name} ({service})", styled(BOLD, verb)));
    for duplicate in duplicates {
        console.print_status(format_args!(
            "  `{duplicate}` is a module of the same service, and wasn't updated"
        ));
    }
    Ok(Exit::Done)
}

/// Returns the present model of a module with the changes from the version at a path to the imported model.
///
/// # Errors
/// The version at the path can't be read, or there is no present model.
fn apply_changes_since(
    since: &Path,
    mut new: Model,
    present: Option<&Model>,
    module: &str,
) -> Result<Model, Failure> {
    let Some(present) = present else {
        let error = Diagnostic::error(format!("the module `{module}` has no model to update"));
        return Err(error.hint("import the model without --since".to_owned()).into());
    };
    let (mut old, _) = source::read_model(since)?;
    canonical::keep_api_traits(&mut old);
    canonical::drop_prose(&mut old);
    canonical::drop_prose(&mut new);
    let mut model = present.clone();
    canonical::apply_changes(&mut model, &old, &new);
    Ok(model)
}

/// Adds the warnings about ignored files, and about the prose and corrections of the service, to those about the imported
/// files. Those about the written model are left out, because they repeat the ones about the imported files.
fn collect_warnings(
    mut warnings: Vec<Diagnostic>,
    written: &WrittenImport,
    imported: &ImportedService<'_>,
) -> Vec<Diagnostic> {
    warnings.extend(written.warnings.iter().cloned());
    for service in written.services.iter().filter(|it| it.module.name == imported.name) {
        let is_new = |warning: &&Diagnostic| {
            warning.place.as_ref().is_none_or(|place| place.file != imported.files.model.path)
        };
        warnings.extend(service.warnings.iter().filter(is_new).cloned());
    }
    warnings
}

/// Returns the shape id of the service to import.
fn choose_service(args: &Import, model: &Model) -> Result<ShapeId, Failure> {
    match model.choose_service(args.service.as_deref()) {
        Ok(service) => Ok(service.id.clone()),
        Err(error) => {
            let hint = error.hint("`--service {}`");
            Err(Diagnostic::error(error.to_string()).hint(hint).into())
        }
    }
}

/// Checks that the service has the operations in the arguments. The check of the configuration comes too late: it would
/// report them at a place in a file that isn't written yet.
fn check_operations(args: &Import, model: &Model, service: &ShapeId) -> Result<(), Failure> {
    let operations = model.services.get(service).map(|it| it.operations.as_slice());
    let known: Vec<&str> = operations.unwrap_or_default().iter().map(ShapeId::name).collect();
    let unknown = args.operations.iter().filter(|name| !known.contains(&name.as_str()));
    let errors: Vec<Diagnostic> = unknown
        .map(|name| {
            let error = Diagnostic::error(format!("{service} has no operation `{name}`"));
            error.hint(suggest_name(name, &known))
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Failure::failed(errors)) }
}
