//! What becomes of many patterns: how many are exact, which aren't and why, how big they are.

use std::collections::BTreeMap;
use std::fmt;

use super::{Kind, Language, Pool, Unsupported, compile};

/// What becomes of patterns. Each part counts patterns, and names those that a reader may want to see.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// How many patterns there are.
    pub total: usize,
    /// How many are matched exactly.
    pub exact: usize,
    /// Those that may match more than they say, with the reasons.
    pub approximated: Vec<(String, Vec<&'static str>)>,
    /// Those that aren't enforced.
    pub unsupported: Vec<(String, Unsupported)>,
    /// Those that everything matches, so that there is nothing to check. They are exact.
    pub everything: Vec<String>,
    /// Those that nothing matches. They are exact.
    pub nothing: Vec<String>,
    /// How many programs there are without those for everything; equal ones are one.
    pub programs: usize,
    /// The bytes of all programs.
    pub program_bytes: usize,
    /// The bytes of the sets of code points that the programs share.
    pub set_bytes: usize,
}

/// What becomes of the patterns, when their data is emitted together.
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
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
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

impl Kind {
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
