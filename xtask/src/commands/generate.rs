//! `cargo xtask generate`: generates modules or a crate from model files, without a workspace.

use std::path::Path;

use shapesmith::rust::Api;
use shapesmith::tree::Output;
use shapesmith::{
    Conversion, Files, Module, Package, Placement, Provenance, SelectionProblem, SupportParts,
    lower_selection, model_stem,
};
use shapesmith_model::{Model, canonical};

use crate::cli::{Docs, Generate};
use crate::config::check_module_name;
use crate::console::{BOLD, Console, DIM, pluralize, styled};
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure, collect_all};
use crate::patterns::print_inexact_patterns;
use crate::services::{self, Service};
use crate::suggest::{list_names, suggest_name};

/// The version of a generated crate.
const VERSION: &str = "0.1.0";

/// A service with its generated module.
struct GeneratedService<'a> {
    service: &'a Service,
    module: Module,
    api: Api,
    warnings: Vec<Diagnostic>,
}

/// Runs the command.
pub fn run(args: &Generate, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let package = args.package.as_deref().map(|name| create_package(name, args)).transpose()?;
    let services = find_services(args)?;
    let command = format!("{} generate", console.program);
    let generate = |service| generate_service(args, service, services.len(), &command);
    let generated = collect_all(services.iter().map(generate)).map_err(Failure::with_total)?;
    let files = create_files(package.clone(), &generated, args, &command);
    let changed = Output::new(&args.output, &command).write(&files)?;
    print_services(args, &generated, console);
    let (written, removed): (Vec<_>, Vec<_>) = changed.iter().partition(|path| path.exists());
    for (verb, paths) in [("wrote", &written), ("removed", &removed)] {
        for path in paths.iter().filter(|_| args.verbose) {
            console.print_status(format_args!("  {} {}", styled(BOLD, verb), path.display()));
        }
    }
    let folder = args.output.display();
    if package.is_none() {
        console.print_status(format_args!(
            "Add {} to the dependencies of the crate with these files.",
            list_dependencies(&files, args)
        ));
    }
    if changed.is_empty() {
        console.print_status(format_args!("Nothing to do: {folder} is up to date."));
    } else {
        let (written, removed) = (pluralize(written.len(), "file"), removed.len());
        console.print_status(format_args!("Wrote {written} below {folder}, removed {removed}."));
    }
    Ok(Exit::Done)
}

