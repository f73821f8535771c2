//! The data beside the project that some tests need, and the record of the tests that are skipped without it.
//!
//! A test that can't run calls [`skip`] with its name and the reason. The line goes to the test's output, and into the
//! file that the variable `SHAPESMITH_SKIPPED` names, so that a run can end with a list of what was skipped.

use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use crate::files::workspace;

/// Returns the folder of larger models, vectors and corpora: the one that `SHAPESMITH_SHARED` names, or `shared` beside
/// the project. Where it is absent, `test` is recorded as skipped.
pub fn find_shared(test: &str) -> Option<PathBuf> {
    let folder = shared();
    if folder.is_none() {
        skip(
            test,
            "there is no folder `shared` beside the project, and SHAPESMITH_SHARED is not set",
        );
    }
    folder
}

/// Returns the folder of larger models, vectors and corpora, if it is there.
pub fn shared() -> Option<PathBuf> {
    let folder = env::var_os("SHAPESMITH_SHARED")
        .map_or_else(|| workspace().join("../shared"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// Returns the folder `botocore/data` of an unpacked release: the one that `SHAPESMITH_BOTOCORE` names, or the latest
/// that `.ci/botocore` has fetched. Where there is none, `test` is recorded as skipped.
pub fn find_botocore(test: &str) -> Option<PathBuf> {
    let named = env::var_os("SHAPESMITH_BOTOCORE").map(PathBuf::from);
    let folder = named.or_else(fetched_botocore).filter(|folder| folder.is_dir());
    if folder.is_none() {
        skip(test, "there are no models of botocore: `.ci/botocore` fetches them");
    }
    folder
}

/// Returns the models of the latest release of botocore that `.ci/botocore` has fetched.
fn fetched_botocore() -> Option<PathBuf> {
    let entries = workspace().join("target").read_dir().ok()?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_release = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("botocore-"))
            && path.is_dir()
    };
    Some(paths.filter(is_release).max()?.join("botocore/data"))
}

/// Records that a test, or a part of one, can't run.
pub fn skip(test: &str, reason: &str) {
    println!("skipped: {test}: {reason}");
    let Some(file) = env::var_os("SHAPESMITH_SKIPPED") else { return };
    let file = OpenOptions::new().create(true).append(true).open(file);
    // One write a line, because tests of several processes write at the same time.
    let line = format!("{test}: {reason}\n");
    if let Err(error) = file.and_then(|mut file| file.write_all(line.as_bytes())) {
        println!("the record of skipped tests can't be written: {error}");
    }
}
