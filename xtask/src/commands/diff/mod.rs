//! `cargo xtask diff`: what an update of models means, on the wire and for Rust users.

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
use self::compare::{ChangedService, Comparison, Version, Wanted};
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

/// Runs the command. Whatever keeps the sides from being compared ends with [`Exit::Failed`].
pub fn run(args: &Diff, workspace: &Workspace, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let failed = |failure: Failure| Failure { exit: Exit::Failed, ..failure };
    review(args, workspace, console).map_err(failed)
}

fn review(args: &Diff, workspace: &Workspace, console: &mut Console<'_>) -> Result<Exit, Failure> {
    if args.list_kinds {
        kinds(console);
        return Ok(Exit::Done);
    }
    let jobs = args.jobs.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let today = day(args.date.as_deref())?;
    let accepted = Accepted::read(workspace, args.accepted.as_deref(), today)?;
    let sides = input::sides(args, workspace)?;
    let modules = services::modules(workspace)?;
    let old = services::of(&sides.old, &modules, jobs)?;
    let new = services::of(&sides.new, &modules, jobs)?;
    let mut pairs = chosen(pairs::pairs(&sides, &old, &new)?, &sides.services)?;
    // The most work first, so that no thread is left with it at the end.
    pairs.sort_by_cached_key(|(old, new)| {
        Reverse(old.iter().chain(new).map(|it| it.size()).sum::<u64>())
    });
    let (services, lone) = compared(args, today, &sides, &pairs, jobs)?;
    let versions = version::versions(&sides.old, &sides.new, &services)?;
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
    tell(args, &report, console)?;
    console.print_problems(&lone);
    let names: BTreeSet<&str> =
        pairs.iter().filter_map(|(old, new)| Some(new.or(*old)?.name.as_str())).collect();
    // What is accepted for a service that there isn't shows where all services are looked at.
    let is_all = versions.is_some() && sides.services.is_empty();
    console.print_problems(&accepted.warnings(&services, |name| is_all || names.contains(name)));
    let mut over = threshold::over(&args.fail_on, &report);
    if let Some(versions) = versions.filter(|it| args.check_version && !it.are_enough()) {
        console.print_problems(&[versions.problem()]);
        over = true;
    }
    Ok(if over { Exit::ChecksFailed } else { Exit::Done })
}

/// The services that differ, by name, and what was left aside.
fn compared(
    args: &Diff,
    today: Date,
    sides: &Sides,
    pairs: &[Pair<'_>],
    jobs: usize,
) -> Result<(Vec<ChangedService>, Vec<Diagnostic>), Failure> {
    let date = today.to_string();
    let notes: Vec<&str> = args.note.iter().map(String::as_str).collect();
    let release = Release { date: &date, notes: &notes };
    let wanted = Wanted {
        page: (args.format == DiffFormat::ApiChanges).then_some(release),
        docs: args.docs,
        trees: args.format == DiffFormat::Html,
        lines: args.format == DiffFormat::Github,
    };
    let compared = parallel::map(pairs, jobs, |(old, new), _| {
        let version = |side, service| Version { side, service };
        compare::compare(version(&sides.old, *old), version(&sides.new, *new), wanted)
    });
    let compared: Vec<Comparison> = collect_all(compared)?;
    let lone: BTreeSet<&String> = compared.iter().filter_map(|it| it.lone.as_ref()).collect();
    let lone = lone.into_iter().map(|lone| {
        let told = "has no side files: pages, waiters and examples aren't compared";
        Diagnostic::warning(format!("{lone} {told}"))
    });
    let lone = lone.collect();
    let mut services: Vec<ChangedService> =
        compared.into_iter().filter_map(|it| it.changed).collect();
    services.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((services, lone))
}

/// Lists the kinds of changes: those of models, then those that only Rust knows.
fn kinds(console: &mut Console<'_>) {
    let of_models = Kind::ALL.iter().map(|kind| (kind.id(), kind.description()));
    let of_rust = RustOnlyKind::ALL.iter().map(|kind| (kind.id(), kind.description()));
    for (id, about) in of_models.chain(of_rust) {
        console.print_result(format_args!("{id:<32}{about}"));
    }
}

/// The pairs of which a side has one of these names, or all.
fn chosen<'a>(pairs: Vec<Pair<'a>>, wanted: &[String]) -> Result<Vec<Pair<'a>>, Failure> {
    if wanted.is_empty() {
        return Ok(pairs);
    }
    let names = |(old, new): &Pair<'a>| -> Vec<&'a str> {
        let services = old.iter().chain(new);
        services.flat_map(|service| [service.name.as_str(), service.id.as_str()]).collect()
    };
    let known: Vec<&str> = pairs.iter().flat_map(&names).collect();
    let unknown: Vec<Diagnostic> = wanted
        .iter()
        .filter(|name| !known.contains(&name.as_str()))
        .map(|name| {
            let hint = suggest_name(name, &known).filter(|hint| hint.len() < 200);
            Diagnostic::error(format!("`{name}` is no file, revision or service")).hint(hint)
        })
        .collect();
    if !unknown.is_empty() {
        return Err(Failure { exit: Exit::Failed, diagnostics: unknown });
    }
    let is_wanted =
        |pair: &Pair<'a>| names(pair).iter().any(|name| wanted.iter().any(|it| it == name));
    Ok(pairs.into_iter().filter(is_wanted).collect())
}

fn tell(args: &Diff, report: &Report<'_>, console: &mut Console<'_>) -> Result<(), Failure> {
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
        // Nothing to annotate is no line.
        None if text.is_empty() => {}
        None => console.print_result(text.trim_end_matches('\n')),
        Some(path) => crate::tree::write_report(path, &as_file(&text))?,
    }
    Ok(())
}

/// The text of a report as the content of a file: without styles, and with an end of the last line.
fn as_file(text: &str) -> String {
    let mut plain = anstream::adapter::strip_str(text).to_string();
    if !plain.is_empty() && !plain.ends_with('\n') {
        plain.push('\n');
    }
    plain
}

/// The day that is named, or today.
fn day(named: Option<&str>) -> Result<Date, Failure> {
    let Some(named) = named else {
        return Ok(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date());
    };
    named.parse().map_err(|_| {
        let message = format!("`{named}` is no day, such as 2027-01-31");
        Diagnostic::error(message).into()
    })
}