/// Returns the names of the crates that these files need, as a part of a sentence.
fn list_dependencies(files: &Files, args: &Generate) -> String {
    let has = |file: &str| files.keys().any(|path| path.ends_with(file));
    let has_digests = has("support/http/digests.rs");
    let needed = [
        ("serde_core", true),
        ("serde_json", args.http || has("support/document.rs")),
        ("arbitrary", args.arbitrary),
        ("http", args.http),
        ("md5", args.http),
        ("percent-encoding", args.http),
        ("sha1", has_digests),
        ("sha2", has_digests || has("support/http/glacier.rs")),
        ("twox-hash", has_digests),
    ];
    let needed = needed.into_iter().filter_map(|(name, is_needed)| is_needed.then_some(name));
    let names = needed.chain(args.conversions.iter().map(String::as_str));
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// Finds the services that the arguments select.
fn find_services(args: &Generate) -> Result<Vec<Service>, Failure> {
    let found = collect_all(args.models.iter().map(|path| find_services_at(path)))?;
    let mut services: Vec<Service> = found.into_iter().flatten().collect();
    services::retain_named(&mut services, &args.services)?;
    services.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(name) = &args.name {
        rename_only_service(&mut services, name)?;
    }
    let duplicate = services.windows(2).find(|pair| matches!(pair, [a, b] if a.name == b.name));
    if let Some([first, second]) = duplicate {
        let [first_file, second_file] = [first, second].map(format_model_path);
        let message =
            format!("two models have the name `{}`: {first_file} and {second_file}", first.name);
        return Err(Diagnostic::error(message).into());
    }
    select_operations(&mut services, &args.operations)?;
    Ok(services)
}

/// Finds the services of a model file, or the latest version of each service in a folder.
fn find_services_at(path: &Path) -> Result<Vec<Service>, Failure> {
    if path.is_dir() {
        return Ok(services::find_services(&[path.to_owned()], &[], false, 1)?.services);
    }
    let services = services::find_in_file(path)?;
    if services.is_empty() {
        let message = format!("{} is not a model", path.display());
        let hint = "name a model in Smithy's JSON AST or botocore's format, or a folder of models";
        return Err(Diagnostic::error(message).hint(hint.to_owned()).into());
    }
    Ok(services)
}

fn rename_only_service(services: &mut [Service], name: &str) -> Result<(), Failure> {
    if let Some(error) = check_module_name(name) {
        return Err(error.into());
    }
    match services {
        [only] => name.clone_into(&mut only.name),
        several => {
            let names: Vec<&str> = several.iter().map(|service| service.name.as_str()).collect();
            let message = "`--name` needs a single service, and there are several";
            let hint = format!("choose one with --service: {}", list_names(&names));
            return Err(Diagnostic::error(message).hint(hint).into());
        }
    }
    Ok(())
}

/// Selects operations, each named `SERVICE:NAME`, or `NAME` if there is a single service.
fn select_operations(services: &mut [Service], operations: &[String]) -> Result<(), Failure> {
    let names: Vec<String> = services.iter().map(|service| service.name.clone()).collect();
    for argument in operations {
        let (service, operation) = match (argument.split_once(':'), names.as_slice()) {
            (Some(parts), _) => parts,
            (None, [only]) => (only.as_str(), argument.as_str()),
            (None, _) => {
                let message =
                    format!("with several services, `{argument}` needs the name of its service");
                let hint = "write it like `ec2:RunInstances`".to_owned();
                return Err(Diagnostic::error(message).hint(hint).into());
            }
        };
        match services.iter_mut().find(|known| known.name == service) {
            Some(found) => found.operations.push(operation.to_owned()),
            None => {
                let known: Vec<&str> = names.iter().map(String::as_str).collect();
                let error = Diagnostic::error(format!("there is no service `{service}`"));
                return Err(error.hint(suggest_name(service, &known)).into());
            }
        }
    }
    Ok(())
}

/// Generates the module of one of `total` services.
fn generate_service<'a>(
    args: &Generate,
    service: &'a Service,
    total: usize,
    command: &str,
) -> Result<GeneratedService<'a>, Failure> {
    let (mut model, warnings) = read_model(service)?;
    if args.docs == Docs::Drop {
        canonical::drop_prose(&mut model);
    }
    let api = lower_selection(&model, &service.selection()).map_err(|error| {
        let to_diagnostic = |problem: &SelectionProblem| {
            Diagnostic::error(problem.to_string()).hint(problem.hint("`--service {}`"))
        };
        Failure::failed(error.iter().map(to_diagnostic).collect())
    })?;
    let support = match (&args.package, total) {
        (Some(_), _) => "crate::support",
        (None, 1) => "self::support",
        (None, _) => "super::support",
    };
    let source = format_model_path(service);
    let provenance = Provenance { command, source: &source };
    let placement = Placement { name: &service.name, support, krate: args.package.as_deref() };
    let module = shapesmith::emit_module(&api, placement, provenance);
    Ok(GeneratedService { service, module, api, warnings })
}

/// Reads a model, and returns it with the warnings about it.
fn read_model(service: &Service) -> Result<(Model, Vec<Diagnostic>), Failure> {
    let files = service.open()?;
    match files.read() {
        Ok(reading) => {
            Ok((reading.model, Diagnostic::from_file_problems(&reading.warnings, &files)))
        }
        Err(error) => Err(Failure::problems(Diagnostic::from_file_problems(&error, &files))),
    }
}

