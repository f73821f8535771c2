//! The generated crates: written to a folder, and checked by cargo's tools.

use serde_json::{Map, Value, json};

use super::folder::{CorpusReport, Folder, ZOO};

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

/// Clippy warns about a variant of more than 200 bytes beside small ones.
#[test]
fn union_with_a_large_variant_passes_clippy() {
    let text = json!({"target": "smithy.api#String"});
    let members: Map<String, Value> =
        (0..20).map(|number| (format!("line{number}"), text.clone())).collect();
    let model = json!({"smithy": "2.0", "shapes": {
        "e#Printer": {"type": "service", "version": "1", "operations": [{"target": "e#Print"}]},
        "e#Print": {"type": "operation", "input": {"target": "e#PrintInput"}},
        "e#PrintInput": {"type": "structure", "members": {"sheet": {"target": "e#Sheet"}}},
        "e#Sheet": {"type": "union", "members": {"poster": {"target": "e#Poster"}, "note": text}},
        "e#Poster": {"type": "structure", "members": members},
    }});
    let folder = Folder::with(&[("printer.json", &model.to_string())]);
    folder.run(&["--clippy", "--jobs", "1"]).expect_code(0).expect_out(&["clippy", "checked in "]);
}

/// Cargo reserves names of files, and the compiler keywords of later editions.
#[test]
fn services_with_reserved_names_compile() {
    let folder = Folder::new();
    for name in ["Lib", "Bin", "Main", "Gen", "Support", "Default", "Serde Json"] {
        let model = json!({"smithy": "2.0", "shapes": {
            "e#Service": {"type": "service", "version": "1", "operations": [{"target": "e#Do"}],
                "traits": {"aws.api#service": {"sdkId": name}}},
            "e#Do": {"type": "operation", "input": {"target": "e#DoInput"}},
            "e#DoInput": {"type": "structure", "members": {"a": {"target": "smithy.api#String"}}},
        }});
        folder.write(&format!("{name}.json"), model.to_string().as_bytes());
    }
    let ran = folder.run(&["--compile", "--jobs", "1"]).expect_code(0);
    assert_eq!(ran.names().len(), 7, "{}", ran.out);
}

#[test]
fn kept_crates_do_not_replace_foreign_files() {
    let folder = Folder::with(&[("zoo.json", ZOO)]);
    let kept = folder.path("kept");
    let keep = ["--keep", kept.to_str().unwrap()];
    folder.run(&keep).expect_code(0);
    folder.run(&keep).expect_code(0);
    let manifest = kept.join("zoo/Cargo.toml");
    std::fs::write(&manifest, "[package]\n").unwrap();
    folder.run(&keep).expect_code(1).expect_err(&["zoo/Cargo.toml: there is a file that"]);
    assert_eq!(std::fs::read_to_string(&manifest).unwrap(), "[package]\n");
}

/// An example of invalid input without a required member is omitted, and the others are run.
#[test]
fn documentation_examples_are_run() {
    let text = json!({"target": "smithy.api#String"});
    let required = json!({"target": "smithy.api#String", "traits": {"smithy.api#required": {}}});
    let examples = json!([
        {"title": "All", "input": {"a": "x", "b": "y"}, "output": {"a": "x"}},
        {
            "title": "Nothing given", "input": {"b": "x"}, "allowConstraintErrors": true,
            "error": {"shapeId": "e#Bad", "content": {"message": "a is missing"}},
        },
    ]);
    let model = json!({"smithy": "2.0", "shapes": {
        "e#Exam": {"type": "service", "version": "1", "operations": [{"target": "e#Go"}]},
        "e#Go": {
            "type": "operation", "input": {"target": "e#In"}, "output": {"target": "e#Out"},
            "errors": [{"target": "e#Bad"}], "traits": {"smithy.api#examples": examples},
        },
        "e#In": {"type": "structure", "members": {"a": required, "b": text}},
        "e#Out": {"type": "structure", "members": {"a": text}},
        "e#Bad": {"type": "structure", "members": {"message": text}, "traits": {"smithy.api#error": "client"}},
    }});
    let folder = Folder::with(&[("exam.json", &model.to_string())]);
    let kept = folder.path("kept");
    let ran = folder.run(&["--doctest", "--keep", kept.to_str().unwrap(), "--jobs", "1"]);
    ran.expect_code(0).expect_out(&["doctest", "checked in "]);
    let pages = std::fs::read_to_string(kept.join("exam/src/exam/operations.rs")).unwrap();
    assert!(pages.contains("All:") && !pages.contains("Nothing given"), "{pages}");
}
