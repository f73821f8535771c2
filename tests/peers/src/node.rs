//! Programs for Node.js.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use shapesmith_test_support::{CommandOutput, list_folder, workspace};

/// Copies the folder `node` below `target`, and installs what it needs there. Returns the folder.
pub fn install_packages() -> PathBuf {
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
