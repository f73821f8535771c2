//! Figures side by side, with what they should be.

use std::fmt;

use crate::measure::Cost;

/// A table of figures.
pub struct Table {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    what: String,
    figure: String,
    target: Option<(String, bool)>,
}

impl Table {
    /// A table without rows.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), rows: Vec::new() }
    }

    /// A figure for comparing others with.
    pub fn figure(&mut self, what: impl Into<String>, figure: impl Into<String>) {
        self.rows.push(Row { what: what.into(), figure: figure.into(), target: None });
    }

    /// A figure that should be something, and whether it is.
    pub fn target(
        &mut self,
        what: impl Into<String>,
        figure: impl Into<String>,
        target: impl Into<String>,
        met: bool,
    ) {
        let target = Some((target.into(), met));
        self.rows.push(Row { what: what.into(), figure: figure.into(), target });
    }

    /// A figure of which a peer's is `ratio` times as much; it should be one `share`th at most.
    pub fn share(
        &mut self,
        what: impl Into<String>,
        figure: impl fmt::Display,
        ratio: f64,
        share: f64,
    ) {
        let (figure, target) = (format!("{figure}  1/{ratio:.1}"), format!("1/{share:.0}"));
        self.target(what, figure, target, ratio >= share);
    }

    /// What a part adds to the time that a crate takes without it: a fifth at most. Processor time, which minds other
    /// programs least.
    pub fn added(&mut self, what: impl Into<String>, with: &Cost, without: &Cost) {
        let added = with.cpu.as_secs_f64() / without.cpu.as_secs_f64() - 1.0;
        self.target(what, format!("{:+.1} %", 100.0 * added), "20 %", added <= 0.2);
    }

    /// Whether a figure isn't what it should be.
    pub fn missed(&self) -> bool {
        self.rows.iter().any(|row| row.target.as_ref().is_some_and(|(_, met)| !met))
    }
}

/// Time and memory.
pub fn figure(cost: &Cost) -> String {
    format!("{:6.2} s  {:5} MB", cost.wall.as_secs_f64(), cost.memory / 1_000_000)
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |text: fn(&Row) -> &str| {
            self.rows.iter().map(|row| text(row).chars().count()).max().unwrap_or(0)
        };
        let (what, figure) = (width(|row| &row.what), width(|row| &row.figure));
        writeln!(f, "{}", self.title)?;
        for row in &self.rows {
            write!(f, "  {:what$}  {:>figure$}", row.what, row.figure)?;
            if let Some((target, met)) = &row.target {
                write!(f, "  {} {target}", if *met { "meets" } else { "MISSES" })?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
