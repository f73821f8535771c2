//! Valid models to break: the fixtures and the committed model of Lambda.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::Value;
use shapesmith_test_support::{list_folder, workspace};

/// The files of a valid model.
#[derive(Clone, Debug)]
pub struct Seed {
    /// The file name of the model with its folder.
    pub name: String,
    /// The files by their names. The model is the first.
    pub files: Vec<(String, Value)>,
}

impl Seed {
    /// Returns all fixtures that are valid models, in both formats.
    pub fn fixtures() -> &'static [Self] {
        static FIXTURES: OnceLock<Vec<Seed>> = OnceLock::new();
        FIXTURES.get_or_init(|| {
            let folder = workspace().join("tests/fixtures");
            let folders = ["codegen", "botocore"].map(|name| list_folder(&folder.join(name)));
            let mut seeds: Vec<Seed> =
                folders.iter().flatten().map(|folder| Self::read(&list_folder(folder))).collect();
            let rich = ["rich.json", "rich.docs.json"].map(|name| folder.join("models").join(name));
            seeds.push(Self::read(&rich));
            seeds
        })
    }

    /// Returns the model of Lambda with its documentation.
    pub fn lambda() -> Self {
        let folder = workspace().join("model/services");
        Self::read(&["lambda.json", "lambda.docs.json"].map(|name| folder.join(name)))
    }

    /// Reads the JSON files of these paths, and ignores the others.
    pub fn read(paths: &[PathBuf]) -> Self {
        let json = paths.iter().filter(|path| path.extension().is_some_and(|end| end == "json"));
        let mut files: Vec<_> = json
            .map(|path| {
                let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
                (path.display().to_string(), serde_json::from_slice(&bytes).unwrap())
            })
            .collect();
        files.sort_by_key(|(_, value): &(String, Value)| value.get("shapes").is_none());
        Self { name: short_name(&files[0].0), files }
    }
}

/// Returns the last two components of a path.
fn short_name(path: &str) -> String {
    let parts: Vec<&str> = path.rsplitn(3, '/').take(2).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}
