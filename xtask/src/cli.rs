//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "\
Exit codes:
  0  done, or nothing to do
  1  problems in a model, or differences under --check
  2  wrong usage or configuration, or a file that can't be read or written";

/// Make Rust types, serde and validators from service models, and say what an update of a model means
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Tell problems and differences only
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// The workspace's root, where it isn't around the working directory
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Regenerate(Regenerate),
    Fmt(Fmt),
    Import(Import),
    Generate(Generate),
    Bench(Bench),
    Corpus(Corpus),
    Diff(Diff),
    Judge(Judge),
    Oracle(Oracle),
}

/// Make the generated crate from the models
///
/// Reads model/shapesmith.toml and the models that it names, and writes what changed: the crate, and
/// the model files themselves where they aren't in canonical form. Generated files that aren't made any more are
/// removed from the crate's folder; where other files are in it or any model has a problem, nothing is written.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub struct Regenerate {
    /// Leave the modules of other services as they are
    #[arg(value_name = "SERVICE")]
    pub services: Vec<String>,
    /// Write nothing; show what would change and exit with 1 if something would
    #[arg(long)]
    pub check: bool,
    /// List what was skipped, and the files that were written
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Write the model files in canonical form
///
/// Shapes sorted by id, keys in a fixed order, one layout: changes of a model become small diffs.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub struct Fmt {
    /// Write nothing; show what would change and exit with 1 if something would
    #[arg(long)]
    pub check: bool,
}

/// Add a service from a model file, or refresh one
///
/// Reads a model in Smithy's JSON AST or botocore's format, with botocore's side files where they lie beside it,
/// packed or not; a folder stands for all JSON files in it. Writes the facts in canonical form below
/// model/services, enables the service in model/shapesmith.toml, and regenerates. Prose and corrections that lie
/// beside the model stay; prose whose place is gone is reported, a correction that doesn't fit any more stops
/// everything. All is written, or nothing.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub struct Import {
    /// The model's file, or the folder that it is in
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The name of the module; made from the service's by default
    #[arg(long)]
    pub name: Option<String>,
    /// Which service, of a model with several
    #[arg(long, value_name = "ID")]
    pub service: Option<String>,
    /// Choose these operations only; may be repeated
    #[arg(long = "operation", value_name = "NAME")]
    pub operations: Vec<String>,
    /// What becomes of the prose in the model; ours comes first in any case
    #[arg(long, value_enum, default_value_t = Docs::Drop)]
    pub docs: Docs,
}

/// What becomes of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Docs {
    /// It is left out
    Drop,
    /// It is kept
    Keep,
}

/// Generate from model files into a folder, without a workspace
///
/// Makes a module of each service, a folder of files, and the support module that they stand on: inside a single module, or
/// beside several. With --crate, DIR becomes a crate with a feature for each service. Takes models of either format, each
/// a file, or a folder in which the latest version of each service is taken; files beside a model count: prose,
/// corrections, botocore's side files. Only what differs is written, and no file is replaced that wasn't generated.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub struct Generate {
    /// Model files, or folders to look through
    #[arg(value_name = "MODEL", required = true)]
    pub models: Vec<PathBuf>,
    /// The folder to write into
    #[arg(long, short, value_name = "DIR")]
    pub output: PathBuf,
    /// Make a crate of this name
    #[arg(long = "crate", value_name = "NAME")]
    pub package: Option<String>,
    /// The SPDX expression of the crate's licence; none by default
    #[arg(long, value_name = "SPDX", requires = "package")]
    pub license: Option<String>,
    /// The name of the module, of a single service; made from the service's by default
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Take only this service, by the name of its module; may be repeated
    #[arg(long = "service", value_name = "NAME")]
    pub services: Vec<String>,
    /// Choose these operations only; may be repeated. Of several services, as `ec2:RunInstances`
    #[arg(long = "operation", value_name = "[SERVICE:]NAME")]
    pub operations: Vec<String>,
    /// What becomes of the prose in the models
    #[arg(long, value_enum, default_value_t = Docs::Keep)]
    pub docs: Docs,
    /// List warnings, what was skipped, and the files that were written
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Measure what generating, compiling and using the generated crate costs
///
/// Peers are measured in the same run, in turns: figures of different runs don't compare. Exits with 1
/// if a figure misses what it should be.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub struct Bench {
    /// What to measure; everything but `ec2` by default
    #[arg(value_name = "SUBJECT")]
    pub subjects: Vec<Subject>,
    /// How often each compilation is measured; the quickest counts
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..))]
    pub rounds: u32,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// `regenerate --check`: processor time and memory
    Generate,
    /// Reading and writing JSON, beside serde's derive
    Json,
    /// Validating, beside checks written by hand and botocore's
    Validate,
    /// `cargo check` of the generated crate, beside the AWS SDK
    Compile,
    /// The same of all of EC2 and of two of its operations; only where it is named, as the SDK's needs 6 GB of memory
    Ec2,
    /// `cargo build` of a crate that has the generator as build dependency
    Build,
}

