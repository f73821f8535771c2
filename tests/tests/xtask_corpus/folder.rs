//! A folder of models to run the command on.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

pub const ZOO: &str = include_str!("../xtask_regenerate/models/zoo.json");
pub const GARDEN: &str = include_str!("../xtask_regenerate/models/garden.json");

/// A folder with models in its subfolder `models`, which the command searches.
pub struct Folder(TempDir);

/// The exit code and the output of the command.
#[derive(Debug)]
pub struct Ran {
    pub code: u8,
    pub out: String,
    pub err: String,
}

impl Folder {
    pub fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
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
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path("models").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Copies a model of botocore with its side files from the fixtures.
    pub fn botocore(&self, fixture: &str, to: &str) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/botocore").join(fixture);
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.ends_with(".json") {
                self.write(&format!("{to}/{name}"), &fs::read(&path).unwrap());
            }
        }
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_on(&[self.path("models")], args)
    }

    pub fn run_on(&self, paths: &[PathBuf], args: &[&str]) -> Ran {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = ["xtask", "corpus"].iter().chain(args).map(OsString::from);
        let paths = paths.iter().map(|path| path.clone().into_os_string());
        let root = ["--root".into(), self.0.path().as_os_str().to_owned()];
        let code = xtask::run(args.chain(paths).chain(root), &mut out, &mut err);
        Ran { code, out: plain(&out), err: plain(&err) }
    }
}

impl Ran {
    #[track_caller]
    pub fn expect_code(self, code: u8) -> Self {
        assert_eq!(self.code, code, "\nstdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn expect_out(self, parts: &[&str]) -> Self {
        contains(&self.out, parts);
        self
    }

    #[track_caller]
    pub fn expect_err(self, parts: &[&str]) -> Self {
        contains(&self.err, parts);
        self
    }

    /// Returns the cells of each row of the table.
    pub fn rows(&self) -> Vec<Vec<&str>> {
        let rows = self.out.lines().skip(1).take_while(|line| !line.is_empty());
        rows.map(|row| row.split_whitespace().collect()).collect()
    }

    /// Returns the names of the services in the table.
    pub fn names(&self) -> Vec<&str> {
        self.rows().into_iter().filter_map(|row| row.first().copied()).collect()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

fn plain(bytes: &[u8]) -> String {
    anstream::adapter::strip_str(std::str::from_utf8(bytes).unwrap()).to_string()
}

#[track_caller]
fn contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
}
