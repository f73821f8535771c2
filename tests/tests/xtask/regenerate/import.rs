//! `cargo xtask import`: the imported model, and the prose and corrections that are kept.

use std::io::Write;

use serde_json::{Value, json};
use shapesmith_tests::test_workspace::{
    AQUA, AQUA_PAGES, CONFIG, GARDEN, TestWorkspace, ZOO, ZOO_DOCS, ZOO_OVERLAY,
};

const NEW: &str = "incoming/aquarium.json";
const AQUARIUM: &str = "model/services/aqua_rium.json";
const AQUARIUM_DOCS: &str = "model/services/aqua_rium.docs.json";

/// A model with prose in every possible place, and with traits of other tools.
fn aquarium() -> Value {
    json!({"smithy": "2.0", "shapes": {
        "example.aqua#Service": {
            "type": "service", "version": "1",
            "operations": [{"target": "example.aqua#Feed"}, {"target": "example.aqua#Count"}],
            "traits": {
                "aws.api#service": {"sdkId": "Aqua Rium"},
                "smithy.api#documentation": "Vendor prose.",
                "smithy.api#externalDocumentation": {"Vendor prose": "https://example.com"},
                "smithy.rules#endpointRuleSet": {"version": "1.0", "parameters": {}, "rules": []},
                "smithy.rules#endpointTests": {"testCases": [{"documentation": "Vendor prose."}]},
            },
        },
        "example.aqua#Count": {"type": "operation", "traits": {"smithy.api#deprecated": {"message": "Vendor prose", "since": "2020"}}},
        "example.aqua#Feed": {
            "type": "operation",
            "input": {"target": "example.aqua#FeedInput"},
            "traits": {
                "smithy.api#documentation": "Vendor prose.",
                "smithy.api#examples": [{"title": "Vendor prose", "documentation": "Vendor prose.", "input": {"documentation": "data"}}],
                "smithy.waiters#waitable": {"Fed": {
                    "documentation": "Vendor prose.",
                    "acceptors": [{"state": "success", "matcher": {"success": true}}],
                }},
            },
        },
        "example.aqua#FeedInput": {"type": "structure", "members": {
            "documentation": {"target": "smithy.api#String", "traits": {
                "smithy.api#documentation": "Vendor prose.",
                "smithy.api#tags": ["vendor"],
            }},
        }},
    }})
}

fn workspace_with_model() -> (TestWorkspace, String) {
    let copy = TestWorkspace::generated();
    copy.write(NEW, aquarium().to_string());
    let path = copy.path(NEW).to_str().unwrap().to_owned();
    (copy, path)
}

#[test]
fn service_is_added_without_prose() {
    let (copy, path) = workspace_with_model();
    let before = copy.read(CONFIG);
    copy.write(CONFIG, format!("# Ours.\n{before}# The end.\n"));
    copy.run(&["import", &path]).expect_code(0).expect_out(&[
        "aqua_rium  4 shapes: 2 operations, 1 structure; ",
        "added aqua_rium (example.aqua#Service)",
    ]);
    let model = copy.read(AQUARIUM);
    assert!(!model.contains("Vendor"), "{model}");
    assert!(!model.contains("smithy.rules"), "{model}");
    for kept in
        ["\"title\": \"Feed\"", "\"documentation\": \"data\"", "\"since\": \"2020\"", "\"Fed\""]
    {
        assert!(model.contains(kept), "{kept} is not in:\n{model}");
    }
    assert!(!copy.path(AQUARIUM_DOCS).exists());
    let config = copy.read(CONFIG);
    let expected = "\n[service.aqua_rium]\nmodel = \"services/aqua_rium.json\"\n";
    assert!(config.starts_with(&format!("# Ours.\n{before}")), "{config}");
    assert!(config.contains(expected) && config.contains("# The end."), "{config}");
    assert!(copy.read("generated/Cargo.toml").contains("aqua_rium = []"));
    copy.run(&["regenerate", "--check"]).expect_code(0);
    copy.run(&["fmt", "--check"]).expect_code(0);
    let tree = copy.tree();
    copy.run(&["import", &path]).expect_code(0).expect_out(&["the model is unchanged"]);
    assert_eq!(copy.changed_since(&tree), Vec::<String>::new());
}

