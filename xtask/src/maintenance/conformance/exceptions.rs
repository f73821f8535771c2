//! The failures that are accepted: each has a reason, and must still occur.

use serde::Deserialize;

use super::case::Case;
use crate::cli::Side;
use crate::exit::Failure;

/// The list of accepted failures.
pub struct ExceptionList(pub Vec<Exception>);

/// Cases that may fail. An absent field matches every case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The id of the case; an asterisk at its end stands for any text.
    id: Option<String>,
    /// A tag of the case.
    tag: Option<String>,
    /// The name of the protocol.
    protocol: Option<String>,
    /// The side.
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
        let is_id = |wanted: &String| match wanted.strip_suffix('*') {
            Some(start) => case.id.starts_with(start),
            None => case.id == *wanted,
        };
        self.id.as_ref().is_none_or(is_id)
            && self.tag.as_ref().is_none_or(|tag| case.tags.contains(tag))
            && self.protocol.as_ref().is_none_or(|protocol| case.protocol == *protocol)
            && self.side.is_none_or(|side| case.side == side)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::case::{Expectation, Kind};
    use super::*;
    use crate::maintenance::exchange::Task;

    fn case(id: &str, tags: &[&str], side: Side) -> Case {
        Case {
            id: id.to_owned(),
            protocol: "restJson1".to_owned(),
            tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
            kind: Kind::Request,
            side,
            service: String::new(),
            operation: String::new(),
            task: Task::WriteRequest { params: serde_json::json!({}), endpoint: None },
            expectation: Expectation::EqualValues,
        }
    }

    #[test]
    fn first_entry_with_only_matching_fields_counts() {
        let list = ExceptionList::parse(
            "exception = [
                { id = 'A', side = 'server', reason = '' },
                { id = 'A*', protocol = 'restJson1', reason = '' },
                { tag = 'defaults', reason = '' },
                { protocol = 'awsJson1_0', reason = '' },
            ]",
        )
        .unwrap();
        let find = |id, tags: &[&str], side| list.find_entry(&case(id, tags, side));
        assert_eq!(find("A", &[], Side::Server), Some(0));
        assert_eq!(find("A", &["defaults"], Side::Client), Some(1));
        assert_eq!(find("AB", &[], Side::Server), Some(1));
        assert_eq!(find("B", &["x", "defaults"], Side::Server), Some(2));
        assert_eq!(find("BA", &["x"], Side::Server), None);
    }

    #[test]
    fn list_is_well_formed() {
        let list = ExceptionList::read().unwrap();
        for entry in &list.0 {
            assert!(entry.reason.ends_with('.'), "{}", entry.reason);
            assert!(entry.id.is_some() || entry.tag.is_some(), "{}", entry.reason);
        }
        assert!(ExceptionList::parse("[[exception]]\nid = 'A'").is_err());
        assert!(ExceptionList::parse("[[exception]]\nreason = ''\nother = ''").is_err());
    }
}