/// Generate every model below some folders, in memory, and say what became of it
///
/// Finds models of either format by their content, the files beside them included, and takes the latest
/// version of each service. Every shape that is read has to be emitted or listed as skipped. Exits with 1
/// if any service fails.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub struct Corpus {
    #[command(flatten)]
    pub models: Models,
    /// Choose these operations only of a service; may be repeated
    #[arg(long = "operation", value_name = "SERVICE:NAME", value_parser = of_service)]
    pub operations: Vec<OfService>,
    /// Type-check each crate too; a warning fails it
    #[arg(long)]
    pub compile: bool,
    /// Run clippy on each crate too; a warning fails it
    #[arg(long)]
    pub clippy: bool,
    /// Run rustdoc on each crate too; a warning fails it
    #[arg(long)]
    pub doc: bool,
    /// Run the examples of each crate's documentation too
    #[arg(long)]
    pub doctest: bool,
    /// How many services are worked on at once; as many as there are processors by default
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Write the crates below this folder and leave them there
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
    /// How to tell what became of the services
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// List warnings, and what was skipped, of each service
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Say what an update of models changes, on the wire and for Rust users
///
/// Compares two sides, each a model's file, a folder of models, or what git has at REV[:PATH] (without a path: the
/// configured models). OLD is HEAD by default, NEW the working tree. Either format on either side; files beside a model
/// count. Of folders the latest version of each service is compared.
#[derive(Args, Debug)]
#[command(after_help = DIFF_EXIT_CODES)]
pub struct Diff {
    /// What to compare, then the services to look at, by the names in the report; all by default
    #[arg(value_names = ["OLD", "NEW", "SERVICE"])]
    pub arguments: Vec<String>,
    /// Compare with where the history of OLD and that of NEW (or HEAD) parted, as a pull request does
    #[arg(long)]
    pub merge_base: bool,
    /// How to tell
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Exit with 1 if a change, not accepted, is at or above this; may be repeated
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Vec<Level>,
    /// What was accepted; model/accepted.toml by default, where it is there
    #[arg(long, value_name = "FILE")]
    pub accepted: Option<PathBuf>,
    /// Exit with 1 if the configured version of the generated crate isn't what the update asks for
    #[arg(long)]
    pub check_version: bool,
    /// List changes of documentation, too
    #[arg(long)]
    pub docs: bool,
    /// List the kinds of changes that there are, and compare nothing
    #[arg(long)]
    pub list_kinds: bool,
    /// A note for the head of `api-changes`; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub note: Vec<String>,
    /// The day that `api-changes` names and that decides what has expired, as YYYY-MM-DD; today by default
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// How many services are worked on at once; as many as there are processors by default
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

const DIFF_EXIT_CODES: &str = "\
Exit codes:
  0  compared, and nothing at or above --fail-on
  1  something at or above --fail-on, or --check-version fails
  2  the two sides can't be compared";

/// A form of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For terminals
    Text,
    /// For the comments of a pull request
    Markdown,
    /// One page that needs no network
    Html,
    /// For programs
    Json,
    /// Annotations of a GitHub workflow
    Github,
    /// An entry of a changelog
    Changelog,
    /// The classic page of API changes
    ApiChanges,
}

/// What a change can be at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// On the wire, a risk or a break
    Risk,
    /// On the wire, a break
    Break,
    /// In Rust, something new or breaking
    Minor,
    /// In Rust, something breaking
    Major,
    /// Any change
    Any,
}

/// Have the compiler judge an update of models
///
/// For each service that is on both sides, in its latest version, a program that uses everything of the old crate is
/// type-checked against the new one. Of more than two models or folders, each is judged with the next. Exits with 1
/// where a service can't be judged, or the compiler and the comparison of the two disagree on any item.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub struct Judge {
    /// Models, or folders of models, from the oldest to the newest
    #[arg(value_name = "PATH", required = true, num_args = 2..)]
    pub paths: Vec<PathBuf>,
    /// Judge only this service, by its name in the table; may be repeated
    #[arg(long = "service", value_name = "NAME")]
    pub services: Vec<String>,
    /// How many services are worked on at once; as many as there are processors by default
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// List all of the compiler's errors
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Ask an oracle about validation: does the generated code judge as it predicts?
///
/// The oracle is a program, `gen.py` in its folder, that makes values of any operation, each valid or wrong in one known
/// way, and predicts the verdict and the words of the service. A crate is generated of each model; one program of all
/// of them judges the values. Models are looked for as by `corpus`. Exits with 1 where a verdict differs from the
/// prediction without being expected to, and where one that is expected to differ doesn't any more.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub struct Oracle {
    /// The folder of the oracle
    #[arg(value_name = "ORACLE")]
    pub oracle: PathBuf,
    #[command(flatten)]
    pub models: Models,
    /// How many seeds the oracle is given
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..))]
    pub seeds: u32,
    /// How many valid values, and how many that are wrong, each operation's request and response have by a seed
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub count: u32,
    /// The Python that has what the oracle imports
    #[arg(long, value_name = "PROGRAM", default_value = "python3")]
    pub python: PathBuf,
    /// How many services are worked on at once; as many as there are processors by default
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Write the values with their verdicts into this file, a line each; those that differ are left out
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// List the verdicts that are expected to differ, too
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Which models a command is about.
#[derive(Args, Debug)]
pub struct Models {
    /// Folders to look through, or files; archives aren't unpacked
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Take only this service, by the name in the table; may be repeated
    #[arg(long = "service", value_name = "NAME")]
    pub services: Vec<String>,
    /// Take all versions of each service
    #[arg(long)]
    pub all_versions: bool,
}

/// An operation of a service, both by their names.
#[derive(Clone, Debug)]
pub struct OfService {
    /// The service.
    pub service: String,
    /// The operation.
    pub operation: String,
}

fn of_service(text: &str) -> Result<OfService, &'static str> {
    let (service, operation) =
        text.split_once(':').ok_or("name service and operation, as in `ec2:RunInstances`")?;
    Ok(OfService { service: service.to_owned(), operation: operation.to_owned() })
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// For programs
    Json,
}
