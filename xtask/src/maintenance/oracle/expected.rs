//! The disagreements that are expected: known, explained, and found again, or the list is wrong.

use serde::Deserialize;

use crate::exit::Failure;
use crate::services::Service;

/// With fewer seeds than these an entry may be met by no disagreement and still be right.
pub const MIN_SEEDS: u32 = 4;

/// The list, and how often each entry was met.
pub struct ExpectedList {
    /// The entries in their order.
    pub entries: Vec<Entry>,
    met: Tally,
}

/// Some cases in which the verdict differs. What an entry doesn't say can be anything.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The name of the service.
    service: Option<String>,
    /// The format of the model.
    format: Option<String>,
    /// The name of the operation.
    operation: Option<String>,
    /// What is wrong with the value, or `valid`.
    kind: Option<String>,
    /// The pattern in a message of the prediction or the verdict.
    pattern: Option<String>,
    /// A part of a message of the prediction or the verdict.
    message: Option<String>,
    /// Why the verdict is right.
    pub reason: String,
}

/// What a case is about.
#[derive(Clone, Copy)]
pub struct CaseFacts<'a> {
    /// The operation.
    pub operation: &'a str,
    /// What is wrong with the value.
    pub kind: &'a str,
    /// The messages of the prediction and of the verdict.
    pub messages: &'a [&'a str],
}

/// Of each entry, how many cases it fits that differ, and how many that don't.
#[derive(Clone)]
pub struct Tally(Vec<(usize, usize)>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    expected: Vec<Entry>,
}

impl ExpectedList {
    /// The list of this workspace.
    pub fn read() -> Result<Self, Failure> {
        let file: File = toml::from_str(include_str!("expected.toml"))
            .map_err(|error| Failure::new(format!("the list of what is expected: {error}")))?;
        let met = Tally(vec![(0, 0); file.expected.len()]);
        Ok(Self { entries: file.expected, met })
    }

    /// The first entry that fits, by its place.
    pub fn find_entry(&self, service: &Service, about: CaseFacts<'_>) -> Option<usize> {
        self.entries.iter().position(|entry| entry.matches(service, about))
    }

    /// To count with.
    pub fn new_tally(&self) -> Tally {
        Tally(vec![(0, 0); self.entries.len()])
    }

    /// Adds what was counted.
    pub fn add(&mut self, tally: &Tally) {
        for (met, more) in self.met.0.iter_mut().zip(&tally.0) {
            *met = (met.0 + more.0, met.1 + more.1);
        }
    }

    /// How many cases that differ each entry fits.
    pub fn differing_counts(&self) -> impl Iterator<Item = (&Entry, usize)> {
        self.entries.iter().zip(self.met.0.iter().map(|(differ, _)| *differ))
    }

    /// The entries that fit cases of which none differs.
    pub fn stale_entries(&self) -> Vec<&Entry> {
        let entries = self.entries.iter().zip(&self.met.0);
        entries.filter(|(_, met)| met.0 == 0 && met.1 > 0).map(|(entry, _)| entry).collect()
    }
}

impl Tally {
    /// Counts a case that fits the entry.
    pub fn add(&mut self, entry: Option<usize>, differs: bool) {
        if let Some(met) = entry.and_then(|place| self.0.get_mut(place)) {
            if differs { met.0 += 1 } else { met.1 += 1 }
        }
    }
}

impl Entry {
    fn matches(
        &self,
        service: &Service,
        CaseFacts { operation, kind, messages }: CaseFacts<'_>,
    ) -> bool {
        let is = |wanted: &Option<String>, value: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == value)
        };
        let has = |wanted: &Option<String>, found: fn(&str, &str) -> bool| {
            wanted
                .as_ref()
                .is_none_or(|wanted| messages.iter().any(|message| found(message, wanted)))
        };
        is(&self.service, &service.name)
            && is(&self.format, service.format)
            && is(&self.operation, operation)
            && is(&self.kind, kind)
            && has(&self.pattern, |message, pattern| {
                message.strip_suffix(pattern).is_some_and(|start| start.ends_with("pattern: "))
            })
            && has(&self.message, |message, part| message.contains(part))
    }
}
