//! A stranger's program: it depends on `aws-shapes` as anyone would, and names no type of Lambda's.
//! What it knows of an operation is in the registry, so that it needs no change when there are more.

use std::error::Error;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aws_shapes::lambda::operations::{OPERATIONS, find};
use aws_shapes::support::{AnyOperation, AnyValue, Body, Violations};
use clap::Parser;

const EXIT_CODES: &str = "\
Exit codes:
  0  the JSON is valid
  1  it violates constraints of the model, one a line of the output
  2  wrong usage, or a file that can't be read or isn't JSON of this operation";

/// Check the JSON of a request to AWS Lambda, and print it in a normal form
///
/// The normal form has the members in the model's order. Those that are null or that the model
/// doesn't have are left out.
#[derive(Parser)]
#[command(version, after_help = EXIT_CODES)]
#[command(override_usage = "consumer [OPTIONS] <OPERATION> [FILE]\n       consumer --list")]
struct Cli {
    /// Name of the operation, such as CreateFunction
    #[arg(value_parser = operation, required_unless_present = "list")]
    operation: Option<&'static dyn AnyOperation>,
    /// File with the JSON; standard input where it is `-` or left out
    #[arg(default_value = "-", hide_default_value = true)]
    file: PathBuf,
    /// Read the operation's response, not its request
    #[arg(long)]
    response: bool,
    /// Print what goes into the HTTP body alone; a body of bytes is shown as base64
    #[arg(long)]
    body: bool,
    /// List all operations with their HTTP methods and URIs
    #[arg(long, exclusive = true)]
    list: bool,
}

fn main() -> ExitCode {
    match run(&Cli::parse()).and_then(|(text, code)| Ok(print(&text).map(|()| code)?)) {
        Ok(code) => code.into(),
        Err(problem) => {
            // `eprintln` would panic if standard error is closed.
            _ = writeln!(io::stderr(), "error: {problem}");
            2.into()
        }
    }
}

/// Returns the output and the exit code.
fn run(cli: &Cli) -> Result<(String, u8), Box<dyn Error>> {
    let Some(operation) = cli.operation else {
        return Ok((list(), 0));
    };
    let (name, json) = input(&cli.file);
    let json = json.map_err(|error| format!("{name}: {error}"))?;
    let value = read(operation, cli.response, &json).map_err(|error| format!("{name}: {error}"))?;
    Ok(match value {
        Err(violations) => (lines(violations.iter().map(ToString::to_string)), 1),
        Ok(value) if cli.body => (serde_json::to_string_pretty(&Body(&value))?, 0),
        Ok(value) => (serde_json::to_string_pretty(&value)?, 0),
    })
}

/// Reads and validates a request or response, after which the JSON must end.
fn read(
    of: &dyn AnyOperation,
    response: bool,
    json: &[u8],
) -> serde_json::Result<Result<AnyValue, Violations>> {
    let mut from = serde_json::Deserializer::from_slice(json);
    let value = if response { of.check_output(&mut from) } else { of.check_input(&mut from) }?;
    from.end().map(|()| value)
}

/// Returns the operation of this name, or an error message.
fn operation(name: &str) -> Result<&'static dyn AnyOperation, String> {
    if let Some(operation) = find(name) {
        return Ok(operation);
    }
    let likeness = |it: &str| strsim::jaro_winkler(&it.to_lowercase(), &name.to_lowercase());
    let names = OPERATIONS.iter().map(|operation| operation.name());
    Err(match names.max_by(|a, b| likeness(a).total_cmp(&likeness(b))) {
        Some(near) if likeness(near) > 0.8 => format!("did you mean '{near}'?"),
        _ => "no such operation; '--list' has them all".into(),
    })
}

fn list() -> String {
    let width = OPERATIONS.iter().map(|it| it.name().len()).max().unwrap_or_default();
    lines(OPERATIONS.iter().map(|operation| match operation.http() {
        Some(http) => format!("{:width$}  {:6}  {}", operation.name(), http.method, http.uri),
        None => operation.name().into(),
    }))
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the displayed name and the content of a file; `-` is standard input.
fn input(file: &Path) -> (String, io::Result<Vec<u8>>) {
    if file != Path::new("-") {
        return (file.display().to_string(), std::fs::read(file));
    }
    let mut content = Vec::new();
    let read = io::stdin().read_to_end(&mut content);
    ("standard input".into(), read.map(|_| content))
}

/// Prints lines. A closed pipe isn't an error.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}
