//! The SDK for JavaScript as the client of the emulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use shapesmith_peers::emulator::Emulator;
use shapesmith_test_support::{CommandOutput, assert_contains, list_folder, workspace};

#[test]
#[ignore = "downloads an npm package"]
fn the_sdk_for_javascript_uses_functions() {
    let folder = install();
    let (emulator, server) = Emulator::start();
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=tap"]).current_dir(&folder).envs([
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL", server.url()),
    ]);
    let output = CommandOutput::from(node.output().unwrap()).expect_code(0);
    println!("{}", output.out);
    assert_contains(&output.out, &["# pass 4", "# fail 0"]);
    assert_eq!(emulator.answered().len(), 9, "{:?}", emulator.answered());
}

/// Copies the tests of the folder `node` below `target`, and installs what they need there. Returns the folder.
fn install() -> PathBuf {
    let folder = workspace().join("target/peers-node");
    fs::create_dir_all(&folder).unwrap();
    for path in list_folder(&workspace().join("tests/peers/node")) {
        let name = Path::new(path.file_name().unwrap());
        fs::copy(&path, folder.join(name)).unwrap();
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
    CommandOutput::from(npm.output().unwrap()).expect_code(0);
    folder
}
