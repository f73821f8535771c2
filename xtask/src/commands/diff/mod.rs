//! `cargo xtask diff`: reviews an update of models, with its effects on old clients and on Rust code.

mod accepted;
pub mod api_changes;
mod compare;
mod fingerprint;
mod group;
mod input;
mod pairs;
mod report;
mod revision;
mod services;
mod threshold;
mod tree;
mod version;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::thread;

use jiff::civil::Date;
use shapesmith::review::RustOnlyKind;
use shapesmith_model::diff::Kind;

use self::accepted::Accepted;
use self::api_changes::Release;
use self::compare::{ChangedService, CompareOptions, Comparison, ServiceVersion};
use self::input::Sides;
use self::pairs::Pair;
use self::report::Report;
use crate::cli::{Diff, DiffFormat};
use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::exit::{Exit, Failure, collect_all};
use crate::parallel;
use crate::suggest::suggest_name;
use crate::workspace::{CONFIG, Workspace};

/// Runs the command. Every error that prevents the comparison exits with [`Exit::Failed`].
pub fn run(args: &Diff, workspace: &Workspace, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let failed = |failure: Failure| Failure { exit: Exit::Failed, ..failure };
    review(args, workspace, console).map_err(failed)
}

fn review(args: &Diff, workspace: &Workspace, console: &mut Console<'_>) -> Result<Exit, Failure> {
    if args.list_kinds {
        print_kinds(console);
        return Ok(Exit::Done);
    }
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let today = parse_date(args.date.as_deref())?;
    let accepted = Accepted::read(workspace, args.accepted.as_deref(), today)?;
    let sides = input::open_sides(args, workspace)?;
    let modules = services::configured_modules(workspace)?;
    let old = services::find_services(&sides.old, &modules, jobs)?;
    let new = services::find_services(&sides.new, &modules, jobs)?;
    let mut pairs = choose_pairs(pairs::pair_services(&sides, &old, &new)?, &sides.services)?;
    // The largest first, so that at the end no thread has to finish a large one alone.
    pairs.sort_by_cached_key(|(old, new)| {
        Reverse(old.iter().chain(new).map(|it| it.size()).sum::<u64>())
    });
    let (services, warnings) = compare_pairs(args, today, &sides, &pairs, jobs)?;
    let versions = version::compare_versions(&sides.old, &sides.new, &services)?;
    if args.check_version && versions.is_none() {
        let message = format!("`--check-version` needs a {CONFIG} on both sides");
        return Err(Diagnostic::error(message).into());
    }
    let report = Report {
        old: &sides.old.shown,
        new: &sides.new.shown,
        services: &services,
        compared: pairs.len(),
        versions: versions.as_ref(),
        accepted: &accepted,
    };
    print_report(args, &report, console)?;
    console.print_problems(&warnings);
    // An accepted change of a service that doesn't exist is a problem only if all services were compared.
    let are_all_compared = versions.is_some() && sides.services.is_empty();
    let names: BTreeSet<&str> = pairs.iter().filter_map(module_name).collect();
    let is_compared = |name: &str| are_all_compared || names.contains(name);
    console.print_problems(&accepted.warnings(&services, is_compared));
    let mut has_failed = threshold::is_reached(&args.fail_on, &report);
    if let Some(versions) = versions.filter(|it| args.check_version && !it.are_enough()) {
        console.print_problems(&[versions.problem()]);
        has_failed = true;
    }
    Ok(if has_failed { Exit::ChecksFailed } else { Exit::Done })
}

/// Returns the name of a module: the new one if both sides have the module.
fn module_name<'a>((old, new): &Pair<'a>) -> Option<&'a str> {
    new.or(*old).map(|service| service.name.as_str())
}

