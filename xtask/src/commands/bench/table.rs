//! Figures side by side, with what they should be.

use std::fmt;

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

    /// Whether a figure isn't what it should be.
    pub fn missed(&self) -> bool {
        self.rows.iter().any(|row| row.target.as_ref().is_some_and(|(_, met)| !met))
    }
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
