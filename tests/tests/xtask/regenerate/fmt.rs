//! `cargo xtask fmt`: formats the model files, and writes nothing else.

use shapesmith_tests::test_workspace::{TestWorkspace, ZOO, ZOO_DOCS};

#[test]
fn canonical_files_are_not_written() {
    let copy = TestWorkspace::new();
    let before = copy.tree();
    copy.run(&["fmt"]).expect_code(0).expect_out(&["Nothing to do: 3 model files"]);
    copy.run(&["fmt", "--check"]).expect_code(0);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

#[test]
fn other_files_are_formatted() {
    let copy = TestWorkspace::new();
    let canonical = copy.tree();
    copy.write(ZOO, copy.read(ZOO).replace("  ", "\t"));
    copy.write(ZOO_DOCS, copy.read(ZOO_DOCS).trim_end());
    let before = copy.tree();
    copy.run(&["fmt", "--check"])
        .expect_code(1)
        .expect_out(&[
            "changed model/services/zoo.docs.json\n",
            "changed model/services/zoo.json\n",
        ])
        .expect_err(&["run `cargo xtask fmt`"]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());

    copy.run(&["fmt"]).expect_code(0).expect_out(&["wrote model/services/zoo.json\n"]);
    for (name, (_, bytes)) in copy.tree() {
        assert_eq!(Some(&bytes), canonical.get(&name).map(|(_, bytes)| bytes), "{name}");
    }
}

#[test]
fn models_with_problems_are_formatted() {
    let copy = TestWorkspace::new();
    copy.edit(ZOO, "\"target\": \"example.zoo#Kind\"", "\"target\":\"example.zoo#Knd\"");
    copy.run(&["fmt"]).expect_code(0).expect_out(&["wrote model/services/zoo.json\n"]);
}
