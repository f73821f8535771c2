//! The levels at which a review fails.

use shapesmith::review::{ReviewEntry, SemverImpact};
use shapesmith_model::diff::WireImpact;

use super::report::Report;
use crate::cli::Level;

/// Returns whether a change that isn't accepted is at or above one of the levels.
pub fn is_reached(levels: &[Level], report: &Report<'_>) -> bool {
    report.services.iter().any(|service| {
        let is_accepted = |entry| report.accepted.reason(&service.name, entry).is_some();
        let mut entries = service.review.entries.iter().filter(|entry| !is_accepted(entry));
        entries.any(|entry| levels.iter().any(|level| reaches(*level, entry)))
    })
}

fn reaches(level: Level, entry: &ReviewEntry) -> bool {
    match level {
        Level::Any => true,
        Level::Risk => entry.worst_wire() >= WireImpact::Risk,
        Level::Break => entry.worst_wire() >= WireImpact::Break,
        Level::Minor => entry.worst_semver() >= SemverImpact::Minor,
        Level::Major => entry.worst_semver() >= SemverImpact::Major,
    }
}
