//! The commands for maintainers of Shapesmith: they test and measure the generator itself.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde::Deserialize;

use super::EXIT_CODES;

#[derive(Debug, Subcommand)]
pub enum Maintenance {
    Bench(Bench),
    Conformance(Conformance),
    Corpus(Corpus),
    Judge(Judge),
    Oracle(Oracle),
}

/// Measure the cost of generating, compiling and using generated code
///
/// Reads the workspace of Shapesmith itself, builds programs below target/bench, and prints a
/// table of each benchmark. Alternatives, such as the AWS SDK, are measured alternately in
/// the same run, because figures of different runs aren't comparable. Exits with 1 if a
/// figure misses its target.
///
/// Example:
///   cargo xtask bench compile validate --rounds 5
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, verbatim_doc_comment)]
pub struct Bench {
    /// The benchmarks to run [default: all except patterns, ec2 and http]
    #[arg(value_name = "BENCHMARK")]
    pub subjects: Vec<Subject>,
    /// How often each compilation is repeated; the fastest run counts
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..))]
    pub rounds: u32,
}

/// A benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// `regenerate --check`: processor time and memory
    Generate,
    /// Reading and writing JSON, compared with serde's derive
    Json,
    /// Validation, compared with handwritten checks and with botocore
    Validate,
    /// Matching patterns of AWS's models, compared with `regex`
    Patterns,
    /// `cargo check` of the generated crate, compared with the AWS SDK
    Compile,
    /// `cargo check` of EC2, whole and with two operations, compared with the AWS SDK; needs 6 GB of memory
    Ec2,
    /// HTTP messages, compared with calls of the AWS SDK and of botocore over a canned connection; compiles two SDKs
    Http,
    /// `cargo build` of a crate with the generator as build dependency
    Build,
}

/// Run the test cases of protocols against the HTTP messages of generated types
///
/// Searches the folders for models with Smithy's traits of protocol tests and for botocore's
/// own cases, and generates a crate of their models with HTTP messages. A program below
/// target/conformance runs every case on both sides: it writes and reads requests and
/// responses, and refuses malformed requests. The client reads what the server writes, too.
/// Prints a table of the protocols, kinds and sides. Exits with 1 if a case fails that isn't
/// listed in exceptions.toml, or if the cases of an exception pass.
///
/// Example:
///   cargo xtask conformance protocol-vectors/ --protocol restJson1 --side server
///   cargo xtask conformance $(.ci/protocol-cases)
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, verbatim_doc_comment)]
pub struct Conformance {
    /// Folders to search for models, or model files
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Run only the cases of this protocol, named as in Smithy
    #[arg(long, value_name = "NAME")]
    pub protocol: Option<String>,
    /// Run only the cases of this side
    #[arg(long, value_enum)]
    pub side: Option<Side>,
    /// List the failures that exceptions list, too
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// A side of an HTTP exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The client, which writes requests and reads responses
    Client,
    /// The server, which reads requests and writes responses
    Server,
}

impl Side {
    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}

