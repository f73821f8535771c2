//! `cargo xtask regenerate`: the generated crate from the models.

mod output;
mod ownership;
mod report;
mod selection;

use shapesmith::tree::{Access, Lock};

use super::verdict;
use crate::cli::Regenerate;
use crate::config::{self, Config};
use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure, collect_all};
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
    let access = if args.check { Access::Read } else { Access::Write };
    let lock = workspace.lock(access, console);
    let config = config::read(workspace)?;
    let selection = Selection::new(&config, &args.services)?;
    let made = make(workspace, &config, None).map_err(Failure::with_total)?;
    let of = Subject { workspace, lock: &lock, config: &config, selection: &selection };
    let (differences, odd) = of.differences(&made, tree::Files::new())?;
    if !args.check {
        of.write(&differences)?;
    }
    console.print_problems(&odd);
    for made in made.iter().filter(|made| selection.has(&made.module.name)) {
        console.print_problems(&made.warnings);
    }
    report::services(&config, &selection, &made, &differences, args, console);
    if args.check && !differences.is_empty() {
        let command = selection.command(console.program);
        return Err(verdict::differ(&differences, &command, console));
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

/// What an import generated.
pub struct Written {
    /// The modules.
    pub made: Vec<Made>,
    /// Warnings of files that are left alone.
    pub odd: Vec<Diagnostic>,
    differences: Vec<Difference>,
}

/// Says what was generated for a module.
pub fn report_module(
    config: &Config,
    name: &str,
    written: &Written,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let args = Regenerate { services: vec![name.to_owned()], check: false, verbose: false };
    let selection = Selection::new(config, &args.services)?;
    report::services(config, &selection, &written.made, &written.differences, &args, console);
    report::total(config, &written.differences, &args, console);
    Ok(())
}

/// Makes everything of a configuration that isn't written yet, and writes that, it and the `more` files at once.
pub fn with_import(
    workspace: &Workspace,
    lock: &Lock,
    config: &Config,
    imported: &Imported<'_>,
    more: tree::Files,
) -> Result<Written, Failure> {
    let made = make(workspace, config, Some(imported))?;
    let selection = Selection::new(config, &[])?;
    let of = Subject { workspace, lock, config, selection: &selection };
    let (differences, odd) = of.differences(&made, more)?;
    of.write(&differences)?;
    Ok(Written { made, odd, differences })
}

/// All services, the problems of all of them where there are any: the crate's root and its support
/// depend on every one.
fn make(
    workspace: &Workspace,
    config: &Config,
    imported: Option<&Imported<'_>>,
) -> Result<Vec<Made>, Failure> {
    collect_all(config.services.iter().map(|(name, service)| {
        let name = name.get_ref();
        if let Some(imported) = imported.filter(|imported| imported.name == name) {
            return generate::service(config, name, service, imported.files)
                .map_err(Failure::with_total);
        }
        let made = models::open(workspace, config, service)
            .and_then(|files| generate::service(config, name, service, &files));
        made.map_err(|failure| match imported {
            Some(imported) => failure.with_total().and(in_the_way(name, imported.name)),
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

/// What a run is about.
struct Subject<'a> {
    workspace: &'a Workspace,
    lock: &'a Lock,
    config: &'a Config,
    selection: &'a Selection<'a>,
}

impl Subject<'_> {
    /// Returns the files that aren't as they should be, with warnings of files that are left alone.
    ///
    /// # Errors
    /// The folder of the output has files of somebody else.
    fn differences(
        &self,
        made: &[Made],
        more: tree::Files,
    ) -> Result<(Vec<Difference>, Vec<Diagnostic>), Failure> {
        let Self { workspace, config, selection, .. } = *self;
        let mut expected = output::files(workspace, config, made)?;
        let mut present = output::present(workspace, config)?;
        let others = output::others(config, selection, made, &present.files);
        let ours = |file: &String| !others.iter().any(|folder| file.starts_with(folder));
        expected.retain(|file, _| ours(file));
        for files in [&mut present.files, &mut present.others, &mut present.odd] {
            files.retain(ours);
        }
        let odd = present.odd.iter().map(|file| {
            Diagnostic::warning(format!("{file} is left alone: its name is no Unicode text"))
        });
        let odd = odd.collect();
        ownership::check(workspace, config, &expected, &present)?;

        let models: tree::Files = made
            .iter()
            .filter(|made| selection.has(&made.module.name))
            .flat_map(|made| made.models.clone())
            .collect();
        let written = models.keys().map(String::as_str).chain([CONFIG]);
        present.files.extend(tree::litter(workspace, written)?);
        if !self.lock.is_held() {
            present.files.retain(|file| !ownership::is_litter(file));
        }
        expected.extend(models);
        expected.extend(more);
        Ok((tree::compare(workspace, expected, present.files)?, odd))
    }

    /// Writes the files, and removes what cargo left in the folders of crates that are gone.
    fn write(&self, differences: &[Difference]) -> Result<(), Failure> {
        tree::write(self.workspace, differences)?;
        output::remove_builds(self.workspace, self.config, differences)
    }
}
