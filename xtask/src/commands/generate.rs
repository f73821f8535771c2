//! `cargo xtask generate`: modules or a crate from model files, without a workspace.

use std::path::Path;

use shapesmith::rust::Api;
use shapesmith::tree::Output;
use shapesmith::{
    Files, Module, Package, Placement, Provenance, SelectionProblem, lower_selection,
};
use shapesmith_model::{Model, canonical};

use crate::cli::{Docs, Generate};
use crate::config::module_name_problem;
use crate::console::{BOLD, Console, DIM, count, styled};
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure, collect_all};
use crate::portability;
use crate::services::{self, Service};
use crate::suggest;

/// The version of a generated crate.
const VERSION: &str = "0.1.0";

/// A service with what is made of it.
struct Made<'a> {
    service: &'a Service,
    module: Module,
    api: Api,
    warnings: Vec<Diagnostic>,
}

/// Runs the command.
pub fn run(args: &Generate, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let package = args.package.as_deref().map(|name| package(name, args)).transpose()?;
    let services = services(args)?;
    let command = format!("{} generate", console.program);
    let made =
        collect_all(services.iter().map(|service| make(args, service, services.len(), &command)))
            .map_err(Failure::with_total)?;
    let files = files(package.clone(), &made, &command);
    let different = Output::new(&args.output, &command).write(&files)?;
    report(args, &made, console);
    for path in different.iter().filter(|_| args.verbose) {
        console.print_status(format_args!("  {} {}", styled(BOLD, "wrote"), path.display()));
    }
    let folder = args.output.display();
    if package.is_none() {
        let json = if files.keys().any(|path| path.ends_with("support/document.rs")) {
            " and `serde_json`"
        } else {
            ""
        };
        console.print_status(format_args!(
            "The crate with these files depends on `serde_core`{json}."
        ));
    }
    match different.len() {
        0 => console.print_status(format_args!("Nothing to do: {folder} is what the models give.")),
        number => {
            console.print_status(format_args!("Wrote {} below {folder}.", count(number, "file")))
        }
    }
    Ok(Exit::Done)
}

/// The services that are wanted, with the operations that are.
fn services(args: &Generate) -> Result<Vec<Service>, Failure> {
    let found = collect_all(args.models.iter().map(|path| find_services(path)))?;
    let mut found: Vec<Service> = found.into_iter().flatten().collect();
    services::choose(&mut found, &args.services)?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(name) = &args.name {
        rename(&mut found, name)?;
    }
    let twice = found.windows(2).find(|pair| matches!(pair, [a, b] if a.name == b.name));
    if let Some([one, other]) = twice {
        let [one_file, other_file] = [one, other].map(first_file);
        let message = format!("`{}` is there twice: {one_file} and {other_file}", one.name);
        return Err(Diagnostic::error(message).into());
    }
    choose_operations(&mut found, &args.operations)?;
    Ok(found)
}

/// Returns the services of a model's file, or those in a folder in their latest versions.
fn find_services(path: &Path) -> Result<Vec<Service>, Failure> {
    if path.is_dir() {
        return Ok(services::find(&[path.to_owned()], &[], false, 1)?.services);
    }
    let services = services::find_in_file(path)?;
    if services.is_empty() {
        let message = format!("{} is not a model", path.display());
        let hint = "name a model in Smithy's JSON AST or botocore's format, or a folder of models";
        return Err(Diagnostic::error(message).hint(hint.to_owned()).into());
    }
    Ok(services)
}

fn rename(services: &mut [Service], name: &str) -> Result<(), Failure> {
    if let Some((message, hint)) = module_name_problem(name) {
        return Err(Diagnostic::error(message).hint(Some(hint)).into());
    }
    match services {
        [only] => name.clone_into(&mut only.name),
        several => {
            let names: Vec<&str> = several.iter().map(|service| service.name.as_str()).collect();
            let message = "`--name` is the name of one module, and there are several services";
            let hint = format!("choose one with --service: {}", suggest::listed(&names));
            return Err(Diagnostic::error(message).hint(Some(hint)).into());
        }
    }
    Ok(())
}

/// Notes which operations of the services are wanted, each `NAME` of a single service or `SERVICE:NAME`.
fn choose_operations(services: &mut [Service], wanted: &[String]) -> Result<(), Failure> {
    let names: Vec<String> = services.iter().map(|service| service.name.clone()).collect();
    for wanted in wanted {
        let (service, operation) = match (wanted.split_once(':'), names.as_slice()) {
            (Some(parts), _) => parts,
            (None, [only]) => (only.as_str(), wanted.as_str()),
            (None, _) => {
                let message = format!("`{wanted}` may be an operation of any of the services");
                let hint = "name the service, too, as in `ec2:RunInstances`".to_owned();
                return Err(Diagnostic::error(message).hint(Some(hint)).into());
            }
        };
        match services.iter_mut().find(|known| known.name == service) {
            Some(found) => found.operations.push(operation.to_owned()),
            None => {
                let known: Vec<&str> = names.iter().map(String::as_str).collect();
                let unknown = Diagnostic::error(format!("there is no service `{service}`"));
                return Err(unknown.hint(suggest::hint(service, &known)).into());
            }
        }
    }
    Ok(())
}

