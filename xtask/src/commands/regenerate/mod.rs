//! `cargo xtask regenerate`: the generated crate from the models.

mod output;
mod report;
mod selection;

use super::verdict;
use crate::cli::Regenerate;
use crate::config::{self, Config};
use crate::console::Console;
use crate::exit::{Exit, Failure, all};
use crate::generate::{self, Made};
use crate::models;
use crate::tree::{self, Difference};
use crate::workspace::Workspace;
use selection::Selection;

/// Runs the command.
pub fn run(
    args: &Regenerate,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let config = config::read(workspace)?;
    let selection = Selection::new(&config, &args.services)?;
    let made = make(workspace, &config).map_err(Failure::counted)?;
    let differences = differences(workspace, &config, &selection, &made)?;
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

/// All services, the problems of all of them where there are any: the crate's root and its support
/// depend on every one.
fn make(workspace: &Workspace, config: &Config) -> Result<Vec<Made>, Failure> {
    all(config.services.iter().map(|(name, service)| {
        let files = models::open(workspace, config, service)?;
        generate::service(config, name.get_ref(), service, &files)
    }))
}

fn differences(
    workspace: &Workspace,
    config: &Config,
    selection: &Selection<'_>,
    made: &[Made],
) -> Result<Vec<Difference>, Failure> {
    let mut expected = output::files(config, made);
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
    tree::compare(workspace, expected, present)
}
