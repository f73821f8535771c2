//! What `cargo check` of EC2 costs, the largest service there is, beside the AWS SDK; and of two of its operations.

use std::path::PathBuf;
use std::process::Command;

use shapesmith::rust::Api;

use super::model;
use super::project::Project;
use super::table::{Table, figure};
use crate::cli::Bench;
use crate::commands::import::source;
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
aws-sdk-ec2 = { version = "=1.274.0", default-features = false }
"#;

/// A program, with a crate of the operations that it uses.
const PROGRAM: &str = r#"[package]
name = "program"
version = "0.0.0"
edition = "2024"

[dependencies]
ec2 = { path = "ec2" }
serde_json = "1"
"#;
const MAIN: &str = include_str!("ec2/main.rs");
const CHOSEN: [&str; 2] = ["DescribeInstances", "RunInstances"];

/// The share of the peer's time that all is to take at most, and types with serde alone; the share of its memory.
const ALL: f64 = 6.0;
const TYPES: f64 = 8.0;
const MEMORY: f64 = 4.0;
/// The seconds that the program is to take at most, its crate included.
const SECONDS: f64 = 1.0;

/// Checks our crates and the peer alone, in turns, after all that they depend on.
pub fn run(
    args: &Bench,
    workspace: &Workspace,
    console: &mut Console<'_>,
) -> Result<Table, Failure> {
    let Some(folder) = models(workspace) else {
        return Ok(Table::new("EC2: skipped, for botocore's models can't be fetched"));
    };
    let (read, _) = source::read_model(&folder)?;
    let api = model::lower_only_service("ec2", &read)?;
    let crates = [
        ("aws-sdk-ec2 1.274", "aws-sdk-ec2", peer(workspace)?),
        ("all of EC2", "ec2-all", Project::of(workspace, "ec2-all", &api)?),
        (
            "all of EC2 without constraints",
            "ec2-free",
            Project::of(workspace, "ec2-free", &model::without_constraints(api.clone()))?,
        ),
        (
            "types and serde of it",
            "ec2-types",
            Project::of(workspace, "ec2-types", &bare(api.clone()))?,
        ),
        ("a program with two operations", "ec2", program(workspace, &api)?),
    ];
    for (name, _, project) in &crates {
        console.print_status(format!("checking what {name} depends on"));
        project.check_all()?;
    }
    let mut costs = [const { Vec::new() }; 5];
    for round in 1..=args.rounds {
        for ((name, package, project), costs) in crates.iter().zip(&mut costs) {
            console.print_status(format!("round {round} of {}: checking {name}", args.rounds));
            costs.push(project.check_only(package)?);
        }
    }
    let title = "cargo check of EC2, the crate alone, CARGO_INCREMENTAL=0, the best of";
    let mut table = Table::new(format!("{title} {}", args.rounds));
    let costs = costs.map(|costs| fastest(&costs));
    if let [Some(peer), Some(all), Some(free), Some(types), Some(program)] = costs {
        tell(&mut table, &crates.map(|(name, ..)| name), [peer, all, free, types, program]);
    }
    Ok(table)
}

fn tell(
    table: &mut Table,
    [peer_name, all_name, free_name, types_name, program_name]: &[&str; 5],
    costs: [Cost; 5],
) {
    let [peer, all, free, types, program] = costs;
    // A machine is seldom idle for as long as the peer takes; processor time minds that least.
    let time = |cost: Cost| peer.cpu.as_secs_f64() / cost.cpu.as_secs_f64();
    let figure =
        |cost: &Cost| format!("{}  {:6.2} s of processors", figure(cost), cost.cpu.as_secs_f64());
    let memory = peer.memory as f64 / all.memory as f64;
    table.figure(*peer_name, figure(&peer));
    table.share(*all_name, figure(&all), time(all), ALL);
    table.share(format!("{all_name}, memory"), "", memory, MEMORY);
    table.figure(*free_name, figure(&free));
    table.added(format!("{all_name}, what its constraints add"), &all, &free);
    table.share(*types_name, figure(&types), time(types), TYPES);
    let met = program.wall.as_secs_f64() <= SECONDS;
    table.target(*program_name, figure(&program), format!("{SECONDS:.0} s"), met);
}

/// The folder of the latest of botocore's models of EC2, where the release is there or can be fetched.
fn models(workspace: &Workspace) -> Option<PathBuf> {
    let output = Command::new(workspace.path(".ci/botocore")).output().ok()?;
    let models = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let versions = workspace.path(models.trim_end()).join("ec2");
    let folders = std::fs::read_dir(versions).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    folders.filter(|path| path.is_dir()).max()
}

fn peer(workspace: &Workspace) -> Result<Project, Failure> {
    Project::new(workspace, "aws-sdk-ec2", [("Cargo.toml", SDK), ("src/lib.rs", "")])
}

/// The same types without operations, errors of operations, and constraints.
fn bare(api: Api) -> Api {
    let mut api = model::without_constraints(api);
    api.operations.clear();
    api.errors.variants.clear();
    api
}

/// A program with a crate of the two operations; it does what it should.
fn program(workspace: &Workspace, api: &Api) -> Result<Project, Failure> {
    let unknown = |names: Vec<String>| Failure::new(format!("EC2 has no {}", names.join(", ")));
    let files = model::package("ec2", &api.select(&CHOSEN).map_err(unknown)?)?;
    let files: Vec<_> = files.iter().map(|(path, text)| (format!("ec2/{path}"), text)).collect();
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let own = [("Cargo.toml", PROGRAM), ("src/main.rs", MAIN)];
    let project = Project::new(workspace, "ec2-program", own.into_iter().chain(files))?;
    project.output("program")?;
    Ok(project)
}
