//! The failures that are accepted: each has a reason, and must still occur.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::case::Case;
use crate::cli::Side;
use crate::exit::Failure;
use crate::maintenance::exchange::Mismatch;

/// The list of accepted failures.
pub struct ExceptionList(pub Vec<Exception>);

/// Cases that fail.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The ids of the cases. One that ends with `*` stands for all that start with the rest.
    ids: Vec<String>,
    /// The only part in which the cases fail, such as `header Content-Type`; `None` for any.
    part: Option<String>,
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

    /// Returns the index of the first entry that accepts the mismatches of a case.
    pub fn find_entry(&self, case: &Case, mismatches: &[Mismatch]) -> Option<usize> {
        let accepts = |entry: &Exception| {
            entry.find_id(case).is_some()
                && mismatches
                    .iter()
                    .all(|it| entry.part.as_ref().is_none_or(|part| it.part == *part))
        };
        self.0.iter().position(accepts)
    }

    /// Returns the ids of the entries for cases that were run and of which none fails. The results are cases with the entries that
    /// accept their mismatches; `None` for cases that pass.
    pub fn find_stale(&self, results: &[(&Case, Option<usize>)]) -> BTreeSet<String> {
        let mut stale = BTreeSet::new();
        for (index, entry) in self.0.iter().enumerate() {
            let named =
                results.iter().filter_map(|(case, found)| Some((entry.find_id(case)?, found)));
            let of = |fails: bool| {
                let named =
                    named.clone().filter(move |(_, found)| (**found == Some(index)) == fails);
                named.map(|(id, _)| id.to_owned()).collect::<BTreeSet<_>>()
            };
            stale.extend(&of(false) - &of(true));
        }
        stale
    }
}

impl Exception {
    /// Returns the id that names a case.
    fn find_id(&self, case: &Case) -> Option<&str> {
        let names = |id: &&String| match id.strip_suffix('*') {
            Some(start) => case.id.starts_with(start),
            None => **id == case.id,
        };
        let is_meant = self.protocol.as_ref().is_none_or(|protocol| case.protocol == *protocol)
            && self.side.is_none_or(|side| case.side == side);
        self.ids.iter().filter(|_| is_meant).find(names).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

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
        let find = |id, side| list.find_entry(&case(id, side), &[]);
        assert_eq!(find("A", Side::Server), Some(0));
        assert_eq!(find("A", Side::Client), Some(1));
        assert_eq!(find("B", Side::Server), Some(1));
        assert_eq!(find("AB", Side::Server), None);
        assert_eq!(find("C", Side::Server), None);
    }

    #[test]
    fn entries_can_name_many_cases_and_one_part() {
        let list = ExceptionList::parse(
            "exception = [
                { ids = ['x/1'], reason = '' },
                { ids = ['x/*', 'y/*'], part = 'header a', reason = '' },
            ]",
        )
        .unwrap();
        let mismatch = |part: &str| Mismatch::new(part, "", "");
        let find = |id, parts: &[&str]| {
            let mismatches: Vec<Mismatch> = parts.iter().map(|part| mismatch(part)).collect();
            list.find_entry(&case(id, Side::Client), &mismatches)
        };
        assert_eq!(find("x/1", &["header a", "body"]), Some(0));
        assert_eq!(find("x/2", &["header a"]), Some(1));
        assert_eq!(find("x/2", &["header a", "body"]), None);
        assert_eq!(find("z/2", &["header a"]), None);
    }

    #[test]
    fn entries_without_failing_cases_are_stale() {
        let text = "exception = [{ ids = ['a', 'b', 'c/*', 'd/*', 'e'], reason = '' }]";
        let list = ExceptionList::parse(text).unwrap();
        let cases = ["a", "b", "b", "c/1", "c/2", "d/1"].map(|id| case(id, Side::Client));
        let entries = [Some(0), None, None, None, Some(0), None];
        let results: Vec<_> = cases.iter().zip(entries).collect();
        let stale = list.find_stale(&results);
        assert_eq!(stale.iter().collect::<Vec<_>>(), ["b", "d/*"]);
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
