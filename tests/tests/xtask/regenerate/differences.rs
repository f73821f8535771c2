//! `--check`: the differences that it reports, and that it writes nothing.

use shapesmith_tests::test_workspace::{HEADER, TestWorkspace, ZOO};

#[test]
fn removed_value_and_member_are_shown_as_differences() {
    let copy = TestWorkspace::generated();
    remove_value_and_member(&copy);
    let before = copy.tree();
    copy.run(&["regenerate", "--check"])
        .expect_code(1)
        .expect_out(&[
            "changed generated/src/zoo/enums.rs\n",
            "changed generated/src/zoo/structures.rs\n",
            "-    Crocodile,",
            "-    pub nickname: ",
        ])
        .expect_err(&["differ from what the models generate", "run `cargo xtask regenerate`"]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());

    copy.run(&["regenerate"]).expect_code(0);
    let changed = copy.changed_since(&before);
    assert!(changed.iter().all(|name| name.starts_with("generated/src/zoo/")), "{changed:?}");
    copy.run(&["regenerate", "--check"]).expect_code(0);
}

#[test]
fn missing_file_is_reported_and_regenerated() {
    let copy = TestWorkspace::generated();
    copy.remove("generated/Cargo.toml");
    copy.remove("generated/src/zoo/enums.rs");
    copy.run(&["regenerate", "--check"])
        .expect_code(1)
        .expect_out(&["missing generated/Cargo.toml\n", "missing generated/src/zoo/enums.rs\n"]);
    copy.run(&["regenerate"]).expect_code(0).expect_out(&["Wrote 2 files, removed 0."]);
    copy.run(&["regenerate", "--check"]).expect_code(0);
}

#[test]
fn extra_file_is_reported() {
    let copy = TestWorkspace::generated();
    copy.write("generated/src/extra.rs", HEADER);
    copy.run(&["regenerate", "--check"])
        .expect_code(1)
        .expect_out(&["extra   generated/src/extra.rs\n"])
        .expect_err(&["1 file differs"]);
}

#[test]
fn edited_file_is_reported_and_regenerated() {
    let copy = TestWorkspace::generated();
    copy.write("generated/src/lib.rs", format!("{HEADER}broken {{"));
    copy.run(&["regenerate", "--check"]).expect_code(1).expect_out(&["-broken {"]);
    copy.run(&["regenerate"]).expect_code(0);
    copy.run(&["regenerate", "--check"]).expect_code(0);
}

#[test]
fn model_that_is_not_canonical_is_a_difference() {
    let copy = TestWorkspace::generated();
    copy.write(ZOO, copy.read(ZOO).trim_end());
    copy.run(&["regenerate", "--check"])
        .expect_code(1)
        .expect_out(&["changed model/services/zoo.json\n"]);
}

#[test]
fn long_differences_are_cut() {
    let copy = TestWorkspace::generated();
    for name in copy.tree().keys().filter(|name| name.starts_with("generated/src/")) {
        copy.write(name, format!("{HEADER}{}", "other\n".repeat(100)));
    }
    let ran = copy.run(&["regenerate", "--check"]).expect_code(1);
    assert_eq!(ran.out.matches("\n--- generated/").count(), 5);
    assert_eq!(ran.out.matches("more lines\n").count(), 5);
    assert!(ran.out.contains("… diffs of "), "{}", ran.out);
}

#[test]
fn quiet_prints_only_differences() {
    let copy = TestWorkspace::generated();
    remove_value_and_member(&copy);
    let ran = copy.run(&["regenerate", "--check", "--quiet"]).expect_code(1);
    assert!(ran.out.starts_with("changed generated/"), "{}", ran.out);
    assert!(ran.out.contains("-    Crocodile,"), "{}", ran.out);

    let same = TestWorkspace::generated().run(&["regenerate", "--check", "--quiet"]).expect_code(0);
    assert_eq!((same.out.as_str(), same.err.as_str()), ("", ""));
}

fn remove_value_and_member(copy: &TestWorkspace) {
    let mut model: serde_json::Value = serde_json::from_str(&copy.read(ZOO)).unwrap();
    let mut lose = |shape: &str, member: &str| {
        let members = model.pointer_mut(&format!("/shapes/example.zoo#{shape}/members")).unwrap();
        members.as_object_mut().unwrap().shift_remove(member).unwrap();
    };
    lose("Kind", "CROCODILE");
    lose("Animal", "nickname");
    copy.write(ZOO, format!("{}\n", serde_json::to_string_pretty(&model).unwrap()));
}
