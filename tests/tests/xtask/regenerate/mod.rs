//! `cargo xtask` in a small workspace: the files that it writes, its output, errors and exit codes.

mod differences;
mod files;
mod fmt;
mod fresh;
mod generation;
mod import;
mod layout;
mod locking;
mod overlay;
mod ownership;
mod package;
mod patterns;
mod policies;
mod problems;
mod selection;
mod usage;
