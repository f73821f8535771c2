//! The generated crate, or crates, as files below the workspace's root.

use std::collections::BTreeSet;
use std::fs;

use shapesmith::tree::{FileError, State, mark, state};
use shapesmith::{Module, Provenance};
use toml::Spanned;

use super::selection::Selection;
use crate::config::{Config, Layout};
use crate::exit::Failure;
use crate::generate::{self, Made};
use crate::tree::{self, Difference, Files, Present, Root};
use crate::workspace::{CONFIG, MODELS, Workspace};

/// All files of the output.
///
/// # Errors
/// A file that `[package]` names can't be read.
pub fn files(workspace: &Workspace, config: &Config, made: &[Made]) -> Result<Files, Failure> {
    let modules: Vec<Module> = made.iter().map(|made| made.module.clone()).collect();
    let mut package = generate::package(config);
    package.files = package_files(workspace, config)?;
    let provenance = Provenance { command: &config.command, source: CONFIG };
    let files = match config.package.layout {
        Layout::OneCrate => shapesmith::package(&package, &modules, provenance),
        Layout::CratePerService => shapesmith::packages(&package, &modules, provenance),
    };
    let output = config.package.output.get_ref();
    Ok(files.into_iter().map(|(path, text)| (format!("{output}/{path}"), text)).collect())
}

/// Returns the README and the licence of the crate, as far as the configuration names them.
fn package_files(workspace: &Workspace, config: &Config) -> Result<Files, Failure> {
    let mut files = Files::new();
    if let Some(readme) = &config.package.readme {
        let source = format!("{MODELS}/{}", readme.get_ref());
        let text = read_text(workspace, config, readme, &source)?;
        let mark = mark(&config.command, &source);
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
    let located = |message: String| Failure::from(config.error(at.span(), message));
    let bytes = workspace.read_if_there(name)?;
    let bytes = bytes.ok_or_else(|| located(format!("there is no file {name}")))?;
    String::from_utf8(bytes).map_err(|_| located(format!("{name} is not UTF-8")))
}

/// The folder of a service's module, with a `/` at its end.
pub fn folder(config: &Config, service: &str) -> String {
    let output = config.package.output.get_ref();
    match config.package.layout {
        Layout::OneCrate => format!("{output}/src/{service}/"),
        Layout::CratePerService => format!("{output}/{service}/"),
    }
}

/// The folders of services that aren't selected. Without its folder the crate would lack a module, so
/// one that isn't there yet is made all the same.
pub fn others(
    config: &Config,
    selection: &Selection<'_>,
    made: &[Made],
    present: &BTreeSet<String>,
) -> Vec<String> {
    let others = made.iter().filter(|made| !selection.has(&made.module.name));
    let folders = others.map(|made| folder(config, &made.module.name));
    folders.filter(|folder| present.iter().any(|file| file.starts_with(folder.as_str()))).collect()
}

/// Returns the files in the folder of the output.
pub fn present(workspace: &Workspace, config: &Config) -> Result<Present, Failure> {
    let root = match config.package.layout {
        Layout::OneCrate => Root::Package,
        Layout::CratePerService => Root::Packages,
    };
    tree::scan(workspace, config.package.output.get_ref(), root)
}

/// Removes what cargo made in the folders of crates that are gone: a folder without a manifest among the members of a
/// workspace stops cargo.
pub fn remove_builds(
    workspace: &Workspace,
    config: &Config,
    differences: &[Difference],
) -> Result<(), Failure> {
    let output = config.package.output.get_ref();
    let gone = differences.iter().filter(|file| file.wanted().is_none());
    for folder in gone.filter_map(|file| file.name.strip_suffix("/Cargo.toml")) {
        let folder = workspace.path(folder);
        if folder == workspace.path(output) || folder.is_symlink() {
            continue;
        }
        let lock = folder.join("Cargo.lock");
        if let State::File(content) = state(&lock)?
            && content.starts_with(LOCK_FILE)
        {
            fs::remove_file(&lock).map_err(|error| FileError::new("remove", &lock, error))?;
        }
        let target = folder.join("target");
        // Cargo says with this file that all in the folder can be made again.
        if !target.is_symlink() && target.join("CACHEDIR.TAG").is_file() {
            fs::remove_dir_all(&target)
                .map_err(|error| FileError::new("remove", &target, error))?;
        }
        // Fails where something is left.
        let _ = fs::remove_dir(&folder);
    }
    Ok(())
}

/// How a lock file of cargo's begins.
const LOCK_FILE: &[u8] = b"# This file is automatically @generated by Cargo.";
