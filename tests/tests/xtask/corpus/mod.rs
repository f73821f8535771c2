//! `cargo xtask corpus` on small folders of models: the services that it finds, its output and exit codes.

mod folder;

mod compiling;
mod failing;
mod finding;
mod reporting;
mod selecting;
mod shared;
