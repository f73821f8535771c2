//! The progress of some work: a bar on a terminal, a line every few seconds in a log.

use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// The time between two lines of a log.
const INTERVAL: Duration = Duration::from_secs(5);

/// The progress of some work.
pub struct Progress<'a>(Display<'a>);

enum Display<'a> {
    Hidden,
    Bar(ProgressBar),
    Lines(Mutex<LogLines<'a>>),
}

/// The progress as lines of a log.
struct LogLines<'a> {
    log: &'a mut (dyn Write + Send),
    activity: &'static str,
    done: usize,
    steps: usize,
    last_line: Instant,
}

impl<'a> Progress<'a> {
    /// Creates a progress that isn't shown.
    pub fn hidden() -> Self {
        Self(Display::Hidden)
    }

    /// Creates a bar on the terminal.
    pub fn bar(steps: usize, activity: &'static str) -> Self {
        let style = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {eta} {msg}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::new(steps as u64).with_style(style).with_prefix(activity);
        Self(Display::Bar(bar))
    }

    /// Creates a progress that is shown by lines in a log, every few seconds and at the end.
    pub fn lines(log: &'a mut (dyn Write + Send), steps: usize, activity: &'static str) -> Self {
        let last_line = Instant::now();
        Self(Display::Lines(Mutex::new(LogLines { log, activity, done: 0, steps, last_line })))
    }

    /// Counts a step as done; `item` is shown as the latest one.
    pub fn step(&self, item: &str) {
        match &self.0 {
            Display::Hidden => {}
            Display::Bar(bar) => {
                bar.set_message(item.to_owned());
                bar.inc(1);
            }
            Display::Lines(lines) => {
                lines.lock().unwrap_or_else(|broken| broken.into_inner()).step(item);
            }
        }
    }

    /// Ends the progress; a bar is removed from the terminal.
    pub fn finish(self) {
        if let Display::Bar(bar) = self.0 {
            bar.finish_and_clear();
        }
    }
}

impl LogLines<'_> {
    fn step(&mut self, item: &str) {
        self.done += 1;
        if self.done == self.steps || self.last_line.elapsed() >= INTERVAL {
            // A closed pipe means that the reader has read enough; the work goes on.
            let _ = writeln!(self.log, "{} {}/{} {item}", self.activity, self.done, self.steps);
            self.last_line = Instant::now();
        }
    }
}
