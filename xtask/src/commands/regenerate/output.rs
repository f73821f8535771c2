//! The files of the generated crate or crates, by their paths below the workspace's root.

use std::collections::BTreeSet;
use std::fs;

use shapesmith::tree::{FileError, PathState, format_mark, read_state};
use shapesmith::{Module, Provenance};
use toml::Spanned;

use super::selection::Selection;
use crate::config::{Config, Layout};
use crate::exit::Failure;
use crate::generation::{self, GeneratedService};
use crate::tree::{self, FileDifference, Files, FolderContents, OutputLayout};
use crate::workspace::{CONFIG, MODELS, Workspace};

/// Returns all files of the output.
///
/// # Errors
/// A file that `[package]` names can't be read.
pub fn create_files(
    workspace: &Workspace,
    config: &Config,
    services: &[GeneratedService],
) -> Result<Files, Failure> {
    let modules: Vec<Module> = services.iter().map(|service| service.module.clone()).collect();
    let mut package = generation::create_package(config);
    package.files = read_package_files(workspace, config)?;
    let provenance = Provenance { command: &config.command, source: CONFIG };
    let files = match config.package.layout {
        Layout::OneCrate => shapesmith::emit_package(&package, &modules, provenance),
        Layout::CratePerService => shapesmith::emit_packages(&package, &modules, provenance),
    };
    let output = config.package.output.get_ref();
    Ok(files.into_iter().map(|(path, text)| (format!("{output}/{path}"), text)).collect())
}

/// Returns the README and the licence of the crate, if the configuration names them.
fn read_package_files(workspace: &Workspace, config: &Config) -> Result<Files, Failure> {
    let mut files = Files::new();
    if let Some(readme) = &config.package.readme {
        let source = format!("{MODELS}/{}", readme.get_ref());
        let text = read_text(workspace, config, readme, &source)?;
        let mark = format_mark(&config.command, &source);
        files.insert("README.md".to_owned(), format!("<!-- {mark} -->\n\n{text}"));
    }
    if let Some(license) = &config.package.license_text {
        let source = format!("{MODELS}/{}", license.get_ref());
        files.insert("LICENSE".to_owned(), read_text(workspace, config, license, &source)?);
    }
    Ok(files)
}

/// Reads a file that the configuration names.
fn read_text(
    workspace: &Workspace,
    config: &Config,
    at: &Spanned<String>,
    name: &str,
) -> Result<String, Failure> {
    let fail = |message: String| Failure::from(config.error(at.span(), message));
    let bytes = workspace.read_optional(name)?;
    let bytes = bytes.ok_or_else(|| fail(format!("there is no file {name}")))?;
    String::from_utf8(bytes).map_err(|_| fail(format!("{name} is not UTF-8")))
}

/// Returns the folder of a service's module, with a `/` at the end.
pub fn module_folder(config: &Config, service: &str) -> String {
    let output = config.package.output.get_ref();
    match config.package.layout {
        Layout::OneCrate => format!("{output}/src/{service}/"),
        Layout::CratePerService => format!("{output}/{service}/"),
    }
}

/// Returns the folders of services that aren't selected, and aren't written. A folder that is absent is not among them: the
/// crate can't be compiled without all modules.
pub fn unselected_folders(
    config: &Config,
    selection: &Selection<'_>,
    services: &[GeneratedService],
    present: &BTreeSet<String>,
) -> Vec<String> {
    let unselected = services.iter().filter(|service| !selection.contains(&service.module.name));
    let folders = unselected.map(|service| module_folder(config, &service.module.name));
    folders.filter(|folder| present.iter().any(|file| file.starts_with(folder.as_str()))).collect()
}

/// Finds the files in the folder of the output.
pub fn scan_output(workspace: &Workspace, config: &Config) -> Result<FolderContents, Failure> {
    let layout = match config.package.layout {
        Layout::OneCrate => OutputLayout::Package,
        Layout::CratePerService => OutputLayout::PackagePerFolder,
    };
    tree::scan_folder(workspace, config.package.output.get_ref(), layout)
}

/// Removes the files that cargo wrote in the folders of crates that were removed: a folder without a manifest among the
/// members of a workspace is an error for cargo.
pub fn remove_build_output(
    workspace: &Workspace,
    config: &Config,
    differences: &[FileDifference],
) -> Result<(), Failure> {
    let output = config.package.output.get_ref();
    let removed = differences.iter().filter(|file| file.expected_text().is_none());
    for folder in removed.filter_map(|file| file.path.strip_suffix("/Cargo.toml")) {
        let folder = workspace.path(folder);
        if folder == workspace.path(output) || folder.is_symlink() {
            continue;
        }
        let lock = folder.join("Cargo.lock");
        if let PathState::File(content) = read_state(&lock)?
            && content.starts_with(LOCK_FILE_HEADER)
        {
            fs::remove_file(&lock).map_err(|error| FileError::new("remove", &lock, error))?;
        }
        let target = folder.join("target");
        // Cargo marks its target folder, whose content can be rebuilt, with this file.
        if !target.is_symlink() && target.join("CACHEDIR.TAG").is_file() {
            fs::remove_dir_all(&target)
                .map_err(|error| FileError::new("remove", &target, error))?;
        }
        // Fails if other files are left, which keep the folder.
        let _ = fs::remove_dir(&folder);
    }
    Ok(())
}

/// The first line of a lock file of cargo.
const LOCK_FILE_HEADER: &[u8] = b"# This file is automatically @generated by Cargo.";
