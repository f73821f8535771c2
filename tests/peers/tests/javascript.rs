//! The SDK for JavaScript as the client of the emulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::Command;

use shapesmith_peers::emulator::Emulator;
use shapesmith_peers::node::install_packages;
use shapesmith_test_support::{CommandOutput, assert_contains};

#[test]
#[ignore = "downloads an npm package"]
fn the_sdk_for_javascript_uses_functions() {
    let folder = install_packages();
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
