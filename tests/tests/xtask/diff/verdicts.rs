//! Verdicts of an update: the levels at which a run fails, the required version, policies and selections.

use serde_json::json;
use shapesmith_tests::test_workspace::{CONFIG, GARDEN, ZOO};

use super::repository::{Repository, edit};

#[track_caller]
fn fails_at(repository: &Repository, expected: [i32; 5]) {
    let levels = ["any", "minor", "major", "risk", "break"];
    for (level, code) in levels.into_iter().zip(expected) {
        let ran = repository.diff(&["--fail-on", level]);
        assert_eq!(ran.code, code, "{level}:\n{}{}", ran.out, ran.err);
    }
}

#[test]
fn a_run_fails_at_the_given_level() {
    let repository = Repository::new();
    fails_at(&repository, [0, 0, 0, 0, 0]);
    repository.add_width();
    fails_at(&repository, [1, 1, 0, 0, 0]);
    repository.remove_nickname();
    fails_at(&repository, [1, 1, 1, 1, 0]);
    repository.edit(GARDEN, |model| {
        let members = &mut model["shapes"]["example.garden#Plant"]["members"];
        members["height"]["traits"] = json!({"smithy.api#required": {}});
    });
    fails_at(&repository, [1, 1, 1, 1, 1]);
    repository.diff(&["--fail-on", "break", "zoo"]).expect_code(0);
    repository.diff(&["--fail-on", "break", "--fail-on", "risk", "zoo"]).expect_code(1);
}

#[test]
fn the_declared_version_has_to_be_high_enough() {
    let repository = Repository::new();
    repository.diff(&["--check-version"]).expect_code(0);
    repository.add_width();
    repository
        .diff(&["--check-version"])
        .expect_code(1)
        .expect_out(&["Version: 0.1.0 → at least 0.1.1; 0.1.0 is declared"])
        .expect_err(&["the update needs version 0.1.1, but 0.1.0 is declared"]);
    repository.0.edit(CONFIG, "version = \"0.1.0\"", "version = \"0.1.1\"");
    repository.diff(&["--check-version"]).expect_code(0);
    repository.remove_nickname();
    repository.diff(&["--check-version"]).expect_code(1).expect_err(&["needs version 0.2.0"]);
    repository.0.edit(CONFIG, "version = \"0.1.1\"", "version = \"1.0.0\"");
    repository.diff(&["--check-version"]).expect_code(0);
    let file = format!("HEAD:{ZOO}");
    repository
        .diff(&["--check-version", &file])
        .expect_code(2)
        .expect_err(&["`--check-version` needs a model/shapesmith.toml on both sides"]);
}

/// The model is the same, but the generated code isn't.
#[test]
fn a_policy_can_break_only_rust_code() {
    let repository = Repository::new();
    repository.configure("[service.zoo.renames]\nAnimal = \"Beast\"\n");
    fails_at(&repository, [1, 1, 1, 0, 0]);
    repository.diff(&[]).expect_out(&["wire safe, Rust major", "rust-name-collision", "Beast"]);
    repository.commit();
    repository.diff(&["HEAD~1", "HEAD"]).expect_out(&["rust-name-collision"]);
    // Files that the arguments name use the current configuration on both sides.
    let file = format!("HEAD~1:{ZOO}");
    repository.diff(&[&file]).expect_code(0).expect_out(&["no API change"]);
}

#[test]
fn a_selection_can_break_only_rust_code() {
    let repository = Repository::with(|copy| {
        edit(copy, ZOO, |model| {
            let shapes = &mut model["shapes"];
            shapes["example.zoo#Open"] = json!({"type": "operation"});
            let operations = &mut shapes["example.zoo#Zoo"]["operations"];
            *operations =
                json!([{"target": "example.zoo#GetAnimal"}, {"target": "example.zoo#Open"}]);
        });
    });
    repository.configure("operations = [\"GetAnimal\"]\n");
    fails_at(&repository, [1, 1, 1, 0, 0]);
    repository.diff(&[]).expect_out(&["selection-changed", "Open"]);
}
