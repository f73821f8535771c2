//! `cargo xtask import`: a service from a model file of somebody else's.

mod changes;
mod configure;
mod merge;
mod module;
mod name;
pub mod source;

use shapesmith::tree::Access;
use shapesmith_model::{Model, ShapeId, canonical};

use super::regenerate::{Imported, Written, report_module, with_import};
use crate::cli::{Docs, Import};
use crate::config;
use crate::console::{BOLD, Console, styled};
use crate::diagnostic::{Diagnostic, group_warnings};
use crate::exit::{Exit, Failure};
use crate::models::ModelFiles;
use crate::suggest;
use crate::tree::Files;
use crate::workspace::{CONFIG, MODELS, Workspace};
use module::Module;

/// Runs the command.
pub fn run(
    args: &Import,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let lock = workspace.lock(Access::Write, console);
    let config = config::read(workspace)?;
    let (mut model, warnings) = source::read(&args.path)?;
    let service = chosen(args, &model)?;
    check_operations(args, &model, &service)?;
    let Module { name, path, others } = module::of(args, workspace, &config, &model, &service)?;
    let file = format!("{MODELS}/{path}");
    let before = workspace.read_if_there(&file)?;

    canonical::keep_facts(&mut model);
    let prose = if args.docs == Docs::Keep { canonical::from_model(&model).docs } else { None };
    if args.docs == Docs::Drop {
        canonical::drop_prose(&mut model);
    }
    if let Some(old) = before.as_deref().and_then(|bytes| merge::readable(&file, bytes)) {
        canonical::adopt_prose(&mut model, &old);
    }
    let canonical = canonical::from_model(&model).model;
    let mut files = ModelFiles::beside(workspace, file, canonical.clone().into_bytes())?;
    if let Some(prose) = prose {
        let merged = merge::docs(&prose, files.docs_bytes())?;
        files = files.with_docs(merged);
    }

    let several = model.services.len() > 1;
    let wanted = configure::Wanted {
        name: &name,
        model: &path,
        service: several.then_some(service.as_str()),
        operations: &args.operations,
    };
    let text = configure::write(config.text(), &wanted)?;
    let config = config::parse(text.clone())?.with_command(config.command);
    let more = Files::from([(CONFIG.to_owned(), text)]);
    let imported = Imported { name: &name, files: &files };
    let written = match with_import(workspace, &lock, &config, &imported, more) {
        Ok(written) => written,
        Err(failure) => {
            console.print_problems(&group_warnings(warnings));
            return Err(failure);
        }
    };
    console.print_problems(&group_warnings(warnings_of(warnings, &written, &imported)));
    for line in before.iter().flat_map(|before| changes::between(before, canonical.as_bytes())) {
        console.print_status(line);
    }
    report_module(&config, &name, &written, console)?;
    let did = if before.is_some() { "refreshed" } else { "added" };
    console.print_status(format_args!("{} {name} ({service})", styled(BOLD, did)));
    for other in others {
        console.print_status(format_args!("  `{other}` has the same service, and stays as it was"));
    }
    Ok(Exit::Done)
}

/// All that looks wrong: in the files that were imported, and in those beside the model. What looks wrong in the model was
/// told of the file that it came from.
fn warnings_of(
    mut warnings: Vec<Diagnostic>,
    written: &Written,
    imported: &Imported<'_>,
) -> Vec<Diagnostic> {
    warnings.extend(written.odd.iter().cloned());
    for made in written.made.iter().filter(|made| made.module.name == imported.name) {
        let is_beside = |warning: &&Diagnostic| {
            warning.place.as_ref().is_none_or(|place| place.file != imported.files.model.name)
        };
        warnings.extend(made.warnings.iter().filter(is_beside).cloned());
    }
    warnings
}

/// The service that is meant.
fn chosen(args: &Import, model: &Model) -> Result<ShapeId, Failure> {
    let ids: Vec<&str> = model.services.keys().map(ShapeId::as_str).collect();
    match (&args.service, ids.as_slice()) {
        (Some(wanted), _) if ids.contains(&wanted.as_str()) => Ok(ShapeId::new(wanted.as_str())),
        (Some(wanted), _) => {
            let unknown = Diagnostic::error(format!("the model has no service `{wanted}`"));
            Err(unknown.hint(suggest::hint(wanted, &ids)).into())
        }
        (None, [only]) => Ok(ShapeId::new(*only)),
        (None, []) => Err(Failure::new("the model has no service")),
        (None, several) => {
            let which = format!("say which with --service; it has {}", suggest::listed(several));
            Err(Diagnostic::error("the model has several services").hint(Some(which)).into())
        }
    }
}

/// Tells of all operations that the service doesn't have; the configuration isn't written yet, so that
/// nothing could be shown there.
fn check_operations(args: &Import, model: &Model, service: &ShapeId) -> Result<(), Failure> {
    let operations = model.services.get(service).map(|it| it.operations.as_slice());
    let known: Vec<&str> = operations.unwrap_or_default().iter().map(ShapeId::name).collect();
    let unknown = args.operations.iter().filter(|name| !known.contains(&name.as_str()));
    let wrong: Vec<Diagnostic> = unknown
        .map(|name| {
            let wrong = Diagnostic::error(format!("{service} has no operation `{name}`"));
            wrong.hint(suggest::hint(name, &known))
        })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(Failure { exit: Exit::Failed, diagnostics: wrong }) }
}
