//! The groups in which reports show changes.

use shapesmith::review::{ReviewEntry, SemverImpact};
use shapesmith_model::diff::WireImpact;

/// A group of changes with the same effect, from the worst to the most harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Old clients fail.
    Break,
    /// Old clients may fail.
    Risk,
    /// Only code that uses the crate breaks.
    Major,
    /// Code compiles as before, but behaves differently.
    Behaviour,
    /// Something is new or deprecated.
    Minor,
    /// Code compiles and behaves as before.
    Patch,
}

impl Group {
    /// All groups, the worst first.
    pub const ALL: [Self; 6] =
        [Self::Break, Self::Risk, Self::Major, Self::Behaviour, Self::Minor, Self::Patch];

    /// Returns the group of a change together with the changes that follow from it.
    pub fn of(entry: &ReviewEntry) -> Self {
        match (entry.worst_wire(), entry.worst_semver()) {
            (WireImpact::Break, _) => Self::Break,
            (WireImpact::Risk, _) => Self::Risk,
            (WireImpact::Safe, SemverImpact::Major) => Self::Major,
            (WireImpact::Safe, SemverImpact::Minor) => Self::Minor,
            (WireImpact::Safe, SemverImpact::Patch) => {
                match entry.all().any(|it| it.changes_behaviour) {
                    true => Self::Behaviour,
                    false => Self::Patch,
                }
            }
        }
    }

    /// Returns the identifier that the HTML page uses.
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

    /// Returns the heading of the group, which is the same in every format.
    pub fn title(self) -> &'static str {
        match self {
            Self::Break => "Breaks clients",
            Self::Risk => "May break clients",
            Self::Major => "Breaks Rust code",
            Self::Behaviour => "Changes behaviour",
            Self::Minor => "New or deprecated",
            Self::Patch => "Other compatible changes",
        }
    }

    /// Returns the number of changes with what they do, such as `2 break Rust code`.
    pub fn count(self, number: usize) -> String {
        let phrase = match (self, number) {
            (Self::Break, 1) => "breaks clients",
            (Self::Break, _) => "break clients",
            (Self::Risk, _) => "may break clients",
            (Self::Major, 1) => "breaks Rust code",
            (Self::Major, _) => "break Rust code",
            (Self::Behaviour, 1) => "changes behaviour",
            (Self::Behaviour, _) => "change behaviour",
            (Self::Minor, _) => "new or deprecated",
            (Self::Patch, 1) => "other compatible change",
            (Self::Patch, _) => "other compatible changes",
        };
        format!("{number} {phrase}")
    }
}

/// Returns whether reports for people list a change. Others are only counted by kind.
pub fn is_listed(entry: &ReviewEntry) -> bool {
    !entry.is_noise || !matches!(Group::of(entry), Group::Behaviour | Group::Patch)
}
