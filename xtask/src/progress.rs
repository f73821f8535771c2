//! How far some work is: a bar for people who watch, now and then a line for those who read a log.

use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// The time between two lines of a log.
const PAUSE: Duration = Duration::from_secs(5);

/// How far some work is.
pub struct Progress<'a>(Shown<'a>);

enum Shown<'a> {
    Nothing,
    Bar(ProgressBar),
    Lines(Mutex<Lines<'a>>),
}

/// A log, and what it has to tell.
struct Lines<'a> {
    log: &'a mut (dyn Write + Send),
    doing: &'static str,
    done: usize,
    steps: usize,
    told: Instant,
}

impl<'a> Progress<'a> {
    /// Tells nothing.
    pub fn hidden() -> Self {
        Self(Shown::Nothing)
    }

    /// A bar on the terminal.
    pub fn bar(steps: usize, doing: &'static str) -> Self {
        let style = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {eta} {msg}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::new(steps as u64).with_style(style).with_prefix(doing);
        Self(Shown::Bar(bar))
    }

    /// Lines in a log, every few seconds and at the end.
    pub fn lines(log: &'a mut (dyn Write + Send), steps: usize, doing: &'static str) -> Self {
        Self(Shown::Lines(Mutex::new(Lines { log, doing, done: 0, steps, told: Instant::now() })))
    }

    /// One of the steps is done.
    pub fn step(&self, what: &str) {
        match &self.0 {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                bar.set_message(what.to_owned());
                bar.inc(1);
            }
            Shown::Lines(lines) => {
                lines.lock().unwrap_or_else(|broken| broken.into_inner()).step(what);
            }
        }
    }

    /// All of them are; a bar goes away.
    pub fn finish(self) {
        if let Shown::Bar(bar) = self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Lines<'_> {
    fn step(&mut self, what: &str) {
        self.done += 1;
        if self.done == self.steps || self.told.elapsed() >= PAUSE {
            // A closed pipe is the reader's word that it has seen enough; the work goes on.
            let _ = writeln!(self.log, "{} {}/{} {what}", self.doing, self.done, self.steps);
            self.told = Instant::now();
        }
    }
}
