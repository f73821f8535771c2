//! When a review fails: at or above which level.

use shapesmith::review::{ReviewEntry, SemverImpact};
use shapesmith_model::diff::WireImpact;

use super::report::Report;
use crate::cli::Level;

/// Whether any change that wasn't accepted is at or above one of the levels.
pub fn over(levels: &[Level], report: &Report<'_>) -> bool {
    report.services.iter().any(|service| {
        let open =
            |finding: &&ReviewEntry| report.accepted.reason(&service.name, finding).is_none();
        let mut findings = service.review.entries.iter().filter(open);
        findings.any(|finding| levels.iter().any(|level| reaches(*level, finding)))
    })
}

fn reaches(level: Level, finding: &ReviewEntry) -> bool {
    match level {
        Level::Any => true,
        Level::Risk => finding.worst_wire() >= WireImpact::Risk,
        Level::Break => finding.worst_wire() >= WireImpact::Break,
        Level::Minor => finding.worst_semver() >= SemverImpact::Minor,
        Level::Major => finding.worst_semver() >= SemverImpact::Major,
    }
}
