//! The wording of values in reports for people.

use serde_json::{Value, json};
use shapesmith_tests::test_workspace::ZOO;

use super::repository::{Repository, edit};

const FORMATS: [&str; 5] = ["text", "markdown", "html", "github", "changelog"];

/// Returns a repository with a change of the zoo's model; `prepare` changes the model before the first commit.
fn changed(prepare: impl FnOnce(&mut Value), change: impl FnOnce(&mut Value)) -> Repository {
    let repository = Repository::with(|copy| edit(copy, ZOO, prepare));
    repository.edit(ZOO, change);
    repository
}

fn report(repository: &Repository, format: &str) -> String {
    let report = repository.diff(&["--format", format]).expect_code(0).out;
    report.replace("-&gt;", "->").replace("\\_", "_")
}

#[test]
fn a_missing_limit_is_none() {
    let repository = changed(
        |_| {},
        |model| {
            model["shapes"]["example.zoo#Key"]["members"]["name"]["traits"] =
                json!({"smithy.api#length": {"max": 10000}});
        },
    );
    for format in FORMATS {
        let report = report(&repository, format);
        assert!(report.contains("max: none → 10000"), "{format}:\n{report}");
    }
}

#[test]
fn operations_are_function_types() {
    let repository = changed(
        |_| {},
        |model| {
            let shapes = &mut model["shapes"];
            shapes["example.zoo#Feed"] = json!({"type": "operation",
                "input": {"target": "example.zoo#GetAnimalInput"}});
            shapes["example.zoo#Zoo"]["operations"] = json!([{"target": "example.zoo#Feed"}]);
        },
    );
    let text = report(&repository, "text");
    assert!(text.contains("GetAnimal: fn(GetAnimalInput) -> Animal\n"), "{text}");
}

#[test]
fn an_operation_without_input_and_output_has_no_values() {
    let add_operation = |model: &mut Value| {
        let shapes = &mut model["shapes"];
        shapes["example.zoo#Open"] = json!({"type": "operation"});
        shapes["example.zoo#Zoo"]["operations"] =
            json!([{"target": "example.zoo#GetAnimal"}, {"target": "example.zoo#Open"}]);
    };
    let repository = changed(add_operation, |model| {
        let shapes = model["shapes"].as_object_mut().unwrap();
        shapes.remove("example.zoo#Open").unwrap();
        shapes["example.zoo#Zoo"]["operations"] = json!([{"target": "example.zoo#GetAnimal"}]);
    });
    for (format, heading) in [
        ("text", "    Open\n"),
        ("markdown", "`Open`"),
        ("html", "<code>Open</code>"),
        ("github", "::Open%0A"),
        ("changelog", "`Open`"),
    ] {
        let report = report(&repository, format);
        assert!(report.contains(heading), "{format}:\n{report}");
    }
}

#[test]
fn shapes_that_a_change_adds_are_named() {
    let repository = changed(
        |_| {},
        |model| {
            let shapes = &mut model["shapes"];
            shapes["example.zoo#Home"] = json!({"type": "structure", "members": {}});
            shapes["example.zoo#Animal"]["members"]["home"] = json!({"target": "example.zoo#Home"});
        },
    );
    for format in ["text", "markdown"] {
        let report = report(&repository, format);
        assert!(report.contains("also added: Home\n"), "{format}:\n{report}");
    }
}

/// The digest of endpoint rules is only for programs.
#[test]
fn endpoint_rules_are_counted_without_their_digest() {
    let with_rules = |url: &'static str| {
        move |model: &mut Value| {
            model["shapes"]["example.zoo#Zoo"]["traits"]["smithy.rules#endpointRuleSet"] = json!({
                "version": "1.0",
                "parameters": {},
                "rules": [{"type": "endpoint", "conditions": [], "endpoint": {"url": url}}],
            });
        }
    };
    let repository =
        changed(with_rules("https://one.example.com"), with_rules("https://two.example.com"));
    for format in FORMATS {
        let report = report(&repository, format);
        assert!(!report.contains("digest"), "{format}:\n{report}");
    }
    let text = report(&repository, "text");
    assert!(text.contains("Not listed: 1 × endpoint-ruleset-changed"), "{text}");
    let json = repository.json(&[]);
    assert!(json["services"][0]["changes"][0]["before"]["digest"].is_string(), "{json:#}");
}

#[test]
fn the_page_explains_its_badges() {
    let repository = Repository::new();
    repository.remove_nickname();
    let page = report(&repository, "html");
    for meaning in ["wire risk</span> may fail", "Rust major</span> may fail to compile"] {
        assert!(page.contains(meaning), "{page}");
    }
}
