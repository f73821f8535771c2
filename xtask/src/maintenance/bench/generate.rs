//! What `regenerate` costs, as a program that was built for release.

use std::process::Command;
use std::time::Duration;

use super::table::Table;
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::measure::measure;
use crate::workspace::Workspace;

/// The processor time that all services may take.
const TARGET: Duration = Duration::from_millis(100);
/// How often it is run: a run is so short that a few say little.
const RUNS: usize = 20;

/// Builds the commands for release, then runs `regenerate --check` several times.
pub fn run(_: &Bench, workspace: &Workspace, console: &mut Console<'_>) -> Result<Table, Failure> {
    console.print_status("building the commands for release");
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
    if let (Some(least), Some(middle)) = (costs.first(), costs.get(RUNS / 2)) {
        table.figure("least processor time", format!("{:.1} ms", least.cpu.as_secs_f64() * 1e3));
        table.target(
            "median processor time",
            format!("{:.1} ms", middle.cpu.as_secs_f64() * 1e3),
            format!("{} ms", TARGET.as_millis()),
            middle.cpu < TARGET,
        );
        table.figure("memory", format!("{} MB", middle.memory / 1_000_000));
    }
    Ok(table)
}
