//! Models to start from: the fixtures, and Lambda's as it is checked in.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

/// The files of a service that nothing is wrong with.
#[derive(Clone, Debug)]
pub struct Seed {
    /// The file of the model and its folder.
    pub name: String,
    /// The files by their names; the model is the first.
    pub files: Vec<(String, Value)>,
}

impl Seed {
    /// All fixtures that are whole models, of either format.
    pub fn fixtures() -> &'static [Self] {
        static FIXTURES: OnceLock<Vec<Seed>> = OnceLock::new();
        FIXTURES.get_or_init(|| {
            let folder = tests().join("fixtures");
            let folders = ["codegen", "botocore"].map(|name| entries(&folder.join(name)));
            let mut seeds: Vec<Seed> =
                folders.iter().flatten().map(|folder| Self::read(&entries(folder))).collect();
            let rich = ["rich.json", "rich.docs.json"].map(|name| folder.join("models").join(name));
            seeds.push(Self::read(&rich));
            seeds
        })
    }

    /// Lambda's model with our prose.
    pub fn lambda() -> Self {
        let folder = tests().join("../model/services");
        Self::read(&["lambda.json", "lambda.docs.json"].map(|name| folder.join(name)))
    }

    /// The files at these paths; what isn't JSON is left out.
    pub fn read(paths: &[PathBuf]) -> Self {
        let json = paths.iter().filter(|path| path.extension().is_some_and(|end| end == "json"));
        let mut files: Vec<_> = json
            .map(|path| {
                let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
                (path.display().to_string(), serde_json::from_slice(&bytes).unwrap())
            })
            .collect();
        files.sort_by_key(|(_, value): &(String, Value)| value.get("shapes").is_none());
        Self { name: name(&files[0].0), files }
    }
}

/// The last two parts of a path.
fn name(path: &str) -> String {
    let parts: Vec<&str> = path.rsplitn(3, '/').take(2).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
