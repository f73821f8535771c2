//! Whose the files in the folder of the output are: what wasn't generated is never replaced or removed.

use std::collections::BTreeSet;
use std::path::Path;

use shapesmith::tree::{State, find_link, is_generated, is_temporary, state};

use crate::config::Config;
use crate::exit::Failure;
use crate::tree::{Files, Present};
use crate::workspace::Workspace;

/// More files than these are counted.
const NAMED: usize = 200;
/// The command that headers named in earlier versions, instead of the generator.
const FORMER_COMMAND: &str = "cargo xtask regenerate";
/// The generated file that can't have a header.
const LICENSE: &str = "LICENSE";

/// Fails where a file in the folder of the output would be replaced or removed that wasn't generated, or a generated
/// one would be written behind a symbolic link.
pub fn check(
    workspace: &Workspace,
    config: &Config,
    expected: &Files,
    present: &Present,
) -> Result<(), Failure> {
    let output = config.package.output.get_ref();
    let mut foreign = BTreeSet::new();
    for name in expected.keys() {
        let below = name.strip_prefix(output).unwrap_or(name).trim_start_matches('/');
        if let Some(link) = find_link(&workspace.path(output), Path::new(below)) {
            let link = link.strip_prefix(workspace.path("")).map(Path::to_owned).unwrap_or(link);
            foreign.insert(format!("{} (a symbolic link)", link.display()));
        }
    }
    for name in &present.others {
        if !foreign.contains(&format!("{name} (a symbolic link)")) {
            foreign.insert(format!("{name} (no regular file)"));
        }
    }
    for name in &present.files {
        if !is_ours(workspace, expected, name)? {
            foreign.insert(name.clone());
        }
    }
    if foreign.is_empty() { Ok(()) } else { Err(refusal(config, &foreign)) }
}

/// Returns whether a file is one that a killed run left.
pub fn is_litter(name: &str) -> bool {
    is_temporary(name.rsplit('/').next().unwrap_or(name))
}

fn is_ours(workspace: &Workspace, expected: &Files, name: &str) -> Result<bool, Failure> {
    if is_litter(name) {
        return Ok(true);
    }
    let State::File(content) = state(&workspace.path(name))? else { return Ok(false) };
    if is_generated(&content, FORMER_COMMAND) {
        return Ok(true);
    }
    let wanted = expected.get(name);
    let (folder, last) = name.rsplit_once('/').unwrap_or(("", name));
    if last == LICENSE {
        // Nothing is lost with a copy of what is there; and beside a generated manifest it was generated, too.
        let is_copy = expected.iter().any(|(path, text)| {
            path.ends_with(&format!("/{LICENSE}")) && text.as_bytes() == content
        });
        let manifest = state(&workspace.path(&format!("{folder}/Cargo.toml")))?;
        let is_beside =
            matches!(manifest, State::File(text) if is_generated(&text, FORMER_COMMAND));
        return Ok(is_copy || (wanted.is_some() && is_beside));
    }
    // An empty file has nothing to lose.
    Ok(wanted.is_some() && content.is_empty())
}

fn refusal(config: &Config, foreign: &BTreeSet<String>) -> Failure {
    let output = &config.package.output;
    let wrong = format!("the folder `{}` has files that weren't generated", output.get_ref());
    let mut names: Vec<String> = foreign.iter().take(NAMED).cloned().collect();
    if foreign.len() > NAMED {
        names.push(format!("and {} more", foreign.len() - NAMED));
    }
    let hint =
        "nothing was written: choose a folder of its own for `output`, or move these files away";
    let mut told = config.error(output.span(), wrong).hint(Some(hint.to_owned()));
    told.note = Some(names.join("\n"));
    told.into()
}
