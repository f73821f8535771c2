//! Running a program and reading what it cost from the operating system.

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

/// Runs the program to its end, its output discarded.
pub fn measure(command: &mut Command) -> Result<Cost, Failure> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Failure::new(format!("{command:?}: {error}")))?;
    let used = child.wait4().map_err(|error| Failure::new(format!("{command:?}: {error}")))?;
    if !used.status.success() {
        return Err(Failure::new(format!("{command:?} failed: {}", used.status)));
    }
    let rusage = used.rusage;
    Ok(Cost { wall: start.elapsed(), cpu: rusage.utime + rusage.stime, memory: rusage.maxrss })
}

/// The cost with the least time of several.
pub fn least(costs: &[Cost]) -> Option<Cost> {
    costs.iter().copied().min_by_key(|cost| cost.wall)
}
