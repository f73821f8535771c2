//! The report on patterns that aren't enforced exactly, and the corrections in its hints.

use serde_json::{Value, json};
use shapesmith_test_support::CommandOutput;
use shapesmith_tests::test_workspace::{TestWorkspace, ZOO, ZOO_OVERLAY};

/// A pattern with a back-reference, which can't be an automaton.
const BACK: &str = r"^(cat|dog)-\1$";
/// A pattern that no text matches.
const NEVER: &str = "^/^a$/$";

/// A workspace whose members `name` and `nickname` have these patterns.
fn workspace_with_patterns(name: &str, nickname: &str) -> TestWorkspace {
    let copy = TestWorkspace::new();
    let mut model: Value = serde_json::from_str(&copy.read(ZOO)).unwrap();
    let members = &mut model["shapes"]["example.zoo#Animal"]["members"];
    members["name"]["traits"]["smithy.api#pattern"] = json!(name);
    members["nickname"]["traits"] = json!({ "smithy.api#pattern": nickname });
    copy.write(ZOO, model.to_string());
    copy
}

/// Returns the corrections in the hints, in their order.
fn parse_corrections(ran: &CommandOutput) -> Vec<Value> {
    let hints = ran.out.lines().filter(|line| line.trim_start().starts_with("hint: "));
    hints.map(|hint| serde_json::from_str(&hint[hint.find('{').unwrap()..]).unwrap()).collect()
}

fn write_corrections(copy: &TestWorkspace, corrections: &[Value]) {
    copy.write(ZOO_OVERLAY, json!({ "corrections": corrections }).to_string());
}

#[test]
fn patterns_are_counted() {
    let copy = workspace_with_patterns("^a$", "[b-d]");
    let ran = copy.run(&["regenerate"]).expect_code(0);
    let ran = ran.expect_out(&["2 patterns: 2 exact, 0 approximated, 0 not enforced\n"]);
    assert!(parse_corrections(&ran).is_empty(), "{}", ran.out);
}

#[test]
fn patterns_that_are_not_enforced_are_listed() {
    let copy = workspace_with_patterns(BACK, NEVER);
    let ran = copy.run(&["regenerate"]).expect_code(0).expect_out(&[
        "2 patterns: 0 exact, 0 approximated, 2 not enforced (1 that no value matches)\n",
        "pattern example.zoo#Animal$name: its pattern isn't enforced: ",
        &format!(": {BACK}\n"),
        "pattern example.zoo#Animal$nickname: no value matches its pattern, which isn't enforced: ",
        "add to the `corrections` in model/services/zoo.overlay.json",
    ]);
    assert_eq!(parse_corrections(&ran).len(), 2, "{}", ran.out);
    // `--check` reports them as well.
    copy.run(&["regenerate", "--check"]).expect_code(0).expect_out(&["2 not enforced"]);
}

#[test]
fn approximated_patterns_are_listed() {
    let copy = workspace_with_patterns("^(?>ab|a)b$", "^a$");
    copy.run(&["regenerate"]).expect_code(0).expect_out(&[
        "2 patterns: 1 exact, 1 approximated, 0 not enforced\n",
        "example.zoo#Animal$name: more than its pattern says is taken as valid: ",
    ]);
}

#[test]
fn correction_of_the_hint_removes_the_pattern() {
    let copy = workspace_with_patterns(BACK, NEVER);
    write_corrections(&copy, &parse_corrections(&copy.run(&["regenerate"])));
    let ran = copy.run(&["regenerate"]).expect_code(0);
    assert!(!ran.out.contains("pattern"), "{}", ran.out);
    let text = copy.read("generated/src/zoo/structures.rs");
    assert!(text.contains("/// Corrected: No value matches its pattern, which isn't enforced."));
}

#[test]
fn correction_of_the_hint_can_replace_the_pattern() {
    let copy = workspace_with_patterns(BACK, NEVER);
    let mut corrections = parse_corrections(&copy.run(&["regenerate"]));
    for (correction, pattern) in corrections.iter_mut().zip(["^cat-cat$|^dog-dog$", "^/a/$"]) {
        correction.as_object_mut().unwrap().remove("remove");
        correction["set"] = json!({ "smithy.api#pattern": pattern });
    }
    write_corrections(&copy, &corrections);
    let ran = copy.run(&["regenerate"]).expect_code(0);
    ran.expect_out(&["2 patterns: 2 exact, 0 approximated, 0 not enforced\n"]);
    assert!(copy.read("generated/src/zoo/patterns.rs").contains("^cat-cat$|^dog-dog$"));
}
