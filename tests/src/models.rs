//! The models behind the generated modules, read and lowered again.

use std::fs;
use std::path::{Path, PathBuf};

use shapesmith::Policy;
use shapesmith::rust::Api;
use shapesmith_model::{Model, Problem, Source, read, read_files};
use shapesmith_test_support::{
    TestFolder, find_shared, list_folder, shared, skip, unpack_archive, workspace,
};

/// Returns the text of Lambda's committed model.
pub fn lambda_bytes() -> Vec<u8> {
    fs::read(workspace().join("model/services/lambda.json")).unwrap()
}

/// Returns the path of the model of Lambda's API of 2023-11-16, whose module is `lambda_2023`.
pub fn lambda_2023_path() -> PathBuf {
    workspace().join("tests/fixtures/lambda/lambda-2023-11-16.json")
}

/// Returns the text of the model of Lambda's API of 2023-11-16, which the reference pages describe.
pub fn lambda_2023_bytes() -> Vec<u8> {
    fs::read(lambda_2023_path()).unwrap()
}

/// Reads a model that must have no error.
#[track_caller]
pub fn parse_model(bytes: &[u8]) -> Model {
    let reading = read(Source { name: "model.json", bytes }, None);
    reading.unwrap_or_else(|error| panic!("{}", format_problems(&error))).model
}

/// Reads files of a folder, which together must be one model without an error.
#[track_caller]
pub fn read_model_files(folder: &std::path::Path, names: &[&str]) -> Model {
    let files: Vec<Vec<u8>> =
        names.iter().map(|name| fs::read(folder.join(name)).unwrap()).collect();
    let sources: Vec<Source<'_>> =
        names.iter().zip(&files).map(|(name, bytes)| Source { name, bytes }).collect();
    let reading = read_files(&sources);
    reading.unwrap_or_else(|error| panic!("{}", format_problems(&error))).model
}

/// Returns the problems with a line break after each.
pub fn format_problems(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

/// Reads a model and lowers its first service.
#[track_caller]
pub fn lower_model(bytes: &[u8]) -> Api {
    let model = parse_model(bytes);
    let service = model.services.values().next().unwrap();
    shapesmith::lower_service(&model, service, &Policy::default()).unwrap()
}

/// Returns the name and the model file of each generated module.
pub fn generated_modules() -> Vec<(String, PathBuf)> {
    let fixtures = list_folder(&workspace().join("tests/fixtures/codegen"));
    let name = |folder: &PathBuf| folder.file_name().unwrap().to_str().unwrap().to_owned();
    let mut modules: Vec<_> =
        fixtures.iter().map(|folder| (name(folder), folder.join("model.json"))).collect();
    modules.push(("lambda".to_owned(), workspace().join("model/services/lambda.json")));
    modules.push(("lambda_2023".to_owned(), lambda_2023_path()));
    if cfg!(shared) {
        for file in list_folder(&shared().unwrap().join("models/protocol-tests")) {
            let stem = file.file_stem().unwrap().to_str().unwrap();
            let service = stem.rsplit('.').next().unwrap().to_lowercase();
            modules.push((format!("shared_{service}"), file));
        }
    } else {
        find_shared("modules of the protocol tests");
    }
    modules
}

/// Returns the name and the model file of the module of exchanges for each protocol.
pub fn exchange_modules() -> Vec<(String, PathBuf)> {
    let mut modules: Vec<_> = list_folder(Path::new(env!("OUT_DIR")))
        .into_iter()
        .filter_map(|file| {
            let name = file.file_name()?.to_str()?.strip_suffix(".json")?.to_owned();
            name.starts_with("exchange_").then_some((name, file))
        })
        .collect();
    modules.sort();
    modules
}

/// Services of the sample of Smithy models beside the project; together they have every protocol.
pub const SERVICES_OF_EVERY_PROTOCOL: [&str; 8] =
    ["api-gateway", "dynamodb", "kinesis", "sns", "sqs", "s3", "sts", "transcribe-streaming"];

/// Returns the models of these services of the sample beside the project; none if the sample is absent.
pub fn sample_models(services: &[&str]) -> Vec<(String, Vec<u8>)> {
    let models = read_sample(|service| services.contains(&service));
    let has_service = |name: &str| models.iter().any(|(service, _)| service == name);
    let missing: Vec<&&str> = services.iter().filter(|service| !has_service(service)).collect();
    assert!(models.is_empty() || missing.is_empty(), "the sample has no {missing:?}");
    models
}

/// Returns all models of the sample beside the project whose service `is_chosen`, sorted; none if the sample is absent.
pub fn read_sample(is_chosen: impl Fn(&str) -> bool) -> Vec<(String, Vec<u8>)> {
    let Some(shared) = find_shared("the sample of models") else { return Vec::new() };
    let folder = TestFolder::new();
    if !unpack_archive(&shared.join("models/smithy-sample.tar.xz"), folder.root()) {
        skip("the sample of models", "tar can't unpack it");
        return Vec::new();
    }
    let mut models = Vec::new();
    for service in list_folder(folder.root()) {
        let name = service.file_name().unwrap().to_string_lossy().into_owned();
        let versions = service.join("service");
        if !is_chosen(&name) || !versions.is_dir() {
            continue;
        }
        for file in list_folder(&versions).iter().flat_map(|version| list_folder(version)) {
            models.push((name.clone(), fs::read(file).unwrap()));
        }
    }
    assert!(!models.is_empty(), "the sample has the chosen services");
    models
}
