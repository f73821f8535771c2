//! The expected disagreements: each has a reason, and must still occur.

use serde::Deserialize;

use crate::exit::Failure;
use crate::services::Service;

/// With fewer seeds, an entry without a disagreement isn't reported as stale: too few cases are generated.
pub const MIN_SEEDS: u32 = 4;

/// The list, with the number of cases that each entry matched.
pub struct ExpectedList {
    /// The entries in their order.
    pub entries: Vec<Entry>,
    matched: Tally,
}

/// Cases in which the verdict differs from the prediction. An absent field matches every case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The name of the service.
    service: Option<String>,
    /// The format of the model.
    format: Option<String>,
    /// The name of the operation.
    operation: Option<String>,
    /// The kind of fault in the value, or `valid`.
    kind: Option<String>,
    /// The pattern that a message of the prediction or the verdict contains.
    pattern: Option<String>,
    /// A text that a message of the prediction or the verdict contains.
    message: Option<String>,
    /// Why the verdict is right.
    pub reason: String,
}

/// The facts about a case that entries match.
#[derive(Clone, Copy)]
pub struct CaseFacts<'a> {
    /// The operation.
    pub operation: &'a str,
    /// The kind of fault in the value.
    pub kind: &'a str,
    /// The messages of the prediction and of the verdict.
    pub messages: &'a [&'a str],
}

/// The number of cases that each entry matched.
#[derive(Clone)]
pub struct Tally(Vec<Matches>);

/// The number of cases that an entry matched.
#[derive(Clone, Copy, Default)]
struct Matches {
    /// Cases that disagree.
    disagreeing: usize,
    /// Cases that agree.
    agreeing: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    expected: Vec<Entry>,
}

impl ExpectedList {
    /// Returns the list in `expected.toml`.
    ///
    /// # Errors
    /// It can't be parsed.
    pub fn read() -> Result<Self, Failure> {
        let file: File = toml::from_str(include_str!("expected.toml"))
            .map_err(|error| Failure::new(format!("expected.toml can't be parsed: {error}")))?;
        let matched = Tally(vec![Matches::default(); file.expected.len()]);
        Ok(Self { entries: file.expected, matched })
    }

    /// Returns the index of the first entry that matches a case.
    pub fn find_entry(&self, service: &Service, facts: CaseFacts<'_>) -> Option<usize> {
        self.entries.iter().position(|entry| entry.matches(service, facts))
    }

    /// Returns the indices of the entries for this operation and kind, whatever their messages are.
    pub fn find_candidates(&self, service: &Service, operation: &str, kind: &str) -> Vec<usize> {
        let is_candidate = |entry: &Entry| {
            entry.kind.as_deref() == Some(kind) && entry.is_about(service, operation, kind)
        };
        let entries = self.entries.iter().enumerate();
        entries.filter(|(_, entry)| is_candidate(entry)).map(|(index, _)| index).collect()
    }

    /// Creates a tally without any matches.
    pub fn new_tally(&self) -> Tally {
        Tally(vec![Matches::default(); self.entries.len()])
    }

    /// Adds a tally.
    pub fn add(&mut self, tally: &Tally) {
        for (total, matches) in self.matched.0.iter_mut().zip(&tally.0) {
            total.disagreeing += matches.disagreeing;
            total.agreeing += matches.agreeing;
        }
    }

    /// Returns the number of disagreeing cases of each entry.
    pub fn disagreeing_counts(&self) -> impl Iterator<Item = (&Entry, usize)> {
        self.entries.iter().zip(self.matched.0.iter().map(|matches| matches.disagreeing))
    }

    /// Returns the entries that matched agreeing cases only, and at least this many.
    pub fn stale_entries(&self, min_cases: usize) -> Vec<&Entry> {
        let entries = self.entries.iter().zip(&self.matched.0);
        let is_stale =
            |matches: &Matches| matches.disagreeing == 0 && matches.agreeing >= min_cases;
        entries.filter(|(_, matches)| is_stale(matches)).map(|(entry, _)| entry).collect()
    }
}

impl Tally {
    /// Counts a case that the entry with this index matches.
    pub fn add(&mut self, entry: Option<usize>, disagrees: bool) {
        if let Some(matches) = entry.and_then(|index| self.0.get_mut(index)) {
            matches.disagreeing += usize::from(disagrees);
            matches.agreeing += usize::from(!disagrees);
        }
    }
}

impl Entry {
    fn matches(
        &self,
        service: &Service,
        CaseFacts { operation, kind, messages }: CaseFacts<'_>,
    ) -> bool {
        let any_message = |expected: &Option<String>, matches: fn(&str, &str) -> bool| {
            expected
                .as_ref()
                .is_none_or(|expected| messages.iter().any(|message| matches(message, expected)))
        };
        self.is_about(service, operation, kind)
            && any_message(&self.pattern, |message, pattern| {
                message.strip_suffix(pattern).is_some_and(|start| start.ends_with("pattern: "))
            })
            && any_message(&self.message, |message, part| message.contains(part))
    }

    fn is_about(&self, service: &Service, operation: &str, kind: &str) -> bool {
        let is = |expected: &Option<String>, value: &str| {
            expected.as_ref().is_none_or(|expected| expected == value)
        };
        is(&self.service, &service.name)
            && is(&self.format, service.format)
            && is(&self.operation, operation)
            && is(&self.kind, kind)
    }
}
