//! The process of `cargo xtask`: exit codes and colours.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::{Command, Output};

/// Runs the binary in a folder without a configuration, with these environment variables.
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
fn process_ends_with_the_exit_code() {
    assert_eq!(run(&[]).status.code(), Some(2));
}

#[test]
fn colours_are_off_without_a_terminal() {
    assert!(!coloured(&run(&[])));
}

#[test]
fn colours_can_be_forced() {
    assert!(coloured(&run(&[("CLICOLOR_FORCE", "1")])));
}

#[test]
fn colours_can_be_turned_off() {
    assert!(!coloured(&run(&[("NO_COLOR", "1")])));
}
