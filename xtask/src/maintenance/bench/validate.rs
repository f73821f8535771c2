//! Measures the validation of valid values, compared with handwritten checks and with botocore.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::model::{generate_package, lower_model};
use super::project::Project;
use super::python::{VERSION, capture_output, install_botocore, parse_times};
use super::table::{Table, format_duration};
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// The target for a CreateFunction request with all members, in nanoseconds.
const MAX_FUNCTION: f64 = 450.0;
/// The target for the time of botocore relative to it.
const MIN_BOTOCORE_RATIO: f64 = 50.0;
/// The target for the time of ten times as many unique entries; comparing all pairs would take 100 times as long.
const MAX_TENFOLD_RATIO: f64 = 20.0;
/// The target for values of types without constraints, in nanoseconds, independent of their size.
const MAX_UNCONSTRAINED: f64 = 50.0;

/// The name of the generated crate with lists.
const LISTS: &str = "lists";

/// Builds and runs a program that validates values, then runs botocore.
pub fn run(_: &Bench, workspace: &Workspace, console: &mut Console<'_>) -> Result<Table, Failure> {
    console.print_status("building a program with the generated crate and with handwritten checks");
    let project = create_project(workspace)?;
    let program = project.build_release()?.join("validate");
    console.print_status("validating");
    let mut times = parse_times(&capture_output(&mut Command::new(program))?);
    match install_botocore(workspace) {
        Some(python) => {
            times.insert("botocore".to_owned(), time_botocore(&python, project.folder())?);
        }
        None => {
            console.print_status(format!("skipped: botocore {VERSION}, which pip can't install"))
        }
    }
    Ok(create_table(&times))
}

fn create_project(workspace: &Workspace) -> Result<Project, Failure> {
    let manifest = format!(
        "[package]\nname = \"validate\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         aws-shapes = {{ path = {:?} }}\n{LISTS} = {{ path = {LISTS:?} }}\nregex = \"1\"\nserde_json = \"1\"\n",
        workspace.path("generated")
    );
    let model = include_str!("validate/lists.json");
    let lists = generate_package(LISTS, &lower_model(LISTS, model.as_bytes())?);
    let lists: Vec<(String, String)> =
        lists.into_iter().map(|(path, text)| (format!("{LISTS}/{path}"), text)).collect();
    let files = [
        ("Cargo.toml", manifest.as_str()),
        ("src/main.rs", include_str!("validate/main.rs")),
        ("src/handwritten.rs", include_str!("validate/handwritten.rs")),
        ("src/lists.json", model),
        ("src/function.json", include_str!("validate/function.json")),
        ("params.py", include_str!("validate/params.py")),
    ];
    let lists = lists.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    Project::new(workspace, "validate", files.into_iter().chain(lists))
}

/// Returns the time that botocore takes, in nanoseconds.
fn time_botocore(python: &Path, folder: &Path) -> Result<f64, Failure> {
    let mut script = Command::new(python);
    script.arg(folder.join("params.py")).arg(folder.join("src/function.json"));
    let printed = capture_output(&mut script)?;
    printed.trim().parse().map_err(|_| Failure::new(format!("botocore took {printed:?}")))
}

fn create_table(times: &BTreeMap<String, f64>) -> Table {
    // A time that wasn't measured misses its target.
    let time = |name: &str| times.get(name).copied().unwrap_or(f64::INFINITY);
    let mut table =
        Table::new("validation of valid values, release mode, one thread, minimum time");
    let function = time("function");
    table.add_with_target(
        "CreateFunction, all 24 members",
        format_duration(function),
        format_duration(MAX_FUNCTION),
        function <= MAX_FUNCTION,
    );
    add_alternative(&mut table, "  handwritten with regex", time("function by hand"), function);
    if let Some(botocore) = times.get("botocore") {
        let ratio = botocore / function;
        let figure = format!("{}  {ratio:.0} times", format_duration(*botocore));
        let target = format!("{MIN_BOTOCORE_RATIO:.0} times");
        table.add_with_target(
            format!("  botocore {VERSION}"),
            figure,
            target,
            ratio >= MIN_BOTOCORE_RATIO,
        );
    }
    table.add("the longest pattern of an ARN", format_duration(time("arn")));
    add_alternative(&mut table, "  regex alone", time("arn by hand"), time("arn"));
    table.add("10,000 texts with length and pattern", format_duration(time("texts 10000")));
    for name in ["unique texts", "unique structures"] {
        let (few, many) = (time(&format!("{name} 1000")), time(&format!("{name} 10000")));
        let figure = format!("{}  {:.1} times 1,000", format_duration(many), many / few);
        let target = format!("{MAX_TENFOLD_RATIO:.0} times");
        table.add_with_target(
            format!("10,000 {name}"),
            figure,
            target,
            many / few <= MAX_TENFOLD_RATIO,
        );
    }
    for (subject, key) in [("a list of", "free list"), ("a type with", "free type")] {
        let time = time(&format!("{key} 10000"));
        let name = format!("{subject} 10,000 structures without constraints");
        table.add_with_target(
            name,
            format_duration(time),
            format_duration(MAX_UNCONSTRAINED),
            time <= MAX_UNCONSTRAINED,
        );
    }
    table
}

/// Adds the time of an alternative, and its ratio to the generated code's.
fn add_alternative(table: &mut Table, name: &str, time: f64, generated: f64) {
    let ratio = time / generated;
    table.add(name, format!("{}  {ratio:.1} times", format_duration(time)));
}
