//! What reading and writing JSON costs, beside serde's derive on the same structs.

use super::model::lowered;
use super::project::Project;
use super::table::Table;
use super::twin;
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// The share of derive's speed that is wanted.
const READ: f64 = 1.0;
const WRITE: f64 = 0.9;

/// The model that the generated crate is made from.
const MODEL: &str = "model/services/lambda.json";
const MAIN: &str = include_str!("json/main.rs");

/// Builds a program that has both, and runs it.
pub fn run(_: &Bench, workspace: &Workspace, console: &mut Console<'_>) -> Result<Table, Failure> {
    console.print_status("building a program with the generated crate and with serde's derive");
    let bytes = workspace.read(MODEL)?;
    let twin = twin::derived(&lowered(MODEL, &bytes)?);
    let project = Project::new(
        workspace,
        "json",
        [
            ("Cargo.toml", manifest(workspace).as_str()),
            ("src/main.rs", MAIN),
            ("src/derived.rs", &twin),
        ],
    )?;
    Ok(table(&project.output("json")?))
}

fn manifest(workspace: &Workspace) -> String {
    let ours = workspace.path("generated");
    format!(
        "[package]\nname = \"json\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         aws-shapes = {{ path = {ours:?} }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
    )
}

/// The program prints lines of `what<TAB>read or write<TAB>ours<TAB>derive`, in MB/s.
fn table(printed: &str) -> Table {
    let mut table = Table::new("JSON, beside serde's derive on the same structs");
    for line in printed.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        let [what, direction, ours, derive] = parts[..] else { continue };
        let (Ok(ours), Ok(derive)) = (ours.parse::<f64>(), derive.parse::<f64>()) else { continue };
        let wanted = if direction == "read" { READ } else { WRITE };
        table.target(
            format!("{direction} {what}"),
            format!("{ours:.0} MB/s, derive {derive:.0} MB/s, {:.2}", ours / derive),
            format!("{wanted:.1}"),
            ours / derive >= wanted,
        );
    }
    table
}
