//! The files of the workspace: expected and present ones are compared, and the differences printed or written.

mod compare;
mod report;
mod scan;
mod show;
mod write;

use std::collections::BTreeMap;

pub use compare::{FileDifference, FileDifferenceKind, find_differences};
pub use report::write_report;
pub use scan::{FolderContents, OutputLayout, find_stale_temp_files, scan_folder};
pub use show::format_differences;
pub use write::write_differences;

/// The texts of files by their paths below the workspace's root, with `/`.
pub type Files = BTreeMap<String, String>;
