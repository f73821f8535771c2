//! All models of the data beside the project, where it is there, and all of botocore's.

use std::path::{Path, PathBuf};

use super::folder::Folder;

#[test]
fn models_beside_the_project_pass() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("SHAPESMITH_SHARED").map_or(beside, PathBuf::from);
    let models = shared.join("models");
    if !models.exists() {
        println!("skipped: there is no {}", models.display());
        return;
    }
    Folder::new().run_on(&[models], &["--all-versions"]).expect_code(0);
}

#[test]
fn models_of_botocore_pass() {
    let Some(data) = std::env::var_os("SHAPESMITH_BOTOCORE").map(PathBuf::from) else {
        println!("skipped: SHAPESMITH_BOTOCORE doesn't say where botocore's data is");
        return;
    };
    Folder::new().run_on(&[data], &["--all-versions"]).expect_code(0);
}
