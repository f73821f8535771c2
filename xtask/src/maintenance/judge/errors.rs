//! The compiler's complaints about a program, by the items whose uses they are found in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::consumer::{Program, Use};
use crate::exit::Failure;
use crate::maintenance::corpus::{check, generate};
use crate::measure::run_captured;

/// The program's file within its package.
const FILE: &str = "src/lib.rs";

/// A package with a program in it.
pub struct Checked<'a> {
    /// Where it is.
    pub folder: &'a Path,
    /// Where cargo works.
    pub target: &'a Path,
    /// The package's manifest.
    pub manifest: &'a str,
}

impl Checked<'_> {
    /// The complaints, a line each, by the item.
    ///
    /// The compiler tells nothing of types while there are names that it doesn't know, and more of the kind. So it is
    /// asked again without the uses that it complained about, until it has nothing to complain about.
    pub fn errors(&self, program: &Program<'_>) -> Result<BTreeMap<String, Vec<String>>, Failure> {
        let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
        loop {
            let settled: BTreeSet<&str> = errors.keys().map(String::as_str).collect();
            let (text, uses) = program.text(|used| !settled.contains(used.item.as_str()));
            let found = self.once(&text, &uses)?;
            if found.is_empty() {
                return Ok(errors);
            }
            for (item, told) in found {
                errors.entry(item).or_default().push(told);
            }
        }
    }

    /// What the compiler complains about at once: the item, and a line about it.
    fn once(&self, text: &str, uses: &[(usize, &Use)]) -> Result<Vec<(String, String)>, Failure> {
        let files = [("Cargo.toml", self.manifest), (FILE, text)];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
        generate::write(self.folder, &files.into())
            .map_err(|failures| Failure::new(failures.join("\n")))?;
        let mut cargo = check::cargo(self.folder, self.target);
        // What is deprecated is no reason to fail.
        cargo.env_remove("RUSTFLAGS");
        cargo.args(["check", "--quiet", "--offline", "--message-format", "short"]);
        let ended = run_captured(&mut cargo)?;
        if ended.success {
            return Ok(Vec::new());
        }
        let lines: Vec<&str> = text.lines().collect();
        let errors =
            ended.stderr.lines().filter_map(|line| told(line, &lines, uses)).collect::<Vec<_>>();
        // Something else than the compiler failed, or elsewhere.
        if errors.is_empty() { Err(Failure::new(ended.stderr)) } else { Ok(errors) }
    }
}

/// What a line of the compiler's tells: the statement that is wrong, and why. Only lines about errors tell something.
fn told(line: &str, program: &[&str], uses: &[(usize, &Use)]) -> Option<(String, String)> {
    let (place, why) = line.split_once(": error")?;
    let why = why.split_once(": ").map_or(why, |(_, why)| why);
    let number = place.strip_prefix(FILE)?.split(':').nth(1)?.parse::<usize>().ok()?;
    let statement = program.get(number.checked_sub(1)?)?;
    let (_, used) = uses.iter().rev().find(|(start, _)| *start <= number)?;
    Some((used.item.clone(), format!("`{}`: {why}", statement.trim())))
}
