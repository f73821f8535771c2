//! When a review fails: at or above which level.

use shapesmith::review::{Finding, Rust};
use shapesmith_model::diff::Wire;

use super::report::Report;
use crate::cli::Level;

/// Whether any change that wasn't accepted is at or above one of the levels.
pub fn over(levels: &[Level], report: &Report<'_>) -> bool {
    report.services.iter().any(|service| {
        let open = |finding: &&Finding| report.accepted.reason(&service.name, finding).is_none();
        let mut findings = service.review.findings.iter().filter(open);
        findings.any(|finding| levels.iter().any(|level| reaches(*level, finding)))
    })
}

fn reaches(level: Level, finding: &Finding) -> bool {
    match level {
        Level::Any => true,
        Level::Risk => finding.worst_wire() >= Wire::Risk,
        Level::Break => finding.worst_wire() >= Wire::Break,
        Level::Minor => finding.worst_rust() >= Rust::Minor,
        Level::Major => finding.worst_rust() >= Rust::Major,
    }
}
