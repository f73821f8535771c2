//! botocore's models: the traits of the model, and how the files of a service are combined.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use shapesmith_model::{Model, Source, canonical, read, read_files};
use shapesmith_test_support::{list_folder, read_folder_files, workspace};
use shapesmith_tests::reading::{read_folder, read_sources, without_pointers, write_and_read};

/// The snapshot is the model in canonical form.
#[test]
fn each_key_becomes_a_trait() {
    for folder in fixtures() {
        let reading = read_folder(&folder);
        assert_eq!(reading.warnings, [], "{}", folder.display());
        let files = canonical::write_model(&reading.model);
        let docs = files.docs.unwrap_or_default();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("model", format!("{}\n{docs}", files.model)));
    }
}

#[test]
fn the_canonical_form_reads_as_the_same_model() {
    for folder in fixtures() {
        let model = read_folder(&folder).model;
        assert_eq!(
            without_pointers(write_and_read(&model)),
            without_pointers(model),
            "{}",
            folder.display()
        );
    }
}

#[test]
fn the_order_of_files_has_no_effect() {
    let folder = fixtures_folder().join("rest-json");
    let files = read_folder_files(&folder);
    let expected = read_folder(&folder).model;
    for offset in 1..files.len() {
        let mut rotated = files.clone();
        rotated.rotate_left(offset);
        assert_eq!(model_of(&rotated), expected);
    }
}

#[test]
fn gzip_files_are_read() {
    let folder = fixtures_folder().join("rest-json");
    let compressed = read_folder_files(&folder).into_iter().map(|(name, bytes)| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&bytes).unwrap();
        (name, encoder.finish().unwrap())
    });
    let compressed: Vec<(String, Vec<u8>)> = compressed.collect();
    assert_eq!(model_of(&compressed), read_folder(&folder).model);
    let service = compressed.iter().find(|(name, _)| name.ends_with("service-2.json")).unwrap();
    let reading = read(Source { name: "service-2.json.gz", bytes: &service.1 }, None).unwrap();
    assert_eq!(reading.model.operations.len(), 4);
}

#[test]
fn documentation_files_belong_to_models_of_any_format() {
    let bytes = fs::read(fixtures_folder().join("ec2/service-2.json")).unwrap();
    let docs = br##"{ "com.amazonaws.machines#Start": "Starts it." }"##;
    let sources = [Source { name: "docs", bytes: docs }, Source { name: "model", bytes: &bytes }];
    let reading = read_files(&sources).unwrap();
    assert_eq!(reading.warnings, []);
    let start = &reading.model.operations[&"com.amazonaws.machines#Start".into()];
    assert_eq!(start.traits.documentation(), Some("Starts it."));
    assert_eq!(read(sources[1], Some(sources[0])).unwrap().model, reading.model);
}

#[test]
fn an_empty_list_of_files_has_no_model() {
    let problems = read_files(&[]).unwrap_err();
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["no-model"]);
}

#[test]
fn only_smithy_models_have_a_canonical_form() {
    let bytes = fs::read(fixtures_folder().join("ec2/service-2.json")).unwrap();
    let problems = canonical::format_model(Source { name: "model", bytes: &bytes }).unwrap_err();
    assert_eq!(problems[0].code, "unknown-format");
}

fn model_of(files: &[(String, Vec<u8>)]) -> Model {
    let sources: Vec<Source> = files.iter().map(|(name, bytes)| Source { name, bytes }).collect();
    read_sources(&sources).model
}

fn fixtures() -> Vec<PathBuf> {
    let folders = list_folder(&fixtures_folder());
    assert!(folders.len() >= 5);
    folders
}

fn fixtures_folder() -> PathBuf {
    workspace().join("tests/fixtures/botocore")
}
