//! The report of a run: a line for each service, and a total.

use shapesmith::rust::PatternCounts;

use super::output::module_folder;
use super::selection::Selection;
use crate::commands::differences::describe_change;
use crate::config::Config;
use crate::console::{BOLD, Console, DIM, pluralize, styled};
use crate::generation::{Counts, GeneratedService};
use crate::patterns::{print_inexact_patterns, summarize_patterns};
use crate::tree::FileDifference;

/// The results of a run.
pub struct Report<'a> {
    pub config: &'a Config,
    pub selection: &'a Selection<'a>,
    pub services: &'a [GeneratedService],
    pub differences: &'a [FileDifference],
    /// Whether the differences are only checked, not written.
    pub is_check: bool,
    /// Whether to list skipped shapes and written files.
    pub is_verbose: bool,
}

impl Report<'_> {
    /// Prints a line for each selected service, and the patterns that aren't enforced exactly.
    pub fn print_services(&self, console: &mut Console<'_>) {
        let services = self.services;
        let width = services.iter().map(|it| it.module.name.len()).max().unwrap_or_default();
        for service in services.iter().filter(|it| self.selection.contains(&it.module.name)) {
            let folder = module_folder(self.config, &service.module.name);
            let differences = self.differences.iter().filter(|it| it.path.starts_with(&folder));
            console.print_status(format_args!(
                "{}  {}; {}, {} {}; skipped {}; {} ms",
                styled(BOLD, format!("{:width$}", service.module.name)),
                format_counts(&service.counts),
                pluralize(service.module.files.len(), "file"),
                differences.count(),
                if self.is_check { "differ" } else { "written" },
                service.skipped.len(),
                service.elapsed.as_millis(),
            ));
            if service.patterns != PatternCounts::default() {
                let summary = summarize_patterns(&service.patterns);
                console.print_status(format_args!("{:width$}  {summary}", ""));
            }
            print_inexact_patterns(&service.skipped, &service.overlay_path, console);
            let skipped = service.skipped.iter().filter(|skipped| skipped.pattern.is_none());
            for skipped in skipped.filter(|_| self.is_verbose) {
                console.print_status(format_args!("  {} {skipped}", styled(DIM, "skipped")));
            }
        }
    }

    /// Prints the number of written and removed files.
    pub fn print_total(&self, console: &mut Console<'_>) {
        let output = self.config.package.output.get_ref();
        if self.differences.is_empty() {
            let result = if self.is_check { "No differences" } else { "Nothing to do" };
            return console.print_status(format_args!("{result}: {output}/ is up to date."));
        }
        for difference in self.differences.iter().filter(|_| self.is_verbose) {
            console.print_status(format_args!("  {}", describe_change(difference)));
        }
        let is_written = |it: &&FileDifference| it.expected_text().is_some();
        let written = self.differences.iter().filter(is_written).count();
        let removed = self.differences.len() - written;
        let written = pluralize(written, "file");
        console.print_status(format_args!("Wrote {written}, removed {removed}."));
    }
}

/// Returns the counts in words: `422 shapes: 3 of 68 operations, 155 structures, 38 errors, 28 enums, 1 union`.
fn format_counts(counts: &Counts) -> String {
    let kinds = [
        (counts.structures, "structure"),
        (counts.errors, "error"),
        (counts.enums, "enum"),
        (counts.unions, "union"),
    ];
    let kinds = kinds.into_iter().filter(|(number, _)| *number > 0);
    let kinds = kinds.map(|(number, kind)| pluralize(number, kind));
    let kinds: Vec<String> = format_operations(counts).into_iter().chain(kinds).collect();
    let shapes = pluralize(counts.shapes, "shape");
    if kinds.is_empty() { shapes } else { format!("{shapes}: {}", kinds.join(", ")) }
}

/// Returns the number of operations, and the total number if only some are selected.
fn format_operations(counts: &Counts) -> Option<String> {
    let Counts { operations, all_operations, .. } = counts;
    if operations < all_operations {
        return Some(format!("{operations} of {}", pluralize(*all_operations, "operation")));
    }
    (*operations > 0).then(|| pluralize(*operations, "operation"))
}
