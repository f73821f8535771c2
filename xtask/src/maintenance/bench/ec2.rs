//! Measures `cargo check` of EC2, the largest service, whole and with two operations, compared with the AWS SDK.

use shapesmith::rust::Api;

use super::model::{generate_package, lower_botocore, without_constraints};
use super::project::Project;
use super::table::{Table, format_cost};
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::measure::{Cost, fastest};
use crate::workspace::Workspace;

/// The manifest of a project with the AWS SDK, without the HTTP client and credentials, which types don't need.
const SDK_MANIFEST: &str = r#"[package]
name = "sdk"
version = "0.0.0"
edition = "2024"

[dependencies]
aws-sdk-ec2 = { version = "=1.274.0", default-features = false }
"#;

/// The manifest of a program with a crate of the operations that it uses.
const PROGRAM_MANIFEST: &str = r#"[package]
name = "program"
version = "0.0.0"
edition = "2024"

[dependencies]
ec2 = { path = "ec2" }
serde_json = "1"
"#;
const MAIN: &str = include_str!("ec2/main.rs");
/// The operations that the program uses.
const OPERATIONS: [&str; 2] = ["DescribeInstances", "RunInstances"];

/// The target for the fraction of the SDK's time.
const MIN_RATIO_ALL: f64 = 6.0;
/// The target for the fraction of the SDK's time, of the types and their serde implementations alone.
const MIN_RATIO_TYPES: f64 = 8.0;
/// The target for the fraction of the SDK's memory.
const MIN_RATIO_MEMORY: f64 = 4.0;
/// The target for the program with its crate, in seconds.
const MAX_SECONDS: f64 = 1.0;

/// Checks the dependencies of the generated crates and the SDK, then the crates themselves alternately.
pub fn run(
    args: &Bench,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Table, Failure> {
    let Some(api) = lower_botocore(workspace, "ec2")? else {
        return Ok(Table::new("EC2: skipped, because botocore's models can't be fetched"));
    };
    let crates = [
        ("aws-sdk-ec2 1.274", "aws-sdk-ec2", create_sdk_project(workspace)?),
        ("all of EC2", "ec2-all", Project::from_api(workspace, "ec2-all", &api)?),
        (
            "all of EC2 with HTTP messages",
            "ec2-http",
            Project::with_http(workspace, "ec2-http", &api)?,
        ),
        (
            "all of EC2 without constraints",
            "ec2-free",
            Project::from_api(workspace, "ec2-free", &without_constraints(api.clone()))?,
        ),
        (
            "types and serde of EC2",
            "ec2-types",
            Project::from_api(workspace, "ec2-types", &types_only(api.clone()))?,
        ),
        ("a program with two operations", "ec2", create_program(workspace, &api)?),
    ];
    for (name, _, project) in &crates {
        console.print_status(format!("checking the dependencies of {name}"));
        project.check_all()?;
    }
    let mut costs = [const { Vec::new() }; 6];
    for round in 1..=args.rounds {
        for ((name, package, project), costs) in crates.iter().zip(&mut costs) {
            console.print_status(format!("round {round} of {}: checking {name}", args.rounds));
            costs.push(project.check_only(package)?);
        }
    }
    let title = "cargo check of EC2, the crate alone, CARGO_INCREMENTAL=0, best of";
    let mut table = Table::new(format!("{title} {}", args.rounds));
    let costs = costs.map(|costs| fastest(&costs));
    if let [Some(sdk), Some(all), Some(http), Some(unconstrained), Some(types), Some(program)] =
        costs
    {
        let names = crates.map(|(name, ..)| name);
        add_rows(&mut table, &names, [sdk, all, http, unconstrained, types, program]);
    }
    Ok(table)
}

fn add_rows(
    table: &mut Table,
    [sdk_name, all_name, http_name, unconstrained_name, types_name, program_name]: &[&str; 6],
    costs: [Cost; 6],
) {
    let [sdk, all, http, unconstrained, types, program] = costs;
    // The SDK takes so long that other programs affect the wall time.
    let ratio = |cost: Cost| sdk.cpu.as_secs_f64() / cost.cpu.as_secs_f64();
    let figure = |cost: &Cost| {
        let (cost, seconds) = (format_cost(cost), cost.cpu.as_secs_f64());
        format!("{cost}  {seconds:6.2} s of processor time")
    };
    let memory_ratio = sdk.memory as f64 / all.memory as f64;
    table.add(*sdk_name, figure(&sdk));
    table.add_fraction(*all_name, figure(&all), ratio(all), MIN_RATIO_ALL);
    table.add_fraction(format!("{all_name}, memory"), "", memory_ratio, MIN_RATIO_MEMORY);
    table.add_fraction(*http_name, figure(&http), ratio(http), MIN_RATIO_ALL);
    table.add(*unconstrained_name, figure(&unconstrained));
    table.add_increase(format!("{all_name}, increase by constraints"), &all, &unconstrained);
    table.add_fraction(*types_name, figure(&types), ratio(types), MIN_RATIO_TYPES);
    let is_met = program.wall.as_secs_f64() <= MAX_SECONDS;
    let target = format!("{MAX_SECONDS:.0} s");
    table.add_with_target(*program_name, figure(&program), target, is_met);
}

fn create_sdk_project(workspace: &Workspace) -> Result<Project, Failure> {
    Project::new(workspace, "aws-sdk-ec2", [("Cargo.toml", SDK_MANIFEST), ("src/lib.rs", "")])
}

/// Returns the types without constraints, operations, and their errors.
fn types_only(api: Api) -> Api {
    let mut api = without_constraints(api);
    api.operations.clear();
    api.errors.variants.clear();
    api
}

/// Creates the project of a program with a crate of the two operations, and runs the program as a test.
fn create_program(workspace: &Workspace, api: &Api) -> Result<Project, Failure> {
    let selected = api.select(&OPERATIONS).map_err(|error| Failure::new(error.to_string()))?;
    let files = generate_package("ec2", &selected);
    let files: Vec<_> = files.iter().map(|(path, text)| (format!("ec2/{path}"), text)).collect();
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let program = [("Cargo.toml", PROGRAM_MANIFEST), ("src/main.rs", MAIN)];
    let project = Project::new(workspace, "ec2-program", program.into_iter().chain(files))?;
    project.run_program("program")?;
    Ok(project)
}
