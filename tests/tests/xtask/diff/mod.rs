//! `cargo xtask diff` on small repositories and on Lambda's history: inputs, reports, errors and exit codes.

mod repository;

mod accepted;
mod classic;
mod consistency;
mod formats;
mod hostile;
mod inputs;
mod lambda;
mod modules;
mod output;
mod page;
mod revisions;
mod schema;
mod size;
mod verdicts;
mod wording;
