//! Changes that people accepted: a file of fingerprints, each with the reason.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use shapesmith::review::ReviewEntry;
use toml::Spanned;

use super::compare::ChangedService;
use super::fingerprint::{fingerprint, former};
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

/// The fingerprints of a service's changes.
struct Known {
    all: HashSet<String>,
    /// By what earlier versions called the change.
    by_former: HashMap<String, Vec<String>>,
}

impl Known {
    fn of(service: &str, compared: &[ChangedService]) -> Self {
        let mut known = Self { all: HashSet::new(), by_former: HashMap::new() };
        let services = compared.iter().filter(|compared| compared.name == service);
        for finding in services.flat_map(|service| &service.review.entries) {
            let fingerprint = fingerprint(finding);
            known.by_former.entry(former(finding)).or_default().push(fingerprint.clone());
            known.all.insert(fingerprint);
        }
        known
    }
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
            None => (FILE.to_owned(), workspace.read_optional(FILE)?),
        };
        let Some(bytes) = bytes else { return Ok(Self { today, ..Self::default() }) };
        let text =
            String::from_utf8(bytes).map_err(|_| Failure::new(format!("{name} is not UTF-8")))?;
        let file: File = toml::from_str(&text).map_err(|error| {
            let at = error.span().unwrap_or_default();
            Diagnostic::error(error.message()).at(Place::from_range(&name, &text, at))
        })?;
        let mut accepted = Self { entries: file.accepted, name, text, today };
        accepted.check()?;
        Ok(accepted)
    }

    /// Why the change was accepted, if it is.
    pub fn reason(&self, service: &str, finding: &ReviewEntry) -> Option<&str> {
        let of_service = |entry: &&Entry| entry.service == service && !self.is_expired(entry);
        let mut entries = self.entries.iter().filter(of_service).peekable();
        entries.peek()?;
        let wanted = fingerprint(finding);
        let entry = entries.find(|entry| *entry.fingerprint.get_ref() == wanted)?;
        Some(entry.reason.get_ref())
    }

    /// What is to be said of entries: those that fit no change any more, those whose time is over, and those of an
    /// earlier form.
    pub fn warnings(
        &self,
        compared: &[ChangedService],
        seen: impl Fn(&str) -> bool,
    ) -> Vec<Diagnostic> {
        let mut known: HashMap<&str, Known> = HashMap::new();
        let mut warnings = Vec::new();
        for entry in self.entries.iter().filter(|entry| seen(&entry.service)) {
            let known =
                known.entry(&entry.service).or_insert_with(|| Known::of(&entry.service, compared));
            warnings.extend(self.warning(entry, known));
        }
        warnings
    }

    fn warning(&self, entry: &Entry, known: &Known) -> Option<Diagnostic> {
        let wanted = entry.fingerprint.get_ref();
        let service = &entry.service;
        let now = known.by_former.get(wanted).map(Vec::as_slice).unwrap_or_default();
        let stands = known.all.contains(wanted);
        let (message, hint) = match (now, entry.until) {
            ([], _) if !stands => {
                (format!("`{wanted}` fits no change of {service}"), "remove the entry".to_owned())
            }
            ([], Some(until)) if self.is_expired(entry) => (
                format!("the acceptance of `{wanted}` ended on {until}"),
                "accept it anew, or undo the change".to_owned(),
            ),
            ([], _) => return None,
            (now, _) => (
                format!(
                    "`{wanted}` accepts nothing: fingerprints are longer now, because two changes could share a short one"
                ),
                format!("look at the change again, then write `{}`", now.join("` or `")),
            ),
        };
        let place = Place::from_range(&self.name, &self.text, entry.fingerprint.span());
        Some(Diagnostic::warning(message).at(place).hint(Some(hint)))
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
            Diagnostic::error(message).at(Place::from_range(&self.name, &self.text, span))
        });
        let diagnostics: Vec<Diagnostic> = wrong.collect();
        if diagnostics.is_empty() {
            return Ok(());
        }
        Err(Failure { exit: crate::exit::Exit::Failed, diagnostics })
    }
}

fn day(datetime: &toml::value::Datetime) -> Option<Date> {
    let date = datetime.date.filter(|_| datetime.time.is_none())?;
    let (year, month, day) = (date.year, date.month, date.day);
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}
