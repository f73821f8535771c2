//! `[package]` of the configuration: the manifest, the README and the licence of the crate.

use shapesmith_tests::test_workspace::{CONFIG, TestWorkspace};

const OUTPUT: &str = "output = \"generated\"";

fn configure(copy: &TestWorkspace, keys: &str) {
    copy.edit(CONFIG, OUTPUT, &format!("{OUTPUT}\n{keys}"));
}

#[test]
fn additional_keys_and_files_are_written_to_the_crate() {
    let copy = TestWorkspace::new();
    let keys = "readme = \"about.md\"\nlicense-text = \"LICENSE\"\n\n[package.manifest]\n\
                repository = \"https://places.example/\\\"source\\\"\"\nkeywords = [\"zoo\", \"garden\"]\n\
                metadata.docs.rs.all-features = true";
    configure(&copy, keys);
    copy.write("model/about.md", "# Places\n");
    copy.write("model/LICENSE", "Do as you like.\n");
    copy.run(&["regenerate"]).expect_code(0);
    let manifest: toml::Table = copy.read("generated/Cargo.toml").parse().unwrap();
    let package = manifest["package"].as_table().unwrap();
    assert_eq!(package["repository"].as_str(), Some("https://places.example/\"source\""));
    assert_eq!(package["keywords"].as_array().unwrap().len(), 2);
    assert_eq!(package["metadata"]["docs"]["rs"]["all-features"].as_bool(), Some(true));
    assert!(copy.read("generated/README.md").ends_with("Do not edit. -->\n\n# Places\n"));
    assert_eq!(copy.read("generated/LICENSE"), "Do as you like.\n");
    copy.run(&["regenerate", "--check"]).expect_code(0);

    copy.edit(CONFIG, OUTPUT, &format!("{OUTPUT}\nlayout = \"crate-per-service\""));
    copy.run(&["regenerate"]).expect_code(0);
    for krate in ["zoo", "garden", "support"] {
        assert!(copy.read(&format!("generated/{krate}/Cargo.toml")).contains("repository = "));
        assert!(copy.path(&format!("generated/{krate}/README.md")).exists());
        assert!(copy.path(&format!("generated/{krate}/LICENSE")).exists());
    }
}

#[test]
fn keys_that_the_generator_writes_are_errors() {
    let copy = TestWorkspace::new();
    configure(&copy, "[package.manifest]\nedition = \"2021\"\n\"a b\" = 1\nname = \"x\"");
    copy.run(&["regenerate"]).expect_code(2).expect_err(&[
        "`edition` can't be set below `[package.manifest]`",
        "`a b` can't be set below `[package.manifest]`",
        "`name` can't be set below `[package.manifest]`",
        "the generator writes this key",
    ]);
    assert!(!copy.path("generated").exists());
}

#[test]
fn files_that_are_missing_or_elsewhere_are_located_errors() {
    let copy = TestWorkspace::new();
    configure(&copy, "readme = \"../README.md\"");
    copy.run(&["regenerate"]).expect_code(2).expect_err(&["`readme` must be a path below model/"]);
    copy.edit(CONFIG, "../README.md", "about.md");
    copy.run(&["regenerate"])
        .expect_code(2)
        .expect_err(&["there is no file model/about.md", "--> model/shapesmith.toml:7:10"]);
}
