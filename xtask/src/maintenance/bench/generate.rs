//! Measures `regenerate --check` in release mode.

use std::process::Command;
use std::time::Duration;

use super::table::Table;
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::measure::measure;
use crate::workspace::Workspace;

/// The target for the median processor time.
const MAX_CPU_TIME: Duration = Duration::from_millis(100);
/// The number of runs; a single run is too short to be representative.
const RUNS: usize = 20;

/// Builds the commands in release mode, and runs `regenerate --check` several times.
pub fn run(_: &Bench, workspace: &Workspace, console: &mut Console<'_>) -> Result<Table, Failure> {
    console.print_status("building the commands in release mode");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = workspace.path("target");
    measure(
        Command::new(cargo)
            .args(["build", "--quiet", "--release", "--package", "xtask"])
            .env("CARGO_TARGET_DIR", &target)
            .current_dir(workspace.path("")),
    )?;
    let mut xtask = Command::new(target.join("release/xtask"));
    xtask.args(["regenerate", "--check", "--root"]).arg(workspace.path(""));
    let mut costs = Vec::new();
    for _ in 0..RUNS {
        costs.push(measure(&mut xtask)?);
    }
    let mut table = Table::new(format!("cargo xtask regenerate --check, release, {RUNS} runs"));
    costs.sort_by_key(|cost| cost.cpu);
    if let (Some(minimum), Some(median)) = (costs.first(), costs.get(RUNS / 2)) {
        table.add("minimum processor time", format!("{:.1} ms", minimum.cpu.as_secs_f64() * 1e3));
        table.add_with_target(
            "median processor time",
            format!("{:.1} ms", median.cpu.as_secs_f64() * 1e3),
            format!("{} ms", MAX_CPU_TIME.as_millis()),
            median.cpu < MAX_CPU_TIME,
        );
        table.add("memory", format!("{} MB", median.memory / 1_000_000));
    }
    Ok(table)
}
