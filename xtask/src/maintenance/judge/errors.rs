//! The compiler's errors in a program, by the items whose uses have them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::program::{Program, Use};
use crate::exit::Failure;
use crate::maintenance::cargo::{cargo_command, write_package};
use crate::measure::run_captured;

/// The program's file in its package.
const FILE: &str = "src/lib.rs";

/// The package of a program.
pub struct ProgramPackage<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// The target folder of cargo.
    pub target: &'a Path,
    /// The manifest.
    pub manifest: &'a str,
}

impl ProgramPackage<'_> {
    /// Returns the errors, a line each, by the item.
    ///
    /// The compiler reports no type errors while there are unresolved names, and some errors hide others. So the program is
    /// checked again without the uses that have errors, until there are no more.
    ///
    /// # Errors
    /// The package can't be written, or cargo fails for another reason than an error in the program.
    pub fn find_errors(
        &self,
        program: &Program<'_>,
    ) -> Result<BTreeMap<String, Vec<String>>, Failure> {
        let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
        loop {
            let excluded: BTreeSet<&str> = errors.keys().map(String::as_str).collect();
            let (text, uses) = program.to_text(|used| !excluded.contains(used.item.as_str()));
            let found = self.check_once(&text, &uses)?;
            if found.is_empty() {
                return Ok(errors);
            }
            for (item, line) in found {
                errors.entry(item).or_default().push(line);
            }
        }
    }

    /// Type-checks a program once, and returns the item and a line for each error.
    fn check_once(
        &self,
        text: &str,
        uses: &[(usize, &Use)],
    ) -> Result<Vec<(String, String)>, Failure> {
        write_package(self.folder, [("Cargo.toml", self.manifest), (FILE, text)])?;
        let mut cargo = cargo_command(self.folder, self.target);
        cargo.args(["check", "--quiet", "--offline", "--message-format", "short"]);
        let completed = run_captured(&mut cargo)?;
        if completed.success {
            return Ok(Vec::new());
        }
        let statements: Vec<&str> = text.lines().collect();
        let parse = |line| parse_error(line, &statements, uses);
        let errors: Vec<_> = completed.stderr.lines().filter_map(parse).collect();
        // Without an error in the program, something else failed.
        if errors.is_empty() { Err(Failure::new(completed.stderr)) } else { Ok(errors) }
    }
}

/// Parses a line of the compiler's output. Returns the item, and a line with the statement and the message; `None` if it isn't
/// an error in the program.
fn parse_error(
    line: &str,
    statements: &[&str],
    uses: &[(usize, &Use)],
) -> Option<(String, String)> {
    let (place, message) = line.split_once(": error")?;
    let message = message.split_once(": ").map_or(message, |(_, message)| message);
    let number = place.strip_prefix(FILE)?.split(':').nth(1)?.parse::<usize>().ok()?;
    let statement = statements.get(number.checked_sub(1)?)?;
    let (_, used) = uses.iter().rev().find(|(start, _)| *start <= number)?;
    Some((used.item.clone(), format!("`{}`: {message}", statement.trim())))
}
