//! What the arguments name: two sides, each files on the disk or of a revision, then services.

use std::path::{Path, PathBuf};

use super::revision::{self, Checkout, Repository};
use shapesmith::tree::read_regular;

use crate::cli::Diff;
use crate::config::{self, Config};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::workspace::{MODELS, Workspace};

/// Files to compare.
pub struct Side {
    /// What people call it.
    pub shown: String,
    /// The folder that they are in.
    pub folder: PathBuf,
    /// The one that is meant, where that isn't all of them.
    pub file: Option<String>,
    /// Where the file that is meant is in the working tree, if it is there at all.
    pub place: Option<PathBuf>,
    /// Keeps the files of a revision.
    checkout: Option<Checkout>,
}

/// The two sides, and which services to look at.
pub struct Sides {
    pub old: Side,
    pub new: Side,
    /// By name; all where there is none.
    pub services: Vec<String>,
}

/// What an argument names.
#[derive(Clone)]
enum Named {
    Path(PathBuf),
    /// A commit, and the path in its tree; none means the configured models.
    Revision {
        commit: String,
        path: Option<String>,
    },
}

impl Side {
    /// The configured models, as they are.
    pub fn of_models(workspace: &Workspace) -> Self {
        let folder = workspace.path(MODELS);
        Self { shown: MODELS.to_owned(), folder, file: None, place: None, checkout: None }
    }

    /// The configuration of the models, where the side is a folder that has one.
    pub fn config(&self) -> Result<Option<Config>, Failure> {
        let path = self.folder.join("shapesmith.toml");
        if self.file.is_some() || !path.exists() {
            return Ok(None);
        }
        let bytes = read_regular(&path)
            .map_err(|error| Failure::new(format!("can't read {}: {error}", path.display())))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Failure::new(format!("{} is not UTF-8", path.display())))?;
        config::parse(text).map(Some)
    }

    /// Refuses a path that goes through a link or a submodule of a revision: what is behind it isn't in the folder, and
    /// would seem to be gone.
    pub fn check_inside(&self, path: &str) -> Result<(), Failure> {
        let Some(checkout) = &self.checkout else { return Ok(()) };
        let is_on_the_way = |outside: &&String| {
            path.strip_prefix(outside.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match checkout.outside.iter().find(is_on_the_way) {
            Some(outside) => Err(revision::refused(&self.shown, outside).into()),
            None => Ok(()),
        }
    }
}

/// Opens what the arguments name.
pub fn sides(args: &Diff, workspace: &Workspace) -> Result<Sides, Failure> {
    let repository = Repository::around(workspace);
    let mut named = Vec::new();
    let mut rest = args.arguments.as_slice();
    while let (Some((first, others)), 0..2) = (rest.split_first(), named.len()) {
        let Some(meant) = name(first, &repository) else { break };
        named.push((first.clone(), meant));
        rest = others;
    }
    let no_service: Vec<&String> =
        rest.iter().filter(|name| name.contains(['/', ':', '.', '~', '^'])).collect();
    if let Some(first) = no_service.first() {
        let message = format!("`{first}` is neither a file nor a revision");
        return Err(Diagnostic::error(message).into());
    }
    let mut named = named.into_iter();
    let (shown, old) = match named.next() {
        Some(named) => named,
        None => ("HEAD".to_owned(), head(&repository)?),
    };
    let new = named.next();
    let tip = match &new {
        Some((_, Named::Revision { commit, .. })) => commit.as_str(),
        _ => "HEAD",
    };
    let old = if args.merge_base { parted(old, tip, &repository)? } else { old };
    // The old side first: what is wrong with it explains the rest.
    let opened = open(shown, old.clone(), &repository)?;
    Ok(Sides {
        new: match new {
            Some((shown, named)) => open(shown, named, &repository)?,
            None => same_place(&old, workspace, &repository)?,
        },
        old: opened,
        services: rest.to_vec(),
    })
}

/// A path that is there comes before a revision, and both before a service.
fn name(argument: &str, repository: &Repository<'_>) -> Option<Named> {
    if Path::new(argument).exists() {
        return Some(Named::Path(PathBuf::from(argument)));
    }
    let (revision, path) = match argument.split_once(':') {
        Some((revision, path)) => (revision, Some(path.trim_end_matches('/').to_owned())),
        None => (argument, None),
    };
    Some(Named::Revision { commit: repository.commit(revision)?, path })
}

fn head(repository: &Repository<'_>) -> Result<Named, Failure> {
    let commit = repository.commit("HEAD").ok_or_else(|| {
        let hint = "name what to compare with: a file, a folder, or a revision";
        Diagnostic::error("there is no commit to compare with").hint(Some(hint.to_owned()))
    })?;
    Ok(Named::Revision { commit, path: None })
}

/// The same files, where the history parted.
fn parted(old: Named, tip: &str, repository: &Repository<'_>) -> Result<Named, Failure> {
    match old {
        Named::Revision { commit, path } => {
            Ok(Named::Revision { commit: repository.merge_base(&commit, tip)?, path })
        }
        Named::Path(path) => {
            let message = format!("`--merge-base` needs a revision; {} is none", path.display());
            Err(Diagnostic::error(message).into())
        }
    }
}

/// What is compared with where nothing is said: the same path in the working tree, or the configured models.
fn same_place(
    old: &Named,
    workspace: &Workspace,
    repository: &Repository<'_>,
) -> Result<Side, Failure> {
    match old {
        Named::Revision { path: Some(path), .. } => {
            let here = repository.here(path)?;
            if here.exists() {
                return on_disk(path.clone(), &here);
            }
            let message = format!("there is no {path} in the working tree");
            let hint = "name what to compare with".to_owned();
            Err(Diagnostic::error(message).hint(Some(hint)).into())
        }
        _ => on_disk(MODELS.to_owned(), &workspace.path(MODELS)),
    }
}

fn open(shown: String, named: Named, repository: &Repository<'_>) -> Result<Side, Failure> {
    let (commit, path) = match named {
        Named::Path(path) => return on_disk(shown, &path),
        Named::Revision { commit, path } => (commit, path),
    };
    let shown = if path.is_some() { shown } else { format!("{shown}:{MODELS}") };
    let path = path.map_or_else(|| repository.path(MODELS), Ok)?;
    let checkout = repository.checkout(&commit, &path, &shown)?;
    let folder = checkout.folder.path().to_owned();
    let file = checkout.file.clone();
    let place = file.is_some().then(|| repository.here(&path)).transpose()?;
    Ok(Side { shown, folder, file, place, checkout: Some(checkout) })
}

fn on_disk(shown: String, path: &Path) -> Result<Side, Failure> {
    if path.is_dir() {
        let folder = path.to_owned();
        return Ok(Side { shown, folder, file: None, place: None, checkout: None });
    }
    let parent = path.parent().filter(|parent| *parent != Path::new(""));
    let folder = parent.unwrap_or(Path::new(".")).to_owned();
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Side { shown, folder, file, place: Some(path.to_owned()), checkout: None })
}
