//! The failures that are accepted: each has a reason, and must still occur.

use serde::Deserialize;

use super::case::Case;
use crate::cli::Side;
use crate::exit::Failure;

/// The list of accepted failures.
pub struct ExceptionList(pub Vec<Exception>);

/// Cases that fail.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The ids of the cases.
    ids: Vec<String>,
    /// The name of the protocol; `None` for any, because several protocols can have cases of the same id.
    protocol: Option<String>,
    /// The side; `None` for both.
    side: Option<Side>,
    /// Why the cases fail.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    exception: Vec<Exception>,
}

impl ExceptionList {
    /// Returns the list in `exceptions.toml`.
    ///
    /// # Errors
    /// It can't be parsed.
    pub fn read() -> Result<Self, Failure> {
        Self::parse(include_str!("exceptions.toml"))
    }

    fn parse(text: &str) -> Result<Self, Failure> {
        let file: File = toml::from_str(text)
            .map_err(|error| Failure::new(format!("exceptions.toml can't be parsed: {error}")))?;
        Ok(Self(file.exception))
    }

    /// Returns the index of the first entry that matches a case.
    pub fn find_entry(&self, case: &Case) -> Option<usize> {
        self.0.iter().position(|entry| entry.matches(case))
    }
}

impl Exception {
    fn matches(&self, case: &Case) -> bool {
        self.ids.contains(&case.id)
            && self.protocol.as_ref().is_none_or(|protocol| case.protocol == *protocol)
            && self.side.is_none_or(|side| case.side == side)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use super::super::case::{Expectation, Kind};
    use super::*;
    use crate::maintenance::exchange::Task;

    fn case(id: &str, side: Side) -> Case {
        Case {
            id: id.to_owned(),
            protocol: "restJson1".to_owned(),
            kind: Kind::Request,
            side,
            service: String::new(),
            operation: String::new(),
            task: Task::WriteRequest { params: serde_json::json!({}), endpoint: None },
            expectation: Expectation::EqualValues,
        }
    }

    #[test]
    fn first_entry_that_names_the_case_counts() {
        let list = ExceptionList::parse(
            "exception = [
                { ids = ['A'], side = 'server', reason = '' },
                { ids = ['B', 'A'], reason = '' },
                { ids = ['C'], protocol = 'restXml', reason = '' },
            ]",
        )
        .unwrap();
        let find = |id, side| list.find_entry(&case(id, side));
        assert_eq!(find("A", Side::Server), Some(0));
        assert_eq!(find("A", Side::Client), Some(1));
        assert_eq!(find("B", Side::Server), Some(1));
        assert_eq!(find("AB", Side::Server), None);
        assert_eq!(find("C", Side::Server), None);
    }

    #[test]
    fn list_is_well_formed() {
        let list = ExceptionList::read().unwrap();
        let mut names = BTreeSet::new();
        for entry in &list.0 {
            assert!(entry.reason.ends_with('.'), "{}", entry.reason);
            assert!(entry.ids.is_sorted(), "{:?}", entry.ids);
            assert!(entry.ids.iter().all(|id| names.insert(id)), "{:?}", entry.ids);
        }
        assert!(ExceptionList::parse("[[exception]]\nids = ['A']").is_err());
        assert!(ExceptionList::parse("[[exception]]\nreason = ''").is_err());
        assert!(ExceptionList::parse("[[exception]]\nids = []\nreason = ''\nother = ''").is_err());
    }
}
