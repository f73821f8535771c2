//! What people see: results on one stream, problems on the other, colours where they are welcome.

use std::fmt::Display;
use std::io::Write;

use anstream::AutoStream;
use anstream::stream::{AsLockedWrite, RawStream};
use anstyle::{AnsiColor, Style};

use crate::diagnostic::{self, Diagnostic};
use crate::progress::Progress;

/// Names and totals.
pub const BOLD: Style = Style::new().bold();
/// What is new.
pub const ADDED: Style = AnsiColor::Green.on_default();
/// What is gone.
pub const REMOVED: Style = AnsiColor::Red.on_default();
/// Where in a diff.
pub const PLACE: Style = AnsiColor::Cyan.on_default();
/// What matters least.
pub const DIM: Style = Style::new().dimmed();

/// What can be written to, and knows whether it is a terminal.
pub trait Stream: RawStream + AsLockedWrite + Send {}
impl<S: RawStream + AsLockedWrite + Send> Stream for S {}

/// The two streams.
pub struct Console<'a> {
    out: Box<dyn Write + 'a>,
    err: Box<dyn Write + Send + 'a>,
    /// What people call the program, such as `cargo xtask`.
    pub program: &'static str,
    /// Whether only problems and differences are told.
    pub quiet: bool,
    /// Whether people watch.
    watched: bool,
}

impl<'a> Console<'a> {
    /// Colours are dropped on the way to a stream that isn't a terminal.
    pub fn new(program: &'static str, out: impl Stream + 'a, err: impl Stream + 'a) -> Self {
        let watched = err.is_terminal();
        let (out, err) = (AutoStream::auto(out), AutoStream::auto(err));
        Self { out: Box::new(out), err: Box::new(err), program, quiet: false, watched }
    }

    /// A line on what was done.
    pub fn say(&mut self, line: impl Display) {
        if !self.quiet {
            self.result(line);
        }
    }

    /// A line on what keeps the command from going on.
    pub fn note(&mut self, line: impl Display) {
        if !self.quiet {
            let _ = writeln!(self.err, "{line}");
        }
    }

    /// A line that is what the command was called for.
    pub fn result(&mut self, line: impl Display) {
        // A closed pipe is the reader's word that it has seen enough; the work goes on.
        let _ = writeln!(self.out, "{line}");
    }

    /// Shows how much of some work is done: by a bar on a terminal, elsewhere by a line now and then.
    pub fn progress(&mut self, steps: usize, doing: &'static str) -> Progress<'_> {
        match (self.quiet, self.watched) {
            (true, _) => Progress::hidden(),
            (false, true) => Progress::bar(steps, doing),
            (false, false) => Progress::lines(&mut self.err, steps, doing),
        }
    }

    /// Problems, with their source lines.
    pub fn problems(&mut self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            let _ = writeln!(self.err, "{}\n", diagnostic::render(diagnostic));
        }
    }

    /// Help where it was asked for, or what is wrong with the arguments.
    pub fn usage(&mut self, told: &clap::Error) {
        let stream: &mut dyn Write = if told.use_stderr() { &mut self.err } else { &mut self.out };
        let _ = write!(stream, "{}", told.render().ansi());
    }
}

/// Text in a style.
pub fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// `1 file`, `2 files`
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
