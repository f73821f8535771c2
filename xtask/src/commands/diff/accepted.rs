//! Changes that people accepted: a file of fingerprints, each with the reason.

use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};
use shapesmith::review::Finding;
use toml::Spanned;

use super::compare::Compared;
use crate::diagnostic::{Diagnostic, Place};
use crate::exit::Failure;
use crate::workspace::Workspace;

/// Where the file is by default, below the workspace's root.
const FILE: &str = "model/accepted.toml";

/// What was accepted.
#[derive(Debug, Default)]
pub struct Accepted {
    entries: Vec<Entry>,
    /// The name and content of the file, for messages.
    name: String,
    text: String,
    /// The day that decides what has expired.
    today: Date,
}

/// A change that was accepted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The name of the service's module.
    pub service: String,
    /// What the change is: what [`fingerprint`] gives.
    pub fingerprint: Spanned<String>,
    /// Why it was accepted.
    pub reason: Spanned<String>,
    /// The last day on which it is.
    #[serde(default)]
    pub expires: Option<Spanned<toml::value::Datetime>>,
    /// The last day, read.
    #[serde(skip)]
    until: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accepted: Vec<Entry>,
}

impl Accepted {
    /// Reads the file: the one that is named, or else the workspace's where there is one.
    pub fn read(workspace: &Workspace, named: Option<&Path>, today: Date) -> Result<Self, Failure> {
        let (name, bytes) = match named {
            Some(path) => {
                let name = path.display().to_string();
                let bytes = std::fs::read(path)
                    .map_err(|error| Failure::new(format!("can't read {name}: {error}")))?;
                (name, Some(bytes))
            }
            None => (FILE.to_owned(), workspace.read_if_there(FILE)?),
        };
        let Some(bytes) = bytes else { return Ok(Self { today, ..Self::default() }) };
        let text =
            String::from_utf8(bytes).map_err(|_| Failure::new(format!("{name} is not UTF-8")))?;
        let file: File = toml::from_str(&text).map_err(|error| {
            let at = error.span().unwrap_or_default();
            Diagnostic::error(error.message()).at(Place::of(&name, &text, at))
        })?;
        let mut accepted = Self { entries: file.accepted, name, text, today };
        accepted.check()?;
        Ok(accepted)
    }

    /// Why the change was accepted, if it is.
    pub fn reason(&self, service: &str, finding: &Finding) -> Option<&str> {
        self.entries
            .iter()
            .filter(|entry| entry.service == service && !self.is_expired(entry))
            .find(|entry| *entry.fingerprint.get_ref() == fingerprint(finding))
            .map(|entry| entry.reason.get_ref().as_str())
    }

    /// What is to be said of entries: those that fit no change any more, and those whose time is over.
    pub fn warnings(&self, compared: &[Compared], seen: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let entries = self.entries.iter().filter(|entry| seen(&entry.service));
        entries.filter_map(|entry| self.warning(entry, compared)).collect()
    }

    fn warning(&self, entry: &Entry, compared: &[Compared]) -> Option<Diagnostic> {
        let wanted = entry.fingerprint.get_ref();
        let mut findings = compared
            .iter()
            .filter(|service| service.name == entry.service)
            .flat_map(|service| &service.review.findings);
        let stands = findings.any(|finding| fingerprint(finding) == *wanted);
        let message = match (stands, entry.until) {
            (false, _) => format!("`{wanted}` fits no change of {}", entry.service),
            (true, Some(until)) if self.is_expired(entry) => {
                format!("the acceptance of `{wanted}` ended on {until}")
            }
            _ => return None,
        };
        let hint = if stands { "accept it anew, or undo the change" } else { "remove the entry" };
        let place = Place::of(&self.name, &self.text, entry.fingerprint.span());
        Some(Diagnostic::warning(message).at(place).hint(Some(hint.to_owned())))
    }

    fn is_expired(&self, entry: &Entry) -> bool {
        entry.until.is_some_and(|until| until < self.today)
    }

    /// Every entry has a reason and a day that there is.
    fn check(&mut self) -> Result<(), Failure> {
        let mut wrong = Vec::new();
        for entry in &mut self.entries {
            if entry.reason.get_ref().trim().is_empty() {
                wrong.push((entry.reason.span(), "the reason is missing"));
            }
            if let Some(expires) = &entry.expires {
                entry.until = day(expires.get_ref());
                if entry.until.is_none() {
                    wrong.push((expires.span(), "this is no day, such as 2027-01-31"));
                }
            }
        }
        let wrong = wrong.into_iter().map(|(span, message)| {
            Diagnostic::error(message).at(Place::of(&self.name, &self.text, span))
        });
        let diagnostics: Vec<Diagnostic> = wrong.collect();
        if diagnostics.is_empty() {
            return Ok(());
        }
        Err(Failure { exit: crate::exit::Exit::Failed, diagnostics })
    }
}

/// What a change is called in files: its kind, and a digest of its kind, place and values. No word of a report is
/// in it, so that it outlives a change of words.
pub fn fingerprint(finding: &Finding) -> String {
    let place = [Some(finding.place.id.as_str()), finding.place.part.as_deref()];
    let [before, after] = [&finding.before, &finding.after].map(|value| value.as_ref().map(sorted));
    let facts = json!([finding.kind, place, before, after]);
    let digest = sha1_smol::Sha1::from(facts.to_string()).digest().to_string();
    format!("{}:{}", finding.kind, digest.get(..12).unwrap_or(&digest))
}

/// The same value with the keys of objects in order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(entries) => entries.iter().map(sorted).collect(),
        Value::Object(entries) => {
            let mut entries: Vec<(&String, Value)> =
                entries.iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by_key(|(key, _)| *key);
            entries.into_iter().map(|(key, value)| (key.clone(), value)).collect()
        }
        other => other.clone(),
    }
}

fn day(datetime: &toml::value::Datetime) -> Option<Date> {
    let date = datetime.date.filter(|_| datetime.time.is_none())?;
    let (year, month, day) = (date.year, date.month, date.day);
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}
