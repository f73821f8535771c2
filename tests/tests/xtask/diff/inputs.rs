//! Inputs: files, folders and services in either format, with and without side files.

use serde_json::{Value, json};
use shapesmith_tests::test_workspace::{
    AQUA, AQUA_PAGES, CONFIG, GARDEN, TestWorkspace, ZOO, ZOO_DOCS,
};

use super::repository::Repository;

fn path(copy: &TestWorkspace, name: &str) -> String {
    copy.path(name).to_str().unwrap().to_owned()
}

#[test]
fn files_and_folders_are_compared() {
    let copy = TestWorkspace::new();
    let new = copy.read(GARDEN).replace("\"height\"", "\"size\"");
    copy.write("old/garden.json", copy.read(GARDEN));
    copy.write("new/garden.json", &new);
    let [old, new] = ["old", "new"].map(|folder| path(&copy, folder));
    let expected = ["member-removed", "Plant$height", "member-added-optional"];
    copy.run(&["diff", &old, &new]).expect_code(0).expect_out(&expected);
    let [old, new] = [&old, &new].map(|folder| format!("{folder}/garden.json"));
    copy.run(&["diff", &old, &new]).expect_code(0).expect_out(&expected);
    copy.run(&["diff", &old, &path(&copy, "new")]).expect_code(0).expect_out(&expected);
    copy.run(&["diff", &old, &old]).expect_code(0).expect_out(&["no API change in 1 service"]);
}

/// Two files that the arguments name are compared even if their services have different names.
#[test]
fn files_with_different_services_are_compared() {
    let copy = TestWorkspace::new();
    let [old, new] = [GARDEN, ZOO].map(|name| path(&copy, name));
    copy.run(&["diff", &old, &new]).expect_code(0).expect_out(&[
        "operation-removed",
        "Water",
        "operation-added",
        "GetAnimal",
    ]);
}

#[test]
fn formatting_and_order_of_keys_are_not_changes() {
    let repository = Repository::new();
    let model: Value = serde_json::from_str(&repository.0.read(ZOO)).unwrap();
    repository.0.write(ZOO, reverse_keys(&model).to_string());
    repository.diff(&["zoo"]).expect_code(0).expect_out(&["no API change in 1 service"]);
}

/// Returns the model with the keys of objects in reverse order, where the order has no meaning.
fn reverse_keys(model: &Value) -> Value {
    let mut model = model.clone();
    let reverse = |value: &mut Value| {
        let entries = value.as_object_mut().unwrap();
        *entries = std::mem::take(entries).into_iter().rev().collect();
    };
    reverse(&mut model["shapes"]);
    model["shapes"].as_object_mut().unwrap().values_mut().for_each(reverse);
    reverse(&mut model);
    model
}

#[test]
fn documentation_is_compared_on_request() {
    let repository = Repository::new();
    repository.0.edit(ZOO_DOCS, "An animal of the zoo.", "An animal that lives in the zoo.");
    repository.diff(&["--fail-on", "any"]).expect_code(0).expect_out(&["no API change"]);
    repository.diff(&["--docs"]).expect_code(0).expect_out(&["1 of 2 services changed"]);
}

#[test]
fn services_are_chosen_by_name() {
    let repository = Repository::new();
    repository.remove_nickname();
    repository.add_width();
    repository.diff(&[]).expect_out(&["Plant", "Animal", "2 of 2 services changed"]);
    let ran = repository.diff(&["garden"]).expect_code(0);
    assert!(!ran.out.contains("Animal"), "{}", ran.out);
    repository.diff(&["HEAD", "zoo"]).expect_code(0).expect_out(&["Animal$nickname"]);
    repository
        .diff(&["zooo"])
        .expect_code(2)
        .expect_err(&["`zooo` isn't a file, a revision or a service", "did you mean `zoo`?"]);
    repository
        .diff(&["nowhere/zoo.json"])
        .expect_code(2)
        .expect_err(&["`nowhere/zoo.json` is neither a file nor a revision"]);
}

#[test]
fn services_are_added_and_removed() {
    let repository = Repository::new();
    repository.0.remove(GARDEN);
    let config = repository.0.read(CONFIG);
    repository
        .0
        .write(CONFIG, config.replace("[service.garden]\nmodel = \"services/garden.json\"\n", ""));
    repository.diff(&["--fail-on", "break"]).expect_code(1).expect_out(&[
        "service-removed",
        "wire break, Rust major",
        "the module is gone",
    ]);
    repository.commit();
    repository
        .diff(&["HEAD", "HEAD~1", "--fail-on", "risk", "--fail-on", "major"])
        .expect_code(0)
        .expect_out(&["service-added", "wire safe, Rust minor"]);
}

#[test]
fn formats_are_compared_with_each_other() {
    let copy = TestWorkspace::new();
    copy.write("incoming/service-2.json", AQUA);
    copy.write("incoming/paginators-1.json", AQUA_PAGES);
    let incoming = path(&copy, "incoming");
    copy.run(&["import", &incoming]).expect_code(0);
    let ours = path(&copy, "model/services/aqua.json");
    for (old, new) in [(&incoming, &ours), (&ours, &incoming)] {
        copy.run(&["diff", old, new]).expect_code(0).expect_out(&["no API change in 1 service"]);
    }
    let mut newer: Value = serde_json::from_str(AQUA).unwrap();
    newer["shapes"]["ListFishRequest"]["required"] = json!(["Token"]);
    copy.write("incoming/service-2.json", newer.to_string());
    copy.run(&["diff", &ours, &incoming, "--fail-on", "break"]).expect_code(1).expect_out(&[
        "required-added",
        "ListFishRequest$Token",
        "old clients don't send it",
    ]);
}

#[test]
fn side_files_are_compared() {
    let copy = TestWorkspace::new();
    for folder in ["old", "new"] {
        copy.write(&format!("{folder}/service-2.json"), AQUA);
        copy.write(&format!("{folder}/paginators-1.json"), AQUA_PAGES);
    }
    copy.write("new/paginators-1.json", json!({"pagination": {}}).to_string());
    let [old, new] = ["old", "new"].map(|folder| path(&copy, folder));
    copy.run(&["diff", &old, &new]).expect_code(0).expect_out(&["paginator-removed", "ListFish"]);
}

#[test]
fn a_model_without_side_files_is_compared_without_pages() {
    let copy = TestWorkspace::new();
    copy.write("old/service-2.json", AQUA);
    copy.write("old/paginators-1.json", AQUA_PAGES);
    copy.write("new/service-2.json", AQUA);
    let [old, new] = ["old", "new"].map(|folder| path(&copy, folder));
    for (old, new) in [(&old, &new), (&new, &old)] {
        copy.run(&["diff", old, new])
            .expect_code(0)
            .expect_out(&["no API change"])
            .expect_err(&["warning", "new/service-2.json has no side files: pages"]);
    }
}

#[test]
fn invalid_inputs_are_errors() {
    let repository = Repository::new();
    repository
        .diff(&["--date", "tomorrow"])
        .expect_code(2)
        .expect_err(&["`tomorrow` isn't a date"]);
    repository.0.edit(ZOO, "\"target\": \"example.zoo#Kind\"", "\"target\": \"example.zoo#Kid\"");
    repository
        .diff(&[])
        .expect_code(2)
        .expect_err(&["unresolved-target", "model/services/zoo.json:"]);
    std::fs::create_dir(repository.0.path("empty")).unwrap();
    let empty = path(&repository.0, "empty");
    repository.diff(&[&empty, &empty]).expect_code(2).expect_err(&["there is no model in"]);
}
