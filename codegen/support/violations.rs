//! The violations of a value.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::violation::Violation;
use super::wording::Wording;

/// The violations of a value, in the order of its members, list entries and map keys.
///
/// Neither the number of violations nor the length of their paths and messages depends on the size of the value: see
/// [`LIMIT`](Self::LIMIT), [`Violation::path`] and [`Wording::Aws`].
#[derive(Clone, Debug, PartialEq)]
pub struct Violations {
    pub(super) found: Vec<Violation>,
    pub(super) truncated: bool,
}

impl Violations {
    /// The greatest number of violations that [`Validate::validate`](super::Validate::validate) returns, so that a list of a
    /// million invalid entries makes no million messages.
    pub const LIMIT: usize = 100;

    /// Returns an iterator over the violations.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.found.iter()
    }

    /// Returns the number of violations.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Returns whether there is no violation.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns whether the value has at least one further violation. The search ended there, so their number isn't known.
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }
}

impl Violations {
    /// Returns the message of a `ValidationException` in these words.
    ///
    /// AWS's services tell all entries of a list or map together that aren't structures, so that the number in their message
    /// can be less than [`len`](Self::len).
    pub fn message(&self, wording: Wording) -> impl fmt::Display + '_ {
        ViolationsMessage { violations: self, wording }
    }

    fn write_smithy(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.len();
        let more = if self.truncated { "More than " } else { "" };
        let errors = if count == 1 { "error" } else { "errors" };
        write!(f, "{more}{count} validation {errors} detected.")?;
        for (place, violation) in self.iter().enumerate() {
            write!(f, "{} {violation}", if place == 0 { "" } else { ";" })?;
        }
        Ok(())
    }

    /// Returns the violations that AWS's services report, in their order: of all entries, all keys and all values of a member one
    /// each, the one of keys first.
    fn reported_by_aws(&self) -> BTreeMap<(usize, u8), &Violation> {
        let mut reported = BTreeMap::new();
        let mut places = HashMap::new();
        for (place, violation) in self.iter().enumerate() {
            let place = match violation.subject().group() {
                Some((member, part)) => (*places.entry(member).or_insert(place), part),
                None => (place, 0),
            };
            reported.entry(place).or_insert(violation);
        }
        reported
    }

    fn write_aws(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reported = self.reported_by_aws();
        let count: usize = reported.values().map(|violation| violation.subject().count()).sum();
        // The next violation may be reported together with one of these.
        let more = if self.truncated { "At least " } else { "" };
        let errors = if count == 1 { "error" } else { "errors" };
        write!(f, "{more}{count} validation {errors} detected:")?;
        for (place, violation) in reported.into_values().enumerate() {
            let separator = if place == 0 { "" } else { ";" };
            write!(f, "{separator} {}", violation.message(Wording::Aws))?;
        }
        Ok(())
    }
}

struct ViolationsMessage<'v> {
    violations: &'v Violations,
    wording: Wording,
}

impl fmt::Display for ViolationsMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.wording {
            Wording::Smithy => self.violations.write_smithy(f),
            Wording::Aws => self.violations.write_aws(f),
        }
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl fmt::Display for Violations {
    /// Writes the [message](Self::message) in [Smithy's words](Wording::Smithy).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_smithy(f)
    }
}

impl std::error::Error for Violations {}
