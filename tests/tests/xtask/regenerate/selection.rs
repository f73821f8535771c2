//! The selection of operations in the configuration.

use shapesmith_tests::test_workspace::{CONFIG, TestWorkspace, ZOO};

/// A workspace with a second operation, which has a type of its own.
fn workspace_with_second_operation() -> TestWorkspace {
    let copy = TestWorkspace::new();
    copy.edit(
        ZOO,
        "\"example.zoo#GetAnimal\": {",
        r#""example.zoo#Feed": {"type": "operation", "input": {"target": "example.zoo#FeedInput"}},
           "example.zoo#FeedInput": {"type": "structure", "members": {"kind": {"target": "example.zoo#Kind"}}},
           "example.zoo#GetAnimal": {"#,
    );
    copy.edit(ZOO, "\"operations\": [", "\"operations\": [{\"target\": \"example.zoo#Feed\"},");
    copy
}

#[test]
fn unselected_operations_are_omitted_with_their_types() {
    let copy = workspace_with_second_operation();
    copy.run(&["regenerate"]).expect_code(0).expect_out(&["9 shapes: 2 operations, 3 structures"]);
    assert!(copy.read("generated/src/zoo/structures.rs").contains("struct FeedInput"));
    let whole = copy.read("generated/src/zoo/enums.rs");
    copy.edit(CONFIG, "default = true", "default = true\noperations = [\"Feed\"]");
    copy.run(&["regenerate"])
        .expect_code(0)
        .expect_out(&["9 shapes: 1 of 2 operations, 1 structure, 1 enum; ", "; skipped 0; "]);
    assert!(!copy.read("generated/src/zoo/structures.rs").contains("struct Animal"));
    assert!(!copy.path("generated/src/zoo/unions.rs").exists());
    assert!(!copy.path("generated/src/zoo/exceptions.rs").exists());
    assert_eq!(copy.read("generated/src/zoo/enums.rs"), whole);
    copy.run(&["regenerate", "--check"]).expect_code(0);
}

#[test]
fn all_unknown_operations_are_reported() {
    let copy = TestWorkspace::new();
    copy.edit(CONFIG, "default = true", "operations = [\"GetAnimals\", \"GetAnimal\",\n  \"Fly\"]");
    let before = copy.tree();
    copy.run(&["regenerate"]).expect_code(2).expect_err(&[
        "Zoo has no operation `GetAnimals`",
        "--> model/shapesmith.toml:13:15",
        "did you mean `GetAnimal`?",
        "Zoo has no operation `Fly`",
        "--> model/shapesmith.toml:14:3",
    ]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

#[test]
fn empty_list_of_operations_is_an_error() {
    let copy = TestWorkspace::new();
    copy.edit(CONFIG, "default = true", "operations = []");
    copy.run(&["regenerate"])
        .expect_code(2)
        .expect_err(&["the list of operations is empty", "--> model/shapesmith.toml:13:14"]);
}

#[test]
fn model_of_another_version_is_an_error() {
    let copy = TestWorkspace::new();
    copy.edit(CONFIG, "default = true", "version = \"2023-01-01\"");
    copy.run(&["regenerate"])
        .expect_code(2)
        .expect_err(&["the model has version `2024-01-01`", "--> model/shapesmith.toml:13:11"]);
    copy.edit(CONFIG, "2023-01-01", "2024-01-01");
    copy.run(&["regenerate"]).expect_code(0);
}
