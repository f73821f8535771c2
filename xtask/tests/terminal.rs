//! The binary as the shell sees it: exit codes, and colours only where they are asked for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::{Command, Output};

/// Runs the binary on a folder without a configuration.
fn run(colours: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE");
    command.envs(colours.iter().copied());
    let nowhere = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    command.args(["regenerate", "--root", nowhere]).output().unwrap()
}

fn coloured(output: &Output) -> bool {
    assert!(!output.stderr.is_empty());
    output.stderr.contains(&b'\x1b')
}

#[test]
fn exit_code_is_the_process_s() {
    assert_eq!(run(&[]).status.code(), Some(2));
}

#[test]
fn colours_are_for_terminals() {
    assert!(!coloured(&run(&[])));
}

#[test]
fn colours_can_be_forced() {
    assert!(coloured(&run(&[("CLICOLOR_FORCE", "1")])));
}

#[test]
fn colours_can_be_refused() {
    assert!(!coloured(&run(&[("NO_COLOR", "1")])));
}
