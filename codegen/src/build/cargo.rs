//! The build script's side: files in `OUT_DIR`, and lines that cargo understands.

use std::env;
use std::path::{Path, PathBuf};

use shapesmith_model::Severity;

use super::{Build, Problems, inputs::Inputs, make};
use crate::tree::Output;

/// Generates into `OUT_DIR`; ends the process where that can't be done.
pub fn generate(build: &Build) {
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        eprintln!(
            "`OUT_DIR` isn't set: `Build::generate` is for build scripts, `Build::write` for other programs"
        );
        std::process::exit(1);
    };
    let (lines, done) = run(build, &out);
    lines.iter().for_each(|line| println!("{line}"));
    if !done {
        // Cargo fails for the errors it was told of, and shows them alone. For another exit code it would show all
        // lines that this printed once more.
        std::process::exit(0);
    }
}

/// The lines for cargo, and whether all went well.
fn run(build: &Build, out: &Path) -> (Vec<String>, bool) {
    let written = make::make(build).and_then(|made| {
        let output = Output::private(out, &build.command);
        let different = output.write(&made.singles())?;
        Ok(made.told(different))
    });
    match written {
        Ok(generated) => {
            let read = generated.read.iter().map(|path| rerun(path));
            let warnings = generated.warnings.iter().flat_map(|warning| told("warning", warning));
            (read.chain(warnings).collect(), true)
        }
        Err(problems) => (failed(build, &problems), false),
    }
}

fn failed(build: &Build, problems: &Problems) -> Vec<String> {
    let inputs = build.services.iter().filter_map(|service| Inputs::open(service).ok());
    let read = inputs.flat_map(|inputs| inputs.paths().collect::<Vec<_>>());
    let errors = problems.all().flat_map(|(severity, problem)| match severity {
        Severity::Error => told("error", problem),
        Severity::Warning => told("warning", problem),
    });
    read.map(|path| rerun(&path)).chain(errors).collect()
}

fn rerun(path: &Path) -> String {
    format!("cargo::rerun-if-changed={}", path.display())
}

/// A line for each line; cargo has no longer messages.
fn told<'a>(kind: &'a str, message: &'a str) -> impl Iterator<Item = String> + 'a {
    message.lines().map(move |line| format!("cargo::{kind}={line}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_is_told_every_line_of_a_problem_and_every_file() {
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
        assert!(lines.iter().all(|line| line.starts_with("cargo::error=can't read ")), "{lines:?}");
    }

    /// What is told of a fixture that nothing can be generated from.
    fn lines_of(fixture: &str) -> (Vec<String>, bool) {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/problems");
        run(&Build::new(fixtures.join(fixture).join("model.json")), &fixtures.join("nowhere"))
    }
}
