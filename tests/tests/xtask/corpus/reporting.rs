//! The figures in the table and in JSON.

use super::folder::{CorpusReport, Folder, GARDEN, ZOO};

#[test]
fn every_shape_is_emitted_or_skipped() {
    let lonely =
        "\"shapes\": {\n    \"example.zoo#Lonely\": {\"type\": \"structure\", \"members\": {}},";
    let zoo = ZOO.replacen("\"shapes\": {", lonely, 1);
    let folder = Folder::with(&[("zoo.json", &zoo), ("garden.json", GARDEN)]);
    let ran = folder.run(&["--verbose"]).expect_code(0).expect_out(&[
        "2 services: 11 shapes read = 10 emitted + 1 skipped; ",
        "listed as skipped 1 time: no operation reaches it",
        "skipped zoo: 1 time, no operation reaches it",
    ]);
    assert_eq!(ran.rows()[1][2..5], ["8", "7", "1"], "{}", ran.out);
}

#[test]
fn resources_are_listed() {
    let folder = Folder::new();
    let model = include_str!("../../../fixtures/codegen/mixins_resources/model.json");
    folder.write("model.json", model.as_bytes());
    folder.run(&[]).expect_code(0).expect_out(&["resources have no type"]);
}

#[test]
fn json_has_the_figures_of_each_service() {
    let folder = Folder::with(&[("zoo.json", ZOO)]);
    let ran = folder.run(&["--format", "json", "--jobs", "1"]).expect_code(0);
    let value = ran.json();
    assert_eq!(value["ok"], true);
    assert_eq!(value["jobs"], 1);
    let zoo = &value["services"][0];
    assert_eq!(zoo["service"], "zoo");
    let figure = |name: &str| zoo[name].as_u64().unwrap();
    assert_eq!(figure("read"), figure("emitted") + figure("skipped"));
    assert!(figure("lines") > 100 && figure("bytes") > 1000, "{}", ran.out);
    assert!(zoo["failures"].as_array().unwrap().is_empty());
}

#[test]
fn quiet_prints_nothing_on_success() {
    let folder = Folder::with(&[("zoo.json", ZOO)]);
    let ran = folder.run(&["--quiet"]).expect_code(0);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
}

#[test]
fn result_does_not_depend_on_the_number_of_threads() {
    let folder = Folder::with(&[("zoo.json", ZOO), ("garden.json", GARDEN)]);
    let figures = |jobs: &str| {
        let ran = folder.run(&["--format", "json", "--jobs", jobs]).expect_code(0);
        let value = ran.json();
        let services = value["services"].as_array().unwrap().clone();
        let figures = services.iter().map(|one| (one["service"].clone(), one["bytes"].clone()));
        figures.collect::<Vec<_>>()
    };
    assert_eq!(figures("1"), figures("7"));
}

#[test]
fn patterns_are_counted_and_inexact_ones_listed() {
    let pattern = |pattern: &str| {
        let traits = format!(
            "\"target\": \"smithy.api#String\", \"traits\": {{\"smithy.api#pattern\": {pattern:?}}}"
        );
        ZOO.replacen("\"target\": \"smithy.api#String\"\n        }\n      }", &(traits + "}}"), 1)
    };
    let folder = Folder::with(&[
        ("zoo.json", &pattern("^(a)b\\1$")),
        ("other.json", &pattern("^a+$").replace("Zoo", "Other")),
    ]);
    folder.run(&[]).expect_code(0).expect_out(&[
        "2 patterns: 1 exact, 0 approximated, 1 not enforced\n",
        "pattern example.zoo#Animal$nickname: its pattern isn't enforced: ",
        "hint: to remove it, add to the `corrections` in the overlay beside the model",
    ]);
    let value = folder.run(&["--format", "json"]).expect_code(0).json();
    let services = value["services"].as_array().unwrap();
    let of = |name: &str| &services.iter().find(|service| service["service"] == name).unwrap()["patterns"];
    let counts = ["exact", "approximated", "unsupported", "impossible"];
    assert_eq!(counts.map(|count| of("zoo")[count].as_u64().unwrap()), [0, 0, 1, 0]);
    assert_eq!(counts.map(|count| of("other")[count].as_u64().unwrap()), [1, 0, 0, 0]);
    assert_eq!(of("zoo")["lax"][0]["pattern"], "^(a)b\\1$");
    assert_eq!(of("other")["lax"].as_array().unwrap().len(), 0);
}

#[test]
fn progress_is_logged() {
    let folder = Folder::with(&[("zoo.json", ZOO), ("garden.json", GARDEN)]);
    let ran = folder.run(&["--jobs", "1", "--format", "json"]).expect_code(0);
    // The largest model is generated first.
    assert_eq!(ran.err, "generating 2/2 garden\n");
}