#[test]
fn prose_is_imported_on_request() {
    let (copy, path) = workspace_with_model();
    copy.write(AQUARIUM_DOCS, r#"{"example.aqua#Feed": "Our prose."}"#);
    copy.run(&["import", &path, "--docs", "keep"]).expect_code(0);
    let docs: Value = serde_json::from_str(&copy.read(AQUARIUM_DOCS)).unwrap();
    let expected = json!({
        "example.aqua#Feed": "Our prose.",
        "example.aqua#FeedInput$documentation": "Vendor prose.",
        "example.aqua#Service": "Vendor prose.",
    });
    assert_eq!(docs, expected);
    assert!(copy.read(AQUARIUM).contains("\"title\": \"Vendor prose\""));
    copy.run(&["regenerate", "--check"]).expect_code(0);
}

#[test]
fn selected_operations_are_written_to_the_configuration() {
    let (copy, path) = workspace_with_model();
    let ran = copy.run(&["import", &path, "--operation", "Fed", "--operation", "Swim"]);
    ran.expect_code(2).expect_err(&["has no operation `Fed`", "did you mean `Feed`?", "`Swim`"]);
    assert!(!copy.path(AQUARIUM).exists());
    copy.run(&["import", &path, "--operation", "Feed"])
        .expect_code(0)
        .expect_out(&["4 shapes: 1 of 2 operations, 1 structure"]);
    assert!(copy.read(CONFIG).contains("\noperations = [\"Feed\"]\n"));
    let edited = copy.read(CONFIG).replace("[\"Feed\"]", "[\"Feed\"] # for now");
    copy.write(CONFIG, &edited);
    copy.run(&["import", &path, "--operation", "Count", "--operation", "Feed"]).expect_code(0);
    assert!(copy.read(CONFIG).contains("\noperations = [\"Count\", \"Feed\"] # for now\n"));
}

#[test]
fn update_keeps_own_prose() {
    let (copy, path) = workspace_with_model();
    copy.run(&["import", &path]).expect_code(0);
    let ours = copy.read(AQUARIUM).replace("\"title\": \"Feed\"", "\"title\": \"Feed all fish\"");
    copy.write(AQUARIUM, &ours);
    copy.write(
        AQUARIUM_DOCS,
        r#"{"example.aqua#Count": "Counts fish.", "example.aqua#Feed": "Feeds fish."}"#,
    );
    let mut newer = aquarium();
    let shapes = newer["shapes"].as_object_mut().unwrap();
    shapes.remove("example.aqua#Count");
    shapes.insert("example.aqua#Clean".to_owned(), json!({"type": "operation"}));
    shapes["example.aqua#Service"]["operations"] =
        json!([{"target": "example.aqua#Clean"}, {"target": "example.aqua#Feed"}]);
    copy.write(NEW, newer.to_string());
    copy.run(&["import", &path])
        .expect_code(0)
        .expect_out(&[
            "updated aqua_rium",
            "operations added: Clean",
            "operations removed: Count",
            "shapes changed: Service",
        ])
        .expect_err(&[
            "warning[unknown-docs]: the shape `example.aqua#Count` doesn't exist",
            "--> model/services/aqua_rium.docs.json:1:",
        ]);
    assert!(copy.read(AQUARIUM).contains("\"title\": \"Feed all fish\""));
    assert!(copy.read(AQUARIUM_DOCS).contains("Counts fish."));
    copy.run(&["regenerate", "--check"]).expect_code(0);
}

#[test]
fn only_the_changes_since_a_version_are_applied() {
    const OLD: &str = "incoming/old/aquarium.json";
    let (copy, path) = workspace_with_model();
    let old = copy.path(OLD).to_str().unwrap().to_owned();
    copy.write(OLD, aquarium().to_string());
    let ran = copy.run(&["import", &path, "--since", &old]);
    ran.expect_code(2).expect_err(&["the module `aqua_rium` has no model to update"]);
    copy.run(&["import", &path]).expect_code(0);
    // A fact that both versions lack.
    let present = copy.read(AQUARIUM).replace("\"type\": \"structure\"", "\"type\": \"union\"");
    let input = "\"input\": {\n        \"target\": \"example.aqua#FeedInput\"";
    let unit = "\"input\": {\n        \"target\": \"smithy.api#Unit\"";
    assert!(present.contains(input));
    copy.write(AQUARIUM, present.replace(input, unit));
    copy.run(&["import", &path, "--since", &old])
        .expect_code(0)
        .expect_out(&["the model is unchanged"]);
    let mut newer = aquarium();
    let shapes = newer["shapes"].as_object_mut().unwrap();
    shapes["example.aqua#FeedInput"]["members"]["food"] = json!({
        "target": "smithy.api#String", "traits": {"smithy.api#documentation": "Vendor prose."}
    });
    copy.write(NEW, newer.to_string());
    copy.run(&["import", &path, "--since", &old])
        .expect_code(0)
        .expect_out(&["shapes changed: FeedInput", "updated aqua_rium"]);
    let model = copy.read(AQUARIUM);
    assert!(model.contains("\"type\": \"union\"") && model.contains("\"food\""), "{model}");
    assert!(!model.contains("Vendor"), "{model}");
    copy.run(&["regenerate", "--check"]).expect_code(0);
}

#[test]
fn stale_correction_aborts_the_import() {
    let copy = TestWorkspace::generated();
    copy.write(
        ZOO_OVERLAY,
        r#"{"corrections": [{"at": "example.zoo#Kind$CROCODILE", "set": {"smithy.api#internal": {}}, "reason": "Sh."}]}"#,
    );
    copy.run(&["regenerate"]).expect_code(0);
    let newer = copy.read(ZOO).replace("CROCODILE", "ALLIGATOR").replace("crocodile", "alligator");
    copy.write("incoming/zoo.json", &newer);
    let before = copy.tree();
    let path = copy.path("incoming/zoo.json");
    copy.run(&["import", path.to_str().unwrap()]).expect_code(1).expect_err(&[
        "error[unknown-correction]: `example.zoo#Kind` has no member `CROCODILE`",
        "--> model/services/zoo.overlay.json:4:13",
    ]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

#[test]
fn invalid_models_are_errors_and_nothing_is_written() {
    let (copy, path) = workspace_with_model();
    copy.write(NEW, aquarium().to_string().replace("aqua#FeedInput\"}", "aqua#FedInput\"}"));
    let before = copy.tree();
    copy.run(&["import", &path]).expect_code(1).expect_err(&["error[unresolved-target]"]);
    copy.run(&["import", "/nowhere/x.json"]).expect_code(2).expect_err(&["can't read /nowhere"]);
    copy.write(NEW, aquarium().to_string().replace("Aqua Rium", "1"));
    let before_name = copy.tree();
    copy.run(&["import", &path]).expect_code(2).expect_err(&["choose one with --name"]);
    copy.run(&["import", &path, "--name", "fn"]).expect_code(2).expect_err(&["`fn` can't be"]);
    assert_eq!(copy.changed_since(&before_name), Vec::<String>::new());
    assert_eq!(copy.changed_since(&before), [NEW]);
}

#[test]
fn reserved_service_names_are_errors_with_a_suggestion() {
    let (copy, path) = workspace_with_model();
    for name in ["Support", "Default", "Serde Json", "Serde Core", "Lib", "Bin", "Gen", "Self"] {
        copy.write(NEW, aquarium().to_string().replace("Aqua Rium", name));
        let before = copy.tree();
        let module = name.to_ascii_lowercase().replace(' ', "_");
        let free = format!("{module}_api");
        let hint = format!("hint: choose one with --name, such as `--name {free}`");
        let ran = copy.run(&["import", &path]).expect_code(2);
        ran.expect_err(&[
            &format!("no module name can be derived from the service `{name}`"),
            &hint,
        ]);
        let ran = copy.run(&["import", &path, "--name", &module]).expect_code(2);
        let ran = ran.expect_err(&["hint: give the module another name", &format!("`{free}`")]);
        assert!(!ran.err.contains("shapesmith.toml"), "{}", ran.err);
        assert_eq!(copy.changed_since(&before), Vec::<String>::new());
    }
    copy.run(&["import", &path, "--name", "self_api"]).expect_code(0);
}

#[test]
fn update_does_not_change_own_prose() {
    let copy = TestWorkspace::generated();
    copy.write("incoming/zoo.json", copy.read(ZOO));
    let (docs, before) = (copy.read(ZOO_DOCS), copy.tree());
    let path = copy.path("incoming/zoo.json");
    copy.run(&["import", path.to_str().unwrap(), "--name", "zoo"]).expect_code(0);
    assert_eq!(copy.read(ZOO_DOCS), docs);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

#[test]
fn botocore_models_are_imported_with_their_side_files() {
    let copy = TestWorkspace::generated();
    copy.write("incoming/paginators-1.json", AQUA_PAGES);
    let packed = std::fs::File::create(copy.path("incoming/service-2.json.gz")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(packed, flate2::Compression::fast());
    packed.write_all(AQUA.as_bytes()).unwrap();
    packed.finish().unwrap();
    for path in ["incoming", "incoming/service-2.json.gz"] {
        let path = copy.path(path);
        copy.run(&["import", path.to_str().unwrap()]).expect_code(0);
        let model = copy.read("model/services/aqua.json");
        assert!(model.contains("\"inputToken\": \"Token\""), "{model}");
        assert!(!model.contains("Vendor"), "{model}");
    }
    copy.run(&["regenerate", "--check"]).expect_code(0);
}

#[test]
fn module_with_another_name_is_updated() {
    let (copy, path) = workspace_with_model();
    copy.run(&["import", &path, "--name", "pond"]).expect_code(0).expect_out(&["added pond"]);
    let before = copy.tree();
    copy.run(&["import", &path]).expect_code(0).expect_out(&["updated pond"]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
    copy.run(&["import", &path, "--name", "lake"]).expect_code(0).expect_out(&[
        "added lake",
        "  `pond` is a module of the same service, and wasn't updated",
    ]);
    let ran = copy.run(&["import", &path]).expect_code(2);
    ran.expect_err(&["several modules belong to the service", "with --name: `lake`, `pond`"]);
}

#[test]
fn module_of_another_service_is_an_error() {
    let (copy, path) = workspace_with_model();
    let before = copy.tree();
    copy.run(&["import", &path, "--name", "zoo"]).expect_code(2).expect_err(&[
        "the module `zoo` belongs to another service, `example.zoo#Zoo`",
        "--> model/shapesmith.toml:12:9",
        "choose another name with --name",
    ]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

#[test]
fn both_formats_of_a_service_update_the_same_module() {
    let copy = TestWorkspace::generated();
    let botocore = json!({
        "version": "2.0",
        "metadata": {"apiVersion": "1", "protocol": "rest-json", "serviceFullName": "Aqua Rium",
            "serviceId": "Aqua Rium", "endpointPrefix": "a", "signatureVersion": "v4", "uid": "a-1"},
        "operations": {"Feed": {"name": "Feed", "http": {"method": "POST", "requestUri": "/feed"}}},
        "shapes": {},
    });
    copy.write("incoming/service-2.json", botocore.to_string());
    copy.write("incoming/smithy/aquarium.json", aquarium().to_string());
    for (path, did) in [
        ("incoming/service-2.json", "added water (com.amazonaws.aquarium#AquaRium)"),
        ("incoming/smithy/aquarium.json", "updated water (example.aqua#Service)"),
    ] {
        let path = copy.path(path);
        let name: &[&str] = if did.starts_with("added") { &["--name", "water"] } else { &[] };
        let args = [&["import", path.to_str().unwrap()], name].concat();
        copy.run(&args).expect_code(0).expect_out(&[did]);
    }
}

#[test]
fn problem_of_another_service_names_it() {
    let (copy, path) = workspace_with_model();
    copy.edit(
        GARDEN,
        "\"target\": \"example.garden#Plant\"",
        "\"target\": \"example.garden#Plnt\"",
    );
    let before = copy.tree();
    copy.run(&["import", &path]).expect_code(1).expect_err(&[
        "--> model/services/garden.json:",
        "`aqua_rium` can't be imported, because `garden` can't be generated",
        "remove `[service.garden]` from model/shapesmith.toml",
    ]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

#[test]
fn problems_of_gzipped_models_show_their_lines() {
    let copy = TestWorkspace::generated();
    let broken = copy.read(ZOO).replacen("example.zoo#Kind\"", "example.zoo#Knd\"", 1);
    let file = std::fs::File::create(copy.path("zoo.json.gz")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    packed.write_all(broken.as_bytes()).unwrap();
    packed.finish().unwrap();
    let path = copy.path("zoo.json.gz");
    copy.run(&["import", path.to_str().unwrap()])
        .expect_code(1)
        .expect_err(&["zoo.json.gz:14:21", "14 |           \"target\": \"example.zoo#Knd\""]);
}

/// A file in model/services can be used otherwise, even if no module is generated from it.
#[test]
fn file_of_another_service_is_not_overwritten() {
    let (copy, path) = workspace_with_model();
    for text in [copy.read(GARDEN), "{}".to_owned(), "my notes".to_owned()] {
        copy.write(AQUARIUM, &text);
        let before = copy.tree();
        copy.run(&["import", &path]).expect_code(2).expect_err(&[
            "model/services/aqua_rium.json exists, and isn't a model of this service",
            "--name",
        ]);
        assert_eq!(copy.changed_since(&before), Vec::<String>::new());
    }
    copy.write(AQUARIUM, aquarium().to_string());
    copy.run(&["import", &path]).expect_code(0);
}

/// The folder has botocore's layout: a folder for each version.
#[test]
fn latest_version_in_a_folder_is_imported() {
    let (copy, _) = workspace_with_model();
    for (version, operation) in [("2012-11-05", "ListNew"), ("2011-10-01", "ListOld")] {
        let service = json!({
            "version": "2.0",
            "metadata": {"apiVersion": version, "protocol": "json", "jsonVersion": "1.1",
                "serviceFullName": "Pond", "serviceId": "Pond", "targetPrefix": "Pond",
                "endpointPrefix": "p", "signatureVersion": "v4", "uid": "pond"},
            "operations": {operation: {"name": operation, "http": {"method": "POST", "requestUri": "/"}}},
            "shapes": {},
        });
        copy.write(&format!("pond/{version}/service-2.json"), service.to_string());
        copy.write(&format!("pond/{version}/paginators-1.json"), r#"{"pagination": {}}"#);
    }
    let pond = copy.path("pond");
    copy.run(&["import", pond.to_str().unwrap()]).expect_code(0);
    let model = copy.read("model/services/pond.json");
    assert!(model.contains("ListNew") && !model.contains("ListOld"), "{model}");
}

#[test]
fn folder_without_a_single_model_is_an_error_that_describes_its_files() {
    let copy = TestWorkspace::generated();
    copy.write("empty/readme.txt", "no model");
    copy.write("other/schema.json", r#"{"$schema": "x"}"#);
    copy.write("other/more/list.json", "[]");
    copy.write("several/a/a.json", copy.read(ZOO));
    copy.write("several/b/b.json", copy.read(GARDEN));
    let cases = [
        ("empty", "it has no JSON file, and the folders below it have none"),
        ("other", "it has 2 JSON files, but no model"),
        ("several", "name the file or folder of one of them: `"),
    ];
    for (folder, hint) in cases {
        let path = copy.path(folder);
        let path = path.to_str().unwrap();
        copy.run(&["import", path]).expect_code(2).expect_err(&[path, hint]);
    }
}

/// Warnings of the same kind are grouped, with their effect.
#[test]
fn output_of_an_import_ends_with_the_result() {
    let (copy, path) = workspace_with_model();
    let mut model = aquarium();
    model["shapes"]["example.aqua#FeedInput"]["members"]["at"] =
        json!({"target": "smithy.api#Timestamp"});
    let example = |at: &str| json!({"title": "Feed", "input": {"at": at}});
    model["shapes"]["example.aqua#Feed"]["traits"]["smithy.api#examples"] =
        (0..9).map(|number| example(&format!("never{number}"))).collect();
    copy.write(NEW, model.to_string());
    for did in ["added", "updated"] {
        let ran = copy.run(&["import", &path]).expect_code(0);
        let last = ran.out.lines().last().unwrap();
        assert_eq!(last, format!("{did} aqua_rium (example.aqua#Service)"), "{}", ran.out);
        assert!(!ran.out.contains("zoo"), "other modules have nothing to do with it: {}", ran.out);
        assert_eq!(ran.err.matches("warning[bad-example]").count(), 1, "{}", ran.err);
        ran.expect_err(&[
            "`never0` isn't a timestamp",
            "and 8 more of this kind: aquarium.json:",
            "…",
        ])
        .expect_err(&["the example is omitted from the documentation"]);
    }
}

/// Prose can refer to an enum value by its name, which botocore's format lacks, or by the value itself.
#[test]
fn prose_of_enum_values_applies_in_both_formats() {
    let (copy, path) = workspace_with_model();
    let named = |values: Value| {
        let mut model = aquarium();
        model["shapes"]["example.aqua#FeedInput"]["members"]["food"] =
            json!({"target": "example.aqua#Food"});
        model["shapes"]["example.aqua#Food"] = values;
        model.to_string()
    };
    let with_names = json!({"type": "enum", "members": {
        "BRINE_SHRIMP": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "brine-shrimp"}},
        "FLAKES20": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "flakes2.0"}},
    }});
    let without = json!({"type": "string", "traits": {
        "smithy.api#enum": [{"value": "brine-shrimp"}, {"value": "flakes2.0"}],
    }});
    for (values, keys) in
        [(&without, ["BRINE_SHRIMP", "FLAKES20"]), (&with_names, ["brine-shrimp", "flakes2.0"])]
    {
        copy.write(NEW, named(values.clone()));
        copy.run(&["import", &path]).expect_code(0);
        let docs = json!({
            format!("example.aqua#Food${}", keys[0]): "Tiny shrimp.",
            format!("example.aqua#Food${}", keys[1]): "Flat flakes.",
        });
        copy.write(AQUARIUM_DOCS, docs.to_string());
        let ran = copy.run(&["regenerate"]).expect_code(0);
        assert!(!ran.err.contains("unknown-docs"), "{}", ran.err);
        let enums = copy.read("generated/src/aqua_rium/enums.rs");
        assert!(enums.contains("Tiny shrimp.") && enums.contains("Flat flakes."), "{enums}");
    }
}
