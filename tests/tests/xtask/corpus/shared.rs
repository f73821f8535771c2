//! All models in the data beside the project and all of botocore's, if they are available.

use std::path::PathBuf;

use shapesmith_test_support::{find_botocore, find_shared};

use super::folder::Folder;

#[test]
fn shared_models_pass() {
    let Some(shared) = find_shared("the corpus of models beside the project") else { return };
    let models = shared.join("models");
    Folder::new().run_on(&[models], &["--all-versions"]).expect_code(0);
}

#[test]
fn botocore_models_pass() {
    let Some(data) = find_botocore("the corpus of botocore's models") else { return };
    let mut services: Vec<PathBuf> =
        data.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    services.retain(|path| path.is_dir());
    services.sort();
    // In a debug build, all of them take minutes.
    let step = if cfg!(debug_assertions) { 40 } else { 1 };
    let chosen: Vec<PathBuf> = services.into_iter().step_by(step).collect();
    assert!(chosen.len() > 5, "{chosen:?}");
    Folder::new().run_on(&chosen, &["--all-versions"]).expect_code(0);
}
