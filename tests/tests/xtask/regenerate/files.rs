//! Writing: all files or none, and no temporary files.

use std::fs;

use shapesmith_tests::test_workspace::{HEADER, TestWorkspace, ZOO};

#[test]
fn stale_temp_files_are_removed() {
    let copy = TestWorkspace::generated();
    copy.write("generated/src/zoo/.shapesmith-12-0.tmp", "half");
    copy.write("model/services/.shapesmith-12-1.tmp", "half");
    // The name in earlier versions.
    copy.write("model/.xtask-a1B2c3.tmp", "half");
    copy.run(&["regenerate", "--check"]).expect_code(1).expect_out(&[
        "extra   generated/src/zoo/.shapesmith-12-0.tmp\n",
        "extra   model/.xtask-a1B2c3.tmp\n",
        "extra   model/services/.shapesmith-12-1.tmp\n",
    ]);
    copy.run(&["regenerate"]).expect_code(0).expect_out(&["removed 3."]);
    copy.write("model/.xtask-a1B2c3.tmp", "half");
    copy.run(&["fmt"]).expect_code(0).expect_out(&["removed model/.xtask-a1B2c3.tmp"]);
    copy.run(&["regenerate", "--check"]).expect_code(0);
}

#[test]
fn no_temp_files_are_left() {
    let names = TestWorkspace::generated().tree();
    assert!(names.keys().all(|name| !name.contains(".tmp")), "{names:?}");
}

/// A file in place of a folder prevents writing below it, even for root.
#[test]
fn folder_that_cannot_be_created_leaves_all_files_unchanged() {
    let copy = TestWorkspace::generated();
    fs::remove_dir_all(copy.path("generated/src/zoo")).unwrap();
    copy.write("generated/src/zoo", HEADER);
    copy.write("generated/src/lib.rs", HEADER);
    let before = copy.tree();
    copy.run(&["regenerate"]).expect_code(2).expect_err(&["generated/src/zoo/"]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

#[test]
fn folder_in_place_of_a_file_leaves_all_files_unchanged() {
    let copy = TestWorkspace::generated();
    copy.remove("generated/src/zoo/enums.rs");
    copy.write("generated/src/zoo/enums.rs/x", "in the way");
    copy.edit(ZOO, "nickname", "petname");
    let before = copy.tree();
    copy.run(&["regenerate"]).expect_code(2).expect_err(&["generated/src/zoo/enums.rs"]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn folder_without_permission_leaves_all_files_unchanged() {
    use std::os::unix::fs::PermissionsExt;

    let copy = TestWorkspace::generated();
    copy.edit(ZOO, "nickname", "petname");
    let folder = copy.path("generated/src/zoo");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // Root can write to any folder; the test above covers that case.
    if fs::write(folder.join("probe"), "").is_ok() {
        return;
    }
    let before = copy.tree();
    copy.run(&["regenerate"]).expect_code(2).expect_err(&["can't write generated/src/zoo/"]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn written_files_have_default_permissions() {
    use std::os::unix::fs::PermissionsExt;

    let copy = TestWorkspace::generated();
    let mode = |name: &str| fs::metadata(copy.path(name)).unwrap().permissions().mode();
    assert_eq!(mode("generated/Cargo.toml"), mode("model/shapesmith.toml"));
}
