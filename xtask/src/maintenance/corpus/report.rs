//! The results of a run for a terminal: a table of the services, the failures, and totals.

use std::collections::BTreeMap;

use shapesmith::rust::PatternCounts;
use shapesmith_model::escape;

use super::generate::ModuleFigures;
use super::{CorpusResult, ServiceResult};
use crate::console::{BOLD, Console, DIM, REMOVED, pluralize, styled};
use crate::diagnostic::Diagnostic;
use crate::patterns::{print_inexact_patterns, summarize_patterns};

/// The number of lines of a tool's output that are shown.
const MAX_TOOL_LINES: usize = 40;

/// Prints the results.
pub fn print_report(result: &CorpusResult<'_>, verbose: bool, console: &mut Console<'_>) {
    print_table(result, console);
    for service in result.services.iter().filter(|service| verbose || !service.passes()) {
        print_failures(service, console);
        if verbose {
            print_details(service, console);
        }
    }
    print_total(result, console);
}

fn print_table(result: &CorpusResult<'_>, console: &mut Console<'_>) {
    let tools: Vec<&str> = result
        .services
        .iter()
        .map(|service| service.tools.iter().map(|result| result.tool.name()).collect::<Vec<_>>())
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
    let rows: Vec<Vec<String>> = result.services.iter().map(format_cells).collect();
    let width = |column: usize| {
        let texts = [&head].into_iter().chain(&rows).filter_map(|row| row.get(column));
        texts.map(|text| text.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    console.print_status(styled(BOLD, align_cells(&head, &widths)));
    for row in &rows {
        console.print_status(align_cells(row, &widths));
    }
}

fn format_cells(result: &ServiceResult<'_>) -> Vec<String> {
    let ServiceResult { service, generation, tools } = result;
    let mut cells = vec![service.name.clone(), escape::line(&service.version).into_owned()];
    let figures = generation.module.as_ref().map(|module| {
        let accounting = &module.accounting;
        [
            accounting.read,
            accounting.emitted,
            accounting.skipped,
            module.lines,
            module.bytes.div_ceil(1000),
        ]
    });
    match figures {
        Some(figures) => cells.extend(figures.map(|figure| figure.to_string())),
        None => cells.extend([const { String::new() }; 5]),
    }
    cells.push(generation.elapsed.as_millis().to_string());
    for tool in tools {
        let time = format!("{:.2} s", tool.cost.wall.as_secs_f64());
        cells.extend([time, (tool.cost.memory / 1_000_000).to_string()]);
    }
    cells.push(if result.passes() { "ok" } else { "FAILED" }.to_owned());
    cells
}

/// Returns the cells as a line, with names aligned to the left and figures to the right.
fn align_cells(cells: &[String], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths).enumerate().map(|(column, (text, width))| {
        if column < 2 { format!("{text:width$}") } else { format!("{text:>width$}") }
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

fn print_failures(result: &ServiceResult<'_>, console: &mut Console<'_>) {
    let service = result.service;
    let file = service.files.first().map(|path| path.display().to_string()).unwrap_or_default();
    let error = |text: &str| Diagnostic::error(format!("{} ({file}): {text}", service.name));
    let mut errors: Vec<Diagnostic> =
        result.generation.failures.iter().map(|failure| error(failure)).collect();
    for tool in result.tools.iter().filter(|tool| !tool.success) {
        let lines: Vec<&str> = tool.output.lines().take(MAX_TOOL_LINES).collect();
        errors.push(error(&format!("{} failed\n{}", tool.tool.name(), lines.join("\n"))));
    }
    console.print_problems(&errors);
}

/// Prints the warnings about the model, and the reasons for skipped shapes and members.
fn print_details(result: &ServiceResult<'_>, console: &mut Console<'_>) {
    let name = &result.service.name;
    for warning in &result.generation.warnings {
        let warning = escape::lines(warning);
        console.print_status(format_args!("{} {name}: {warning}", styled(DIM, "warning")));
    }
    let module = result.generation.module.iter();
    for (reason, number) in module.flat_map(|module| &module.skip_reasons) {
        let (times, reason) = (pluralize(*number, "time"), escape::line(reason));
        let skipped = styled(DIM, "skipped");
        console.print_status(format_args!("{skipped} {name}: {times}, {reason}"));
    }
}

fn print_total(result: &CorpusResult<'_>, console: &mut Console<'_>) {
    let services = &result.services;
    let modules: Vec<_> = services.iter().filter_map(|it| it.generation.module.as_ref()).collect();
    let mut skip_reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (reason, number) in modules.iter().flat_map(|module| &module.skip_reasons) {
        *skip_reasons.entry(reason).or_default() += number;
    }
    let sum = |figure: fn(&ModuleFigures) -> usize| -> usize {
        modules.iter().map(|module| figure(module)).sum()
    };
    let failed = services.iter().filter(|service| !service.passes()).count();
    let warnings: usize = services.iter().map(|it| it.generation.warnings.len()).sum();
    console.print_status(format_args!(
        "\n{}: {} read = {} emitted + {} skipped; {} lines, {:.1} MB; {}",
        styled(BOLD, pluralize(services.len(), "service")),
        pluralize(sum(|module| module.accounting.read), "shape"),
        sum(|module| module.accounting.emitted),
        sum(|module| module.accounting.skipped),
        sum(|module| module.lines),
        sum(|module| module.bytes) as f64 / 1e6,
        pluralize(warnings, "warning"),
    ));
    for (reason, number) in skip_reasons {
        let (times, reason) = (pluralize(number, "time"), escape::line(reason));
        console.print_status(format_args!("  listed as skipped {times}: {reason}"));
    }
    print_patterns(&modules, console);
    let memory = result.peak_memory.map(|bytes| format!(", {} MB of memory", bytes / 1_000_000));
    console.print_status(format_args!(
        "generated in {:.2} s by {}{}",
        result.generation_time.as_secs_f64(),
        pluralize(result.jobs, "thread"),
        memory.unwrap_or_default()
    ));
    print_tool_costs(result, console);
    print_ignored_files(result, console);
    if failed > 0 {
        let line = format!("{failed} of {} failed", services.len());
        console.print_result(styled(REMOVED, line));
    }
}

/// Prints the patterns of all services; a pattern is counted in each service that has it.
fn print_patterns(modules: &[&ModuleFigures], console: &mut Console<'_>) {
    let counts: PatternCounts = modules.iter().map(|module| module.patterns).sum();
    console.print_status(summarize_patterns(&counts));
    let inexact = modules.iter().flat_map(|module| &module.inexact_patterns);
    print_inexact_patterns(inexact, "the overlay beside the model", console);
}

fn print_tool_costs(result: &CorpusResult<'_>, console: &mut Console<'_>) {
    let costs = result.services.iter().flat_map(|service| {
        service.tools.iter().map(|tool| (tool.cost, service.service.name.as_str()))
    });
    let costs: Vec<_> = costs.collect();
    let slowest = costs.iter().max_by_key(|(cost, _)| cost.wall);
    let largest = costs.iter().max_by_key(|(cost, _)| cost.memory);
    if let (Some((slowest, slowest_name)), Some((largest, largest_name))) = (slowest, largest) {
        console.print_status(format_args!(
            "checked in {:.0} s; at most {:.1} s ({slowest_name}) and {} MB ({largest_name})",
            result.tool_time.as_secs_f64(),
            slowest.wall.as_secs_f64(),
            largest.memory / 1_000_000
        ));
    }
}

/// Prints the numbers of older versions and unrelated files, and the archives.
fn print_ignored_files(result: &CorpusResult<'_>, console: &mut Console<'_>) {
    let found = result.found;
    if found.older_versions > 0 {
        let older = pluralize(found.older_versions, "older version");
        console.print_status(format_args!("{older} ignored; --all-versions includes them"));
    }
    if found.unrelated_files > 0 {
        let files = pluralize(found.unrelated_files, "JSON file");
        console.print_status(format_args!("{files} ignored that belong to no model"));
    }
    for archive in &found.archives {
        let archive = archive.display().to_string();
        let archive = escape::line(&archive);
        console.print_status(format_args!("{archive} is an archive: unpack it to include it"));
    }
}
