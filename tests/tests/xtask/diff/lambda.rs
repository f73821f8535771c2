//! The history of Lambda: earlier models without documentation, compared with that of 2023-11-16.

use std::fs;

use super::repository::{project, root};

const NEW: &str = "fixtures/lambda/lambda-2023-11-16.json";
const NOVEMBER: &str = "fixtures/review/lambda-2023-11-15.json";
const JANUARY: &str = "fixtures/review/lambda-2023-01-23.json";

/// Returns a report with the paths of files relative to the project's root.
fn report(old: &str, format: &str) -> String {
    let out = project(&[old, NEW, "--format", format]).expect_code(0).out;
    out.replace("fixtures/", "tests/fixtures/")
}

#[test]
fn reports_match_their_snapshots() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/fixtures/review"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (old, name, format) in [
        (NOVEMBER, "lambda-2023-11-15.txt", "text"),
        (NOVEMBER, "lambda-2023-11-15.md", "markdown"),
        (NOVEMBER, "lambda-2023-11-15-changelog.md", "changelog"),
        (JANUARY, "lambda-2023-01-23.txt", "text"),
        (JANUARY, "lambda-2023-01-23.md", "markdown"),
    ] {
        settings.bind(|| insta::assert_snapshot!(name, report(old, format)));
    }
}

#[test]
fn the_readme_shows_the_actual_report() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let report = report(NOVEMBER, "text");
    assert!(readme.contains(report.trim()), "the README should have:\n{report}");
}

/// No update broke Rust code or clients: the one pattern that changed matches more texts than before.
#[test]
fn known_updates_break_nothing() {
    let levels = |old, level| project(&[old, NEW, "--fail-on", level]).code;
    assert_eq!(["minor", "major", "risk"].map(|level| levels(NOVEMBER, level)), [1, 0, 0]);
    assert_eq!(["major", "risk", "minor"].map(|level| levels(JANUARY, level)), [0, 0, 1]);
}
