//! The command that compares models.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

const EXIT_CODES: &str = "\
Exit codes:
  0  the comparison succeeded, and no change is at or above --fail-on
  1  a change is at or above --fail-on, or --check-version fails
  2  wrong usage or configuration, or models that can't be read or compared";

/// Report what an update of models changes, on the wire and for Rust code
///
/// Reads two sides, OLD and NEW. Each is a model file, a folder of models, or a revision of the
/// git repository: REV:PATH, or REV alone for the models that model/shapesmith.toml names. Both
/// formats can be mixed, files beside a model are read too, and of each service in a folder
/// the latest version is compared. Prints a report, or writes it to --output.
///
/// Examples:
///   cargo xtask diff                          the working tree against HEAD
///   cargo xtask diff main lambda              one service against the branch main
///   cargo shapesmith diff old.json new.json --fail-on break
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, verbatim_doc_comment)]
pub struct Diff {
    /// The sides to compare [default: HEAD and the working tree], then the services to report, named as in the report
    /// [default: all]
    #[arg(value_names = ["OLD", "NEW", "SERVICE"])]
    pub arguments: Vec<String>,
    /// Compare NEW with the merge base of OLD and NEW instead of OLD, as a pull request does
    #[arg(long)]
    pub merge_base: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
    /// Write the report to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Exit with 1 if a change that isn't accepted is at or above this level; repeatable
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Vec<Level>,
    /// The file with accepted changes [default: model/accepted.toml, if it exists]
    #[arg(long, value_name = "FILE")]
    pub accepted: Option<PathBuf>,
    /// Exit with 1 if the new version of the generated crate is lower than the changes require
    #[arg(long)]
    pub check_version: bool,
    /// List changes of documentation too
    #[arg(long)]
    pub docs: bool,
    /// List the kinds of changes and exit
    #[arg(long)]
    pub list_kinds: bool,
    /// Add a note to the head of the format `api-changes`; repeatable
    #[arg(long, value_name = "TEXT")]
    pub note: Vec<String>,
    /// The date of the report, YYYY-MM-DD: shown by the format `api-changes`, and the day on which accepted changes
    /// expire or don't [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The number of services to compare in parallel [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Text for a terminal
    Text,
    /// Markdown for the comment of a pull request
    Markdown,
    /// A self-contained HTML page
    Html,
    /// JSON, described by a schema
    Json,
    /// Annotations of a GitHub workflow
    Github,
    /// An entry of a changelog
    Changelog,
    /// The classic API changes page
    ApiChanges,
}

/// A level of changes at which a review fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Wire: a risk or a breaking change
    Risk,
    /// Wire: a breaking change
    Break,
    /// Rust: a minor or a major change
    Minor,
    /// Rust: a major change
    Major,
    /// Any change
    Any,
}
