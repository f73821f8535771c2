//! A folder of models to run the command on.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use shapesmith_test_support::{CommandOutput, TestFolder, list_folder};
use shapesmith_tests::command::run_xtask;

pub const ZOO: &str = include_str!("../regenerate/models/zoo.json");
pub const GARDEN: &str = include_str!("../regenerate/models/garden.json");

/// A folder with models in its subfolder `models`, which the command searches.
pub struct Folder(TestFolder);

impl Folder {
    pub fn new() -> Self {
        let folder = Self(TestFolder::new());
        fs::create_dir(folder.path("models")).unwrap();
        folder
    }

    /// Creates a folder with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        self.0.write(&format!("models/{name}"), bytes);
    }

    /// Copies a model of botocore with its side files from the fixtures.
    pub fn botocore(&self, fixture: &str, to: &str) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/botocore").join(fixture);
        for path in list_folder(&from) {
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.ends_with(".json") {
                self.write(&format!("{to}/{name}"), &fs::read(&path).unwrap());
            }
        }
    }

    pub fn run(&self, args: &[&str]) -> CommandOutput {
        self.run_on(&[self.path("models")], args)
    }

    pub fn run_on(&self, paths: &[PathBuf], args: &[&str]) -> CommandOutput {
        let args = ["corpus"].iter().chain(args).map(OsString::from);
        let paths = paths.iter().map(|path| path.clone().into_os_string());
        run_xtask(self.0.root(), args.chain(paths))
    }
}

/// The report of the command.
pub trait CorpusReport {
    /// Returns the cells of each row of the printed table.
    fn rows(&self) -> Vec<Vec<&str>>;

    /// Returns the names of the services in the printed table.
    fn names(&self) -> Vec<&str>;

    /// Reads what was printed as JSON.
    fn json(&self) -> serde_json::Value;
}

impl CorpusReport for CommandOutput {
    fn rows(&self) -> Vec<Vec<&str>> {
        let rows = self.out.lines().skip(1).take_while(|line| !line.is_empty());
        rows.map(|row| row.split_whitespace().collect()).collect()
    }

    fn names(&self) -> Vec<&str> {
        self.rows().into_iter().filter_map(|row| row.first().copied()).collect()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap()
    }
}
