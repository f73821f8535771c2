//! Measures reading and writing JSON, compared with serde's derive on the same types; also with a quicker format.

use std::collections::BTreeMap;

use super::derived::derive_types;
use super::model::lower_model;
use super::project::Project;
use super::table::Table;
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// The targets for the speed relative to derive.
const TARGETS: [(&str, f64); 2] = [("read", 1.0), ("write", 0.95)];
/// The number of runs of the program. The allocator can be slow for all of one: where it places large lists differs between runs.
const RUNS: usize = 5;

/// The model of the generated crate.
const MODEL: &str = "model/services/lambda.json";
const MAIN: &str = include_str!("json/main.rs");

/// Builds a program with both kinds of types, and runs it.
pub fn run(_: &Bench, workspace: &Workspace, console: &mut Console<'_>) -> Result<Table, Failure> {
    console.print_status("building a program with the generated crate and with serde's derive");
    let bytes = workspace.read(MODEL)?;
    let derived = derive_types(&lower_model(MODEL, &bytes)?);
    let project = Project::new(
        workspace,
        "json",
        [
            ("Cargo.toml", format_manifest(workspace).as_str()),
            ("src/main.rs", MAIN),
            ("src/derived.rs", &derived),
        ],
    )?;
    let mut comparisons: BTreeMap<(String, String), Vec<Speeds>> = BTreeMap::new();
    for round in 1..=RUNS {
        console.print_status(format!("reading and writing, run {round} of {RUNS}"));
        for (name, speeds) in parse_speeds(&project.run_program("json")?) {
            comparisons.entry(name).or_default().push(speeds);
        }
    }
    Ok(create_table(comparisons))
}

fn format_manifest(workspace: &Workspace) -> String {
    let generated = workspace.path("generated");
    format!(
        "[package]\nname = \"json\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         aws-shapes = {{ path = {generated:?} }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\nsonic-rs = \"0.5\"\n"
    )
}

/// The speeds of the generated type and of the derived one, in MB/s.
struct Speeds {
    generated: f64,
    derived: f64,
}

impl Speeds {
    fn ratio(&self) -> f64 {
        self.generated / self.derived
    }
}

/// Parses the output of the program: lines of `name<TAB>direction<TAB>generated<TAB>derived`.
fn parse_speeds(output: &str) -> impl Iterator<Item = ((String, String), Speeds)> + '_ {
    output.lines().filter_map(|line| {
        let parts: Vec<&str> = line.split('\t').collect();
        let [name, direction, generated, derived] = parts[..] else { return None };
        let speeds = Speeds { generated: generated.parse().ok()?, derived: derived.parse().ok()? };
        Some(((name.to_owned(), direction.to_owned()), speeds))
    })
}

/// Creates the table of the runs with the median ratios. Figures of another format than `serde_json` have no target.
fn create_table(comparisons: BTreeMap<(String, String), Vec<Speeds>>) -> Table {
    let title =
        format!("JSON, compared with serde's derive on the same types, median of {RUNS} runs");
    let mut table = Table::new(title);
    for ((name, direction), mut runs) in comparisons {
        runs.sort_by(|left, right| left.ratio().total_cmp(&right.ratio()));
        let Some(median) = runs.get(runs.len() / 2) else { continue };
        let (Speeds { generated, derived }, ratio) = (median, median.ratio());
        let label = format!("{direction} {name}");
        let figure = format!("{generated:.0} MB/s, derive {derived:.0} MB/s, {ratio:.2}");
        match TARGETS.iter().find(|(target, _)| *target == direction) {
            Some((_, min)) => {
                table.add_with_target(label, figure, format!("{min:.2}"), ratio >= *min);
            }
            None => table.add(label, figure),
        }
    }
    table
}
