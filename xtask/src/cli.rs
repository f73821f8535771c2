//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "\
Exit codes:
  0  done, or nothing to do
  1  problems in a model, or differences under --check
  2  wrong usage or configuration, or a file that can't be read or written";

/// The commands of this workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Tell problems and differences only
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// The workspace's root, where it isn't this one
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Regenerate(Regenerate),
    Fmt(Fmt),
    Bench(Bench),
}

/// Make the generated crate from the models
///
/// Reads model/shapesmith.toml and the models that it names, and writes what changed: the crate, and
/// the model files themselves where they aren't in canonical form. What else is in the crate's folder
/// is removed. Where any model has a problem, nothing is written.
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

/// Measure what generating, compiling and using the generated crate costs
///
/// Peers are measured in the same run, in turns: figures of different runs don't compare. Exits with 1
/// if a figure misses what it should be.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub struct Bench {
    /// What to measure; everything by default
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
    /// `cargo check` of the generated crate, beside the AWS SDK
    Compile,
    /// `cargo build` of a crate that has the generator as build dependency
    Build,
}
