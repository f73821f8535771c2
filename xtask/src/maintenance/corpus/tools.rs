//! Runs cargo's tools on the generated packages: errors and warnings are failures.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::ServiceResult;
use super::generate::{self, PackageFolder};
use crate::cli::Corpus;
use crate::console::Console;
use crate::exit::{Failure, collect_all};
use crate::maintenance::cargo::{
    cargo_command, fetch_crate_dependencies, path_failure, remove_artifacts,
};
use crate::measure::{Completed, Cost, measure, run_captured};
use crate::parallel;
use crate::workspace::Workspace;

/// The result of a tool for a package.
pub struct ToolResult {
    /// The tool.
    pub tool: Tool,
    /// Whether there was neither an error nor a warning.
    pub success: bool,
    /// What it cost.
    pub cost: Cost,
    /// Its errors and warnings.
    pub output: String,
}

/// A tool of cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    Check,
    Clippy,
    Doc,
    Doctest,
}

/// The folders in which packages are written and checked.
pub struct Workbench {
    packages: PackageFolder,
    tools: Vec<Tool>,
    /// The target folders, one for each thread; removed when this is dropped.
    targets: TempDir,
}

impl Tool {
    /// Returns the tools that the arguments select.
    fn select(args: &Corpus) -> Vec<Self> {
        let tools = [
            (Self::Check, args.compile),
            (Self::Clippy, args.clippy),
            (Self::Doc, args.doc),
            (Self::Doctest, args.doctest),
        ];
        tools.into_iter().filter(|(_, is_selected)| *is_selected).map(|(tool, _)| tool).collect()
    }

    /// Returns the name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
            Self::Doctest => "doctest",
        }
    }

    /// Returns the command that runs the tool on the package in a folder.
    fn command(self, folder: &Path, target: &Path) -> Command {
        let args: &[&str] = match self {
            Self::Check => &["check"],
            Self::Clippy => &["clippy"],
            Self::Doc => &["doc", "--no-deps"],
            Self::Doctest => &["test", "--doc"],
        };
        let mut cargo = cargo_command(folder, target);
        cargo.env("RUSTFLAGS", "-D warnings").env("RUSTDOCFLAGS", "-D warnings");
        cargo.args(args).args(["--quiet", "--offline"]);
        cargo
    }
}

impl Workbench {
    /// Creates the folders; `None` if no tool is selected and no package is kept.
    ///
    /// # Errors
    /// A folder can't be created, or a dependency of generated crates can't be fetched or compiled.
    pub fn new(args: &Corpus, workspace: &Workspace, jobs: usize) -> Result<Option<Self>, Failure> {
        let tools = Tool::select(args);
        if tools.is_empty() && args.keep.is_none() {
            return Ok(None);
        }
        let root = workspace.build_folder();
        let targets = fs::create_dir_all(&root)
            .and_then(|()| tempfile::Builder::new().prefix("corpus-").tempdir_in(&root))
            .map_err(|error| path_failure(&root, &error))?;
        let path = args.keep.clone().unwrap_or_else(|| targets.path().join("packages"));
        let packages = PackageFolder { path, is_kept: args.keep.is_some() };
        let workbench = Self { packages, tools, targets };
        if !workbench.tools.is_empty() {
            workbench.compile_dependencies(jobs)?;
        }
        Ok(Some(workbench))
    }

    /// Returns the folder in which packages are written.
    pub fn packages(&self) -> &PackageFolder {
        &self.packages
    }

    /// Compiles the dependencies of generated crates for each thread, so that only the packages themselves are measured.
    fn compile_dependencies(&self, jobs: usize) -> Result<(), Failure> {
        let folder = self.targets.path().join("seed");
        fetch_crate_dependencies(&folder, &self.target(0))?;
        for thread in 0..jobs {
            for tool in &self.tools {
                measure(&mut tool.command(&folder, &self.target(thread)))?;
            }
        }
        Ok(())
    }

    fn target(&self, thread: usize) -> PathBuf {
        self.targets.path().join(format!("target-{thread}"))
    }

    fn run_tool(
        &self,
        service: &ServiceResult<'_>,
        tool: Tool,
        thread: usize,
    ) -> Result<ToolResult, Failure> {
        let folder = self.packages.path.join(&service.service.name);
        let Completed { cost, success, stderr: output } =
            run_captured(&mut tool.command(&folder, &self.target(thread)))?;
        Ok(ToolResult { tool, success, cost, output })
    }
}

/// Runs the tools on the packages of all services that were generated.
pub(super) fn run_tools(
    workbench: &Workbench,
    services: &mut [ServiceResult<'_>],
    jobs: usize,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if workbench.tools.is_empty() {
        return Ok(());
    }
    let progress = console.progress(services.len(), "checking");
    let results = parallel::map(services, jobs, |service, thread| {
        let is_generated = service.generation.module.is_some();
        let tools = if is_generated { workbench.tools.as_slice() } else { &[] };
        let results: Result<Vec<_>, _> =
            tools.iter().map(|tool| workbench.run_tool(service, *tool, thread)).collect();
        let package = generate::package_name(service.service);
        remove_artifacts(&workbench.target(thread), &package);
        progress.step(&service.service.name);
        results
    });
    progress.finish();
    for (service, results) in services.iter_mut().zip(collect_all(results)?) {
        service.tools = results;
    }
    Ok(())
}
