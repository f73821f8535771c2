//! Statistics of patterns: how many are matched exactly, the others with reasons, and the size of the data.

use std::collections::BTreeMap;
use std::fmt;

use super::{Language, Pool, Unsupported, UnsupportedKind, compile};

/// Statistics of patterns that are emitted together.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// The number of patterns.
    pub total: usize,
    /// The number of patterns that are matched exactly.
    pub exact: usize,
    /// The patterns that may match more texts than they define, with the reasons.
    pub approximated: Vec<(String, Vec<&'static str>)>,
    /// The patterns that aren't enforced, with the reasons.
    pub unsupported: Vec<(String, Unsupported)>,
    /// The patterns that every text matches, so that there is nothing to check. They count as exact.
    pub everything: Vec<String>,
    /// The patterns that no text matches. They count as exact.
    pub nothing: Vec<String>,
    /// The number of different programs, without those of patterns that every text matches.
    pub programs: usize,
    /// The size of all programs in bytes.
    pub program_bytes: usize,
    /// The size in bytes of the sets of code points, which the programs share.
    pub set_bytes: usize,
}

/// Compiles patterns and returns their statistics.
pub fn report<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Report {
    let mut report = Report::default();
    let mut pool = Pool::default();
    for pattern in patterns {
        report.total += 1;
        let compiled = match compile(pattern) {
            Ok(compiled) => compiled,
            Err(why) => {
                report.unsupported.push((pattern.to_owned(), why));
                continue;
            }
        };
        if compiled.is_exact() {
            report.exact += 1;
        } else {
            let reasons = compiled.approximations().to_vec();
            report.approximated.push((pattern.to_owned(), reasons));
        }
        match compiled.language() {
            Language::Everything => report.everything.push(pattern.to_owned()),
            Language::Nothing => report.nothing.push(pattern.to_owned()),
            Language::Some => {}
        }
        if compiled.language() != Language::Everything {
            pool.add(&compiled);
        }
    }
    let data = pool.data();
    report.programs = data.programs.len();
    report.program_bytes = data.programs.iter().map(Vec::len).sum();
    report.set_bytes = data.sets.len();
    report
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kinds: BTreeMap<UnsupportedKind, usize> = BTreeMap::new();
        for (_, why) in &self.unsupported {
            *kinds.entry(why.kind).or_default() += 1;
        }
        writeln!(f, "patterns           {:>9}", self.total)?;
        writeln!(f, "exact              {:>9}", self.exact)?;
        writeln!(f, "  match everything {:>9}", self.everything.len())?;
        writeln!(f, "  match nothing    {:>9}", self.nothing.len())?;
        writeln!(f, "approximated       {:>9}", self.approximated.len())?;
        writeln!(f, "not enforced       {:>9}", self.unsupported.len())?;
        for (kind, count) in kinds {
            writeln!(f, "  {:<16} {count:>9}", kind.name())?;
        }
        writeln!(f, "programs           {:>9}", self.programs)?;
        writeln!(f, "  bytes            {:>9}", self.program_bytes)?;
        writeln!(f, "  bytes of sets    {:>9}", self.set_bytes)
    }
}

impl UnsupportedKind {
    fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Dialect => "unknown dialect",
            Self::Property => "unknown property",
            Self::BackReference => "back-reference",
            Self::Look => "look-around",
            Self::TooBig => "too big",
        }
    }
}
