//! What the generator costs as somebody's build dependency, compiled from nothing.

use super::project::Project;
use super::table::Table;
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::measure::fastest;
use crate::workspace::Workspace;

/// The seconds that it takes at most, on an idle machine with two processors.
const LIMIT: f64 = 12.0;

/// Builds a crate that has nothing but the generator in its build script.
pub fn run(
    args: &Bench,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Table, Failure> {
    let manifest = format!(
        "[package]\nname = \"builder\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [build-dependencies]\nshapesmith = {{ path = {:?} }}\n",
        workspace.path("codegen")
    );
    let lock = String::from_utf8_lossy(&workspace.read("Cargo.lock")?).into_owned();
    let files = [
        ("Cargo.toml", manifest.as_str()),
        ("Cargo.lock", lock.as_str()),
        ("src/lib.rs", ""),
        ("build.rs", "fn main() {\n    let _ = shapesmith::Build::new(\"model.json\");\n}\n"),
    ];
    let project = Project::new(workspace, "builder", files)?;
    let mut costs = Vec::new();
    for round in 1..=args.rounds {
        console
            .print_status(format!("round {round} of {}: building with the generator", args.rounds));
        costs.push(project.build_all()?);
    }
    let title =
        "cargo build with shapesmith as build dependency, from nothing, CARGO_INCREMENTAL=0";
    let mut table = Table::new(format!("{title}, the best of {}", args.rounds));
    if let Some(cost) = fastest(&costs) {
        let wall = cost.wall.as_secs_f64();
        table.target("wall", format!("{wall:6.2} s"), format!("{LIMIT:.0} s"), wall <= LIMIT);
        table.figure("processors", format!("{:6.2} s", cost.cpu.as_secs_f64()));
    }
    Ok(table)
}
