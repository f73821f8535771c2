//! The expected disagreements: each has a reason, and must still occur.

use serde::Deserialize;
use serde_json::Value;

use crate::exit::Failure;
use crate::maintenance::exchange::{Mismatch, are_equal};
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
    /// The names of protocols, such as `restXml`; empty for all.
    #[serde(default)]
    protocols: Vec<String>,
    /// The name of the operation.
    operation: Option<String>,
    /// The kind of fault in the value, or `valid`.
    kind: Option<String>,
    /// The pattern that a message of the prediction or the verdict contains.
    pattern: Option<String>,
    /// A text that a message of the prediction or the verdict contains.
    message: Option<String>,
    /// What must be all that the expected and the actual value differ by.
    equal_without: Option<Omission>,
    /// Whether the member that is missing has a value without content.
    #[serde(default)]
    missing_empty: bool,
    /// Why the verdict is right.
    pub reason: String,
}

/// A part of values that can be disregarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Omission {
    /// Lists, maps and structures without content, also those that have nothing but such.
    Empty,
    /// The same and empty text and blobs, but only as members of the whole value, one of which is the payload.
    EmptyPayload,
    /// The members of an error, apart from its code and message.
    ErrorMembers,
    /// A space after a comma in text.
    SpacesInLists,
}

/// The facts about a case that entries match.
#[derive(Clone, Copy)]
pub struct CaseFacts<'a> {
    /// The protocol of a message, or an empty string.
    pub protocol: &'a str,
    /// The operation.
    pub operation: &'a str,
    /// The kind of fault in the value.
    pub kind: &'a str,
    /// The messages of the prediction and of the verdict.
    pub messages: &'a [&'a str],
    /// The difference of a message.
    pub mismatch: Option<&'a Mismatch>,
    /// The values of the message.
    pub params: Option<&'a Value>,
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

impl<'a> CaseFacts<'a> {
    /// Creates the facts about a verdict.
    pub fn of_verdict(operation: &'a str, kind: &'a str, messages: &'a [&'a str]) -> Self {
        Self { protocol: "", operation, kind, messages, mismatch: None, params: None }
    }
}

impl ExpectedList {
    /// Returns the list in `expected.toml`.
    ///
    /// # Errors
    /// It can't be parsed.
    pub fn read() -> Result<Self, Failure> {
        Self::parse(include_str!("expected.toml"))
    }

    /// Returns the list in `wire/expected.toml`, for `--wire`.
    ///
    /// # Errors
    /// It can't be parsed.
    pub fn read_wire() -> Result<Self, Failure> {
        Self::parse(include_str!("messages/wire/expected.toml"))
    }

    fn parse(text: &str) -> Result<Self, Failure> {
        let file: File = toml::from_str(text)
            .map_err(|error| Failure::new(format!("expected.toml can't be parsed: {error}")))?;
        let matched = Tally(vec![Matches::default(); file.expected.len()]);
        Ok(Self { entries: file.expected, matched })
    }

    /// Returns the index of the first entry that matches a case.
    pub fn find_entry(&self, service: &Service, facts: CaseFacts<'_>) -> Option<usize> {
        self.entries.iter().position(|entry| entry.matches(service, facts))
    }

