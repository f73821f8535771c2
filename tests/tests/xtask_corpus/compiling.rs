//! The crates themselves: written, and seen by cargo.

use super::folder::{Folder, ZOO};

#[test]
fn crates_are_kept() {
    let folder = Folder::with(&[("zoo.json", ZOO)]);
    let kept = folder.path("kept");
    folder.run(&["--keep", kept.to_str().unwrap()]).expect_code(0);
    let manifest = std::fs::read_to_string(kept.join("zoo/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"corpus-zoo\""), "{manifest}");
    assert!(kept.join("zoo/src/zoo/structures.rs").exists());
    assert!(std::fs::read_dir(folder.path("target")).unwrap().next().is_none());
}

#[test]
fn crate_is_checked() {
    let folder = Folder::with(&[("zoo.json", ZOO)]);
    let ran = folder.run(&["--compile", "--jobs", "1"]).expect_code(0);
    let ran = ran.expect_out(&["check", "checked in "]);
    assert_eq!(ran.rows()[0].last(), Some(&"ok"), "{}", ran.out);
}
