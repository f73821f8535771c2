//! Measures HTTP messages: reading and writing them, and routing requests, compared with whole calls of the AWS SDK over a
//! canned connection, of botocore, and with servers on the crate `s3s`.

use std::collections::BTreeMap;
use std::process::Command;

use super::project::Project;
use super::python::{capture_output, install_botocore, parse_times};
use super::table::{Table, format_duration};
use crate::cli::Bench;
use crate::console::Console;
use crate::exit::Failure;
use crate::workspace::Workspace;

/// The files of the program, and of botocore's calls.
const FILES: [(&str, &str); 10] = [
    ("src/main.rs", include_str!("http/main.rs")),
    ("src/cloudwatch.rs", include_str!("http/cloudwatch.rs")),
    ("src/dynamodb.rs", include_str!("http/dynamodb.rs")),
    ("src/ec2.rs", include_str!("http/ec2.rs")),
    ("src/instance.xml", include_str!("http/instance.xml")),
    ("src/lambda.rs", include_str!("http/lambda.rs")),
    ("src/quick_xml.rs", include_str!("http/quick_xml.rs")),
    ("src/s3.rs", include_str!("http/s3.rs")),
    ("src/s3s.rs", include_str!("http/s3s.rs")),
    ("calls.py", include_str!("http/calls.py")),
];
/// The dependencies of the program, apart from the generated crate.
const DEPENDENCIES: &str = r#"
async-trait = "0.1"
aws-credential-types = { version = "1", features = ["hardcoded-credentials"] }
aws-sdk-cloudwatch = { version = "=1.140.0", default-features = false, features = ["rt-tokio"] }
aws-sdk-dynamodb = { version = "1", default-features = false, features = ["rt-tokio"] }
aws-sdk-ec2 = { version = "=1.274.0", default-features = false, features = ["rt-tokio"] }
aws-sdk-lambda = { version = "=1.156.0", default-features = false, features = ["rt-tokio"] }
aws-sdk-s3 = { version = "=1.157.0", default-features = false, features = ["rt-tokio", "sigv4a"] }
aws-smithy-http-client = { version = "1", default-features = false, features = ["test-util"] }
aws-smithy-runtime-api = { version = "1", features = ["client"] }
aws-smithy-types = { version = "1", features = ["http-body-1-x"] }
http = "1"
quick-xml = { version = "0.42", features = ["serialize"] }
s3s = "0.14"
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["rt", "time"] }
"#;

/// The calls that are measured.
const CALLS: [&str; 10] = [
    "ListFunctions, 50 functions",
    "Invoke",
    "PutItem",
    "GetItem",
    LIST_OBJECTS,
    "PutObject, head",
    "GetObject, head",
    "RunInstances",
    "DescribeInstances, 200 instances",
    "PutMetricData, 20 metrics",
];
/// The call whose response is also read with `quick-xml`.
const LIST_OBJECTS: &str = "ListObjectsV2, 1,000 keys";

/// The target for the time of the SDK's whole call relative to a request and a response.
const MIN_SDK_RATIO: f64 = 3.0;
/// The target for the time of reading a document relative to `quick-xml` with serde's derive.
const MAX_XML_RATIO: f64 = 1.3;
/// The target for routing a request, in nanoseconds.
const MAX_ROUTING: f64 = 300.0;

/// Builds a program with the generated crate and its alternatives, and runs it; then runs botocore.
pub fn run(_: &Bench, workspace: &Workspace, console: &mut Console<'_>) -> Result<Table, Failure> {
    console.print_status("building a program with the generated crate, AWS's SDKs and s3s");
    let project = create_project(workspace)?;
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

fn create_project(workspace: &Workspace) -> Result<Project, Failure> {
    let generated = workspace.path("generated");
    let manifest = format!(
        "[package]\nname = \"http-messages\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         aws-shapes = {{ path = {generated:?}, features = [\"cloudwatch\", \"dynamodb\", \"ec2\", \"http\", \"s3\"] }}\
         {DEPENDENCIES}"
    );
    Project::new(workspace, "http", FILES.into_iter().chain([("Cargo.toml", manifest.as_str())]))
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
        if let Some(s3s) = times.get(&format!("{call}, s3s")) {
            let figure = format!("{}  {:.1} times", format_duration(*s3s), s3s / server);
            table.add("  the call of a service of s3s", figure);
        }
    }
    let reading = time(format!("{LIST_OBJECTS}, reading"));
    let derived = time(format!("{LIST_OBJECTS}, quick-xml"));
    table.add("reading the page of 1,000 keys with quick-xml and derive", format_duration(derived));
    let figure = format!("{}  {:.2} times", format_duration(reading), reading / derived);
    let is_met = reading / derived <= MAX_XML_RATIO;
    table.add_with_target(
        "  with the generated crate",
        figure,
        format!("{MAX_XML_RATIO} times"),
        is_met,
    );
    for (name, operations) in [("Lambda", 91), ("S3", 112)] {
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
