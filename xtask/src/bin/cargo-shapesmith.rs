//! `cargo shapesmith`: the installed binary, the same program as `cargo xtask`.

use std::process::ExitCode;

/// The allocator of `cargo xtask`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let (out, err) = (std::io::stdout(), std::io::stderr());
    ExitCode::from(xtask::run_installed(std::env::args_os(), out, err))
}
