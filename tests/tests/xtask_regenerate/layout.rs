//! The output as one crate, or as a crate per service.

use std::process::Command;

use super::copy::{CONFIG, Copy, ZOO};

const ONE: &str = "output = \"generated\"";

fn apart() -> Copy {
    let copy = Copy::generated();
    copy.edit(CONFIG, ONE, &format!("{ONE}\nlayout = \"crate-per-service\""));
    copy.run(&["regenerate"]).expect_code(0);
    copy
}

#[test]
fn each_service_is_a_crate_beside_what_they_share() {
    let copy = apart();
    let manifest = copy.read("generated/zoo/Cargo.toml");
    assert!(manifest.contains("name = \"places-zoo\""), "{manifest}");
    assert!(manifest.contains("places-support = { path = \"../support\""), "{manifest}");
    assert!(copy.read("generated/support/Cargo.toml").contains("name = \"places-support\""));
    assert!(copy.read("generated/garden/src/garden/structures.rs").contains("pub struct Plant"));
    assert!(!copy.path("generated/src").exists() && !copy.path("generated/Cargo.toml").exists());
    copy.run(&["regenerate", "--check"]).expect_code(0);
    let (text, tree) = (copy.read(CONFIG), copy.tree());
    copy.run(&["regenerate"]).expect_code(0).expect_out(&["Nothing to do"]);
    assert_eq!(copy.changed_since(&tree), Vec::<String>::new());
    copy.write(CONFIG, &text.replace("crate-per-service", "one-crate"));
    copy.run(&["regenerate"]).expect_code(0);
    assert!(copy.path("generated/src/zoo/mod.rs").exists() && !copy.path("generated/zoo").exists());
}

#[test]
fn services_that_are_not_named_are_left_alone() {
    let copy = apart();
    copy.edit(ZOO, "CROCODILE", "CAIMAN");
    copy.write("generated/garden/notes.txt", "");
    let before = copy.tree();
    copy.run(&["regenerate", "zoo"]).expect_code(0);
    let changed = copy.changed_since(&before);
    assert!(changed.iter().all(|name| name.starts_with("generated/zoo/")), "{changed:?}");
}

#[test]
fn crates_compile_without_a_warning() {
    let copy = apart();
    copy.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"generated/*\"]\n");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--workspace", "--offline", "--quiet"]).current_dir(copy.path(""));
    cargo.env("RUSTFLAGS", "-D warnings").env("CARGO_TARGET_DIR", copy.path("target"));
    let ran = cargo.output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn unknown_layout_has_a_near_one() {
    let copy = Copy::new();
    copy.edit(CONFIG, ONE, &format!("{ONE}\nlayout = \"one-crates\""));
    copy.run(&["regenerate"])
        .expect_code(2)
        .expect_err(&["--> model/shapesmith.toml:7:10", "did you mean `one-crate`?"]);
}
