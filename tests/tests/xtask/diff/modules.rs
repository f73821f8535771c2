//! Modules and services: several modules may be generated from one service, and each is compared.

use std::path::Path;

use serde_json::{Value, json};
use shapesmith_test_support::CommandOutput;
use shapesmith_tests::test_workspace::{CONFIG, GARDEN, TestWorkspace};

use super::repository::{Repository, edit};

/// Returns a workspace with these modules of the same service, each with its own copy of the model.
fn tides(modules: &[&str]) -> Repository {
    let repository = Repository::with(|copy| {
        for module in modules {
            copy.write(&model(module), service());
        }
        configure(copy, modules);
    });
    repository.diff(&[]).expect_code(0).expect_out(&["no API change"]);
    repository
}

fn model(module: &str) -> String {
    format!("model/services/{module}.json")
}

fn configure(copy: &TestWorkspace, modules: &[&str]) {
    let mut config = include_str!("../regenerate/models/shapesmith.toml")
        .split("[service.")
        .next()
        .unwrap()
        .to_owned();
    for module in modules {
        config += &format!("[service.{module}]\nmodel = \"services/{module}.json\"\n");
    }
    copy.write(CONFIG, &config);
}

/// Returns the model of a service with one operation.
fn service() -> String {
    let model = json!({
        "smithy": "2.0",
        "shapes": {
            "example.tides#Tides": {"type": "service", "version": "2024-01-01",
                "operations": [{"target": "example.tides#GetTide"}]},
            "example.tides#GetTide": {"type": "operation",
                "input": {"target": "example.tides#Request"},
                "output": {"target": "example.tides#Response"}},
            "example.tides#Request": {"type": "structure",
                "members": {"port": {"target": "smithy.api#String"}}},
            "example.tides#Response": {"type": "structure",
                "members": {"height": {"target": "smithy.api#Integer"},
                    "when": {"target": "smithy.api#String"}}},
        },
    });
    serde_json::to_string_pretty(&model).unwrap()
}

/// Removes a member, and makes another required.
fn break_model(copy: &TestWorkspace, name: &str) {
    edit(copy, name, |model| {
        let shapes = &mut model["shapes"];
        shapes["example.tides#Response"]["members"].as_object_mut().unwrap().shift_remove("when");
        shapes["example.tides#Request"]["members"]["port"]["traits"] =
            json!({"smithy.api#required": {}});
    });
}

/// Asserts that the report shows the breaking change, and that the run fails.
#[track_caller]
fn expect_break(repository: &Repository) -> CommandOutput {
    for args in [&["--fail-on", "break"][..], &["--check-version"]] {
        repository.diff(args).expect_code(1).expect_out(&["required-added", "Request$port"]);
    }
    repository.diff(&["--fail-on", "break"])
}

#[test]
fn a_copy_of_the_old_model_hides_no_break() {
    for second in ["tides_two", "a_tides", "zz"] {
        let repository = tides(&["tides"]);
        repository.0.write(&model(second), service());
        configure(&repository.0, &["tides", second]);
        break_model(&repository.0, &model("tides"));
        expect_break(&repository).expect_out(&["service-added", "2 of 2 services changed"]);
    }
}

#[test]
fn an_untouched_module_hides_no_break() {
    for broken in ["a_tides", "b_tides"] {
        let repository = tides(&["a_tides", "b_tides"]);
        break_model(&repository.0, &model(broken));
        expect_break(&repository).expect_out(&[&format!("({broken})"), "1 of 2 services changed"]);
        let report = repository.json(&[]);
        assert_eq!(report["services"][0]["name"], *broken);
        assert_eq!(report["compared"], 2);
        // A file that the arguments name belongs to its own module.
        let file = format!("HEAD:{}", model(broken));
        let ran = repository.diff(&[&file, "--fail-on", "break"]).expect_code(1);
        ran.expect_out(&[&format!("({broken})"), "1 of 1 service changed"]);
    }
}

/// Both modules changed, in different ways.
#[test]
fn modules_of_one_service_are_compared_separately() {
    let repository = tides(&["a_tides", "b_tides"]);
    break_model(&repository.0, &model("a_tides"));
    repository.edit(&model("b_tides"), |model| {
        model["shapes"]["example.tides#Response"]["members"]["depth"] =
            json!({"target": "smithy.api#Integer"});
    });
    expect_break(&repository).expect_out(&["member-added-optional", "2 of 2 services changed"]);
    repository.diff(&["--fail-on", "break", "b_tides"]).expect_code(0);
    repository.diff(&["--fail-on", "break", "a_tides"]).expect_code(1);
}

