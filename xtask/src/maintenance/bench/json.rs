//! Measures reading and writing JSON, compared with serde's derive on the same types.

use super::derived::derive_types;
use super::model::lower_model;
use super::project::Project;
use super::table::Table;
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// The targets for the speed relative to derive.
const MIN_READ: f64 = 1.0;
const MIN_WRITE: f64 = 0.9;

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
    Ok(parse_table(&project.run_program("json")?))
}

fn format_manifest(workspace: &Workspace) -> String {
    let generated = workspace.path("generated");
    format!(
        "[package]\nname = \"json\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         aws-shapes = {{ path = {generated:?} }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
    )
}

/// Parses the output of the program: lines of `name<TAB>read or write<TAB>generated<TAB>derived`, in MB/s.
fn parse_table(output: &str) -> Table {
    let mut table = Table::new("JSON, compared with serde's derive on the same types");
    for line in output.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        let [name, direction, generated, derived] = parts[..] else { continue };
        let (Ok(generated), Ok(derived)) = (generated.parse::<f64>(), derived.parse::<f64>())
        else {
            continue;
        };
        let ratio = generated / derived;
        let min_ratio = if direction == "read" { MIN_READ } else { MIN_WRITE };
        table.add_with_target(
            format!("{direction} {name}"),
            format!("{generated:.0} MB/s, derive {derived:.0} MB/s, {ratio:.2}"),
            format!("{min_ratio:.1}"),
            ratio >= min_ratio,
        );
    }
    table
}
