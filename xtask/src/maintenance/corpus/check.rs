//! The packages that were made, as cargo's tools see them: without errors and without warnings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::{Row, generate};
use crate::cli::Corpus;
use crate::console::Console;
use crate::exit::Failure;
use crate::measure::{Cost, measure, run_captured};
use crate::parallel;
use crate::workspace::Workspace;

/// What a tool found in a package.
pub struct Checked {
    /// The tool.
    pub tool: Tool,
    /// Whether there was neither an error nor a warning.
    pub success: bool,
    /// What it cost.
    pub cost: Option<Cost>,
    /// What it told, where it failed.
    pub told: String,
}

/// A tool of cargo's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    Check,
    Clippy,
    Doc,
    Doctest,
}

/// Where packages are written and checked.
pub struct Shop {
    packages: PathBuf,
    tools: Vec<Tool>,
    /// The folders that the tools work in, one a thread; gone when this is.
    targets: TempDir,
}

impl Tool {
    /// What the arguments ask for.
    fn wanted(args: &Corpus) -> Vec<Self> {
        let tools = [
            (Self::Check, args.compile),
            (Self::Clippy, args.clippy),
            (Self::Doc, args.doc),
            (Self::Doctest, args.doctest),
        ];
        tools.into_iter().filter(|(_, wanted)| *wanted).map(|(tool, _)| tool).collect()
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
            Self::Doctest => "doctest",
        }
    }

    fn args(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check", "--quiet", "--offline"],
            Self::Clippy => &["clippy", "--quiet", "--offline"],
            Self::Doc => &["doc", "--quiet", "--offline", "--no-deps"],
            Self::Doctest => &["test", "--doc", "--quiet", "--offline"],
        }
    }
}

impl Shop {
    /// Prepares the folders; nothing where no tool is to be run and nothing kept.
    pub fn new(args: &Corpus, workspace: &Workspace, jobs: usize) -> Result<Option<Self>, Failure> {
        let tools = Tool::wanted(args);
        if tools.is_empty() && args.keep.is_none() {
            return Ok(None);
        }
        let root = workspace.build_folder();
        let targets = fs::create_dir_all(&root)
            .and_then(|()| tempfile::Builder::new().prefix("corpus-").tempdir_in(&root))
            .map_err(|error| failure(&root, &error))?;
        let packages = args.keep.clone().unwrap_or_else(|| targets.path().join("packages"));
        let shop = Self { packages, tools, targets };
        if !shop.tools.is_empty() {
            shop.prepare(jobs)?;
        }
        Ok(Some(shop))
    }

    /// Where packages are written.
    pub fn folder(&self) -> &Path {
        &self.packages
    }

    /// Has cargo fetch what packages depend on, and compile it for each thread, so that figures are those of the
    /// packages alone.
    fn prepare(&self, jobs: usize) -> Result<(), Failure> {
        let folder = self.targets.path().join("seed");
        fetch(&folder, &self.target(0))?;
        for thread in 0..jobs {
            for tool in &self.tools {
                measure(cargo(&folder, &self.target(thread)).args(tool.args()))?;
            }
        }
        Ok(())
    }

    fn target(&self, thread: usize) -> PathBuf {
        self.targets.path().join(format!("target-{thread}"))
    }

    fn check(&self, row: &Row<'_>, tool: Tool, thread: usize) -> Result<Checked, Failure> {
        let folder = self.packages.join(&row.service.name);
        let target = self.target(thread);
        let ended = run_captured(cargo(&folder, &target).args(tool.args()))?;
        Ok(Checked { tool, success: ended.success, cost: Some(ended.cost), told: ended.stderr })
    }
}

/// Has cargo fetch what packages depend on, by a package in this folder that depends on the same.
pub fn fetch(folder: &Path, target: &Path) -> Result<(), Failure> {
    let manifest = "[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
        [dependencies]\nserde_core = { version = \"1\", default-features = false, features = [\"std\"] }\n\
        serde_json = { version = \"1\", default-features = false, features = [\"std\"] }\n\n[workspace]\n";
    for (name, text) in [("Cargo.toml", manifest), ("src/lib.rs", "//! Nothing.\n")] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| failure(&path, &error))?;
    }
    // Without the network it does as well, once cargo has the packages.
    let fetch =
        |more: &[&str]| measure(cargo(folder, target).args(["fetch", "--quiet"]).args(more));
    fetch(&["--offline"]).or_else(|_| fetch(&[]))?;
    Ok(())
}

/// Checks the packages of all services that there is one of.
pub(super) fn all(
    shop: &Shop,
    rows: &mut [Row<'_>],
    jobs: usize,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if shop.tools.is_empty() {
        return Ok(());
    }
    let progress = console.progress(rows.len(), "checking");
    let checked = parallel::map(rows, jobs, |row, thread| {
        let tools = if row.outcome.made.is_some() { shop.tools.as_slice() } else { &[] };
        let checked: Result<Vec<_>, _> =
            tools.iter().map(|tool| shop.check(row, *tool, thread)).collect();
        forget(&shop.target(thread), &generate::package_name(row.service));
        progress.step(&row.service.name);
        checked
    });
    progress.finish();
    for (row, checked) in rows.iter_mut().zip(crate::exit::collect_all(checked)?) {
        row.checked = checked;
    }
    Ok(())
}

/// Removes what cargo made of a package: that of hundreds takes gigabytes.
pub fn forget(target: &Path, package: &str) {
    let crate_name = package.replace('-', "_");
    for folder in ["debug/deps", "debug/.fingerprint", "doc"] {
        for entry in fs::read_dir(target.join(folder)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().trim_start_matches("lib").to_owned();
            if !name.starts_with(&crate_name) && !name.starts_with(package) {
                continue;
            }
            // What stays takes room, and does no other harm.
            let path = entry.path();
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
}

/// Cargo in a folder, with no word of this workspace.
pub fn cargo(folder: &Path, target: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "0");
    cargo.env("RUSTFLAGS", "-D warnings").env("RUSTDOCFLAGS", "-D warnings");
    cargo.env("CARGO_TERM_COLOR", "never");
    // What cargo tells the programs that it runs is about this workspace, not that package.
    cargo.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
