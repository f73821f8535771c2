//! `cargo xtask regenerate`: the generated crate from the models.

mod output;
mod report;
mod selection;

use super::verdict;
use crate::cli::Regenerate;
use crate::config::{self, Config};
use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure, all};
use crate::generate::{self, Made};
use crate::models::{self, ModelFiles};
use crate::tree::{self, Difference};
use crate::workspace::{CONFIG, Workspace};
use selection::Selection;

/// Runs the command.
pub fn run(
    args: &Regenerate,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let config = config::read(workspace)?;
    let selection = Selection::new(&config, &args.services)?;
    let made = make(workspace, &config, None).map_err(Failure::counted)?;
    let differences = differences(workspace, &config, &selection, &made, tree::Files::new())?;
    if !args.check {
        tree::write(workspace, &differences)?;
    }
    for made in made.iter().filter(|made| selection.has(&made.module.name)) {
        console.problems(&made.warnings);
    }
    report::services(&config, &selection, &made, &differences, args, console);
    if args.check && !differences.is_empty() {
        return Err(verdict::differ(&differences, &selection.command(), console));
    }
    report::total(&config, &differences, args, console);
    Ok(Exit::Done)
}

/// A service whose model isn't the one that is on disk.
pub struct Imported<'a> {
    /// The name of its module.
    pub name: &'a str,
    /// Its model.
    pub files: &'a ModelFiles,
}

/// Makes everything of a configuration that isn't written yet, and writes that, it and the `more` files at once.
pub fn with_import(
    workspace: &Workspace,
    config: &Config,
    imported: &Imported<'_>,
    more: tree::Files,
    console: &mut Console<'_>,
) -> Result<Vec<Made>, Failure> {
    let made = make(workspace, config, Some(imported))?;
    let args = Regenerate { services: Vec::new(), check: false, verbose: false };
    let selection = Selection::new(config, &args.services)?;
    let differences = differences(workspace, config, &selection, &made, more)?;
    tree::write(workspace, &differences)?;
    report::services(config, &selection, &made, &differences, &args, console);
    report::total(config, &differences, &args, console);
    Ok(made)
}

/// All services, the problems of all of them where there are any: the crate's root and its support
/// depend on every one.
fn make(
    workspace: &Workspace,
    config: &Config,
    imported: Option<&Imported<'_>>,
) -> Result<Vec<Made>, Failure> {
    all(config.services.iter().map(|(name, service)| {
        let name = name.get_ref();
        if let Some(imported) = imported.filter(|imported| imported.name == name) {
            return generate::service(config, name, service, imported.files)
                .map_err(Failure::counted);
        }
        let made = models::open(workspace, config, service)
            .and_then(|files| generate::service(config, name, service, &files));
        made.map_err(|failure| match imported {
            Some(imported) => failure.counted().and(in_the_way(name, imported.name)),
            None => failure,
        })
    }))
}

/// Why an import stops at what it has nothing to do with.
fn in_the_way(present: &str, imported: &str) -> Failure {
    let told =
        format!("`{present}`, which is there already, keeps `{imported}` from being imported");
    let hint = format!(
        "everything is generated at once: mend this, or take `[service.{present}]` out of {CONFIG}"
    );
    Failure::problems(vec![Diagnostic::error(told).hint(Some(hint))])
}

fn differences(
    workspace: &Workspace,
    config: &Config,
    selection: &Selection<'_>,
    made: &[Made],
    more: tree::Files,
) -> Result<Vec<Difference>, Failure> {
    let mut expected = output::files(workspace, config, made)?;
    let mut present = tree::scan(workspace, config.package.output.get_ref())?;
    output::must_own(workspace, config, &expected, &present)?;
    let others = output::others(config, selection, made, &present);
    let theirs = |file: &str| others.iter().any(|folder| file.starts_with(folder));
    expected.retain(|file, _| !theirs(file));
    present.retain(|file| !theirs(file));

    let models: tree::Files = made
        .iter()
        .filter(|made| selection.has(&made.module.name))
        .flat_map(|made| made.models.clone())
        .collect();
    present.extend(tree::litter(workspace, models.keys())?);
    expected.extend(models);
    expected.extend(more);
    tree::compare(workspace, expected, present)
}