/// A change that is accepted for one module isn't accepted for another.
#[test]
fn changes_are_accepted_for_one_module() {
    let repository = tides(&["a_tides", "b_tides"]);
    for module in ["a_tides", "b_tides"] {
        break_model(&repository.0, &model(module));
    }
    let report = repository.json(&["a_tides"]);
    let changes = report["services"][0]["changes"].as_array().unwrap();
    let entries = changes.iter().map(|change| {
        let fingerprint = &change["fingerprint"];
        format!(
            "[[accepted]]\nservice = \"a_tides\"\nfingerprint = {fingerprint}\nreason = \"Fine.\"\n"
        )
    });
    repository.0.write("model/accepted.toml", entries.collect::<String>());
    repository.diff(&["--fail-on", "any", "a_tides"]).expect_code(0);
    repository.diff(&["--fail-on", "any", "b_tides"]).expect_code(1);
}

/// The removal of a module breaks its users, even if other modules of the service remain.
#[test]
fn a_removed_module_is_reported() {
    let repository = tides(&["a_tides", "b_tides"]);
    configure(&repository.0, &["a_tides"]);
    repository.diff(&["--fail-on", "break"]).expect_code(1).expect_out(&["service-removed"]);
    // With two new modules, neither is taken for the removed one under a new name.
    let repository = tides(&["tides"]);
    for module in ["one", "two"] {
        repository.0.write(&model(module), service());
    }
    configure(&repository.0, &["one", "two"]);
    repository.diff(&["--fail-on", "break"]).expect_code(1).expect_out(&[
        "service-removed",
        "service-added",
        "3 of 3 services changed",
    ]);
}

/// The service is the same, but every path of the module changes.
#[test]
fn a_renamed_module_breaks_rust_code() {
    let repository = tides(&["tides"]);
    repository.0.write(&model("waves"), service());
    configure(&repository.0, &["waves"]);
    repository.diff(&["--fail-on", "break"]).expect_code(0);
    repository.diff(&["--fail-on", "major"]).expect_code(1).expect_out(&[
        "module-renamed",
        "tides → waves",
        "wire safe, Rust major",
    ]);
    break_model(&repository.0, &model("waves"));
    expect_break(&repository).expect_out(&["module-renamed"]);
}

/// A module is compared with the one of the same name, even if its service is another.
#[test]
fn a_module_whose_service_is_replaced_is_compared() {
    let repository = tides(&["tides"]);
    repository.0.write(&model("waves"), service());
    repository.0.write(&model("tides"), repository.0.read(GARDEN));
    configure(&repository.0, &["tides", "waves"]);
    repository.diff(&["--fail-on", "break"]).expect_code(1).expect_out(&[
        "operation-removed",
        "GetTide",
        "service-added",
    ]);
}

/// A folder without a configuration is compared with each module of its service.
#[test]
fn a_folder_is_compared_with_each_module() {
    let repository = tides(&["a_tides", "b_tides"]);
    repository.0.write("upstream/tides.json", service());
    break_model(&repository.0, "upstream/tides.json");
    let upstream = repository.0.path("upstream");
    let models = repository.0.path("model");
    let [upstream, models] = [&upstream, &models].map(|path| path.to_str().unwrap());
    repository.diff(&[models, upstream, "--fail-on", "break"]).expect_code(1).expect_out(&[
        "(a_tides)",
        "(b_tides)",
        "2 of 2 services changed",
    ]);
}

/// A folder may have two models of one service in the same version.
#[test]
fn all_models_of_a_service_in_a_folder_are_compared() {
    let copy = TestWorkspace::new();
    for side in ["old", "new"] {
        for name in ["a", "b"] {
            copy.write(&format!("{side}/{name}.json"), service());
        }
    }
    let [old, new] = ["old", "new"].map(|side| copy.path(side));
    let args = ["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--fail-on", "break"];
    for name in ["a", "b"] {
        break_model(&copy, &format!("new/{name}.json"));
        copy.run(&args).expect_code(1).expect_out(&["required-added", "1 of 2 services changed"]);
        copy.write(&format!("new/{name}.json"), service());
    }
    copy.run(&args).expect_code(0);
}

