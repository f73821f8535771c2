//! Tables of figures with their targets.

use std::fmt;

use crate::measure::Cost;

/// A table of figures.
pub struct Table {
    title: String,
    rows: Vec<Row>,
}

/// A figure.
struct Row {
    name: String,
    figure: String,
    target: Option<Target>,
}

/// The target of a figure.
struct Target {
    text: String,
    is_met: bool,
}

impl Table {
    /// Creates a table without rows.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), rows: Vec::new() }
    }

    /// Adds a figure without a target.
    pub fn add(&mut self, name: impl Into<String>, figure: impl Into<String>) {
        self.rows.push(Row { name: name.into(), figure: figure.into(), target: None });
    }

    /// Adds a figure with a target.
    pub fn add_with_target(
        &mut self,
        name: impl Into<String>,
        figure: impl Into<String>,
        target: impl Into<String>,
        is_met: bool,
    ) {
        let target = Some(Target { text: target.into(), is_met });
        self.rows.push(Row { name: name.into(), figure: figure.into(), target });
    }

    /// Adds a figure that is the fraction 1/`ratio` of an alternative's, with a target of at most 1/`min_ratio`.
    pub fn add_fraction(
        &mut self,
        name: impl Into<String>,
        figure: impl fmt::Display,
        ratio: f64,
        min_ratio: f64,
    ) {
        let (figure, target) = (format!("{figure}  1/{ratio:.1}"), format!("1/{min_ratio:.0}"));
        self.add_with_target(name, figure, target, ratio >= min_ratio);
    }

    /// Adds the relative increase of processor time by a part of a crate, with a target of at most 20 %. Other programs affect
    /// processor time less than wall time.
    pub fn add_increase(&mut self, name: impl Into<String>, with: &Cost, without: &Cost) {
        let increase = with.cpu.as_secs_f64() / without.cpu.as_secs_f64() - 1.0;
        let figure = format!("{:+.1} %", 100.0 * increase);
        self.add_with_target(name, figure, "20 %", increase <= 0.2);
    }

    /// Returns whether a figure misses its target.
    pub fn misses_target(&self) -> bool {
        self.rows.iter().any(|row| row.target.as_ref().is_some_and(|target| !target.is_met))
    }
}

/// Returns the wall time and the memory.
pub fn format_cost(cost: &Cost) -> String {
    format!("{:6.2} s  {:5} MB", cost.wall.as_secs_f64(), cost.memory / 1_000_000)
}

/// Returns a duration in nanoseconds, or from 10,000 on in microseconds.
pub fn format_duration(nanoseconds: f64) -> String {
    if nanoseconds < 10_000.0 {
        format!("{nanoseconds:.0} ns")
    } else {
        format!("{:.0} µs", nanoseconds / 1e3)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |text: fn(&Row) -> &str| {
            self.rows.iter().map(|row| text(row).chars().count()).max().unwrap_or(0)
        };
        let (name, figure) = (width(|row| &row.name), width(|row| &row.figure));
        writeln!(f, "{}", self.title)?;
        for row in &self.rows {
            write!(f, "  {:name$}  {:>figure$}", row.name, row.figure)?;
            if let Some(Target { text, is_met }) = &row.target {
                write!(f, "  {} {text}", if *is_met { "meets" } else { "MISSES" })?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
