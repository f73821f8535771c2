//! The binary: the process's arguments and terminal, handed to the library.

use std::process::ExitCode;

/// Models are many small things: reading and comparing hundreds of them takes a fifth less time with it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(xtask::run(std::env::args_os(), std::io::stdout(), std::io::stderr()))
}
