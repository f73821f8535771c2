//! Real models: Lambda in both formats over the years, where they are at hand.

use std::path::PathBuf;

use shapesmith::review::compare_patterns;
use shapesmith_model::Model;
use shapesmith_model::diff::{Difference, Kind, Options};
use shapesmith_test_support::find_shared;
use shapesmith_tests::models::read_model_files;

use crate::diff::support::{assert_mirror, compare, line, lines};

fn lambda() -> Option<PathBuf> {
    Some(find_shared("comparison of real models")?.join("models/lambda"))
}

fn between(old: &Model, new: &Model) -> Difference {
    let options = Options { compare_patterns: &compare_patterns, ..Options::default() };
    let found = compare(old, new, &options);
    assert_mirror(&found, &compare(new, old, &options));
    assert!(compare(new, new, &Options { docs: true, ..options }).is_empty());
    found
}

/// How many changes of a kind there are, those below others included.
fn count(difference: &Difference, kind: Kind) -> usize {
    difference.iter().filter(|change| change.kind == kind).count()
}

#[test]
fn the_logging_release_of_lambda_has_the_expected_changes() {
    let Some(folder) = lambda() else { return };
    let old = read_model_files(&folder, &["botocore-2023-11-15.json"]);
    let new = read_model_files(&folder, &["botocore-2023-11-16.json"]);
    let member = |place: &str| {
        format!(
            r#"safe member-added-optional {place}$LoggingConfig - > {{"target":"LoggingConfig","type":"structure"}}"#
        )
    };
    assert_eq!(
        lines(&between(&old, &new)),
        [
            member("CreateFunctionRequest"),
            r#"=> safe named-shape-added ApplicationLogLevel - > {"type":"enum","values":6}"#
                .to_owned(),
            r#"=> safe named-shape-added LogFormat - > {"type":"enum","values":2}"#.to_owned(),
            r#"=> safe named-shape-added LoggingConfig - > {"type":"structure","members":4}"#
                .to_owned(),
            r#"=> safe named-shape-added SystemLogLevel - > {"type":"enum","values":3}"#.to_owned(),
            member("FunctionConfiguration"),
            member("UpdateFunctionConfigurationRequest"),
        ]
    );
}

#[test]
fn lambda_across_years_has_the_expected_changes() {
    let Some(folder) = lambda() else { return };
    let first = read_model_files(&folder, &["botocore-2023-01-23.json"]);
    let middle = read_model_files(&folder, &["botocore-2023-11-16.json"]);
    let last = read_model_files(&folder, &["botocore-2026-07-30.json"]);
    let found = between(&first, &middle);
    assert_eq!(count(&found, Kind::OperationAdded), 1);
    assert_eq!(count(&found, Kind::EnumValueAdded), 8);
    assert_eq!(count(&found, Kind::MemberAddedOptional), 15);
    // The one pattern that changed matches more than before.
    assert_eq!(found.wire().as_str(), "safe");
    let found = between(&middle, &last);
    assert_eq!(count(&found, Kind::OperationAdded), 19);
    assert_eq!(count(&found, Kind::HttpUriChanged), 7);
    assert_eq!(count(&found, Kind::HttpResponseCodeChanged), 1);
    assert!(
        found.changes.iter().all(|change| change.kind != Kind::NamedShapeAdded),
        "all have a cause"
    );
    between(&first, &last);
}

#[test]
fn both_formats_of_one_day_have_no_differences() {
    let Some(folder) = lambda() else { return };
    let side =
        ["paginators-1.json", "waiters-2.json"].map(|name| format!("botocore-2023-11-16.{name}"));
    let botocore = read_model_files(&folder, &["botocore-2023-11-16.json", &side[0], &side[1]]);
    let smithy = read_model_files(&folder, &["smithy-2023-12-07.json"]);
    let across =
        Options { across_formats: true, compare_patterns: &compare_patterns, ..Options::default() };
    let found = compare(&smithy, &botocore, &across);
    assert_eq!(lines(&found), [""; 0]);
    assert_mirror(&found, &compare(&botocore, &smithy, &across));
}

#[test]
fn smithy_models_of_lambda_have_the_expected_changes() {
    let Some(folder) = lambda() else { return };
    let [first, middle, last] =
        ["smithy-2023-10-31.json", "smithy-2023-12-07.json", "smithy-2026-06-19.json"]
            .map(|name| read_model_files(&folder, &[name]));
    let found = between(&first, &middle);
    let reported: Vec<String> = found.changes.iter().map(line).collect();
    assert_eq!(reported.len(), 7, "{reported:#?}");
    assert_eq!(count(&found, Kind::EnumValueAdded), 4);
    let found = between(&middle, &last);
    assert!(found.changes.len() > 100);
    between(&first, &last);
}
