//! Finds and opens the files of a service's model.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use shapesmith_model::{ModelError, Reading, Source, decompress_gzip, read_corrected, read_files};

use crate::tree::{FileError, read_regular};

/// The names of botocore's side files before their version: pagination, waiters, examples and endpoint rules.
const SIDES: [&str; 4] = ["paginators-", "waiters-", "examples-", "endpoint-rule-set-"];

/// The files of a service's model in memory.
#[derive(Clone, Debug)]
pub struct ModelFiles {
    model: ModelFile,
    docs: Option<ModelFile>,
    overlay: Option<ModelFile>,
    /// The side files of botocore's format, which the reader recognizes by their content.
    others: Vec<ModelFile>,
}

/// A file of a model.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ModelFile {
    /// The path that it was opened by.
    pub path: PathBuf,
    /// The name in problems: the path as text, unless it was set.
    pub name: String,
    /// The content, decompressed where it can be.
    pub bytes: Vec<u8>,
}

impl ModelFiles {
    /// Opens a model and the [files that belong to it](find_side_files).
    ///
    /// # Errors
    /// A file can't be read, or isn't a regular file.
    pub fn open(model: impl AsRef<Path>) -> Result<Self, FileError> {
        let model = model.as_ref();
        let mut files = Self::open_exactly(model, &[])?;
        for path in find_side_files(model)? {
            let file = ModelFile::open(&path)?;
            match path_kind(&path, model).as_deref() {
                Some("docs") => files.docs = Some(file),
                Some("overlay") => files.overlay = Some(file),
                _ => files.others.push(file),
            }
        }
        Ok(files)
    }

    /// Opens a model and these side files, which the reader recognizes by their content.
    ///
    /// # Errors
    /// A file can't be read, or isn't a regular file.
    pub fn open_exactly(model: &Path, others: &[PathBuf]) -> Result<Self, FileError> {
        let others = others.iter().map(|path| ModelFile::open(path)).collect::<Result<_, _>>()?;
        Ok(Self { model: ModelFile::open(model)?, docs: None, overlay: None, others })
    }

    /// Opens the file with the documentation, instead of the one that belongs to the model by its name.
    ///
    /// # Errors
    /// The file can't be read, or isn't a regular file.
    pub fn open_docs(&mut self, path: &Path) -> Result<(), FileError> {
        self.docs = Some(ModelFile::open(path)?);
        Ok(())
    }

    /// Returns the files, the model first.
    pub fn iter(&self) -> impl Iterator<Item = &ModelFile> {
        [&self.model].into_iter().chain(&self.docs).chain(&self.overlay).chain(&self.others)
    }

    /// Sets the name of each file in problems, from its path.
    pub fn set_names(&mut self, name: impl Fn(&Path) -> String) {
        let sides = self.docs.iter_mut().chain(&mut self.overlay).chain(&mut self.others);
        for file in [&mut self.model].into_iter().chain(sides) {
            file.name = name(&file.path);
        }
    }

    /// Returns the file of the model.
    pub fn model(&self) -> &ModelFile {
        &self.model
    }

    /// Drops all files but the model.
    pub fn drop_side_files(&mut self) {
        self.docs = None;
        self.overlay = None;
        self.others.clear();
    }

    /// Reads the model from its files.
    ///
    /// # Errors
    /// Every problem of the files, warnings included; at least one is an error.
    pub fn read(&self) -> Result<Reading, ModelError> {
        if !self.others.is_empty() {
            return read_files(&self.iter().map(ModelFile::source).collect::<Vec<_>>());
        }
        let [docs, overlay] =
            [&self.docs, &self.overlay].map(|file| file.as_ref().map(ModelFile::source));
        read_corrected(self.model.source(), docs, overlay)
    }
}

impl ModelFile {
    fn open(path: &Path) -> Result<Self, FileError> {
        let bytes = read_regular(path).map_err(|error| FileError::new("read", path, error))?;
        Ok(Self::new(path.to_owned(), bytes))
    }