fn make<'a>(
    args: &Generate,
    service: &'a Service,
    among: usize,
    command: &str,
) -> Result<Made<'a>, Failure> {
    let (mut model, warnings) = read(service)?;
    if args.docs == Docs::Drop {
        canonical::drop_prose(&mut model);
    }
    let api = lower_selection(&model, &service.selection()).map_err(|error| {
        let problem = |problem: &SelectionProblem| {
            Diagnostic::error(problem.to_string()).hint(problem.hint("`--service {}`"))
        };
        Failure::failed(error.iter().map(problem).collect())
    })?;
    let support = match (&args.package, among) {
        (Some(_), _) => "crate::support",
        (None, 1) => "self::support",
        (None, _) => "super::support",
    };
    let krate = args.package.as_deref();
    let source = first_file(service);
    let provenance = Provenance { command, source: &source };
    let module =
        shapesmith::module(&api, Placement { name: &service.name, support, krate }, provenance);
    Ok(Made { service, module, api, warnings })
}

/// The model, and what looks wrong in it.
fn read(service: &Service) -> Result<(Model, Vec<Diagnostic>), Failure> {
    let files = service.open()?;
    match files.read() {
        Ok(reading) => Ok((reading.model, Diagnostic::of_models(&reading.warnings, &files))),
        Err(error) => Err(Failure::problems(Diagnostic::of_models(&error, &files))),
    }
}

/// The crate that is asked for, still without description.
fn package(name: &str, args: &Generate) -> Result<Package, Failure> {
    if let Err(reason) = shapesmith::check_package_name(name) {
        let message = format!("`{name}` can't be the name of a crate: it {reason}");
        let hint = "use letters, digits and `-`, such as `my-shapes`".to_owned();
        return Err(Diagnostic::error(message).hint(Some(hint)).into());
    }
    let license = args.license.clone().unwrap_or_default();
    let mut package = Package::new(name, VERSION, "", license);
    if args.license.is_none() {
        // Nobody has said that it may be given away.
        package.manifest.push(("publish".to_owned(), "false".to_owned()));
    }
    Ok(package)
}

/// All files of the output.
fn files(package: Option<Package>, made: &[Made<'_>], command: &str) -> Files {
    let modules: Vec<Module> = made.iter().map(|made| made.module.clone()).collect();
    let sources: Vec<String> = made.iter().map(|made| first_file(made.service)).collect();
    let provenance = Provenance { command, source: &sources.join(", ") };
    if let Some(mut package) = package {
        let titles: Vec<&str> = modules.iter().map(|module| module.title.as_str()).collect();
        package.description = format!("The types of {}", titles.join(", "));
        package.default = modules.iter().map(|module| module.name.clone()).collect();
        return shapesmith::package(&package, &modules, provenance);
    }
    let support = match modules.as_slice() {
        [only] => format!("{}/support", only.name),
        _ => "support".to_owned(),
    };
    let support_files = shapesmith::support_of(&modules, provenance).into_iter();
    let mut files: Files =
        support_files.map(|(path, text)| (format!("{support}/{path}"), text)).collect();
    for Module { name, files: own, .. } in modules {
        files.extend(own.into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
    }
    files
}

/// The model's file: its name where the path says nothing to others.
fn first_file(service: &Service) -> String {
    let path = service.files.first().map_or(Path::new(""), |path| path);
    let shown = if path.is_absolute() { path.file_name().map_or(path, Path::new) } else { path };
    shown.display().to_string()
}

/// A line for each service, and what isn't as the model says.
fn report(args: &Generate, made: &[Made<'_>], console: &mut Console<'_>) {
    for Made { service, module, api, warnings } in made {
        let skipped = &api.skipped;
        console.print_status(format_args!(
            "{}  {}, {}, {}; skipped {}; {}",
            styled(BOLD, &service.name),
            count(api.operations.len(), "operation"),
            count(api.items.len(), "type"),
            count(module.files.len(), "file"),
            skipped.len(),
            count(warnings.len(), "warning"),
        ));
        let overlay = overlay(service);
        portability::list(skipped, &overlay, console);
        if args.verbose {
            for skipped in skipped.iter().filter(|skipped| skipped.pattern.is_none()) {
                console.print_status(format_args!("  {} {skipped}", styled(DIM, "skipped")));
            }
            console.print_problems(warnings);
        }
    }
}

/// Where corrections of the model are looked for.
fn overlay(service: &Service) -> String {
    let file = first_file(service);
    let stem = file.trim_end_matches(".gz").trim_end_matches(".json");
    format!("{stem}.overlay.json")
}
