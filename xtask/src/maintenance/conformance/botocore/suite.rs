//! The files of botocore's test cases: lists of suites, each with a model and cases of its operations.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};
use shapesmith::model_stem;
use shapesmith::tree::{FileError, read_regular};

use crate::exit::Failure;
use crate::services::FileTree;

/// A file of suites.
pub struct SuiteFile {
    /// The path from the folder of all cases, such as `input/rest-json`.
    pub name: String,
    pub suites: Vec<Suite>,
}

/// A model without its operations, and cases.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Suite {
    #[serde(default)]
    pub metadata: Map<String, Value>,
    #[serde(default)]
    pub shapes: Map<String, Value>,
    /// The endpoint of the client.
    pub client_endpoint: Option<String>,
    pub cases: Vec<SuiteCase>,
}

/// A case: an input and its request, or a response and its output or error.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuiteCase {
    pub id: Option<String>,
    /// The operation in the model.
    pub given: Map<String, Value>,
    #[serde(default)]
    pub params: Map<String, Value>,
    pub serialized: Option<SerializedRequest>,
    pub response: Option<RawResponse>,
    #[serde(default)]
    pub result: Map<String, Value>,
    /// The members of the error.
    pub error: Option<Map<String, Value>>,
    /// The code of the error, which is the name of its shape if the model has it.
    pub error_code: Option<String>,
    #[serde(default)]
    pub error_message: Value,
}

/// The request of a [`SuiteCase`].
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SerializedRequest {
    pub method: Option<String>,
    /// The path and query.
    #[serde(default)]
    pub uri: String,
    pub host: Option<String>,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    #[serde(default)]
    pub forbid_headers: Vec<String>,
    #[serde(default)]
    pub require_headers: Vec<String>,
    /// `None` for any body.
    pub body: Option<String>,
}

/// The response of a [`SuiteCase`].
#[derive(Deserialize)]
pub struct RawResponse {
    #[serde(default = "success")]
    pub status_code: u16,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    #[serde(default)]
    pub body: String,
}

impl SuiteCase {
    /// Returns the name of the operation.
    pub fn operation(&self) -> &str {
        self.given.get("name").and_then(Value::as_str).unwrap_or("OperationName")
    }
}

/// Takes the files of suites out of a tree.
///
/// # Errors
/// A file can't be read, or is a list of suites of which one isn't as expected.
pub fn take_suite_files(tree: &mut FileTree) -> Result<Vec<SuiteFile>, Failure> {
    let mut taken = Vec::new();
    for files in tree.folders.values_mut() {
        let mut others = Vec::new();
        for path in std::mem::take(files) {
            match read_suites(&path)? {
                Some(suites) => taken.push(SuiteFile { name: name_file(&path), suites }),
                None => others.push(path),
            }
        }
        files.extend(others);
    }
    tree.folders.retain(|_, files| !files.is_empty());
    Ok(taken)
}

/// Returns the suites of a file; `None` if it is another file.
fn read_suites(path: &Path) -> Result<Option<Vec<Suite>>, Failure> {
    let bytes = read_regular(path).map_err(|error| FileError::new("read", path, error))?;
    if bytes.trim_ascii_start().first() != Some(&b'[') {
        return Ok(None);
    }
    let describe =
        |error| Failure::new(format!("{}: not a list of suites: {error}", path.display()));
    match serde_json::from_slice(&bytes) {
        Ok(Value::Array(items)) if items.iter().all(|item| item.get("cases").is_some()) => {
            let suites = items.into_iter().map(serde_json::from_value);
            suites.collect::<Result<_, _>>().map(Some).map_err(describe)
        }
        _ => Ok(None),
    }
}

/// Returns the name of a file with those of its last folders that say what kind of cases it has.
fn name_file(path: &Path) -> String {
    let folders = path.parent().into_iter().flat_map(Path::components).rev();
    let names = folders.map(|part| part.as_os_str().to_string_lossy());
    let mut names: Vec<String> = names
        .take_while(|name| matches!(&**name, "input" | "output" | "legacy"))
        .map(|name| name.into_owned())
        .collect();
    names.reverse();
    names.push(model_stem(path));
    names.join("/")
}

fn success() -> u16 {
    200
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_their_folders() {
        let name = |path: &str| name_file(Path::new(path));
        assert_eq!(name("/a/tests/unit/protocols/input/rest-json.json"), "input/rest-json");
        assert_eq!(name("protocols/legacy/output/ec2.json"), "legacy/output/ec2");
        assert_eq!(name("ec2.json"), "ec2");
    }
}