/// Generate every model in some folders, and check that no shape is lost
///
/// Searches the folders for models of either format, recognized by content, and generates the
/// latest version of each service in memory. Each shape must be emitted, or be skipped with a
/// reason. Writes nothing unless --keep is given. Exits with 1 if a service fails.
///
/// Example:
///   cargo run --release -p xtask -- corpus botocore/data --compile
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, verbatim_doc_comment)]
pub struct Corpus {
    #[command(flatten)]
    pub models: Models,
    /// Generate only this operation of a service, and the types that it needs; repeatable
    #[arg(long = "operation", value_name = "SERVICE:NAME", value_parser = parse_service_operation)]
    pub operations: Vec<ServiceOperation>,
    /// Run `cargo check` on each crate; warnings are failures
    #[arg(long)]
    pub compile: bool,
    /// Run `cargo clippy` on each crate; warnings are failures
    #[arg(long)]
    pub clippy: bool,
    /// Run `cargo doc` on each crate; warnings are failures
    #[arg(long)]
    pub doc: bool,
    /// Run the documentation examples of each crate
    #[arg(long)]
    pub doctest: bool,
    /// The number of services to process in parallel [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Write the crates to this folder and keep them
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// List the warnings and the reasons for skipped shapes of each service
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Check reviews against the compiler
///
/// Reads two or more models, or folders of models, and compares each with the next. For each
/// service that both have, in its latest version, a program that uses every item of the old
/// crate is type-checked against the new crate. Exits with 1 if the compiler's errors aren't
/// those that `diff` predicts, or if a service can't be checked.
///
/// Example:
///   cargo run --release -p xtask -- judge models/2023 models/2024 models/2025
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, verbatim_doc_comment)]
pub struct Judge {
    /// Model files, or folders of models, from the oldest to the newest
    #[arg(value_name = "PATH", required = true, num_args = 2..)]
    pub paths: Vec<PathBuf>,
    /// Check only this service, named as in the output; repeatable
    #[arg(long = "service", value_name = "NAME")]
    pub services: Vec<String>,
    /// The number of services to process in parallel [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// List all compiler errors
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Check generated validators and HTTP messages against independent programs
///
/// The oracle is a folder with a Python program, gen.py. It generates values for the
/// operations of a model, valid ones and ones with a single known fault, and predicts for
/// each value whether it is valid and the message of the service. The generated validators of
/// all models are compiled into one program below target/oracle, which validates the values.
/// Exits with 1 if a result differs from the prediction and isn't listed in expected.toml, or
/// if a listed difference no longer occurs.
///
/// With --corpus, nothing is generated: the corpora have values, botocore's requests of them,
/// responses of a server, and what botocore read from these. Both sides of the generated
/// crates' HTTP messages are compared with them. The models are those in the folders, or else
/// those that `.ci/botocore` has downloaded.
///
/// With --wire, the oracle makes such records of every operation: values, botocore's requests
/// of them, and the responses of LocalStack's codec. botocore reads the responses of our
/// server, too. Services are compiled in batches, below target/wire.
///
/// With --samples, the generated crates make values from the constraints themselves, valid ones
/// and ones with a single known violation: the generated validators must agree, each valid value
/// must survive being written and read, and botocore must accept it and make a request of it.
/// Services are compiled in batches, below target/samples.
///
/// Examples:
///   cargo xtask oracle oracle/ models/ --service lambda --verbose
///   cargo xtask oracle oracle/ botocore/data --wire --python .oracle/bin/python
///   cargo xtask oracle botocore/data --corpus lambda.jsonl.gz sqs.jsonl.gz
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, verbatim_doc_comment)]
pub struct Oracle {
    /// The folder of the oracle, then folders to search for models, or model files; with --corpus, only models
    #[arg(value_name = "PATH", required_unless_present = "corpora")]
    pub paths: Vec<PathBuf>,
    /// Check HTTP messages and validators against the records in these files, which may be compressed
    #[arg(
        long = "corpus",
        value_name = "FILE",
        num_args = 1..,
        conflicts_with_all = ["all_versions", "seeds", "count", "python", "record"]
    )]
    pub corpora: Vec<PathBuf>,
    /// Check HTTP messages against botocore as client and LocalStack's codec as server
    #[arg(long, conflicts_with_all = ["corpora", "count", "record"])]
    pub wire: bool,
    /// Check the values that generated crates make from constraints
    #[arg(long, conflicts_with_all = ["corpora", "wire", "count", "record"])]
    pub samples: bool,
    /// Process only this service, named as in the output; repeatable [default: all services]
    #[arg(long = "service", value_name = "NAME")]
    pub services: Vec<String>,
    /// With --wire, process only this operation of a service; repeatable [default: all operations]
    #[arg(long = "operation", value_name = "SERVICE:NAME", value_parser = parse_service_operation, requires = "wire")]
    pub operations: Vec<ServiceOperation>,
    /// Process all versions of each service, not only the latest
    #[arg(long)]
    pub all_versions: bool,
    /// The number of random seeds
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..))]
    pub seeds: u32,
    /// The number of valid and of invalid values for each seed and each input or output of an operation
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub count: u32,
    /// The Python interpreter, which needs the modules that the oracle imports
    #[arg(long, value_name = "PROGRAM", default_value = "python3")]
    pub python: PathBuf,
    /// The number of services to process in parallel [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Write the values and results that agree with the prediction to this file, one per line
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// List the expected differences too
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

impl Oracle {
    /// Returns the paths of models, after that of the oracle.
    pub fn models(&self) -> &[PathBuf] {
        self.paths.get(1..).unwrap_or_default()
    }
}

/// The models that a command reads.
#[derive(Args, Debug)]
pub struct Models {
    /// Folders to search for models, or model files; archives aren't unpacked
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Process only this service, named as in the output; repeatable [default: all services]
    #[arg(long = "service", value_name = "NAME")]
    pub services: Vec<String>,
    /// Process all versions of each service, not only the latest
    #[arg(long)]
    pub all_versions: bool,
}

/// An operation of a service, by the names of both.
#[derive(Clone, Debug)]
pub struct ServiceOperation {
    /// The name of the service.
    pub service: String,
    /// The name of the operation.
    pub operation: String,
}

fn parse_service_operation(text: &str) -> Result<ServiceOperation, &'static str> {
    let (service, operation) =
        text.split_once(':').ok_or("name service and operation, as in `ec2:RunInstances`")?;
    Ok(ServiceOperation { service: service.to_owned(), operation: operation.to_owned() })
}

/// The output format of `corpus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for a terminal
    Table,
    /// JSON
    Json,
}
