//! The search: models are recognized by content, and side files assigned to them.

use std::io::Write;

use super::folder::{CorpusReport, Folder, GARDEN, ZOO};

#[test]
fn models_of_both_formats_are_found() {
    let folder = Folder::with(&[("a/zoo.json", ZOO), ("a/b/oddly-called.json", GARDEN)]);
    folder.botocore("rest-json", "service/2020-01-01");
    let ran = folder.run(&["--format", "json"]).expect_code(0);
    let value = ran.json();
    let services = value["services"].as_array().unwrap();
    let of = |format: &str| services.iter().filter(|one| one["format"] == format).count();
    assert_eq!((of("smithy"), of("botocore")), (2, 1), "{}", ran.out);
    let botocore = services.iter().find(|one| one["format"] == "botocore").unwrap();
    assert_eq!(botocore["files"].as_array().unwrap().len(), 7, "{}", ran.out);
}

#[test]
fn gzipped_files_are_read() {
    let folder = Folder::new();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(ZOO.as_bytes()).unwrap();
    folder.write("zoo.json.gz", &packer.finish().unwrap());
    assert_eq!(folder.run(&[]).expect_code(0).names(), ["zoo"]);
}

#[test]
fn latest_version_is_generated_by_default() {
    let older = ZOO.replacen("\"version\": \"", "\"version\": \"0", 1);
    assert_ne!(older, ZOO);
    let folder = Folder::with(&[("1/zoo.json", &older), ("2/zoo.json", ZOO)]);
    let ran = folder.run(&[]).expect_code(0).expect_out(&["1 older version ignored"]);
    let rows = ran.rows();
    assert_eq!(rows.len(), 1, "{}", ran.out);
    assert!(!rows[0][1].starts_with('0'), "{}", ran.out);
    let ran = folder.run(&["--all-versions"]).expect_code(0);
    assert_eq!(ran.names().len(), 2, "{}", ran.out);
}

#[test]
fn file_with_several_paths_is_generated_once() {
    let folder = Folder::with(&[("zoo.json", ZOO)]);
    let models = folder.path("models");
    let ran = folder.run_on(&[models.clone(), models.join("zoo.json"), models.join(".")], &[]);
    assert_eq!(ran.expect_code(0).names(), ["zoo"]);
}

#[test]
fn side_files_belong_to_one_of_several_models_by_name() {
    let folder = Folder::new();
    folder.botocore("json", "x");
    let model = std::fs::read_to_string(folder.path("models/x/service-2.json")).unwrap();
    folder.write("x/a.json", model.as_bytes());
    folder.write("x/a.waiters-2.json", b"{\"version\": 2, \"waiters\": {}}");
    folder.write("x/stray.json", b"{\"version\": 2, \"waiters\": {}}");
    let ran = folder.run(&["--format", "json"]);
    let value = ran.json();
    let services = value["services"].as_array().unwrap();
    let mut files: Vec<_> =
        services.iter().map(|one| one["files"].as_array().unwrap().len()).collect();
    files.sort_unstable();
    assert_eq!(files, [1, 2], "{}", ran.out);
    assert_eq!(value["other_files"], 1, "{}", ran.out);
}

#[test]
fn files_that_are_not_models_are_ignored() {
    let folder = Folder::with(&[
        ("zoo.json", ZOO),
        ("package.json", "{\"name\": \"x\", \"version\": \"1\"}"),
        ("list.json", "[1, 2]"),
        ("notes.txt", "{"),
        ("models.tar.xz", ""),
    ]);
    let ran = folder.run(&[]).expect_code(0).expect_out(&[
        "2 JSON files ignored that belong to no model",
        "models.tar.xz is an archive: unpack it",
    ]);
    assert_eq!(ran.names(), ["zoo"]);
}

#[test]
fn services_are_selected_by_name() {
    let folder = Folder::with(&[("zoo.json", ZOO), ("garden.json", GARDEN)]);
    assert_eq!(folder.run(&["--service", "garden"]).expect_code(0).names(), ["garden"]);
    let ran = folder.run(&["--service", "gardn"]).expect_code(2);
    ran.expect_err(&["there is no service `gardn`", "did you mean `garden`?"]);
}
