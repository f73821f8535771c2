//! What validating valid values costs, beside checks written by hand and botocore's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::model::{lowered, package};
use super::project::Project;
use super::table::Table;
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::measure::measure;
use crate::workspace::Workspace;

/// The nanoseconds that a full CreateFunction may take.
const FUNCTION: f64 = 1_000.0;
/// How many times as long botocore's checks take at least.
const BOTOCORE: f64 = 50.0;
/// How much longer ten times as many unique entries may take: comparing all pairs would take 100 times as long.
const TENFOLD: f64 = 20.0;
/// The nanoseconds that a value may take in which nothing is constrained, whatever its size.
const FREE: f64 = 50.0;

const VERSION: &str = "1.43.74";

/// The name of the crate with the lists.
const LISTS: &str = "lists";

/// Builds a program that validates, and runs it, then botocore.
pub fn run(_: &Bench, workspace: &Workspace, console: &mut Console<'_>) -> Result<Table, Failure> {
    console.print_status("building a program with the generated crate and with checks by hand");
    let project = project(workspace)?;
    let program = project.build()?.join("validate");
    console.print_status("validating");
    let mut times = times(&output(&mut Command::new(program))?);
    match python_with_botocore(workspace) {
        Some(python) => {
            times.insert("botocore".to_owned(), botocore(&python, project.folder())?);
        }
        None => {
            console.print_status(format!("skipped: botocore {VERSION}, which pip can't install"))
        }
    }
    Ok(table(&times))
}

fn project(workspace: &Workspace) -> Result<Project, Failure> {
    let manifest = format!(
        "[package]\nname = \"validate\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         aws-shapes = {{ path = {:?} }}\n{LISTS} = {{ path = {LISTS:?} }}\nregex = \"1\"\nserde_json = \"1\"\n",
        workspace.path("generated")
    );
    let model = include_str!("validate/lists.json");
    let lists = package(LISTS, &lowered(LISTS, model.as_bytes())?)?;
    let lists: Vec<(String, String)> =
        lists.into_iter().map(|(path, text)| (format!("{LISTS}/{path}"), text)).collect();
    let own = [
        ("Cargo.toml", manifest.as_str()),
        ("src/main.rs", include_str!("validate/main.rs")),
        ("src/hand.rs", include_str!("validate/hand.rs")),
        ("src/lists.json", model),
        ("src/function.json", include_str!("validate/function.json")),
        ("params.py", include_str!("validate/params.py")),
    ];
    let lists = lists.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    Project::new(workspace, "validate", own.into_iter().chain(lists))
}

/// A Python environment of its own that has botocore, if there can be one.
fn python_with_botocore(workspace: &Workspace) -> Option<PathBuf> {
    let environment = workspace.path("target/bench/botocore");
    let python = environment.join("bin/python");
    if !python.exists() {
        measure(Command::new("python3").args(["-m", "venv"]).arg(&environment)).ok()?;
    }
    let wanted = format!("botocore=={VERSION}");
    measure(Command::new(&python).args(["-m", "pip", "install", "--quiet", &wanted])).ok()?;
    Some(python)
}

/// The nanoseconds that botocore takes.
fn botocore(python: &Path, folder: &Path) -> Result<f64, Failure> {
    let mut script = Command::new(python);
    script.arg(folder.join("params.py")).arg(folder.join("src/function.json"));
    let printed = output(&mut script)?;
    printed.trim().parse().map_err(|_| Failure::new(format!("botocore took {printed:?}")))
}

fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command.output().map_err(|error| Failure::new(format!("{command:?}: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The program prints lines of `what<TAB>nanoseconds`.
fn times(printed: &str) -> BTreeMap<String, f64> {
    let line = |line: &str| {
        let (what, time) = line.split_once('\t')?;
        Some((what.to_owned(), time.parse().ok()?))
    };
    printed.lines().filter_map(line).collect()
}

fn table(times: &BTreeMap<String, f64>) -> Table {
    // What wasn't measured meets nothing.
    let time = |what: &str| times.get(what).copied().unwrap_or(f64::INFINITY);
    let mut table = Table::new("validating valid values, release, one thread, the least time");
    let function = time("function");
    let met = function <= FUNCTION;
    table.target("CreateFunction, all 24 members", duration(function), duration(FUNCTION), met);
    beside(&mut table, "  by hand with regex", time("function by hand"), function);
    if let Some(botocore) = times.get("botocore") {
        let ratio = botocore / function;
        let figure = format!("{}  {ratio:.0} times", duration(*botocore));
        let target = format!("{BOTOCORE:.0} times");
        table.target(format!("  botocore {VERSION}"), figure, target, ratio >= BOTOCORE);
    }
    table.figure("the longest pattern of an ARN", duration(time("arn")));
    beside(&mut table, "  regex alone", time("arn by hand"), time("arn"));
    table.figure("10,000 texts with length and pattern", duration(time("texts 10000")));
    for what in ["unique texts", "unique structures"] {
        let (few, many) = (time(&format!("{what} 1000")), time(&format!("{what} 10000")));
        let figure = format!("{}  {:.1} times 1,000", duration(many), many / few);
        let target = format!("{TENFOLD:.0} times");
        table.target(format!("10,000 {what}"), figure, target, many / few <= TENFOLD);
    }
    for (name, what) in [("a list of", "free list"), ("a type with", "free type")] {
        let time = time(&format!("{what} 10000"));
        let name = format!("{name} 10,000 structures without constraints");
        table.target(name, duration(time), duration(FREE), time <= FREE);
    }
    table
}

fn beside(table: &mut Table, what: &str, time: f64, ours: f64) {
    table.figure(what, format!("{}  {:.1} times", duration(time), time / ours));
}

fn duration(nanoseconds: f64) -> String {
    if nanoseconds < 10_000.0 {
        format!("{nanoseconds:.0} ns")
    } else {
        format!("{:.0} µs", nanoseconds / 1e3)
    }
}
