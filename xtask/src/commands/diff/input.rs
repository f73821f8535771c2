//! The arguments: two sides, each a path or a revision, then the names of services.

use std::path::{Path, PathBuf};

use super::revision::{self, Checkout, Repository};
use shapesmith::tree::read_regular;

use crate::cli::Diff;
use crate::config::{self, Config};
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::workspace::{MODELS, Workspace};

/// One side of the comparison: a model file or a folder of models.
pub struct Side {
    /// The name, as the user gave it.
    pub shown: String,
    /// The folder with the files.
    pub folder: PathBuf,
    /// The name of the model file in the folder; `None` if the side is the whole folder.
    pub file: Option<String>,
    /// The path of the model file in the working tree; `None` for a folder, and for a file of a revision that isn't there.
    pub working_path: Option<PathBuf>,
    /// The files of a revision, which exist as long as this does.
    checkout: Option<Checkout>,
}

/// The two sides, and the services to compare.
pub struct Sides {
    pub old: Side,
    pub new: Side,
    /// The names of the services; all services if it is empty.
    pub services: Vec<String>,
}

/// An argument that names a side.
#[derive(Clone)]
enum SideArgument {
    /// A path of the file system.
    Path(PathBuf),
    /// A commit and a path in its tree; without a path, the configured models.
    Revision { commit: String, path: Option<String> },
}

impl Side {
    /// Returns the configured models of the working tree.
    pub fn of_models(workspace: &Workspace) -> Self {
        let folder = workspace.path(MODELS);
        Self { shown: MODELS.to_owned(), folder, file: None, working_path: None, checkout: None }
    }

    /// Reads the configuration of the models; `None` unless the side is a folder that has one.
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

    /// Returns an error for a path through a symbolic link or a submodule of a revision. Its target isn't in the folder, so
    /// that a comparison would report it as removed.
    pub fn check_inside(&self, path: &str) -> Result<(), Failure> {
        let Some(checkout) = &self.checkout else { return Ok(()) };
        let contains_path = |outside: &&String| {
            path.strip_prefix(outside.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match checkout.outside.iter().find(contains_path) {
            Some(outside) => Err(revision::outside_error(&self.shown, outside).into()),
            None => Ok(()),
        }
    }
}

/// Opens the two sides that the arguments name.
pub fn open_sides(args: &Diff, workspace: &Workspace) -> Result<Sides, Failure> {
    let repository = Repository::around(workspace);
    let mut named = Vec::new();
    let mut rest = args.arguments.as_slice();
    while let (Some((first, others)), 0..2) = (rest.split_first(), named.len()) {
        let Some(side) = parse_side(first, &repository) else { break };
        named.push((first.clone(), side));
        rest = others;
    }
    let is_path_or_revision = |name: &&String| name.contains(['/', ':', '.', '~', '^']);
    if let Some(name) = rest.iter().find(is_path_or_revision) {
        let message = format!("`{name}` is neither a file nor a revision");
        return Err(Diagnostic::error(message).into());
    }
    let mut named = named.into_iter();
    let (old_name, old) = match named.next() {
        Some(named) => named,
        None => ("HEAD".to_owned(), head_argument(&repository)?),
    };
    let new = named.next();
    let tip = match &new {
        Some((_, SideArgument::Revision { commit, .. })) => commit.as_str(),
        _ => "HEAD",
    };
    let old = if args.merge_base { find_merge_base(old, tip, &repository)? } else { old };
    // The old side is opened first, because its errors explain those of the new side.
    let old_side = open_side(old_name, old.clone(), &repository)?;
    Ok(Sides {
        new: match new {
            Some((name, side)) => open_side(name, side, &repository)?,
            None => default_new_side(&old, workspace, &repository)?,
        },
        old: old_side,
        services: rest.to_vec(),
    })
}

/// Parses an argument as the path of an existing file or folder, or as a revision. Returns `None` for any other name.
fn parse_side(argument: &str, repository: &Repository<'_>) -> Option<SideArgument> {
    if Path::new(argument).exists() {
        return Some(SideArgument::Path(PathBuf::from(argument)));
    }
    let (revision, path) = match argument.split_once(':') {
        Some((revision, path)) => (revision, Some(path.trim_end_matches('/').to_owned())),
        None => (argument, None),
    };
    Some(SideArgument::Revision { commit: repository.commit(revision)?, path })
}

/// Returns the configured models of the last commit.
fn head_argument(repository: &Repository<'_>) -> Result<SideArgument, Failure> {
    let commit = repository.commit("HEAD").ok_or_else(|| {
        let hint = "name the sides to compare: files, folders or revisions";
        Diagnostic::error("there is no commit to compare with").hint(Some(hint.to_owned()))
    })?;
    Ok(SideArgument::Revision { commit, path: None })
}

/// Returns the same files of the commit at which the history of `tip` branched off.
fn find_merge_base(
    old: SideArgument,
    tip: &str,
    repository: &Repository<'_>,
) -> Result<SideArgument, Failure> {
    match old {
        SideArgument::Revision { commit, path } => {
            Ok(SideArgument::Revision { commit: repository.merge_base(&commit, tip)?, path })
        }
        SideArgument::Path(path) => {
            let message = format!("`--merge-base` needs a revision; {} is a path", path.display());
            Err(Diagnostic::error(message).into())
        }
    }
}

/// Opens the new side if no argument names it: the same path in the working tree, or the configured models.
fn default_new_side(
    old: &SideArgument,
    workspace: &Workspace,
    repository: &Repository<'_>,
) -> Result<Side, Failure> {
    match old {
        SideArgument::Revision { path: Some(path), .. } => {
            let working_path = repository.working_path(path)?;
            if working_path.exists() {
                return open_path(path.clone(), &working_path);
            }
            let message = format!("there is no {path} in the working tree");
            let hint = "name the other side: a file, a folder or a revision".to_owned();
            Err(Diagnostic::error(message).hint(Some(hint)).into())
        }
        _ => open_path(MODELS.to_owned(), &workspace.path(MODELS)),
    }
}

/// Opens a side; the files of a revision are written to a temporary folder.
fn open_side(
    shown: String,
    side: SideArgument,
    repository: &Repository<'_>,
) -> Result<Side, Failure> {
    let (commit, path) = match side {
        SideArgument::Path(path) => return open_path(shown, &path),
        SideArgument::Revision { commit, path } => (commit, path),
    };
    let shown = if path.is_some() { shown } else { format!("{shown}:{MODELS}") };
    let path = path.map_or_else(|| repository.path(MODELS), Ok)?;
    let checkout = repository.checkout(&commit, &path, &shown)?;
    let folder = checkout.folder.path().to_owned();
    let file = checkout.file.clone();
    let working_path = file.is_some().then(|| repository.working_path(&path)).transpose()?;
    Ok(Side { shown, folder, file, working_path, checkout: Some(checkout) })
}

/// Opens a file or folder of the file system.
fn open_path(shown: String, path: &Path) -> Result<Side, Failure> {
    if path.is_dir() {
        let folder = path.to_owned();
        return Ok(Side { shown, folder, file: None, working_path: None, checkout: None });
    }
    let parent = path.parent().filter(|parent| *parent != Path::new(""));
    let folder = parent.unwrap_or(Path::new(".")).to_owned();
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Side { shown, folder, file, working_path: Some(path.to_owned()), checkout: None })
}
