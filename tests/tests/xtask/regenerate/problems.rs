//! Models with problems: every problem of every model is reported, and nothing is written.

use shapesmith_tests::test_workspace::{CONFIG, GARDEN, TestWorkspace, ZOO, ZOO_DOCS};

#[test]
fn problem_is_shown_with_its_line() {
    let copy = TestWorkspace::generated();
    copy.edit(ZOO, "\"target\": \"example.zoo#Kind\"", "\"target\": \"example.zoo#Knd\"");
    let before = copy.tree();
    let ran = copy.run(&["regenerate"]).expect_code(1).expect_err(&[
        "error[unresolved-target]: ",
        "--> model/services/zoo.json:14:21",
        "14 |           \"target\": \"example.zoo#Knd\"",
        "                    ^^^^^^^^^^^^^^^^^",
        "at /shapes/example.zoo#Animal/members/kind/target",
        "shape example.zoo#Animal$kind",
        "hint: did you mean `example.zoo#Kind`?",
    ]);
    assert_eq!(ran.out, "");
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

#[test]
fn problems_of_all_models_are_reported() {
    let copy = TestWorkspace::new();
    copy.edit(ZOO, "\"type\": \"enum\"", "\"type\": \"enom\"");
    copy.edit(GARDEN, "#Plant\"\n      }", "#Pllant\"\n      }");
    copy.run(&["regenerate"]).expect_code(1).expect_err(&[
        "--> model/services/garden.json:",
        "--> model/services/zoo.json:",
        "nothing was generated because of ",
    ]);
    assert!(!copy.path("generated").exists());
}

#[test]
fn problems_of_unselected_services_are_errors() {
    let copy = TestWorkspace::generated();
    copy.write(GARDEN, "{");
    copy.run(&["regenerate", "zoo"]).expect_code(1).expect_err(&["model/services/garden.json:1:"]);
}

#[test]
fn invalid_files_are_reported_without_a_panic() {
    let copy = TestWorkspace::new();
    for bytes in ["", "\u{feff}{", "\u{feff}\u{feff}", "{\"a\":\"é", "\"é\"", "[\n\n", "\t\t}"] {
        copy.write(ZOO, bytes);
        copy.run(&["regenerate"]).expect_code(1).expect_err(&["model/services/zoo.json:"]);
        copy.run(&["fmt"]).expect_code(1).expect_err(&["model/services/zoo.json:"]);
    }
}

#[test]
fn long_lines_of_a_minified_model_are_cut() {
    let copy = TestWorkspace::new();
    copy.edit(ZOO, "\"target\": \"example.zoo#Kind\"", "\"target\": \"example.zoo#Knd\"");
    let value: serde_json::Value = serde_json::from_str(&copy.read(ZOO)).unwrap();
    copy.write(ZOO, value.to_string());
    let ran = copy.run(&["regenerate"]).expect_code(1).expect_err(&["example.zoo#Knd"]);
    assert!(ran.err.lines().all(|line| line.chars().count() < 200), "{}", ran.err);
}

#[test]
fn warnings_do_not_prevent_generation() {
    let copy = TestWorkspace::new();
    copy.edit(ZOO_DOCS, "zoo#Animal", "zoo#Anmal");
    copy.run(&["regenerate", "--quiet"]).expect_code(0).expect_err(&[
        "warning[unknown-docs]: ",
        "--> model/services/zoo.docs.json:2:",
        "hint: did you mean `example.zoo#Animal`?",
    ]);
    assert!(copy.path("generated/Cargo.toml").exists());
}

#[test]
fn service_of_a_model_with_several_must_be_configured() {
    let copy = TestWorkspace::new();
    let second = "\"example.zoo#Zoo\": {";
    let aquarium =
        r#""example.zoo#Aquarium": {"type": "service", "version": "1"}, "example.zoo#Zoo": {"#;
    copy.edit(ZOO, second, aquarium);
    copy.run(&["regenerate"]).expect_code(2).expect_err(&[
        "the model has several services",
        "--> model/shapesmith.toml:12:9",
        "service = \"example.zoo#Aquarium\"",
    ]);
    copy.edit(CONFIG, "default = true", "service = \"example.zoo#Zo\"");
    copy.run(&["regenerate"]).expect_code(2).expect_err(&[
        "the model has no service `example.zoo#Zo`",
        "did you mean `example.zoo#Zoo`?",
    ]);
    copy.edit(CONFIG, "example.zoo#Zo", "example.zoo#Zoo");
    copy.run(&["regenerate"]).expect_code(0);
}

#[test]
fn problems_beyond_a_hundred_are_counted_and_long_lines_are_cut() {
    let copy = TestWorkspace::new();
    let members: Vec<String> = (0..4_000)
        .map(|number| format!("\"m{number}\":{{\"target\":\"a#Missing{number}\"}}"))
        .collect();
    let model = format!(
        "{{\"smithy\":\"2.0\",\"shapes\":{{\"a#Zoo\":{{\"type\":\"service\",\"version\":\"1\",\"operations\":[{{\"target\":\"a#Do\"}}]}},\
         \"a#Do\":{{\"type\":\"operation\",\"input\":{{\"target\":\"a#In\"}}}},\"a#In\":{{\"type\":\"structure\",\"members\":{{{}}}}}}}}}",
        members.join(",")
    );
    copy.write(ZOO, &model);
    let prose: Vec<String> =
        (0..3_000).map(|number| format!("\"a#Nothing{number}\":\"Prose.\"")).collect();
    copy.write(ZOO_DOCS, format!("{{{}}}", prose.join(",")));
    let ran = copy.run(&["regenerate"]).expect_code(1);
    let is_located = |severity: &str| ran.err.matches(&format!("{severity}[")).count();
    assert_eq!((is_located("error"), is_located("warning")), (100, 100));
    let ran = ran.expect_err(&[
        "3900 more errors aren't shown",
        "2900 more warnings aren't shown",
        "nothing was generated because of 4000 errors (and 3000 warnings)",
    ]);
    // The size of a problem doesn't depend on the length of the source line.
    assert!(ran.err.len() < 250_000, "{} bytes", ran.err.len());
}