    fn new(path: PathBuf, bytes: Vec<u8>) -> Self {
        // The reader reports content that can't be decompressed.
        let bytes = decompress_gzip(&bytes).unwrap_or(bytes);
        Self { name: path.display().to_string(), path, bytes }
    }

    /// The content as text, with what isn't UTF-8 replaced and without a byte order mark.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).trim_start_matches('\u{feff}').to_owned()
    }

    fn source(&self) -> Source<'_> {
        Source { name: &self.name, bytes: &self.bytes }
    }
}

/// Returns the paths of the files that belong to a model by their names, in byte order.
///
/// Of `weather.json` they are `weather.docs.json` with prose, `weather.overlay.json` with corrections and botocore's side
/// files with this prefix, such as `weather.paginators-1.json`. Of a `service-2.json` they are the side files without one,
/// such as `paginators-1.json` and `service-2.sdk-extras.json`, too. Each may be packed, with the ending `.json.gz`.
///
/// # Errors
/// The folder of the model can't be read.
pub fn find_side_files(model: &Path) -> Result<Vec<PathBuf>, FileError> {
    let folder = model.parent().filter(|folder| *folder != Path::new(""));
    let folder = folder.unwrap_or(Path::new("."));
    let stem = model_stem(model);
    let unreadable = |error| FileError::new("read", folder, error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        // A name that isn't Unicode is none of these.
        let Some(name) = name.to_str() else { continue };
        let path = model.with_file_name(name);
        if belongs_to(name, &stem) && is_file_or_special(&path)? {
            paths.push(path);
        }
    }
    paths.sort();
    // Of a file that is there packed and not, the packed one is left out; it comes behind the other.
    paths.dedup_by_key(|path| path.to_string_lossy().trim_end_matches(".gz").to_owned());
    Ok(paths)
}

/// Returns the name of a model's file without the endings `.json` and `.json.gz`.
pub fn model_stem(model: &Path) -> String {
    let name = model.file_name().unwrap_or_default().to_string_lossy();
    strip_endings(&name).unwrap_or(&name).to_owned()
}

/// Returns what stands between the stem of the model and the ending of a file that is called like the model.
fn path_kind(path: &Path, model: &Path) -> Option<String> {
    let stem = model_stem(path);
    Some(stem.strip_prefix(&model_stem(model))?.strip_prefix('.')?.to_owned())
}

/// Whether a file with this name belongs to the model with this stem.
fn belongs_to(name: &str, stem: &str) -> bool {
    let Some(kind) = strip_endings(name) else { return false };
    let is_side = |kind: &str| {
        SIDES.iter().any(|side| kind.starts_with(side))
            || (kind.starts_with("service-") && kind.ends_with(".sdk-extras"))
    };
    let is_model_of_botocore = stem.starts_with("service-") && !stem.ends_with(".sdk-extras");
    let own = kind.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.'));
    own.is_some_and(|kind| kind == "docs" || kind == "overlay" || is_side(kind))
        || (is_model_of_botocore && is_side(kind))
}

fn strip_endings(name: &str) -> Option<&str> {
    name.strip_suffix(".gz").unwrap_or(name).strip_suffix(".json")
}

/// Whether there is a file, or something that isn't regular and is an error when it is opened. A folder and a link that
/// leads nowhere are no files.
fn is_file_or_special(path: &Path) -> Result<bool, FileError> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(!metadata.is_dir()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(FileError::new("read", path, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_belong_to_a_model_by_their_names() {
        let own = ["weather.docs.json", "weather.overlay.json", "weather.waiters-2.json.gz"];
        assert!(own.iter().all(|name| belongs_to(name, "weather")));
        let others = ["weather.json", "weather.v2.json", "waiters-2.json", "weather2.docs.json"];
        assert!(others.iter().all(|name| !belongs_to(name, "weather")));
        let sides =
            ["paginators-1.json", "service-2.sdk-extras.json", "paginators-1.sdk-extras.json"];
        assert!(sides.iter().all(|name| belongs_to(name, "service-2")));
        assert!(!belongs_to("service-2.json", "service-2"));
        assert!(!belongs_to("paginators-1.snap", "service-2"));
    }
}
