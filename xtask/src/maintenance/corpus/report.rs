//! What people see of a run: a table of the services, what failed, totals.

use std::collections::BTreeMap;

use shapesmith::rust::PatternCounts;
use shapesmith_model::escape;

use super::generate::Made;
use super::{Row, Run};
use crate::cli::Corpus;
use crate::console::{BOLD, Console, DIM, REMOVED, pluralize, styled};
use crate::diagnostic::Diagnostic;
use crate::patterns::{print_inexact_patterns, summarize_patterns};

/// How much of what a tool told is shown.
const TOLD: usize = 40;

/// Tells all of it.
pub fn tell(run: &Run<'_>, args: &Corpus, console: &mut Console<'_>) {
    table(run, console);
    for row in run.rows.iter().filter(|row| args.verbose || !row.passes()) {
        details(row, args.verbose, console);
    }
    total(run, console);
}

fn table(run: &Run<'_>, console: &mut Console<'_>) {
    let tools: Vec<&str> = run
        .rows
        .iter()
        .map(|row| row.checked.iter().map(|checked| checked.tool.name()).collect::<Vec<_>>())
        .max_by_key(Vec::len)
        .unwrap_or_default();
    let mut head: Vec<String> =
        ["service", "version", "read", "emitted", "skipped", "lines", "KB", "ms"]
            .map(str::to_owned)
            .to_vec();
    for tool in tools {
        head.extend([tool.to_owned(), "MB".to_owned()]);
    }
    head.push(String::new());
    let cells: Vec<Vec<String>> = run.rows.iter().map(cells).collect();
    let width = |column: usize| {
        let texts = [&head].into_iter().chain(&cells).filter_map(|row| row.get(column));
        texts.map(|text| text.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    console.print_status(styled(BOLD, line(&head, &widths)));
    for cells in &cells {
        console.print_status(line(cells, &widths));
    }
}

fn cells(row: &Row<'_>) -> Vec<String> {
    let mut cells = vec![row.service.name.clone(), escape::line(&row.service.version).into_owned()];
    let made = row.outcome.made.as_ref().map(|made| {
        let conserved = &made.conserved;
        [
            conserved.read,
            conserved.emitted,
            conserved.skipped,
            made.lines,
            made.bytes.div_ceil(1000),
        ]
    });
    match made {
        Some(figures) => cells.extend(figures.map(|figure| figure.to_string())),
        None => cells.extend([const { String::new() }; 5]),
    }
    cells.push(row.outcome.took.as_millis().to_string());
    for checked in &row.checked {
        let cost = checked.cost.as_ref();
        let time = cost.map(|cost| format!("{:.2} s", cost.wall.as_secs_f64()));
        let memory = cost.map(|cost| (cost.memory / 1_000_000).to_string());
        cells.extend([time.unwrap_or_default(), memory.unwrap_or_default()]);
    }
    cells.push(if row.passes() { "ok" } else { "FAILED" }.to_owned());
    cells
}

/// Names to the left, figures to the right.
fn line(cells: &[String], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths).enumerate().map(|(column, (text, width))| {
        if column < 2 { format!("{text:width$}") } else { format!("{text:>width$}") }
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

fn details(row: &Row<'_>, verbose: bool, console: &mut Console<'_>) {
    let name = &row.service.name;
    let file = row.service.files.first().map(|path| path.display().to_string()).unwrap_or_default();
    let problem = |text: &str| Diagnostic::error(format!("{name} ({file}): {text}"));
    let mut problems: Vec<Diagnostic> =
        row.outcome.failures.iter().map(|failure| problem(failure)).collect();
    for checked in row.checked.iter().filter(|checked| !checked.success) {
        let told: Vec<&str> = checked.told.lines().take(TOLD).collect();
        problems.push(problem(&format!("{} failed\n{}", checked.tool.name(), told.join("\n"))));
    }
    console.print_problems(&problems);
    if !verbose {
        return;
    }
    for warning in &row.outcome.warnings {
        console.print_status(format_args!(
            "{} {name}: {}",
            styled(DIM, "warning"),
            escape::lines(warning)
        ));
    }
    for (reason, number) in row.outcome.made.iter().flat_map(|made| &made.reasons) {
        let reason = escape::line(reason);
        console.print_status(format_args!(
            "{} {name}: {number} times, {reason}",
            styled(DIM, "skipped")
        ));
    }
}

fn total(run: &Run<'_>, console: &mut Console<'_>) {
    let made: Vec<_> = run.rows.iter().filter_map(|row| row.outcome.made.as_ref()).collect();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (reason, number) in made.iter().flat_map(|made| &made.reasons) {
        *reasons.entry(reason).or_default() += number;
    }
    let sum = |of: fn(&Made) -> usize| made.iter().map(|made| of(made)).sum::<usize>();
    let failed = run.rows.iter().filter(|row| !row.passes()).count();
    let warnings: usize = run.rows.iter().map(|row| row.outcome.warnings.len()).sum();
    console.print_status(format_args!(
        "\n{}: {} read = {} emitted + {} skipped; {} lines, {:.1} MB; {}",
        styled(BOLD, pluralize(run.rows.len(), "service")),
        pluralize(sum(|made| made.conserved.read), "shape"),
        sum(|made| made.conserved.emitted),
        sum(|made| made.conserved.skipped),
        sum(|made| made.lines),
        sum(|made| made.bytes) as f64 / 1e6,
        pluralize(warnings, "warning"),
    ));
    for (reason, number) in reasons {
        let reason = escape::line(reason);
        console.print_status(format_args!("  listed as skipped {number} times: {reason}"));
    }
    patterns(&made, console);
    let memory = run.memory.map(|bytes| format!(", {} MB of memory", bytes / 1_000_000));
    console.print_status(format_args!(
        "generated in {:.2} s by {}{}",
        run.generating.as_secs_f64(),
        pluralize(run.jobs, "thread"),
        memory.unwrap_or_default()
    ));
    checks(run, console);
    aside(run, console);
    if failed > 0 {
        console.print_result(styled(REMOVED, format!("{} of {} failed", failed, run.rows.len())));
    }
}

/// The patterns of all services, each counted in each service that has it.
fn patterns(made: &[&Made], console: &mut Console<'_>) {
    let counts: PatternCounts = made.iter().map(|made| made.patterns).sum();
    console.print_status(summarize_patterns(&counts));
    let lax = made.iter().flat_map(|made| &made.lax);
    print_inexact_patterns(lax, "the overlay beside the model", console);
}

fn checks(run: &Run<'_>, console: &mut Console<'_>) {
    let costs = run.rows.iter().flat_map(|row| {
        let costs = row.checked.iter().filter_map(|checked| checked.cost);
        costs.map(|cost| (cost, row.service.name.as_str()))
    });
    let costs: Vec<_> = costs.collect();
    let slowest = costs.iter().max_by_key(|(cost, _)| cost.wall);
    let largest = costs.iter().max_by_key(|(cost, _)| cost.memory);
    if let (Some((slowest, slow)), Some((largest, large))) = (slowest, largest) {
        console.print_status(format_args!(
            "checked in {:.0} s; at most {:.1} s ({slow}) and {} MB ({large})",
            run.checking.as_secs_f64(),
            slowest.wall.as_secs_f64(),
            largest.memory / 1_000_000
        ));
    }
}

/// What was not looked into.
fn aside(run: &Run<'_>, console: &mut Console<'_>) {
    let found = run.found;
    if found.older_versions > 0 {
        let older = pluralize(found.older_versions, "older version");
        console.print_status(format_args!("{older} left aside; --all-versions takes them in"));
    }
    if found.unrelated_files > 0 {
        console.print_status(format_args!(
            "{} of no model",
            pluralize(found.unrelated_files, "JSON file")
        ));
    }
    for archive in &found.archives {
        console.print_status(format_args!(
            "{} is an archive: unpack it to look inside",
            archive.display()
        ));
    }
}
