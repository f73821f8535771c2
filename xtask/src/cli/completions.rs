//! The command that prints shell completions.

use clap::Args;
use clap_complete::Shell;

/// Print a script that completes commands and options in a shell
///
/// Prints the script for the installed program, `cargo-shapesmith`, to standard output.
///
/// Examples:
///   cargo shapesmith completions bash > ~/.local/share/bash-completion/completions/cargo-shapesmith
///   cargo shapesmith completions fish > ~/.config/fish/completions/cargo-shapesmith.fish
///   cargo shapesmith completions zsh > ~/.zfunc/_cargo-shapesmith
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}
