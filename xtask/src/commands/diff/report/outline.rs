//! The order in which reports show changes: by group, then by kind, then by shape.

use std::collections::BTreeMap;

use shapesmith::review::{Review, ReviewEntry};

use crate::commands::diff::group::{Group, is_listed};

/// A review in the order in which reports show it.
pub struct Outline<'a> {
    /// The groups that have a change, the worst first.
    pub sections: Vec<Section<'a>>,
    /// The number of changes that aren't listed, by kind.
    pub unlisted: BTreeMap<&'static str, usize>,
}

/// The changes of one group.
pub struct Section<'a> {
    /// The group.
    pub group: Group,
    /// The kinds of changes, in the order of their first change.
    pub kinds: Vec<KindSection<'a>>,
}

/// The changes of one kind in a group.
pub struct KindSection<'a> {
    /// The ID of the kind, such as `member-removed`.
    pub kind: &'static str,
    /// The changes.
    pub rows: Vec<Row<'a>>,
}

/// Changes of one kind in one shape that affect the same operations, and that a report can show in one line.
pub struct Row<'a> {
    /// The first change.
    pub first: &'a ReviewEntry,
    /// All changes.
    pub entries: Vec<&'a ReviewEntry>,
}

impl<'a> Outline<'a> {
    /// Creates the outline of a review.
    pub fn new(review: &'a Review) -> Self {
        let mut unlisted: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut sections: BTreeMap<Group, Vec<KindSection<'a>>> = BTreeMap::new();
        for entry in &review.entries {
            if !is_listed(entry) {
                *unlisted.entry(entry.kind).or_default() += 1;
                continue;
            }
            let kinds = sections.entry(Group::of(entry)).or_default();
            match kinds.iter_mut().find(|section| section.kind == entry.kind) {
                Some(section) => section.push(entry),
                None => kinds.push(KindSection { kind: entry.kind, rows: vec![Row::new(entry)] }),
            }
        }
        let sections = sections.into_iter().map(|(group, kinds)| Section { group, kinds });
        Self { sections: sections.collect(), unlisted }
    }
}

impl<'a> Section<'a> {
    /// Returns the number of changes.
    pub fn len(&self) -> usize {
        self.kinds.iter().map(KindSection::len).sum()
    }

    /// Returns an iterator over the changes.
    pub fn entries(&self) -> impl Iterator<Item = &'a ReviewEntry> {
        self.kinds.iter().flat_map(KindSection::entries)
    }
}

impl<'a> KindSection<'a> {
    /// Returns whether each change gets several lines: those that break something do, and risks if they are few.
    pub fn is_detailed(&self, group: Group) -> bool {
        const MAX_DETAILED_RISKS: usize = 5;
        match group {
            Group::Break | Group::Major => true,
            Group::Risk => self.len() <= MAX_DETAILED_RISKS,
            Group::Behaviour | Group::Minor | Group::Patch => false,
        }
    }

    /// Returns a description of the kind in one sentence.
    pub fn description(&self) -> &'static str {
        self.rows.first().map_or("", |row| row.first.description)
    }

    /// Returns the first change if old clients can fail because of it, and the reason is the same for all changes.
    pub fn common_risk(&self) -> Option<&'a ReviewEntry> {
        let mut entries = self.entries();
        let first = entries.next().filter(|first| Group::of(first) <= Group::Risk)?;
        entries.all(|other| other.wire_reason == first.wire_reason).then_some(first)
    }

    /// Returns the number of changes.
    pub fn len(&self) -> usize {
        self.rows.iter().map(|row| row.entries.len()).sum()
    }

    /// Returns an iterator over the changes.
    pub fn entries(&self) -> impl Iterator<Item = &'a ReviewEntry> {
        self.rows.iter().flat_map(|row| row.entries.iter().copied())
    }

    fn push(&mut self, entry: &'a ReviewEntry) {
        match self.rows.last_mut().filter(|row| row.accepts(entry)) {
            Some(row) => row.entries.push(entry),
            None => self.rows.push(Row::new(entry)),
        }
    }
}

impl<'a> Row<'a> {
    fn new(entry: &'a ReviewEntry) -> Self {
        Self { first: entry, entries: vec![entry] }
    }

    /// Returns whether the change fits into the row. The changes of a shape follow each other in a review.
    fn accepts(&self, entry: &ReviewEntry) -> bool {
        let fits_in_one_line =
            |entry: &ReviewEntry| entry.implied.is_empty() && entry.hint.is_none();
        self.first.place.id.shape() == entry.place.id.shape()
            && self.first.operations == entry.operations
            && fits_in_one_line(self.first)
            && fits_in_one_line(entry)
    }
}
