//! The binary: the process's arguments and terminal, handed to the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(xtask::run(std::env::args_os(), std::io::stdout(), std::io::stderr()))
}
