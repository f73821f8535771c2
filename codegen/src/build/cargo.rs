//! Generation in build scripts: files in `OUT_DIR`, and instructions for Cargo on standard output.

use std::env;
use std::path::{Path, PathBuf};

use super::modules::{generate_modules, open_files};
use super::{Build, BuildError, Generated};
use crate::Diagnostic;
use crate::tree::Output;

/// Generates into `OUT_DIR`. Ends the process if there is an error.
pub fn generate(build: &Build) {
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        eprintln!(
            "`OUT_DIR` isn't set: `Build::generate` is for build scripts, `Build::write` for other programs"
        );
        std::process::exit(1);
    };
    let result = write_modules(build, &out);
    cargo_lines(build, &result, &out).iter().for_each(|line| println!("{line}"));
    if result.is_err() {
        // Cargo fails for the errors that were printed, and shows them alone. For another exit code it would show every
        // printed line once more.
        std::process::exit(0);
    }
}

fn write_modules(build: &Build, out: &Path) -> Result<Generated, BuildError> {
    let modules = generate_modules(build)?;
    let different = Output::private(out, &build.command).write(&modules.to_single_files())?;
    Ok(modules.into_generated(different))
}

/// Returns the lines with the files to watch, the warnings and the errors.
///
/// A model below `out` isn't watched: the build script has written it itself, later than the time that Cargo compares with, so
/// that Cargo would run the script each time.
fn cargo_lines(build: &Build, result: &Result<Generated, BuildError>, out: &Path) -> Vec<String> {
    let (read, diagnostics) = match result {
        Ok(generated) => (generated.read.clone(), generated.warnings.as_slice()),
        Err(error) => (files_of(build), error.diagnostics()),
    };
    let read = read.iter().filter(|path| !path.starts_with(out));
    let read = read.map(|path| format!("cargo::rerun-if-changed={}", path.display()));
    read.chain(diagnostics.iter().flat_map(diagnostic_lines)).collect()
}

/// Returns the files of the services, as far as they can be opened.
fn files_of(build: &Build) -> Vec<PathBuf> {
    let files = build.services.iter().filter_map(|service| open_files(service).ok());
    files.flat_map(|files| files.iter().map(|file| file.path.clone()).collect::<Vec<_>>()).collect()
}

/// Returns an instruction for each line of a diagnostic, because an instruction is a single line.
fn diagnostic_lines(diagnostic: &Diagnostic) -> Vec<String> {
    let kind = diagnostic.severity.as_str();
    diagnostic.to_string().lines().map(|line| format!("cargo::{kind}={line}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_problem_and_every_file_is_printed_for_cargo() {
        let (lines, done) = lines_of("unresolved-targets");
        assert!(!done);
        let [first, second, third, ..] = lines.as_slice() else { unreachable!("{lines:?}") };
        assert!(first.starts_with("cargo::rerun-if-changed=") && first.ends_with("/model.json"));
        assert!(second.starts_with("cargo::error=") && second.contains("/model.json:"), "{second}");
        assert!(third.starts_with("cargo::error=  at /shapes/"), "{third}");
    }

    #[test]
    fn warnings_stay_warnings_beside_errors() {
        let (lines, _) = lines_of("malformed-enums");
        let warnings: Vec<_> = lines.iter().filter(|line| line.contains(": warning[")).collect();
        assert!(!warnings.is_empty());
        assert!(warnings.iter().all(|line| line.starts_with("cargo::warning=")), "{lines:#?}");
    }

    #[test]
    fn a_file_that_is_missing_is_no_file_to_watch() {
        // Cargo would run the script each time, because it finds that the file has changed.
        let (lines, done) = lines_of("nowhere");
        assert!(!done);
        assert_eq!(lines.len(), 1);
        assert!(
            lines.iter().all(|line| line.starts_with("cargo::error=error[file]: can't read ")),
            "{lines:?}"
        );
    }

    #[test]
    fn a_model_that_the_script_has_written_is_no_file_to_watch() {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/problems");
        let build = Build::new(fixtures.join("unresolved-targets/model.json"));
        let result = write_modules(&build, &fixtures.join("nowhere"));
        let is_watched = |line: &String| line.starts_with("cargo::rerun-if-changed=");
        assert!(!cargo_lines(&build, &result, &fixtures).iter().any(is_watched));
    }

    /// The lines for cargo about a fixture that nothing can be generated from, and whether it was generated all the same.
    fn lines_of(fixture: &str) -> (Vec<String>, bool) {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/problems");
        let build = Build::new(fixtures.join(fixture).join("model.json"));
        let out = fixtures.join("nowhere");
        let result = write_modules(&build, &out);
        (cargo_lines(&build, &result, &out), result.is_ok())
    }
}