/// A configuration with an unknown service, or with none where the model has several, is an error.
#[test]
fn the_service_of_a_model_has_to_be_unambiguous() {
    let repository = tides(&["tides"]);
    repository.0.edit(CONFIG, "tides.json\"", "tides.json\"\nservice = \"example.tides#Waves\"");
    repository
        .diff(&[])
        .expect_code(2)
        .expect_err(&["the model has no service `example.tides#Waves`", "shapesmith.toml:"]);
    let repository = tides(&["tides"]);
    repository.edit(&model("tides"), |model| {
        model["shapes"]["example.tides#Other"] = json!({"type": "service", "version": "1"});
    });
    repository.diff(&[]).expect_code(2).expect_err(&["the model has several services"]);
}

mod named_files {
    use super::*;

    fn with_version(model: &str, version: &str) -> String {
        model.replace("2024-01-01", version)
    }

    fn diff(copy: &TestWorkspace, old: &str, new: &str, more: &[&str]) -> CommandOutput {
        let [old, new] = [old, new].map(|name| copy.path(name));
        let sides = ["diff", old.to_str().unwrap(), new.to_str().unwrap()];
        copy.run(&[&sides, more].concat())
    }

    fn without_member(model: &str) -> String {
        let mut model: Value = serde_json::from_str(model).unwrap();
        let members = &mut model["shapes"]["example.tides#Response"]["members"];
        members.as_object_mut().unwrap().shift_remove("when");
        model.to_string()
    }

    /// Neither the versions nor the files beside them matter.
    #[test]
    fn files_are_compared_regardless_of_versions() {
        let old = service();
        for version in ["2023-01-01", "2024-01-01", "2025-01-01"] {
            for siblings in [&[][..], &["2020-01-01"], &["2024-01-01", "2030-01-01"]] {
                let copy = TestWorkspace::new();
                copy.write("here/old.json", &old);
                copy.write("here/new.json", with_version(&without_member(&old), version));
                copy.write("here/old.docs.json", "{}");
                for sibling in siblings {
                    let name = format!("here/sibling-{sibling}.json");
                    copy.write(&name, with_version(&old, sibling));
                }
                let ran = diff(&copy, "here/old.json", "here/new.json", &["--fail-on", "risk"]);
                let ran = ran.expect_code(1).expect_out(&["member-removed", "Response$when"]);
                let unexpected = ["service-added", "service-removed"];
                assert!(!unexpected.iter().any(|kind| ran.out.contains(kind)), "{}", ran.out);
            }
        }
    }

    #[test]
    fn revisions_of_files_are_compared_regardless_of_versions() {
        let repository = Repository::with(|copy| {
            copy.write("here/tides.json", service());
            copy.write("here/next.json", with_version(&service(), "2030-01-01"));
        });
        repository
            .0
            .write("here/tides.json", with_version(&without_member(&service()), "2020-01-01"));
        let ran = repository.diff(&["HEAD:here/tides.json", "--fail-on", "risk"]).expect_code(1);
        ran.expect_out(&["member-removed", "1 of 1 service changed"]);
    }

    /// In a folder, the latest version of a service is used.
    #[test]
    fn folders_are_compared_by_their_latest_versions() {
        let copy = TestWorkspace::new();
        copy.write("old/one.json", with_version(&service(), "2020-01-01"));
        copy.write("old/two.json", without_member(&service()));
        copy.write("new/two.json", without_member(&service()));
        diff(&copy, "old", "new", &[]).expect_code(0).expect_out(&["no API change in 1 service"]);
    }

    /// The file extension doesn't matter.
    #[test]
    fn files_are_compared_regardless_of_names() {
        let copy = TestWorkspace::new();
        copy.write("old", service());
        copy.write("new.txt", without_member(&service()));
        diff(&copy, "old", "new.txt", &[]).expect_code(0).expect_out(&["Response$when"]);
    }

    #[test]
    fn other_files_are_errors() {
        let copy = TestWorkspace::new();
        copy.write("a.json", "{\"a\": 1}");
        copy.write("tides.json", service());
        for (old, new) in [("a.json", "tides.json"), ("tides.json", "a.json"), ("a.json", "model")]
        {
            let ran = diff(&copy, old, new, &[]).expect_code(2);
            ran.expect_err(&["a.json isn't a model"]);
        }
        assert!(Path::new(&copy.path("a.json")).exists());
    }
}
