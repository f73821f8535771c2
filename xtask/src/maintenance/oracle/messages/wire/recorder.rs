//! The oracle makes the records of a service.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::json;
use shapesmith::rust::Api;

use super::super::super::case::FailedCase;
use super::super::find_protocol;
use super::super::record::{Record, parse_record};
use crate::cli::Oracle;
use crate::exit::Failure;
use crate::maintenance::cargo::exchange_text;
use crate::maintenance::protocols::to_botocore_name;
use crate::services::Service;

/// Runs the oracle's programs that generate values, and that write and read their messages.
pub struct Recorder<'a> {
    python: &'a Path,
    /// The folder of the oracle.
    pub folder: &'a Path,
    seeds: u32,
}

#[derive(Deserialize)]
struct FailedLine {
    failed: FailedCase,
}

impl<'a> Recorder<'a> {
    /// Creates the recorder for the oracle's folder.
    ///
    /// # Errors
    /// The folder lacks a program.
    pub fn new(args: &'a Oracle) -> Result<Self, Failure> {
        let folder = args.paths.first().map_or(Path::new(""), |path| path);
        for name in ["gen.py", "oracle.py"] {
            let program = folder.join(name);
            if !program.is_file() {
                return Err(Failure::new(format!("there is no {}", program.display())));
            }
        }
        Ok(Self { python: &args.python, folder, seeds: args.seeds })
    }

    /// Returns the records of all operations of a service, and those that the oracle failed to make.
    ///
    /// # Errors
    /// The oracle's program fails, or its output can't be read.
    pub fn make_records(
        &self,
        service: &Service,
        api: &Api,
    ) -> Result<(Vec<Record>, Vec<FailedCase>), Failure> {
        // The one that clients use.
        let protocol = find_protocol(&api.service.protocols, &[]).map(to_botocore_name);
        let operations: Vec<&str> = api.operations.iter().map(|it| it.origin.name()).collect();
        let job = json!({
            "service": service.name,
            "model": service.files.first(),
            "protocol": protocol,
            "operations": operations,
        });
        let mut command = Command::new(self.python);
        // Without `-B` Python would write into the folder of the oracle.
        command.args(["-B", "-c", include_str!("records.py")]).arg(self.folder);
        command.arg(self.seeds.to_string());
        let failed = |reason: &dyn std::fmt::Display| {
            Failure::new(format!("{}: the oracle failed: {reason}", service.name))
        };
        let (text, status) =
            exchange_text(&mut command, [job].into_iter()).map_err(|error| failed(&error))?;
        if !status.success() {
            return Err(failed(&status));
        }
        let (mut records, mut unrecorded) = (Vec::new(), Vec::new());
        for line in text.lines() {
            match serde_json::from_str::<FailedLine>(line) {
                Ok(line) => unrecorded.push(line.failed),
                Err(_) => records.push(parse_record(line).map_err(|error| failed(&error))?),
            }
        }
        Ok((records, unrecorded))
    }
}
