//! The commands that write models and generated code.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use shapesmith::Conversion;

use super::EXIT_CODES;

/// Generate the configured crate from the models of the workspace
///
/// Reads model/shapesmith.toml and the models that it names. Writes the generated crate and,
/// if they aren't in canonical form, the model files. Only files that differ are written, and
/// generated files that are no longer needed are removed. Writes nothing if a model has a
/// problem, or if the folder of the crate has files that weren't generated.
///
/// Examples:
///   cargo xtask regenerate lambda      one service
///   cargo xtask regenerate --check     in CI: fails if generated files are out of date
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, verbatim_doc_comment)]
pub struct Regenerate {
    /// Regenerate only these services, named as in model/shapesmith.toml [default: all]
    #[arg(value_name = "SERVICE")]
    pub services: Vec<String>,
    /// Write nothing; print the differences, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
    /// List the skipped shapes and the written files
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Format the model files of the workspace
///
/// Reads the models that model/shapesmith.toml names, with their prose and corrections, and
/// writes each file in canonical form: shapes sorted by id, keys in a fixed order, one
/// layout. Changes of a model are then small diffs.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, verbatim_doc_comment)]
pub struct Fmt {
    /// Write nothing; print the differences, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
}

/// Add a service to the workspace from a model file, or update it
///
/// Reads a model in Smithy's JSON AST or botocore's format, with botocore's side files beside
/// it, gzipped or not. Writes the model in canonical form below model/services, adds the
/// service to model/shapesmith.toml, and regenerates the crate. Prose and corrections beside
/// the model in model/services are kept: prose of removed shapes is a warning, a stale
/// correction aborts the import. If anything fails, nothing is written.
///
/// With --since, only the changes from another version in the same format are applied to the
/// model in model/services. A model in Smithy's format, which has more facts, can so be
/// updated from botocore's releases.
///
/// Examples:
///   cargo xtask import lambda/2015-03-31 --operation Invoke
///   cargo xtask import botocore-1.44/data/lambda --since botocore-1.43/data/lambda
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, verbatim_doc_comment)]
pub struct Import {
    /// The model file, or the folder with it; of several versions below a folder, the latest is imported
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The name of the module [default: derived from the name of the service]
    #[arg(long)]
    pub name: Option<String>,
    /// The shape id of the service, if the model has several
    #[arg(long, value_name = "ID")]
    pub service: Option<String>,
    /// Generate only this operation and the types that it needs; repeatable [default: all operations]
    #[arg(long = "operation", value_name = "NAME")]
    pub operations: Vec<String>,
    /// Whether to import the prose of the model; prose in model/services takes precedence
    #[arg(long, value_enum, default_value_t = Docs::Drop)]
    pub docs: Docs,
    /// Apply only the changes since this version of the model, a file or folder as PATH
    #[arg(long, value_name = "PATH", conflicts_with = "docs")]
    pub since: Option<PathBuf>,
}

/// Whether the prose of a model is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Docs {
    /// Leave the prose out
    Drop,
    /// Use the prose
    Keep,
}

/// Generate modules or a crate from model files, without a workspace
///
/// Reads models in Smithy's JSON AST or botocore's format, with the prose, corrections and
/// side files beside them. Writes a module of each service into DIR, and a support module
/// that they share: inside the module if there is one service, beside the modules if there
/// are several. With --crate, DIR becomes a crate with a feature for each service. Only files
/// that differ are written; a file that wasn't generated is never replaced.
///
/// Examples:
///   cargo shapesmith generate sqs.json --output src/api --operation SendMessage
///   cargo shapesmith generate models/ --output shapes --crate my-shapes
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, verbatim_doc_comment)]
pub struct Generate {
    /// Model files, or folders to search for models; of several versions in a folder, the latest is generated
    #[arg(value_name = "MODEL", required = true)]
    pub models: Vec<PathBuf>,
    /// The folder to write to
    #[arg(long, short, value_name = "DIR")]
    pub output: PathBuf,
    /// Generate a crate with this name instead of modules
    #[arg(long = "crate", value_name = "NAME")]
    pub package: Option<String>,
    /// Generate HTTP messages with the modules; a crate has them as its feature `http`
    #[arg(long, conflicts_with = "package")]
    pub http: bool,
    /// Generate SHA-1, SHA-2 and XXHash for the checksums in HTTP messages, too; a crate has them as its feature `checksums`
    #[arg(long, requires = "http")]
    pub checksums: bool,
    /// Generate a module that makes values from constraints, for tests; a crate has it as its feature `samples`
    #[arg(long, conflicts_with = "package")]
    pub samples: bool,
    /// Generate a module that makes values from constraints, also from the data of fuzzers; a crate has it as its feature
    /// `arbitrary`
    #[arg(long, conflicts_with = "package")]
    pub arbitrary: bool,
    /// Generate conversions of blobs and timestamps from and to the types of this crate; repeatable; a crate has them as
    /// its features
    #[arg(long = "conversion", value_name = "CRATE", conflicts_with = "package")]
    #[arg(value_parser = Conversion::ALL.map(Conversion::crate_name))]
    pub conversions: Vec<String>,
    /// The licence of the crate, an SPDX expression [default: none, and the crate can't be published]
    #[arg(long, value_name = "SPDX", requires = "package")]
    pub license: Option<String>,
    /// The name of the module, if there is one service [default: derived from the name of the service]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Generate only the service with this module name; repeatable [default: all services]
    #[arg(long = "service", value_name = "NAME")]
    pub services: Vec<String>,
    /// Generate only this operation and the types that it needs; repeatable. With several services, name the service
    /// too: `ec2:RunInstances` [default: all operations]
    #[arg(long = "operation", value_name = "[SERVICE:]NAME")]
    pub operations: Vec<String>,
    /// Whether the generated documentation has the prose of the models
    #[arg(long, value_enum, default_value_t = Docs::Keep)]
    pub docs: Docs,
    /// List warnings, skipped shapes and written files
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}
