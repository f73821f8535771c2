//! Measures the build of a crate that has the generator as build dependency.

use super::project::Project;
use super::table::Table;
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::measure::fastest;
use crate::workspace::Workspace;

/// The target for the wall time in seconds, on an idle machine with two processors.
const MAX_SECONDS: f64 = 12.0;

/// Builds a crate whose build script uses the generator, and that has nothing else.
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
        console.print_status(format!(
            "round {round} of {}: building a crate with the generator",
            args.rounds
        ));
        costs.push(project.build_all()?);
    }
    let title =
        "cargo build with shapesmith as build dependency, empty target folder, CARGO_INCREMENTAL=0";
    let mut table = Table::new(format!("{title}, best of {}", args.rounds));
    if let Some(cost) = fastest(&costs) {
        let wall = cost.wall.as_secs_f64();
        table.add_with_target(
            "wall time",
            format!("{wall:6.2} s"),
            format!("{MAX_SECONDS:.0} s"),
            wall <= MAX_SECONDS,
        );
        table.add("processor time", format!("{:6.2} s", cost.cpu.as_secs_f64()));
    }
    Ok(table)
}
