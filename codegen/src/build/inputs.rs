//! The files of a service's model: found, read, and understood.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use shapesmith_model::{Reading, Source, read_corrected, read_files};

use super::{Problems, Service};

/// What may lie beside a `service-2.json` of botocore, each packed or not.
const BESIDE: &[&str] = &[
    "endpoint-rule-set-1",
    "endpoint-rule-set-1.sdk-extras",
    "examples-1",
    "examples-1.sdk-extras",
    "paginators-1",
    "paginators-1.sdk-extras",
    "service-2.sdk-extras",
    "waiters-2",
    "waiters-2.sdk-extras",
];

/// The files of a model.
pub struct Inputs {
    model: File,
    docs: Option<File>,
    overlay: Option<File>,
    beside: Vec<File>,
}

struct File {
    path: PathBuf,
    name: String,
    bytes: Vec<u8>,
}

impl Inputs {
    /// Reads the files, without looking into them.
    pub fn open(service: &Service) -> Result<Self, Problems> {
        let model = File::open(&service.model)?;
        let docs = match &service.docs {
            Some(path) => Some(File::open(path)?),
            None => File::open_if_there(&called(&service.model, "docs"))?,
        };
        let overlay = File::open_if_there(&called(&service.model, "overlay"))?;
        let mut beside = Vec::new();
        if stem(&service.model) == "service-2" {
            for name in BESIDE {
                for ending in ["json", "json.gz"] {
                    let path = service.model.with_file_name(format!("{name}.{ending}"));
                    if let Some(file) = File::open_if_there(&path)? {
                        beside.push(file);
                        break;
                    }
                }
            }
        }
        Ok(Self { model, docs, overlay, beside })
    }

    /// The model, and what looks wrong in it.
    pub fn read(&self) -> Result<Reading, Problems> {
        let reading = if self.beside.is_empty() {
            let [docs, overlay] =
                [&self.docs, &self.overlay].map(|file| file.as_ref().map(File::source));
            read_corrected(self.model.source(), docs, overlay)
        } else {
            read_files(&self.all().map(File::source).collect::<Vec<_>>())
        };
        reading.map_err(|problems| {
            let problems = Problems::of_model(&problems);
            if self.packed() && !cfg!(feature = "gzip") {
                return problems.and(Problems::one(
                    "packed models are read with the feature `gzip` of shapesmith",
                ));
            }
            problems
        })
    }

    /// The paths of the files.
    pub fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.all().map(|file| file.path.clone())
    }

    fn all(&self) -> impl Iterator<Item = &File> {
        [&self.model].into_iter().chain(&self.docs).chain(&self.overlay).chain(&self.beside)
    }

    fn packed(&self) -> bool {
        self.all().any(|file| file.bytes.starts_with(&[0x1F, 0x8B]))
    }
}

/// A file's name without the endings of a model.
pub fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.strip_suffix(".json").unwrap_or(name).to_owned()
}

/// The file beside the model that is called like it, but for its ending.
fn called(model: &Path, ending: &str) -> PathBuf {
    model.with_file_name(format!("{}.{ending}.json", stem(model)))
}

/// Returns the content of a file. Pipes, sockets and devices are refused, because reading them may never end.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = fs::metadata(path)?;
    // Reading a folder fails by itself.
    if file.is_file() || file.is_dir() {
        return fs::read(path);
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "it is not a regular file"))
}

impl File {
    fn open(path: &Path) -> Result<Self, Problems> {
        let bytes = read(path).map_err(|error| Problems::of_file("read", path, &error))?;
        Ok(Self::of(path, bytes))
    }

    fn open_if_there(path: &Path) -> Result<Option<Self>, Problems> {
        match read(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Problems::of_file("read", path, &error)),
            Ok(bytes) => Ok(Some(Self::of(path, bytes))),
        }
    }

    fn of(path: &Path, bytes: Vec<u8>) -> Self {
        Self { path: path.to_owned(), name: path.display().to_string(), bytes }
    }

    fn source(&self) -> Source<'_> {
        Source { name: &self.name, bytes: &self.bytes }
    }
}
