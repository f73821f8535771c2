//! Measures HTTP messages: reading and writing them, and routing requests, compared with whole calls of the AWS SDK over a
//! canned connection, and of botocore.

use std::collections::BTreeMap;
use std::process::Command;

use super::model::{generate_package, lower_botocore};
use super::project::Project;
use super::python::{capture_output, install_botocore, parse_times};
use super::table::{Table, format_duration};
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// The dependencies of the program, apart from the generated crates.
const DEPENDENCIES: &str = r#"
aws-credential-types = { version = "1", features = ["hardcoded-credentials"] }
aws-sdk-dynamodb = { version = "1", default-features = false, features = ["rt-tokio"] }
aws-sdk-lambda = { version = "=1.156.0", default-features = false, features = ["rt-tokio"] }
aws-smithy-http-client = { version = "1", default-features = false, features = ["test-util"] }
aws-smithy-types = { version = "1", features = ["http-body-1-x"] }
http = "1"
aws-smithy-runtime-api = { version = "1", features = ["client"] }
serde_json = "1"
tokio = { version = "1", features = ["rt", "time"] }
"#;

/// The services whose crates the program has beside Lambda's, by their folders in botocore's data.
const SERVICES: [&str; 2] = ["dynamodb", "apigateway"];
/// The calls that are measured.
const CALLS: [&str; 4] = ["ListFunctions, 50 functions", "Invoke", "PutItem", "GetItem"];

/// The target for the time of the SDK's whole call relative to a request and a response.
const MIN_SDK_RATIO: f64 = 3.0;
/// The target for routing a request, in nanoseconds.
const MAX_ROUTING: f64 = 300.0;

/// Builds a program with the generated crates and the SDK, and runs it; then runs botocore.
pub fn run(_: &Bench, workspace: &Workspace, console: &mut Console<'_>) -> Result<Table, Failure> {
    console.print_status("building a program with generated crates and with the AWS SDK");
    let Some(project) = create_project(workspace)? else {
        return Ok(Table::new(
            "HTTP messages: skipped, because botocore's models can't be fetched",
        ));
    };
    let program = project.build_release()?.join("http-messages");
    console.print_status("reading and writing messages");
    let mut times = parse_times(&capture_output(&mut Command::new(program))?);
    match install_botocore(workspace) {
        Some(python) => {
            let script = project.folder().join("calls.py");
            let printed = capture_output(Command::new(python).arg(script))?;
            let botocore = parse_times(&printed).into_iter();
            times.extend(botocore.map(|(name, time)| (format!("{name}, botocore"), time)));
        }
        None => console.print_status("skipped: botocore, which pip can't install"),
    }
    Ok(create_table(&times))
}

/// Creates the project of the program; `None` if botocore's models aren't available and can't be fetched.
fn create_project(workspace: &Workspace) -> Result<Option<Project>, Failure> {
    let generated = workspace.path("generated");
    let mut manifest = format!(
        "[package]\nname = \"http-messages\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         aws-shapes = {{ path = {generated:?}, features = [\"http\"] }}{DEPENDENCIES}"
    );
    let mut files = vec![
        ("src/main.rs".to_owned(), include_str!("http/main.rs").to_owned()),
        ("calls.py".to_owned(), include_str!("http/calls.py").to_owned()),
    ];
    for name in SERVICES {
        let Some(api) = lower_botocore(workspace, name)? else { return Ok(None) };
        let package = generate_package(name, &api);
        files.extend(package.into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
        manifest.push_str(&format!("{name} = {{ path = {name:?}, features = [\"http\"] }}\n"));
    }
    files.push(("Cargo.toml".to_owned(), manifest));
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    Project::new(workspace, "http", files).map(Some)
}

fn create_table(times: &BTreeMap<String, f64>) -> Table {
    // A time that wasn't measured misses its target.
    let time = |name: String| times.get(&name).copied().unwrap_or(f64::INFINITY);
    let mut table = Table::new("HTTP messages, release mode, one thread, minimum time");
    for call in CALLS {
        let ours = time(format!("{call}, client"));
        table.add(format!("{call}: request and response of a client"), format_duration(ours));
        let sdk = time(format!("{call}, sdk"));
        let figure = format!("{}  {:.1} times", format_duration(sdk), sdk / ours);
        let target = format!("{MIN_SDK_RATIO:.0} times");
        table.add_with_target(
            "  the call of the AWS SDK",
            figure,
            target,
            sdk / ours >= MIN_SDK_RATIO,
        );
        if let Some(botocore) = times.get(&format!("{call}, botocore")) {
            let figure = format!("{}  {:.0} times", format_duration(*botocore), botocore / ours);
            table.add("  the call of botocore", figure);
        }
        let server = time(format!("{call}, server"));
        table.add("  routing, input and response of a server", format_duration(server));
    }
    for (name, operations) in [("Lambda", 66), ("API Gateway", 124)] {
        let routing = time(format!("{name}, routing"));
        table.add_with_target(
            format!("routing among the {operations} operations of {name}"),
            format_duration(routing),
            format_duration(MAX_ROUTING),
            routing <= MAX_ROUTING,
        );
    }
    table
}
