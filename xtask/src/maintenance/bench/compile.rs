//! What `cargo check` of the generated crate costs, beside the AWS SDK for the same service.

use super::model::{lowered, without_constraints};
use super::project::Project;
use super::table::{Table, figure};
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::measure::{Cost, fastest};
use crate::workspace::Workspace;

/// The peer, without the HTTP client and credentials that types need nothing of.
const SDK: &str = r#"[package]
name = "peer"
version = "0.0.0"
edition = "2024"

[dependencies]
aws-sdk-lambda = { version = "=1.156.0", default-features = false }
"#;

/// A model of the size of today's API, where the data beside the project has it.
const TODAY: &str = "models/lambda/smithy-2026-06-19.json";
/// The share of the peer's time that all is to take at most, and the leaf crate alone.
const ALL: f64 = 5.0;
const ALONE: f64 = 6.0;

/// Checks our crates and the peer from nothing, in turns.
pub fn run(
    args: &Bench,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Table, Failure> {
    let committed = workspace.read("model/services/lambda.json")?;
    let mut crates =
        vec![("lambda of 2023-11-16", "shapes", ours(workspace, "shapes", &committed)?)];
    let free = without_constraints(lowered("free", &committed)?);
    let free = (
        "lambda of 2023-11-16 without constraints",
        "free",
        Project::of(workspace, "free", &free)?,
    );
    match workspace.find_shared(TODAY) {
        Some(path) => {
            let today = std::fs::read(&path)
                .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
            crates.push(("lambda of 2026-06-19", "today", ours(workspace, "today", &today)?));
        }
        None => console.print_status(
            "skipped: the model of 2026-06-19, which is only in the data beside the project",
        ),
    }
    crates.push(free);
    crates.push((
        "aws-sdk-lambda 1.156",
        "aws-sdk-lambda",
        Project::new(workspace, "aws-sdk-lambda", [("Cargo.toml", SDK), ("src/lib.rs", "")])?,
    ));
    let mut costs = vec![(Vec::new(), Vec::new()); crates.len()];
    for round in 1..=args.rounds {
        for ((name, package, project), (all, alone)) in crates.iter().zip(&mut costs) {
            console.print_status(format!("round {round} of {}: checking {name}", args.rounds));
            all.push(project.check_all()?);
            alone.push(project.check_only(package)?);
        }
    }
    let names = crates.iter().map(|(name, ..)| *name);
    let least = costs.iter().filter_map(|(all, alone)| Some((fastest(all)?, fastest(alone)?)));
    Ok(table(&names.zip(least).collect::<Vec<_>>(), args.rounds))
}

fn table(rows: &[(&str, (Cost, Cost))], rounds: u32) -> Table {
    let mut table =
        Table::new(format!("cargo check, from nothing, CARGO_INCREMENTAL=0, the best of {rounds}"));
    let [ours @ .., (free, (_, free_alone)), (peer, (peer_all, peer_alone))] = rows else {
        return table;
    };
    for (what, of) in [("with all dependencies", 0), ("the crate alone", 1)] {
        let (peer_cost, share) = if of == 0 { (peer_all, ALL) } else { (peer_alone, ALONE) };
        table.figure(format!("{peer}, {what}"), figure(peer_cost));
        for (name, (all, alone)) in ours {
            let cost = if of == 0 { all } else { alone };
            let ratio = peer_cost.wall.as_secs_f64() / cost.wall.as_secs_f64();
            table.share(format!("{name}, {what}"), figure(cost), ratio, share);
        }
    }
    table.figure(format!("{free}, the crate alone"), figure(free_alone));
    if let Some((name, (_, alone))) = ours.first() {
        table.added(format!("{name}, what its constraints add"), alone, free_alone);
    }
    table
}

/// A project that is a crate generated from this model.
fn ours(workspace: &Workspace, name: &str, model: &[u8]) -> Result<Project, Failure> {
    Project::of(workspace, name, &lowered(name, model)?)
}
