//! Files as they should be and files as they are: compared, shown, written.

mod compare;
mod output;
mod scan;
mod show;
mod write;

use std::collections::BTreeMap;

pub use compare::{Difference, Kind, compare};
pub use output::write_output;
pub use scan::{Present, Root, litter, scan};
pub use show::show;
pub use write::write;

/// Texts of files by their paths below the workspace's root, with `/`.
pub type Files = BTreeMap<String, String>;
