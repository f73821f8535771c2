//! Runs cargo in packages that are generated for a test or a measurement, and the programs in them.

use std::fmt::Display;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::exit::Failure;
use crate::measure::{measure, run_captured};

/// Returns the command of cargo in a folder with a target folder, without incremental compilation.
pub fn cargo_command(folder: &Path, target: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "0");
    cargo.env("CARGO_TERM_COLOR", "never");
    // Cargo sets these variables for the programs of this workspace; they don't apply to other packages.
    for variable in ["CARGO_MANIFEST_DIR", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "RUSTDOCFLAGS"] {
        cargo.env_remove(variable);
    }
    cargo
}

/// Fetches the dependencies of the package in a folder, over the network only if they aren't cached.
///
/// # Errors
/// A dependency can't be fetched.
pub fn fetch_dependencies(folder: &Path, target: &Path) -> Result<(), Failure> {
    let fetch = |options: &[&str]| {
        measure(cargo_command(folder, target).args(["fetch", "--quiet"]).args(options))
    };
    fetch(&["--offline"]).or_else(|_| fetch(&[]))?;
    Ok(())
}

/// Fetches the dependencies of generated crates, by a package in this folder that has the same ones.
///
/// # Errors
/// A dependency can't be fetched, or the package can't be written.
pub fn fetch_crate_dependencies(folder: &Path, target: &Path) -> Result<(), Failure> {
    let manifest = "[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
        [dependencies]\nserde_core = { version = \"1\", default-features = false, features = [\"std\"] }\n\
        serde_json = { version = \"1\", default-features = false, features = [\"std\"] }\n";
    write_package(folder, [("Cargo.toml", manifest), ("src/lib.rs", "//! Empty.\n")])?;
    fetch_dependencies(folder, target)
}

/// Compiles the program of the package in a folder, and returns its path and the time that the build took.
///
/// # Errors
/// A dependency can't be fetched, or the program can't be compiled.
pub fn build_program(folder: &Path, name: &str) -> Result<(PathBuf, Duration), Failure> {
    let target = folder.join("target");
    fetch_dependencies(folder, &target)?;
    let mut cargo = cargo_command(folder, &target);
    let build = run_captured(cargo.args(["build", "--offline", "--quiet"]))?;
    if !build.success {
        return Err(Failure::new(format!("the program doesn't compile\n{}", build.stderr)));
    }
    let program = target.join("debug").join(name);
    Ok((program.with_extension(std::env::consts::EXE_EXTENSION), build.cost.wall))
}

/// Runs a program that answers each line of its input with a line of JSON. Returns the answers, of which there are fewer if the
/// program ends early, and its exit status.
///
/// # Errors
/// The program can't be run, or prints something else.
pub fn exchange_lines<T: DeserializeOwned, L: Display>(
    command: &mut Command,
    lines: impl Iterator<Item = L> + Send,
) -> Result<(Vec<T>, ExitStatus), String> {
    let (text, status) = exchange_text(command, lines)?;
    let answers: Result<Vec<T>, _> = text.lines().map(serde_json::from_str).collect();
    Ok((answers.map_err(|error| error.to_string())?, status))
}

/// Runs a program that reads lines. Returns what it prints, and its exit status.
///
/// # Errors
/// The program can't be run.
pub fn exchange_text<L: Display>(
    command: &mut Command,
    lines: impl Iterator<Item = L> + Send,
) -> Result<(String, ExitStatus), String> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let input = child.stdin.take();
    let output = thread::scope(|scope| {
        // The program writes answers while it reads lines, so a thread writes the lines.
        scope.spawn(move || {
            let (mut input, mut lines) = (std::io::BufWriter::new(input?), lines);
            lines.try_for_each(|line| writeln!(input, "{line}")).ok()
        });
        child.wait_with_output()
    });
    let output = output.map_err(|error| error.to_string())?;
    Ok((String::from_utf8_lossy(&output.stdout).into_owned(), output.status))
}

/// Writes the files of a package. It becomes a workspace of its own: cargo would look for one around it.
///
/// # Errors
/// A file can't be written.
pub fn write_package<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<(), Failure> {
    for (path, text) in files {
        let path_in_folder = folder.join(path);
        if path == "Cargo.toml" && !text.contains("\n[workspace]") {
            write_if_changed(&path_in_folder, &into_workspace(text))?;
        } else {
            write_if_changed(&path_in_folder, text)?;
        }
    }
    Ok(())
}

/// Returns a manifest of a package as that of a workspace with the package.
pub fn into_workspace(manifest: &str) -> String {
    format!("{manifest}\n[workspace]\n")
}

/// Writes a file unless it has this content already: cargo recompiles files with new modification times.
///
/// # Errors
/// The file can't be written.
pub fn write_if_changed(path: &Path, text: &str) -> Result<(), Failure> {
    if fs::read(path).is_ok_and(|present| present == text.as_bytes()) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(path))
        .and_then(|()| fs::write(path, text))
        .map_err(|error| path_failure(path, &error))
}

/// Removes what cargo wrote for a package in a target folder: for hundreds of packages, that is gigabytes.
pub fn remove_artifacts(target: &Path, package: &str) {
    let crate_name = package.replace('-', "_");
    for folder in ["debug/deps", "debug/.fingerprint", "doc"] {
        for entry in fs::read_dir(target.join(folder)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().trim_start_matches("lib").to_owned();
            if !name.starts_with(&crate_name) && !name.starts_with(package) {
                continue;
            }
            // A file that can't be removed only takes space.
            let path = entry.path();
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
}

/// Creates the failure of a file or folder that can't be read or written.
pub fn path_failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
