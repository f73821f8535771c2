//! The models behind the generated modules, lowered again, and values of their types.
#![allow(dead_code)]

pub mod wire;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use shapesmith::Policy;
use shapesmith::rust::Api;
use shapesmith_beside::{find_shared, skip};
use shapesmith_model::{Model, Source, read};

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The bytes of Lambda's model.
pub fn lambda() -> Vec<u8> {
    fs::read(workspace().join("model/services/lambda.json")).unwrap()
}

/// The model in these bytes, which has to be without a fault.
pub fn model(bytes: &[u8]) -> Model {
    match read(Source { name: "model.json", bytes }, None) {
        Ok(reading) => reading.model,
        Err(problems) => {
            panic!("{}", problems.iter().map(|p| format!("{p}\n")).collect::<String>())
        }
    }
}

/// The lowered items of its first service.
pub fn lower(bytes: &[u8]) -> Api {
    let model = model(bytes);
    shapesmith::lower_service(&model, model.services.values().next().unwrap(), &Policy::default())
        .unwrap()
}

/// Each generated module: its name, and the file that its model is in.
pub fn modules() -> Vec<(String, PathBuf)> {
    let fixtures = entries(&workspace().join("tests/fixtures/codegen"));
    let name = |folder: &PathBuf| folder.file_name().unwrap().to_str().unwrap().to_owned();
    let mut modules: Vec<_> =
        fixtures.iter().map(|folder| (name(folder), folder.join("model.json"))).collect();
    modules.push(("lambda".to_owned(), workspace().join("model/services/lambda.json")));
    if cfg!(shared) {
        let shared = shapesmith_beside::shared().unwrap();
        for file in entries(&shared.join("models/protocol-tests")) {
            let stem = file.file_stem().unwrap().to_str().unwrap();
            let service = stem.rsplit('.').next().unwrap().to_lowercase();
            modules.push((format!("shared_{service}"), file));
        }
    } else {
        find_shared("modules of the protocol tests");
    }
    modules
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Some services of the sample beside the project, of every protocol.
pub const OF_EVERY_PROTOCOL: [&str; 8] =
    ["api-gateway", "dynamodb", "kinesis", "sns", "sqs", "s3", "sts", "transcribe-streaming"];

/// The models of these services of the sample beside the project; none if it is absent.
pub fn sample(services: &[&str]) -> Vec<(String, Vec<u8>)> {
    let Some(shared) = find_shared("the sample of models") else { return Vec::new() };
    let archive = shared.join("models/smithy-sample.tar.xz");
    let folder = tempfile::tempdir().unwrap();
    if !unpack(&archive, folder.path()) {
        skip("the sample of models", "tar can't unpack it");
        return Vec::new();
    }
    let mut found = Vec::new();
    for service in services {
        let folder = folder.path().join(service).join("service");
        let versions =
            fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        for file in versions.flat_map(|version| fs::read_dir(version).unwrap()) {
            found.push(((*service).to_owned(), fs::read(file.unwrap().path()).unwrap()));
        }
    }
    assert!(found.len() > services.len() / 2, "the sample has most of them");
    found
}

fn unpack(archive: &Path, folder: &Path) -> bool {
    let mut tar = Command::new("tar");
    tar.arg("-xJf").arg(archive).arg("-C").arg(folder);
    tar.status().is_ok_and(|status| status.success())
}
