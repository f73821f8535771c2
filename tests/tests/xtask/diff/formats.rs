//! Formats of a report: annotations, comments within their size limit, and files.

use serde_json::json;
use shapesmith_tests::test_workspace::ZOO;

use super::repository::{Repository, edit, project, root};

#[test]
fn annotations_have_the_lines_of_the_model() {
    let repository = Repository::with(|copy| {
        edit(copy, ZOO, |model| {
            let shapes = &mut model["shapes"];
            shapes["example.zoo#Kind"]["members"]["ODD"] = json!({"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "50%, a:b\nc"}});
        });
    });
    repository.edit(ZOO, |model| {
        let shapes = &mut model["shapes"];
        shapes["example.zoo#Kind"]["members"].as_object_mut().unwrap().remove("ODD");
        shapes["example.zoo#GetAnimalInput"]["members"]["by"]["traits"] =
            json!({"smithy.api#required": {}});
    });
    repository.add_width();
    let ran = repository.diff(&["--format", "github"]).expect_code(0);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "what is new and safe isn't annotated:\n{}", ran.out);
    let line_of = |text: &str| {
        let model = repository.0.read(ZOO);
        model.lines().position(|line| line.contains(text)).unwrap() + 1
    };
    let find = |kind: &str| *lines.iter().find(|line| line.contains(kind)).unwrap();
    let required = find("title=required-added");
    let start = format!("::error file=model/services/zoo.json,line={},", line_of("\"by\""));
    assert!(required.starts_with(&start), "{start}\n{required}");
    assert!(required.contains("%0Awire break: old clients don't send it%0ARust "), "{required}");
    // A removed value is annotated at its enum.
    let removed = find("title=enum-value-removed");
    let start = "::warning file=model/services/zoo.json,";
    assert!(removed.starts_with(start), "{removed}");
    let (properties, message) = removed.split_once("::").unwrap().1.split_once("::").unwrap();
    assert!(properties.contains("50%25%2C a%3Ab"), "{properties}");
    assert!(message.contains("50%25, a:b"), "{message}");
}

#[test]
fn a_report_without_annotations_is_empty() {
    let repository = Repository::new();
    repository.add_width();
    assert_eq!(repository.diff(&["--format", "github"]).expect_code(0).out, "");
}

#[test]
fn reports_are_written_to_files() {
    let repository = Repository::new();
    repository.remove_nickname();
    let path = repository.0.path("review.md");
    let expected = repository.diff(&["--format", "markdown"]).expect_code(0).out;
    let args = ["--format", "markdown", "--output", path.to_str().unwrap()];
    assert_eq!(repository.diff(&args).expect_code(0).out, "");
    assert_eq!(repository.0.read("review.md"), expected);
}

/// GitHub limits a comment to 65,536 characters.
#[test]
fn a_large_update_fits_into_a_comment() {
    let repository = Repository::new();
    let model = std::fs::read(root().join("model/services/lambda.json")).unwrap();
    let mut model: serde_json::Value = serde_json::from_slice(&model).unwrap();
    for shape in model["shapes"].as_object_mut().unwrap().values_mut() {
        let kind = shape["type"].as_str().unwrap_or_default().to_owned();
        let Some(members) = shape.get_mut("members").and_then(|it| it.as_object_mut()) else {
            continue;
        };
        let first = first_of(members);
        match kind.as_str() {
            "structure" => {
                for number in 0..60 {
                    members.insert(format!("New{number}"), json!({"target": "smithy.api#String"}));
                }
                // The member of a label in the URI is needed for a valid model.
                members.retain(|name, member| {
                    *name != first || !member["traits"]["smithy.api#httpLabel"].is_null()
                });
            }
            "enum" if members.len() > 1 => {
                members.shift_remove(&first);
            }
            _ => {}
        }
    }
    repository.0.write("huge.json", model.to_string());
    let huge = repository.0.path("huge.json");
    let args = ["../model/services/lambda.json", huge.to_str().unwrap(), "--format", "markdown"];
    let ran = project(&args).expect_code(0);
    let length = ran.out.chars().count();
    assert!((50_000..65_536).contains(&length), "{length}");
    assert_eq!(ran.out.matches("<details>").count(), ran.out.matches("</details>").count());
    let last = ran.out.lines().last().unwrap();
    let omitted =
        last.strip_prefix('*').unwrap().split(' ').next().unwrap().parse::<usize>().unwrap();
    assert!(omitted > 100 && last.contains("changes not shown"), "{last}");
    let all = project(&[&args[..2], &["--format", "json"]].concat()).out;
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    let changes = all["services"][0]["changes"].as_array().unwrap();
    assert!(changes.len() > omitted, "{} changes, {omitted} omitted", changes.len());
}

fn first_of(members: &serde_json::Map<String, serde_json::Value>) -> String {
    members.keys().next().cloned().unwrap_or_default()
}

#[test]
fn comments_contain_no_mentions_and_no_html() {
    let repository = Repository::with(|copy| {
        edit(copy, ZOO, |model| {
            model["shapes"]["example.zoo#Zoo"]["traits"] =
                json!({"smithy.api#title": "Zoo <img src=x> @octocat"});
        });
    });
    repository.remove_nickname();
    let report = repository.json(&[]);
    let name = report["services"][0]["changes"][0]["fingerprint"].as_str().unwrap().to_owned();
    let entry = format!(
        "[[accepted]]\nservice = \"zoo\"\nfingerprint = \"{name}\"\nreason = \"As @octocat <b>said</b> in #1.\"\n"
    );
    repository.0.write("model/accepted.toml", &entry);
    let text = repository.diff(&["--format", "markdown"]).expect_code(0).out;
    for hostile in ["@octocat", " <img", " <b>", " #1"] {
        assert!(!text.contains(hostile), "{hostile} is in:\n{text}");
    }
    assert!(text.contains("As @\u{200b}octocat \\<b\\>said"), "{text}");
}
