//! Measures `cargo check` of generated crates, compared with the AWS SDK for the same service.

use super::model::{lower_model, without_constraints};
use super::project::Project;
use super::table::{Table, format_cost};
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::maintenance::cargo::path_failure;
use crate::measure::{Cost, fastest};
use crate::workspace::Workspace;

/// The manifest of a project with the AWS SDK, without the HTTP client and credentials, which types don't need.
const SDK_MANIFEST: &str = r#"[package]
name = "sdk"
version = "0.0.0"
edition = "2024"

[dependencies]
aws-sdk-lambda = { version = "=1.156.0", default-features = false }
"#;

/// The model of the API that the tests know in the most detail.
const OLDER_MODEL: &str = "tests/fixtures/lambda/lambda-2023-11-16.json";
/// A recent model, in the data beside the project.
const RECENT_MODEL: &str = "models/lambda/smithy-2026-06-19.json";
/// The targets for the fraction of the SDK's time, with all dependencies and without.
const MIN_RATIO_ALL: f64 = 5.0;
const MIN_RATIO_ALONE: f64 = 6.0;

/// Checks the generated crates and the SDK alternately, each with an empty target folder.
pub fn run(
    args: &Bench,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Table, Failure> {
    let older = lower_model("shapes", &workspace.read(OLDER_MODEL)?)?;
    let project = Project::from_api(workspace, "shapes", &older)?;
    let mut crates = vec![("lambda of 2023-11-16", "shapes", project)];
    let unconstrained = without_constraints(older);
    let unconstrained = (
        "lambda of 2023-11-16 without constraints",
        "free",
        Project::from_api(workspace, "free", &unconstrained)?,
    );
    match workspace.find_shared(RECENT_MODEL) {
        Some(path) => {
            let recent = std::fs::read(&path).map_err(|error| path_failure(&path, &error))?;
            let recent = lower_model("recent", &recent)?;
            let project = Project::from_api(workspace, "recent", &recent)?;
            crates.push(("lambda of 2026-06-19", "recent", project));
            let project = Project::with_http(workspace, "recent-http", &recent)?;
            crates.push(("lambda of 2026-06-19 with HTTP messages", "recent-http", project));
        }
        None => console.print_status(
            "skipped: the model of 2026-06-19, which is only in the data beside the project",
        ),
    }
    crates.push(unconstrained);
    crates.push((
        "aws-sdk-lambda 1.156",
        "aws-sdk-lambda",
        Project::new(
            workspace,
            "aws-sdk-lambda",
            [("Cargo.toml", SDK_MANIFEST), ("src/lib.rs", "")],
        )?,
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
    let fastest_costs =
        costs.iter().filter_map(|(all, alone)| Some((fastest(all)?, fastest(alone)?)));
    Ok(create_table(&names.zip(fastest_costs).collect::<Vec<_>>(), args.rounds))
}

fn create_table(rows: &[(&str, (Cost, Cost))], rounds: u32) -> Table {
    let mut table = Table::new(format!(
        "cargo check, empty target folder, CARGO_INCREMENTAL=0, best of {rounds}"
    ));
    let [generated @ .., (unconstrained, (_, unconstrained_alone)), (sdk, (sdk_all, sdk_alone))] =
        rows
    else {
        return table;
    };
    for (scope, is_alone) in [("with all dependencies", false), ("the crate alone", true)] {
        let (sdk_cost, min_ratio) =
            if !is_alone { (sdk_all, MIN_RATIO_ALL) } else { (sdk_alone, MIN_RATIO_ALONE) };
        table.add(format!("{sdk}, {scope}"), format_cost(sdk_cost));
        for (name, (all, alone)) in generated {
            let cost = if is_alone { alone } else { all };
            let ratio = sdk_cost.wall.as_secs_f64() / cost.wall.as_secs_f64();
            table.add_fraction(format!("{name}, {scope}"), format_cost(cost), ratio, min_ratio);
        }
    }
    table.add(format!("{unconstrained}, the crate alone"), format_cost(unconstrained_alone));
    if let Some((name, (_, alone))) = generated.first() {
        table.add_increase(format!("{name}, increase by constraints"), alone, unconstrained_alone);
    }
    table
}
