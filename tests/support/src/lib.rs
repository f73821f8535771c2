//! What the tests of several packages share: temporary folders, the output of commands, crates that a test compiles,
//! and the data beside the project.
//!
//! Nothing here depends on another package of the workspace, so that all of them can use it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod command;
mod data;
mod files;

pub use command::{CommandOutput, assert_contains, run_cargo, write_crate};
pub use data::{find_botocore, find_shared, shared, skip};
pub use files::{TestFolder, list_folder, read_folder_files, unpack_archive, workspace};
