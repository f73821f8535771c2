//! A small workspace in a temporary folder, and commands run on it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempDir;

pub const CONFIG: &str = "model/shapesmith.toml";
pub const ZOO: &str = "model/services/zoo.json";
pub const ZOO_DOCS: &str = "model/services/zoo.docs.json";
pub const ZOO_OVERLAY: &str = "model/services/zoo.overlay.json";
pub const GARDEN: &str = "model/services/garden.json";

/// A workspace with two services, `garden` and `zoo`.
pub struct Copy {
    folder: TempDir,
}

/// How a command ended, and what it told.
#[derive(Debug)]
pub struct Ran {
    pub code: u8,
    pub out: String,
    pub err: String,
}

/// The files of a folder, with when they were written.
pub type Tree = BTreeMap<String, (SystemTime, Vec<u8>)>;

impl Copy {
    /// A workspace with models and nothing generated.
    pub fn new() -> Self {
        let copy = Self { folder: tempfile::tempdir().unwrap() };
        copy.write(CONFIG, include_str!("models/shapesmith.toml"));
        copy.write(ZOO, include_str!("models/zoo.json"));
        copy.write(ZOO_DOCS, include_str!("models/zoo.docs.json"));
        copy.write(GARDEN, include_str!("models/garden.json"));
        copy
    }

    /// A workspace where everything is generated.
    pub fn generated() -> Self {
        let copy = Self::new();
        copy.run(&["regenerate"]).expect_code(0);
        copy
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        run_at(self.folder.path(), args)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// Replaces what is there once.
    pub fn edit(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert_eq!(text.matches(old).count(), 1, "{name} has {old:?} once");
        self.write(name, &text.replace(old, new));
    }

    /// The whole workspace.
    pub fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        walk(self.folder.path(), self.folder.path(), &mut tree);
        tree
    }

    /// The names of files that are not as they were, in order.
    pub fn changed_since(&self, before: &Tree) -> Vec<String> {
        let after = self.tree();
        let names = before.keys().chain(after.keys());
        let mut names: Vec<String> =
            names.filter(|name| before.get(*name) != after.get(*name)).cloned().collect();
        names.sort();
        names.dedup();
        names
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
}

/// Runs a command on the workspace at `root`.
pub fn run_at(root: &Path, args: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["xtask"].iter().chain(args).map(OsString::from);
    let root = ["--root".into(), root.into()];
    let code = xtask::run(args.chain(root), &mut out, &mut err);
    Ran { code, out: plain(&out), err: plain(&err) }
}

/// Whether colours were forced from outside is not what these tests are about.
fn plain(bytes: &[u8]) -> String {
    anstream::adapter::strip_str(std::str::from_utf8(bytes).unwrap()).to_string()
}

#[track_caller]
fn contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
}

fn walk(root: &Path, folder: &Path, tree: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, tree);
            continue;
        }
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        let written = fs::metadata(&path).unwrap().modified().unwrap();
        tree.insert(name, (written, fs::read(&path).unwrap()));
    }
}
