//! Output: results on one stream, problems on the other, colours on terminals.

use std::fmt::Display;
use std::io::Write;

use anstream::AutoStream;
use anstream::stream::{AsLockedWrite, RawStream};
use anstyle::{AnsiColor, Style};

use crate::diagnostic::{self, Diagnostic};
use crate::progress::Progress;

/// The style of names and totals.
pub const BOLD: Style = Style::new().bold();
/// The style of additions.
pub const ADDED: Style = AnsiColor::Green.on_default();
/// The style of removals and failures.
pub const REMOVED: Style = AnsiColor::Red.on_default();
/// The style of places in a diff.
pub const PLACE: Style = AnsiColor::Cyan.on_default();
/// The style of secondary text.
pub const DIM: Style = Style::new().dimmed();

/// A stream to write to that can be a terminal.
pub trait Stream: RawStream + AsLockedWrite + Send {}
impl<S: RawStream + AsLockedWrite + Send> Stream for S {}

/// Standard output and standard error.
pub struct Console<'a> {
    out: Box<dyn Write + 'a>,
    err: Box<dyn Write + Send + 'a>,
    /// The name of the program, such as `cargo xtask`.
    pub program: &'static str,
    /// Whether only results and problems are printed.
    pub quiet: bool,
    /// Whether standard error is a terminal.
    is_terminal: bool,
}

impl<'a> Console<'a> {
    /// Creates a console. Colours are removed from the output to a stream that isn't a terminal.
    pub fn new(program: &'static str, out: impl Stream + 'a, err: impl Stream + 'a) -> Self {
        let is_terminal = err.is_terminal();
        let (out, err) = (AutoStream::auto(out), AutoStream::auto(err));
        Self { out: Box::new(out), err: Box::new(err), program, quiet: false, is_terminal }
    }

    /// Prints a line about the work that was done, unless the console is quiet.
    pub fn print_status(&mut self, line: impl Display) {
        if !self.quiet {
            self.print_result(line);
        }
    }

    /// Prints a line about a delay to standard error, unless the console is quiet.
    pub fn print_note(&mut self, line: impl Display) {
        if !self.quiet {
            let _ = writeln!(self.err, "{line}");
        }
    }

    /// Prints a line of the command's result.
    pub fn print_result(&mut self, line: impl Display) {
        // A closed pipe means that the reader has read enough; the work goes on.
        let _ = writeln!(self.out, "{line}");
    }

    /// Shows the progress of some work: by a bar on a terminal, otherwise by a line every few seconds.
    pub fn progress(&mut self, steps: usize, activity: &'static str) -> Progress<'_> {
        match (self.quiet, self.is_terminal) {
            (true, _) => Progress::hidden(),
            (false, true) => Progress::bar(steps, activity),
            (false, false) => Progress::lines(&mut self.err, steps, activity),
        }
    }

    /// Prints diagnostics with their source lines to standard error.
    pub fn print_problems(&mut self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            let _ = writeln!(self.err, "{}\n", diagnostic::render(diagnostic));
        }
    }

    /// Prints the requested help, or the error in the arguments.
    pub fn print_usage(&mut self, error: &clap::Error) {
        let stream: &mut dyn Write = if error.use_stderr() { &mut self.err } else { &mut self.out };
        let _ = write!(stream, "{}", error.render().ansi());
    }
}

/// Returns what is printed to standard output and to standard error, which aren't terminals.
#[cfg(test)]
pub(crate) fn capture_output(print: impl FnOnce(&mut Console<'_>)) -> (String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    print(&mut Console::new("cargo xtask", &mut out, &mut err));
    (String::from_utf8_lossy(&out).into_owned(), String::from_utf8_lossy(&err).into_owned())
}

/// Asserts that control characters of models are escaped, and that no line is a command of a workflow.
#[cfg(test)]
#[track_caller]
pub(crate) fn assert_escaped(text: &str) {
    assert!(!text.contains('\u{1b}') && text.contains("\\u{1b}[31m"), "{text}");
    assert!(text.lines().all(|line| !line.trim_start().starts_with("::")), "{text}");
}

/// Returns the text in a style.
pub fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Returns the number with its noun: `1 file`, `2 files`.
pub fn pluralize(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
