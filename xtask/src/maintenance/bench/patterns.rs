//! Measures the matching of patterns, compared with the `regex` crate: those of all models of AWS that most members have.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::thread;

use shapesmith::pattern::{Language, Pool, compile};
use shapesmith::rust::{Api, Item, Rule};

use super::model::find_botocore_models;
use super::project::Project;
use super::table::Table;
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::parallel;
use crate::services::{find_services, lower_service};
use crate::workspace::Workspace;

/// The number of patterns that the program gets; it takes the first 200 of those that `regex` supports.
const MAX_PATTERNS: usize = 260;
/// The number of patterns that the table lists.
const LISTED: usize = 20;
/// The target for the geometric mean of all ratios.
const MAX_MEAN: f64 = 0.8;
/// The target for the ratio of each pattern.
const MAX_RATIO: f64 = 1.2;

/// Builds and runs a program that matches texts against each pattern.
pub fn run(_: &Bench, workspace: &Workspace, console: &mut Console<'_>) -> Result<Table, Failure> {
    console.print_status("reading the models of botocore");
    let patterns = find_patterns(workspace)?;
    console.print_status("building a program with the patterns and with regex");
    let project = create_project(workspace, &patterns)?;
    Ok(create_table(&parse_ratios(&project.run_program("patterns")?)))
}

/// Returns the patterns that most members have, those of the most members first.
fn find_patterns(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let models = find_botocore_models(workspace)
        .ok_or_else(|| Failure::new("the models of botocore can't be fetched"))?;
    let jobs = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let found = find_services(&[models], &[], false, jobs)?;
    let counts = parallel::map(&found.services, jobs, |service, _| -> Result<_, Failure> {
        let lowered = lower_service(service).map_err(|error| Failure::new(error.to_string()))?;
        Ok(count_members(&lowered.api))
    });
    let mut sums: BTreeMap<String, usize> = BTreeMap::new();
    for counts in counts {
        for (pattern, count) in counts? {
            *sums.entry(pattern).or_default() += count;
        }
    }
    let mut patterns: Vec<(String, usize)> = sums.into_iter().collect();
    patterns.sort_by(|(a, few), (b, many)| many.cmp(few).then(a.cmp(b)));
    Ok(patterns.into_iter().map(|(pattern, _)| pattern).collect())
}

/// Returns the number of members that have each pattern, themselves or for their entries or keys.
fn count_members(api: &Api) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for field in api.items.iter().flat_map(Item::fields) {
        let mut rules: Vec<&Rule> = field.rules.iter().collect();
        while let Some(rule) = rules.pop() {
            match rule {
                Rule::Pattern { text, .. } => *counts.entry(text.clone()).or_default() += 1,
                Rule::Each(inner) | Rule::Keys(inner) | Rule::Warn(inner) => rules.extend(inner),
                _ => {}
            }
        }
    }
    counts
}

fn create_project(workspace: &Workspace, patterns: &[String]) -> Result<Project, Failure> {
    let manifest = "[package]\nname = \"patterns\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                    [dependencies]\nregex = \"1\"\n";
    let support = |name: &str| {
        let path = workspace.path("codegen/support").join(name);
        std::fs::read_to_string(&path).map_err(|error| Failure::new(format!("{path:?}: {error}")))
    };
    let (matcher, states) = (support("pattern.rs")?, support("pattern_states.rs")?);
    let table = support("pattern_table.rs")?;
    let data = write_data(patterns);
    let files = [
        ("Cargo.toml", manifest),
        ("src/main.rs", include_str!("patterns/main.rs")),
        ("src/texts.rs", include_str!("patterns/texts.rs")),
        ("src/translate.rs", include_str!("patterns/translate.rs")),
        ("src/pattern.rs", &matcher),
        ("src/pattern_states.rs", &states),
        ("src/pattern_table.rs", &table),
        ("src/patterns.rs", &data),
    ];
    Project::new(workspace, "patterns", files)
}

/// Returns the module with the automata of the patterns that are enforced.
fn write_data(patterns: &[String]) -> String {
    let mut pool = Pool::default();
    let compiled = patterns.iter().filter_map(|text| Some((text, compile(text).ok()?)));
    let enforced = compiled.filter(|(_, compiled)| compiled.language() == Language::Some);
    let numbers: Vec<(&String, usize)> =
        enforced.take(MAX_PATTERNS).map(|(text, compiled)| (text, pool.add(&compiled))).collect();
    let data = pool.data();
    let mut text = format!("pub const SETS: &[u8] = b\"{}\";\n", data.sets.escape_ascii());
    text.push_str("pub const PATTERNS: &[(&str, &[u8])] = &[\n");
    for (pattern, number) in numbers {
        let program = data.programs.get(number).map(Vec::as_slice).unwrap_or_default();
        _ = writeln!(text, "({pattern:?}, b\"{}\"),", program.escape_ascii());
    }
    text.push_str("];\n");
    text
}

/// Returns the ratios of each pattern by kinds of texts.
fn parse_ratios(output: &str) -> BTreeMap<&str, BTreeMap<&str, f64>> {
    let mut ratios: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for line in output.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [pattern, kind, own, other] = fields.as_slice() else { continue };
        let (Ok(own), Ok(other)) = (own.parse::<f64>(), other.parse::<f64>()) else { continue };
        ratios.entry(pattern).or_default().insert(kind, own / other);
    }
    ratios
}

fn create_table(ratios: &BTreeMap<&str, BTreeMap<&str, f64>>) -> Table {
    let mut table = Table::new(format!(
        "matching the {} patterns that most members have, time relative to regex, release mode",
        ratios.len()
    ));
    let mut means: Vec<(&str, f64)> =
        ratios.iter().map(|(pattern, ratios)| (*pattern, mean(ratios.values()))).collect();
    means.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let all = mean(means.iter().map(|(_, ratio)| ratio));
    let target = format!("{MAX_MEAN:.2}");
    table.add_with_target("geometric mean", format!("{all:.2}"), target, all <= MAX_MEAN);
    for kind in ["match", "near", "early", "late", "long"] {
        let of_kind: Vec<f64> =
            ratios.values().filter_map(|ratios| ratios.get(kind).copied()).collect();
        let most = of_kind.iter().copied().fold(0.0, f64::max);
        table.add(
            format!("  {kind}, {} patterns", of_kind.len()),
            format!("{:.2}  at most {most:.2}", mean(&of_kind)),
        );
    }
    for (pattern, ratio) in means.iter().take(LISTED) {
        let kinds: Vec<String> =
            ratios[pattern].iter().map(|(kind, ratio)| format!("{kind} {ratio:.2}")).collect();
        let pattern: String = pattern.chars().take(60).collect();
        let figure = format!("{ratio:.2}  {}", kinds.join(" "));
        table.add_with_target(pattern, figure, format!("{MAX_RATIO:.2}"), *ratio <= MAX_RATIO);
    }
    table
}

/// Returns the geometric mean.
fn mean<'a>(ratios: impl IntoIterator<Item = &'a f64>) -> f64 {
    let (sum, count) =
        ratios.into_iter().fold((0.0, 0.0), |(sum, count), ratio| (sum + ratio.ln(), count + 1.0));
    f64::exp(sum / count)
}
