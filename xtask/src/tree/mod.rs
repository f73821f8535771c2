//! Files as they should be and files as they are: compared, shown, written.

mod compare;
mod prune;
mod scan;
mod show;
mod temporary;
mod write;

use std::collections::BTreeMap;

pub use compare::{Difference, Kind, compare};
pub use scan::{litter, scan};
pub use show::show;
pub use write::{replace, write};

/// Texts of files by their paths below the workspace's root, with `/`.
pub type Files = BTreeMap<String, String>;