/// Compares the pairs. Returns the services that differ, sorted by name, and warnings about files that weren't compared.
fn compare_pairs(
    args: &Diff,
    today: Date,
    sides: &Sides,
    pairs: &[Pair<'_>],
    jobs: usize,
) -> Result<(Vec<ChangedService>, Vec<Diagnostic>), Failure> {
    let date = today.to_string();
    let notes: Vec<&str> = args.note.iter().map(String::as_str).collect();
    let release = Release { date: &date, notes: &notes };
    let options = CompareOptions {
        page: (args.format == DiffFormat::ApiChanges).then_some(release),
        docs: args.docs,
        trees: args.format == DiffFormat::Html,
        lines: args.format == DiffFormat::Github,
    };
    let compared = parallel::map(pairs, jobs, |(old, new), _| {
        let version = |side, service| ServiceVersion { side, service };
        compare::compare(version(&sides.old, *old), version(&sides.new, *new), options)
    });
    let compared: Vec<Comparison> = collect_all(compared)?;
    let incomplete: BTreeSet<&String> =
        compared.iter().filter_map(|it| it.without_side_files.as_ref()).collect();
    let warnings = incomplete.into_iter().map(|file| {
        let message = "has no side files: pages, waiters and examples aren't compared";
        Diagnostic::warning(format!("{file} {message}"))
    });
    let warnings = warnings.collect();
    let mut services: Vec<ChangedService> =
        compared.into_iter().filter_map(|it| it.changed).collect();
    services.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((services, warnings))
}

/// Prints the kinds of changes: those of models, then those of Rust code alone.
fn print_kinds(console: &mut Console<'_>) {
    let model_kinds = Kind::ALL.iter().map(|kind| (kind.id(), kind.description()));
    let rust_kinds = RustOnlyKind::ALL.iter().map(|kind| (kind.id(), kind.description()));
    for (id, description) in model_kinds.chain(rust_kinds) {
        console.print_result(format_args!("{id:<32}{description}"));
    }
}

/// Returns the pairs in which a service has one of these names or IDs; all pairs without names.
fn choose_pairs<'a>(pairs: Vec<Pair<'a>>, chosen: &[String]) -> Result<Vec<Pair<'a>>, Failure> {
    if chosen.is_empty() {
        return Ok(pairs);
    }
    let names = |(old, new): &Pair<'a>| -> Vec<&'a str> {
        let services = old.iter().chain(new);
        services.flat_map(|service| [service.name.as_str(), service.id.as_str()]).collect()
    };
    let known: Vec<&str> = pairs.iter().flat_map(&names).collect();
    let unknown: Vec<Diagnostic> = chosen
        .iter()
        .filter(|name| !known.contains(&name.as_str()))
        .map(|name| {
            let hint = suggest_name(name, &known).filter(|hint| hint.len() < 200);
            Diagnostic::error(format!("`{name}` isn't a file, a revision or a service")).hint(hint)
        })
        .collect();
    if !unknown.is_empty() {
        return Err(Failure { exit: Exit::Failed, diagnostics: unknown });
    }
    let is_chosen =
        |pair: &Pair<'a>| names(pair).iter().any(|name| chosen.iter().any(|it| it == name));
    Ok(pairs.into_iter().filter(is_chosen).collect())
}

/// Prints the report, or writes it to the file that the arguments name.
fn print_report(
    args: &Diff,
    report: &Report<'_>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let text = match args.format {
        DiffFormat::Text => report::text(report),
        DiffFormat::Markdown => report::markdown(report),
        DiffFormat::Html => report::html(report),
        DiffFormat::Json => report::json(report)?,
        DiffFormat::Github => report::github(report),
        DiffFormat::Changelog => report::changelog(report),
        DiffFormat::ApiChanges => report::api_changes(report),
    };
    match &args.output {
        // A report without annotations prints no empty line.
        None if text.is_empty() => {}
        None => console.print_result(text.trim_end_matches('\n')),
        Some(path) => crate::tree::write_report(path, &to_file_content(&text))?,
    }
    Ok(())
}

/// Returns the content of a file with the report: without styles, and with a line break at the end.
fn to_file_content(text: &str) -> String {
    let mut plain = anstream::adapter::strip_str(text).to_string();
    if !plain.is_empty() && !plain.ends_with('\n') {
        plain.push('\n');
    }
    plain
}

/// Parses the date that the arguments name; without one, returns the current date in UTC.
fn parse_date(text: Option<&str>) -> Result<Date, Failure> {
    let Some(text) = text else {
        return Ok(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date());
    };
    text.parse().map_err(|_| {
        let message = format!("`{text}` isn't a date such as 2027-01-31");
        Diagnostic::error(message).into()
    })
}
