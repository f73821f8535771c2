//! What is told of a run: a line per service, and a total.

use shapesmith::rust::PatternCounts;

use super::output;
use super::selection::Selection;
use crate::cli::Regenerate;
use crate::commands::verdict;
use crate::config::Config;
use crate::console::{BOLD, Console, DIM, count, styled};
use crate::generate::{Counts, Made};
use crate::portability;
use crate::tree::Difference;

/// A line per service.
pub fn services(
    config: &Config,
    selection: &Selection<'_>,
    made: &[Made],
    differences: &[Difference],
    args: &Regenerate,
    console: &mut Console<'_>,
) {
    let width = made.iter().map(|made| made.module.name.len()).max().unwrap_or_default();
    for made in made.iter().filter(|made| selection.has(&made.module.name)) {
        let folder = output::folder(config, &made.module.name);
        let different = differences.iter().filter(|file| file.name.starts_with(&folder)).count();
        let did = if args.check { "differ" } else { "written" };
        console.print_status(format_args!(
            "{}  {}; {}, {different} {did}; skipped {}; {} ms",
            styled(BOLD, format!("{:width$}", made.module.name)),
            contents(&made.counts),
            count(made.module.files.len(), "file"),
            made.skipped.len(),
            made.took.as_millis(),
        ));
        if made.patterns != PatternCounts::default() {
            console.print_status(format_args!(
                "{:width$}  {}",
                "",
                portability::summary(&made.patterns)
            ));
        }
        portability::list(&made.skipped, &made.overlay, console);
        let others = made.skipped.iter().filter(|skipped| skipped.pattern.is_none());
        for skipped in others.filter(|_| args.verbose) {
            console.print_status(format_args!("  {} {skipped}", styled(DIM, "skipped")));
        }
    }
}

/// What was done altogether.
pub fn total(
    config: &Config,
    differences: &[Difference],
    args: &Regenerate,
    console: &mut Console<'_>,
) {
    let output = config.package.output.get_ref();
    if differences.is_empty() {
        let nothing = if args.check { "No differences" } else { "Nothing to do" };
        return console.print_status(format_args!("{nothing}: {output}/ is what the models give."));
    }
    for difference in differences.iter().filter(|_| args.verbose) {
        console.print_status(format_args!("  {}", verdict::done(difference)));
    }
    let written = differences.iter().filter(|file| file.wanted().is_some()).count();
    let removed = differences.len() - written;
    console.print_status(format_args!("Wrote {}, removed {removed}.", count(written, "file")));
}

/// `422 shapes: 3 of 68 operations, 155 structures, 38 errors, 28 enums, 1 union`
fn contents(counts: &Counts) -> String {
    let kinds = [
        (counts.structures, "structure"),
        (counts.errors, "error"),
        (counts.enums, "enum"),
        (counts.unions, "union"),
    ];
    let kinds = kinds.into_iter().filter(|(number, _)| *number > 0);
    let kinds = kinds.map(|(number, what)| count(number, what));
    let kinds: Vec<String> = operations(counts).into_iter().chain(kinds).collect();
    let shapes = count(counts.shapes, "shape");
    if kinds.is_empty() { shapes } else { format!("{shapes}: {}", kinds.join(", ")) }
}

/// The number of operations, and where some aren't wanted, of how many.
fn operations(counts: &Counts) -> Option<String> {
    let Counts { operations, all_operations, .. } = counts;
    if operations < all_operations {
        return Some(format!("{operations} of {}", count(*all_operations, "operation")));
    }
    (*operations > 0).then(|| count(*operations, "operation"))
}
