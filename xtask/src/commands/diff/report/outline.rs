//! The order in which reports tell: the worst first, what is alike together, noise as numbers.

use std::collections::BTreeMap;

use shapesmith::review::{Review, ReviewEntry, SemverImpact};
use shapesmith_model::diff::WireImpact;

/// A review in the order in which it is read.
pub struct Outline<'a> {
    /// The sections that have something, the worst first.
    pub sections: Vec<Section<'a>>,
    /// How many findings there are of each noisy kind.
    pub noise: BTreeMap<&'static str, usize>,
}

/// How bad findings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Old clients fail.
    Break,
    /// Old clients may fail.
    Risk,
    /// Only code against the crate breaks.
    Major,
    /// Code compiles as before, and does something else.
    Behaviour,
    /// Something is new, or deprecated.
    Minor,
    /// Code compiles and behaves as before.
    Patch,
}

/// Findings of one weight.
pub struct Section<'a> {
    /// How bad they are.
    pub weight: Weight,
    /// The kinds of changes, in the order in which they come first.
    pub kinds: Vec<Kind<'a>>,
}

/// Findings of one kind.
pub struct Kind<'a> {
    /// The kind, such as `member-removed`.
    pub kind: &'static str,
    /// The findings, those together that are told together.
    pub rows: Vec<Row<'a>>,
}

/// Findings of one kind in one shape that touch the same operations.
pub struct Row<'a> {
    /// The first of them.
    pub first: &'a ReviewEntry,
    /// All of them.
    pub findings: Vec<&'a ReviewEntry>,
}

impl<'a> Outline<'a> {
    /// Orders a review.
    pub fn of(review: &'a Review) -> Self {
        let mut noise: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut sections: BTreeMap<Weight, Vec<Kind<'a>>> = BTreeMap::new();
        for finding in &review.entries {
            let weight = Weight::of(finding);
            if !is_listed(finding) {
                *noise.entry(finding.kind).or_default() += 1;
                continue;
            }
            let kinds = sections.entry(weight).or_default();
            match kinds.iter_mut().find(|kind| kind.kind == finding.kind) {
                Some(kind) => kind.add(finding),
                None => kinds.push(Kind { kind: finding.kind, rows: vec![Row::new(finding)] }),
            }
        }
        let sections = sections.into_iter().map(|(weight, kinds)| Section { weight, kinds });
        Self { sections: sections.collect(), noise }
    }
}

/// Whether reports for people list a finding, and not only count it.
pub fn is_listed(finding: &ReviewEntry) -> bool {
    !finding.is_noise || !matches!(Weight::of(finding), Weight::Behaviour | Weight::Patch)
}

impl<'a> Section<'a> {
    /// How many findings it has.
    pub fn count(&self) -> usize {
        self.kinds.iter().map(Kind::count).sum()
    }

    /// The findings, one by one.
    pub fn findings(&self) -> impl Iterator<Item = &'a ReviewEntry> {
        self.kinds.iter().flat_map(|kind| &kind.rows).flat_map(|row| row.findings.iter().copied())
    }
}

impl<'a> Kind<'a> {
    /// Whether each finding is worth lines of its own: what breaks is, risks are as long as they are few.
    pub fn is_detailed(&self, weight: Weight) -> bool {
        const FEW: usize = 5;
        weight != Weight::Risk && weight <= Weight::Major
            || weight == Weight::Risk && self.count() <= FEW
    }

    /// What the kind is, in a sentence.
    pub fn about(&self) -> &'static str {
        self.rows.first().map_or("", |row| row.first.description)
    }

    /// How many findings it has.
    pub fn count(&self) -> usize {
        self.rows.iter().map(|row| row.findings.len()).sum()
    }

    fn add(&mut self, finding: &'a ReviewEntry) {
        match self.rows.last_mut().filter(|row| row.takes(finding)) {
            Some(row) => row.findings.push(finding),
            None => self.rows.push(Row::new(finding)),
        }
    }
}

impl<'a> Row<'a> {
    fn new(finding: &'a ReviewEntry) -> Self {
        Self { first: finding, findings: vec![finding] }
    }

    /// Findings of a shape stand one behind the other.
    fn takes(&self, finding: &ReviewEntry) -> bool {
        // What is told in more than a word stands alone.
        let plain = |finding: &ReviewEntry| finding.implied.is_empty() && finding.hint.is_none();
        self.first.place.id.shape() == finding.place.id.shape()
            && self.first.operations == finding.operations
            && plain(self.first)
            && plain(finding)
    }
}

impl Weight {
    /// All of them, the worst first.
    pub const ALL: [Self; 6] =
        [Self::Break, Self::Risk, Self::Major, Self::Behaviour, Self::Minor, Self::Patch];

    /// A word for it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Break => "break",
            Self::Risk => "risk",
            Self::Major => "major",
            Self::Behaviour => "behaviour",
            Self::Minor => "minor",
            Self::Patch => "patch",
        }
    }

    /// The weight of a finding with all that it implies.
    pub fn of(finding: &ReviewEntry) -> Self {
        match (finding.worst_wire(), finding.worst_semver()) {
            (WireImpact::Break, _) => Self::Break,
            (WireImpact::Risk, _) => Self::Risk,
            (WireImpact::Safe, SemverImpact::Major) => Self::Major,
            (WireImpact::Safe, SemverImpact::Minor) => Self::Minor,
            (WireImpact::Safe, SemverImpact::Patch)
                if finding.all().any(|it| it.changes_behaviour) =>
            {
                Self::Behaviour
            }
            (WireImpact::Safe, SemverImpact::Patch) => Self::Patch,
        }
    }

    /// What it is called behind a number.
    pub fn counted(self) -> &'static str {
        match self {
            Self::Break => "break clients",
            Self::Risk => "may break clients",
            Self::Major => "break Rust code",
            Self::Behaviour => "change behaviour",
            Self::Minor => "new or deprecated",
            Self::Patch => "without effect on code",
        }
    }

    /// What a section of it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Break => "Breaks clients",
            Self::Risk => "May break clients",
            Self::Major => "Breaks Rust code",
            Self::Behaviour => "Changes behaviour",
            Self::Minor => "New or deprecated",
            Self::Patch => "Without effect on code",
        }
    }
}
