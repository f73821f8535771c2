//! Running a program and reading what it cost from the operating system.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

use crate::exit::Failure;

/// What a program, and all that it started and waited for, cost.
#[derive(Clone, Copy)]
pub struct Cost {
    /// From start to end.
    pub wall: Duration,
    /// Time on the processors.
    pub cpu: Duration,
    /// The most memory that one of its processes held, in bytes.
    pub memory: u64,
}

/// How a program ended.
pub struct Ended {
    /// What it cost.
    pub cost: Cost,
    /// Whether it did what it was asked for.
    pub success: bool,
    /// What it told of problems.
    pub told: String,
}

/// Runs the program to its end, its output discarded.
pub fn measure(command: &mut Command) -> Result<Cost, Failure> {
    let ended = run(command.stderr(Stdio::null()))?;
    if ended.success { Ok(ended.cost) } else { Err(Failure::new(format!("{command:?} failed"))) }
}

/// Runs the program to its end and keeps what it tells of problems.
pub fn observe(command: &mut Command) -> Result<Ended, Failure> {
    run(command.stderr(Stdio::piped()))
}

fn run(command: &mut Command) -> Result<Ended, Failure> {
    let start = Instant::now();
    let failed = |error, command: &Command| Failure::new(format!("{command:?}: {error}"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .map_err(|error| failed(error, command))?;
    let mut told = Vec::new();
    if let Some(mut stream) = child.stderr.take() {
        stream.read_to_end(&mut told).map_err(|error| failed(error, command))?;
    }
    let used = child.wait4().map_err(|error| failed(error, command))?;
    let rusage = used.rusage;
    let cost =
        Cost { wall: start.elapsed(), cpu: rusage.utime + rusage.stime, memory: rusage.maxrss };
    let told = String::from_utf8_lossy(&told).into_owned();
    Ok(Ended { cost, success: used.status.success(), told })
}

/// The cost with the least time of several.
pub fn least(costs: &[Cost]) -> Option<Cost> {
    costs.iter().copied().min_by_key(|cost| cost.wall)
}
