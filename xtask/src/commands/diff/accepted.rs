//! The file of accepted changes: their fingerprints with reasons.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use shapesmith::review::ReviewEntry;
use toml::Spanned;

use super::compare::ChangedService;
use super::fingerprint::{fingerprint, former_fingerprint};
use crate::diagnostic::{Diagnostic, Place};
use crate::exit::Failure;
use crate::workspace::Workspace;

/// The default path of the file, below the workspace's root.
const FILE: &str = "model/accepted.toml";

/// The accepted changes.
#[derive(Debug, Default)]
pub struct Accepted {
    entries: Vec<Entry>,
    /// The name of the file, for messages.
    name: String,
    /// The content of the file, for messages.
    text: String,
    /// The date that decides which entries have expired.
    today: Date,
}

/// An accepted change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The name of the service's module.
    pub service: String,
    /// The fingerprint of the change.
    pub fingerprint: Spanned<String>,
    /// The reason for which it was accepted.
    pub reason: Spanned<String>,
    /// The last day on which it is accepted.
    #[serde(default)]
    pub expires: Option<Spanned<toml::value::Datetime>>,
    /// The parsed value of `expires`.
    #[serde(skip)]
    until: Option<Date>,
}

/// The fingerprints of a service's changes.
struct Fingerprints {
    all: HashSet<String>,
    /// The fingerprints by those of earlier versions.
    by_former: HashMap<String, Vec<String>>,
}

impl Fingerprints {
    fn of(service: &str, compared: &[ChangedService]) -> Self {
        let mut fingerprints = Self { all: HashSet::new(), by_former: HashMap::new() };
        let services = compared.iter().filter(|compared| compared.name == service);
        for entry in services.flat_map(|service| &service.review.entries) {
            let fingerprint = fingerprint(entry);
            let former = former_fingerprint(entry);
            fingerprints.by_former.entry(former).or_default().push(fingerprint.clone());
            fingerprints.all.insert(fingerprint);
        }
        fingerprints
    }
}

/// The content of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accepted: Vec<Entry>,
}

impl Accepted {
    /// Reads the file at `path`; without a path, the workspace's file if it exists.
    pub fn read(workspace: &Workspace, path: Option<&Path>, today: Date) -> Result<Self, Failure> {
        let (name, bytes) = match path {
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

    /// Returns the reason for which a change of a service is accepted; `None` if it isn't.
    pub fn reason(&self, service: &str, change: &ReviewEntry) -> Option<&str> {
        let of_service = |entry: &&Entry| entry.service == service && !self.is_expired(entry);
        let mut entries = self.entries.iter().filter(of_service).peekable();
        entries.peek()?;
        let fingerprint = fingerprint(change);
        let entry = entries.find(|entry| *entry.fingerprint.get_ref() == fingerprint)?;
        Some(entry.reason.get_ref())
    }

    /// Returns warnings about entries without a change, expired entries, and entries with a fingerprint of an earlier
    /// version. Entries of services for which `is_compared` returns `false` are skipped.
    pub fn warnings(
        &self,
        compared: &[ChangedService],
        is_compared: impl Fn(&str) -> bool,
    ) -> Vec<Diagnostic> {
        let mut by_service: HashMap<&str, Fingerprints> = HashMap::new();
        let mut warnings = Vec::new();
        for entry in self.entries.iter().filter(|entry| is_compared(&entry.service)) {
            let fingerprints = by_service
                .entry(&entry.service)
                .or_insert_with(|| Fingerprints::of(&entry.service, compared));
            warnings.extend(self.warning(entry, fingerprints));
        }
        warnings
    }

    fn warning(&self, entry: &Entry, fingerprints: &Fingerprints) -> Option<Diagnostic> {
        let fingerprint = entry.fingerprint.get_ref();
        let service = &entry.service;
        let replacements =
            fingerprints.by_former.get(fingerprint).map(Vec::as_slice).unwrap_or_default();
        let is_current = fingerprints.all.contains(fingerprint);
        let (message, hint) = match (replacements, entry.until) {
            ([], _) if !is_current => {
                (format!("{service} has no change `{fingerprint}`"), "remove the entry".to_owned())
            }
            ([], Some(until)) if self.is_expired(entry) => (
                format!("the acceptance of `{fingerprint}` ended on {until}"),
                "undo the change, or write a later date to accept it for longer".to_owned(),
            ),
            ([], _) => return None,
            (replacements, _) => (
                format!(
                    "`{fingerprint}` accepts nothing: it is a short fingerprint of an earlier version, which two changes could share"
                ),
                format!("check the change again, then write `{}`", replacements.join("` or `")),
            ),
        };
        let place = Place::from_range(&self.name, &self.text, entry.fingerprint.span());
        Some(Diagnostic::warning(message).at(place).hint(Some(hint)))
    }

    fn is_expired(&self, entry: &Entry) -> bool {
        entry.until.is_some_and(|until| until < self.today)
    }

    /// Checks that every entry has a reason, and that its date exists.
    fn check(&mut self) -> Result<(), Failure> {
        let mut problems = Vec::new();
        for entry in &mut self.entries {
            if entry.reason.get_ref().trim().is_empty() {
                problems.push((entry.reason.span(), "the reason is missing"));
            }
            if let Some(expires) = &entry.expires {
                entry.until = to_date(expires.get_ref());
                if entry.until.is_none() {
                    problems.push((expires.span(), "this isn't a date such as 2027-01-31"));
                }
            }
        }
        let diagnostics = problems.into_iter().map(|(span, message)| {
            Diagnostic::error(message).at(Place::from_range(&self.name, &self.text, span))
        });
        let diagnostics: Vec<Diagnostic> = diagnostics.collect();
        if diagnostics.is_empty() {
            return Ok(());
        }
        Err(Failure { exit: crate::exit::Exit::Failed, diagnostics })
    }
}

/// Returns the date of a TOML value that has no time.
fn to_date(datetime: &toml::value::Datetime) -> Option<Date> {
    let date = datetime.date.filter(|_| datetime.time.is_none())?;
    let (year, month, day) = (date.year, date.month, date.day);
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}
