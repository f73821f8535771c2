//! `cargo xtask regenerate`: generates the configured crate from the models of the workspace.

mod output;
mod ownership;
mod report;
mod selection;

use shapesmith::tree::{Access, Lock};

use super::differences::fail_check;
use crate::cli::Regenerate;
use crate::config::{self, Config};
use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure, collect_all};
use crate::generation::{self, GeneratedService};
use crate::service_files::{ServiceFiles, open_service};
use crate::tree::{self, FileDifference};
use crate::workspace::{CONFIG, Workspace};
use report::Report;
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
    let services = generate_all(workspace, &config, None).map_err(Failure::with_total)?;
    let run = Run { workspace, lock: &lock, config: &config, selection: &selection };
    let Differences { differences, warnings } = run.compare(&services, tree::Files::new())?;
    if !args.check {
        run.write(&differences)?;
    }
    console.print_problems(&warnings);
    for service in services.iter().filter(|service| selection.contains(&service.module.name)) {
        console.print_problems(&service.warnings);
    }
    let report = Report {
        config: &config,
        selection: &selection,
        services: &services,
        differences: &differences,
        is_check: args.check,
        is_verbose: args.verbose,
    };
    report.print_services(console);
    if args.check && !differences.is_empty() {
        let command = selection.to_command(console.program);
        return Err(fail_check(&differences, &command, console));
    }
    report.print_total(console);
    Ok(Exit::Done)
}

/// A service that is being imported: its model is in memory.
pub struct ImportedService<'a> {
    /// The name of its module.
    pub name: &'a str,
    /// Its files.
    pub files: &'a ServiceFiles,
}

/// What an import generated and wrote.
pub struct WrittenImport {
    /// The generated services.
    pub services: Vec<GeneratedService>,
    /// Warnings about files that are ignored.
    pub warnings: Vec<Diagnostic>,
    differences: Vec<FileDifference>,
}

/// Prints what an import generated for the module with this name.
pub fn print_import(
    config: &Config,
    name: &str,
    written: &WrittenImport,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let names = [name.to_owned()];
    let report = Report {
        config,
        selection: &Selection::new(config, &names)?,
        services: &written.services,
        differences: &written.differences,
        is_check: false,
        is_verbose: false,
    };
    report.print_services(console);
    report.print_total(console);
    Ok(())
}

/// Generates the crate of a configuration with an imported service, and writes it together with `more_files`.
///
/// # Errors
/// Any service can't be generated, or a file can't be written. Then nothing is written.
pub fn write_import(
    workspace: &Workspace,
    lock: &Lock,
    config: &Config,
    imported: &ImportedService<'_>,
    more_files: tree::Files,
) -> Result<WrittenImport, Failure> {
    let services = generate_all(workspace, config, Some(imported))?;
    let run = Run { workspace, lock, config, selection: &Selection::new(config, &[])? };
    let Differences { differences, warnings } = run.compare(&services, more_files)?;
    run.write(&differences)?;
    Ok(WrittenImport { services, warnings, differences })
}

/// Generates all services, even if only some are written: the root of the crate and the support modules depend on all.
fn generate_all(
    workspace: &Workspace,
    config: &Config,
    imported: Option<&ImportedService<'_>>,
) -> Result<Vec<GeneratedService>, Failure> {
    collect_all(config.services.iter().map(|(name, service)| {
        let name = name.get_ref();
        if let Some(imported) = imported.filter(|imported| imported.name == name) {
            return generation::generate_service(config, name, service, imported.files)
                .map_err(Failure::with_total);
        }
        let generated = open_service(workspace, config, service)
            .and_then(|files| generation::generate_service(config, name, service, &files));
        generated.map_err(|failure| match imported {
            Some(imported) => failure.with_total().and(blocked_import(name, imported.name)),
            None => failure,
        })
    }))
}

/// Explains that an import failed because of another service.
fn blocked_import(present: &str, imported: &str) -> Failure {
    let message = format!("`{imported}` can't be imported, because `{present}` can't be generated");
    let hint = format!(
        "all services are generated together: correct `{present}`, or remove `[service.{present}]` from {CONFIG}"
    );
    Failure::problems(vec![Diagnostic::error(message).hint(hint)])
}

/// The context of a run.
struct Run<'a> {
    workspace: &'a Workspace,
    lock: &'a Lock,
    config: &'a Config,
    selection: &'a Selection<'a>,
}

/// The differences between the expected and the present files.
struct Differences {
    differences: Vec<FileDifference>,
    /// Warnings about files that are ignored.
    warnings: Vec<Diagnostic>,
}

impl Run<'_> {
    /// Compares the expected files with the present ones.
    ///
    /// # Errors
    /// A file can't be read, or the folder of the output has files that weren't generated.
    fn compare(
        &self,
        services: &[GeneratedService],
        more_files: tree::Files,
    ) -> Result<Differences, Failure> {
        let Self { workspace, config, selection, .. } = *self;
        let mut expected = output::create_files(workspace, config, services)?;
        let mut present = output::scan_output(workspace, config)?;
        let unselected = output::unselected_folders(config, selection, services, &present.files);
        let is_selected = |file: &String| !unselected.iter().any(|it| file.starts_with(it));
        expected.retain(|file, _| is_selected(file));
        for files in [&mut present.files, &mut present.special, &mut present.non_unicode] {
            files.retain(is_selected);
        }
        let warn = |file: &String| {
            Diagnostic::warning(format!("{file} is ignored: its name isn't Unicode"))
        };
        let warnings = present.non_unicode.iter().map(warn).collect();
        ownership::check_ownership(workspace, config, &expected, &present)?;

        let model_files: tree::Files = services
            .iter()
            .filter(|service| selection.contains(&service.module.name))
            .flat_map(|service| service.model_files.clone())
            .collect();
        if self.lock.is_held() {
            let paths = model_files.keys().map(String::as_str).chain([CONFIG]);
            present.files.extend(tree::find_stale_temp_files(workspace, paths)?);
        } else {
            // Without a lock, a temporary file can be one that another run is writing.
            present.files.retain(|file| !ownership::is_temp_file(file));
        }
        expected.extend(model_files);
        expected.extend(more_files);
        let differences = tree::find_differences(workspace, expected, present.files)?;
        Ok(Differences { differences, warnings })
    }

    /// Writes the differences, and removes the build output in the folders of crates that were removed.
    fn write(&self, differences: &[FileDifference]) -> Result<(), Failure> {
        tree::write_differences(self.workspace, differences)?;
        output::remove_build_output(self.workspace, self.config, differences)
    }
}