    /// Returns the indices of the entries for this operation and kind, whatever their messages are.
    pub fn find_candidates(&self, service: &Service, facts: CaseFacts<'_>) -> Vec<usize> {
        let is_candidate = |entry: &Entry| {
            entry.kind.as_deref() == Some(facts.kind) && entry.is_about(service, facts)
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
        self.matched.append(tally);
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
    /// Adds another tally.
    pub fn append(&mut self, other: &Self) {
        for (total, matches) in self.0.iter_mut().zip(&other.0) {
            total.disagreeing += matches.disagreeing;
            total.agreeing += matches.agreeing;
        }
    }

    /// Counts a case that the entry with this index matches.
    pub fn add(&mut self, entry: Option<usize>, disagrees: bool) {
        if let Some(matches) = entry.and_then(|index| self.0.get_mut(index)) {
            matches.disagreeing += usize::from(disagrees);
            matches.agreeing += usize::from(!disagrees);
        }
    }
}

impl Entry {
    fn matches(&self, service: &Service, facts: CaseFacts<'_>) -> bool {
        let any_message = |expected: &Option<String>, matches: fn(&str, &str) -> bool| {
            expected.as_ref().is_none_or(|expected| {
                facts.messages.iter().any(|message| matches(message, expected))
            })
        };
        self.is_about(service, facts)
            && any_message(&self.pattern, |message, pattern| {
                message.strip_suffix(pattern).is_some_and(|start| start.ends_with("pattern: "))
            })
            && any_message(&self.message, |message, part| message.contains(part))
            && self.equal_without.is_none_or(|it| facts.mismatch.is_some_and(|at| it.explains(at)))
            && (!self.missing_empty || misses_empty_member(facts))
    }

    fn is_about(
        &self,
        service: &Service,
        CaseFacts { protocol, operation, kind, .. }: CaseFacts<'_>,
    ) -> bool {
        let is = |expected: &Option<String>, value: &str| {
            expected.as_ref().is_none_or(|expected| expected == value)
        };
        let has_protocol =
            self.protocols.is_empty() || self.protocols.iter().any(|name| name == protocol);
        has_protocol
            && is(&self.service, &service.name)
            && is(&self.format, service.format)
            && is(&self.operation, operation)
            && is(&self.kind, kind)
    }
}

impl Omission {
    /// Returns whether the two values of a mismatch are equal without what is disregarded.
    fn explains(self, mismatch: &Mismatch) -> bool {
        let Mismatch { expected, actual, .. } = mismatch;
        if self == Self::SpacesInLists {
            return expected.replace(", ", ",") == actual.replace(", ", ",");
        }
        let parse = |text: &str| serde_json::from_str(text).ok().map(|value| self.omit(value));
        match (parse(expected), parse(actual)) {
            (Some(expected), Some(actual)) => are_equal(&expected, &actual),
            _ => false,
        }
    }

    fn omit(self, value: Value) -> Value {
        match (self, value) {
            (Self::Empty, value) => omit_empty(value),
            (Self::EmptyPayload, Value::Object(mut members)) => {
                members.retain(|_, value| !is_empty_payload(value));
                members.into()
            }
            (Self::ErrorMembers, Value::Object(mut parts)) => {
                // As the program writes an error, and as botocore's parser does.
                parts.retain(|name, _| ["code", "Error"].contains(&name.as_str()));
                if let Some(error) = parts.get_mut("Error").and_then(Value::as_object_mut) {
                    error.retain(|name, _| ["Code", "Message"].contains(&name.as_str()));
                }
                parts.into()
            }
            (Self::EmptyPayload | Self::ErrorMembers | Self::SpacesInLists, value) => value,
        }
    }
}

/// Returns whether the message names a missing member whose value has no content.
fn misses_empty_member(facts: CaseFacts<'_>) -> bool {
    let find_name = |message: &&str| {
        Some(message.split_once("missing member `")?.1.split_once('`')?.0.to_owned())
    };
    let name = facts.messages.iter().find_map(find_name);
    name.zip(facts.params).is_some_and(|(name, params)| has_empty_member(params, &name))
}

fn has_empty_member(value: &Value, name: &str) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(key, value)| {
            key == name && is_empty(&omit_empty(value.clone())) || has_empty_member(value, name)
        }),
        Value::Array(items) => items.iter().any(|item| has_empty_member(item, name)),
        _ => false,
    }
}

/// Returns a value without lists, maps and structures without content.
fn omit_empty(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| (name, omit_empty(value)));
            members.filter(|(_, value)| !is_empty(value)).collect()
        }
        Value::Array(items) => {
            items.into_iter().map(omit_empty).filter(|value| !is_empty(value)).collect()
        }
        value => value,
    }
}

/// Returns whether a value is a list, map or structure without content.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn is_empty_payload(value: &Value) -> bool {
    let is_text = |value: &Value| value.as_str() == Some("");
    is_empty(value) || is_text(value) || value.get("base64").is_some_and(is_text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn omission_explains_a_difference_if_the_rest_is_equal() {
        let explains = |omission: Omission, expected: Value, actual: Value| {
            omission.explains(&Mismatch::new("value", expected.to_string(), actual.to_string()))
        };
        let full = json!({"a": [{"b": {}}, {"c": [1]}], "d": {}});
        assert!(explains(Omission::Empty, full.clone(), json!({"a": [{"c": [1]}]})));
        assert!(!explains(Omission::Empty, full, json!({"a": [{"c": [2]}]})));
        assert!(!explains(Omission::Empty, json!({"a": ""}), json!({})));
        let error =
            |code: &str, name: &str| json!({"Error": {"Code": code, "Name": name}, "Name": "n"});
        assert!(explains(Omission::ErrorMembers, error("c", "n"), json!({"Error": {"Code": "c"}})));
        assert!(!explains(Omission::ErrorMembers, error("c", "n"), error("d", "n")));
        let list = |text: &str| Mismatch::new("header", "a,b", text);
        assert!(Omission::SpacesInLists.explains(&list("a, b")));
        assert!(!Omission::SpacesInLists.explains(&list("a, c")));
        let misses = |params: Value| {
            let facts = CaseFacts::of_verdict("", "", &["it is rejected: missing member `a`"]);
            misses_empty_member(CaseFacts { params: Some(&params), ..facts })
        };
        assert!(misses(json!({"b": [{"a": [{}]}]})));
        assert!(!misses(json!({"b": [{"a": [1]}]})));
        let payload = |payload: Value| json!({"a": payload, "b": 1});
        for empty in [json!({"base64": ""}), json!(""), json!({})] {
            assert!(explains(Omission::EmptyPayload, payload(empty), json!({"b": 1})));
        }
        for other in [json!({"base64": "AA=="}), json!({"c": ""}), json!(0)] {
            assert!(!explains(Omission::EmptyPayload, payload(other), json!({"b": 1})));
        }
    }
}