/// Creates the metadata of the crate, without a description.
fn create_package(name: &str, args: &Generate) -> Result<Package, Failure> {
    if let Err(reason) = shapesmith::check_package_name(name) {
        let message = format!("`{name}` can't be the name of a crate: it {reason}");
        let hint = "use letters, digits and `-`, such as `my-shapes`".to_owned();
        return Err(Diagnostic::error(message).hint(hint).into());
    }
    let license = args.license.clone().unwrap_or_default();
    let mut package = Package::new(name, VERSION, "", license);
    if args.license.is_none() {
        // A crate without a licence shouldn't be published by mistake.
        package.manifest.push(("publish".to_owned(), "false".to_owned()));
    }
    Ok(package)
}

/// Returns all files to write, by their paths below the output folder.
fn create_files(
    package: Option<Package>,
    generated: &[GeneratedService<'_>],
    args: &Generate,
    command: &str,
) -> Files {
    let modules: Vec<Module> = generated.iter().map(|service| service.module.clone()).collect();
    let sources: Vec<String> =
        generated.iter().map(|generated| format_model_path(generated.service)).collect();
    let provenance = Provenance { command, source: &sources.join(", ") };
    if let Some(mut package) = package {
        let titles: Vec<&str> = modules.iter().map(|module| module.title.as_str()).collect();
        package.description = format!("The types of {}", titles.join(", "));
        package.default = modules.iter().map(|module| module.name.clone()).collect();
        return shapesmith::emit_package(&package, &modules, provenance);
    }
    let support = match modules.as_slice() {
        [only] => format!("{}/support", only.name),
        _ => "support".to_owned(),
    };
    let mut parts = SupportParts::default();
    (parts.http, parts.checksums) = (args.http, args.checksums);
    (parts.samples, parts.arbitrary) = (args.samples, args.arbitrary);
    let is_wanted = |conversion: &Conversion| {
        args.conversions.iter().any(|name| name == conversion.crate_name())
    };
    parts.conversions = Conversion::ALL.into_iter().filter(is_wanted).collect();
    let support_files = shapesmith::emit_support(&modules, parts, provenance).into_iter();
    let mut files: Files =
        support_files.map(|(path, text)| (format!("{support}/{path}"), text)).collect();
    for Module { name, files: own, .. } in modules {
        files.extend(own.into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
    }
    files
}

/// Returns the path of the model as generated files name it. An absolute path means nothing on other machines, so only the
/// file name of one is returned.
fn format_model_path(service: &Service) -> String {
    let path = service.files.first().map_or(Path::new(""), |path| path);
    let shown = if path.is_absolute() { path.file_name().map_or(path, Path::new) } else { path };
    shown.display().to_string()
}

/// Prints a line for each service, and the patterns and shapes that the module lacks.
fn print_services(args: &Generate, generated: &[GeneratedService<'_>], console: &mut Console<'_>) {
    for GeneratedService { service, module, api, warnings } in generated {
        let skipped = &api.skipped;
        console.print_status(format_args!(
            "{}  {}, {}, {}; skipped {}; {}",
            styled(BOLD, &service.name),
            pluralize(api.operations.len(), "operation"),
            pluralize(api.items.len(), "type"),
            pluralize(module.files.len(), "file"),
            skipped.len(),
            pluralize(warnings.len(), "warning"),
        ));
        print_inexact_patterns(skipped, &format_overlay_path(service), console);
        if args.verbose {
            for skipped in skipped.iter().filter(|skipped| skipped.pattern.is_none()) {
                console.print_status(format_args!("  {} {skipped}", styled(DIM, "skipped")));
            }
            console.print_problems(warnings);
        }
    }
}

/// Returns the path of the file of corrections that belongs to the model.
fn format_overlay_path(service: &Service) -> String {
    let model = format_model_path(service);
    let overlay = format!("{}.overlay.json", model_stem(Path::new(&model)));
    Path::new(&model).with_file_name(overlay).display().to_string()
}
