//! Runs programs and measures what they cost, as the operating system reports it.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

use crate::exit::Failure;

/// The cost of a program and of the processes that it started and waited for.
#[derive(Clone, Copy)]
pub struct Cost {
    /// The time from start to end.
    pub wall: Duration,
    /// The processor time.
    pub cpu: Duration,
    /// The peak memory of the largest process, in bytes.
    pub memory: u64,
}

/// The result of a program that ended.
pub struct Completed {
    /// What it cost.
    pub cost: Cost,
    /// Whether it ended with exit code 0.
    pub success: bool,
    /// What it wrote to standard error.
    pub stderr: String,
}

/// Runs a program to its end and discards its output.
///
/// # Errors
/// The program can't be run, or ends with another exit code than 0.
pub fn measure(command: &mut Command) -> Result<Cost, Failure> {
    let completed = run(command.stderr(Stdio::null()))?;
    if completed.success {
        Ok(completed.cost)
    } else {
        Err(Failure::new(format!("{command:?} failed")))
    }
}

/// Runs a program to its end, and captures standard error.
///
/// # Errors
/// The program can't be run.
pub fn run_captured(command: &mut Command) -> Result<Completed, Failure> {
    run(command.stderr(Stdio::piped()))
}

fn run(command: &mut Command) -> Result<Completed, Failure> {
    let start = Instant::now();
    let failed = |error, command: &Command| Failure::new(format!("{command:?}: {error}"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .map_err(|error| failed(error, command))?;
    let mut stderr = Vec::new();
    if let Some(mut stream) = child.stderr.take() {
        stream.read_to_end(&mut stderr).map_err(|error| failed(error, command))?;
    }
    let used = child.wait4().map_err(|error| failed(error, command))?;
    let rusage = used.rusage;
    let cost =
        Cost { wall: start.elapsed(), cpu: rusage.utime + rusage.stime, memory: rusage.maxrss };
    let stderr = String::from_utf8_lossy(&stderr).into_owned();
    Ok(Completed { cost, success: used.status.success(), stderr })
}

/// Returns the cost of the fastest of several runs.
pub fn fastest(costs: &[Cost]) -> Option<Cost> {
    costs.iter().copied().min_by_key(|cost| cost.wall)
}
