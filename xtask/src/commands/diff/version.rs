//! The version of the generated crate that an update requires.

use semver::Version;
use shapesmith::review::SemverImpact;

use super::compare::ChangedService;
use super::input::Side;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::workspace::CONFIG;

/// The versions that the configurations of both sides declare, and the version that the update requires.
pub struct Versions {
    /// The version that the old side declares.
    pub old: Version,
    /// The version that the new side declares.
    pub declared: Version,
    /// The lowest version that the update allows.
    pub needed: Version,
}

/// Compares the versions that both sides declare. Returns `None` unless both sides have a configuration.
pub fn compare_versions(
    old: &Side,
    new: &Side,
    services: &[ChangedService],
) -> Result<Option<Versions>, Failure> {
    let (Some(old), Some(declared)) = (read_version(old)?, read_version(new)?) else {
        return Ok(None);
    };
    let impact = services.iter().map(|service| service.review.semver()).max();
    let needed = impact.map_or_else(|| old.clone(), |impact| increment(&old, impact));
    Ok(Some(Versions { old, declared, needed }))
}

impl Versions {
    /// Returns the error for a declared version that is too low.
    pub fn problem(&self) -> Diagnostic {
        let Self { old, declared, needed } = self;
        let message = format!("the update needs version {needed}, but {declared} is declared");
        let hint = format!("set `version = \"{needed}\"` in {CONFIG}; it was {old} before");
        Diagnostic::error(message).hint(Some(hint))
    }

    /// Returns whether the declared version is high enough.
    pub fn are_enough(&self) -> bool {
        self.declared >= self.needed
    }
}

/// Returns the next version by [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html): below 1.0, the first
/// number that isn't zero increases with a major change.
fn increment(version: &Version, impact: SemverImpact) -> Version {
    let Version { major, minor, patch, .. } = *version;
    match (impact, major, minor) {
        // A pre-release may change in any way before its release.
        _ if !version.pre.is_empty() => version.clone(),
        (SemverImpact::Major, 0, 0) => Version::new(0, 0, patch + 1),
        (SemverImpact::Major, 0, _) => Version::new(0, minor + 1, 0),
        (SemverImpact::Major, ..) => Version::new(major + 1, 0, 0),
        (SemverImpact::Minor, 1.., _) => Version::new(major, minor + 1, 0),
        (SemverImpact::Minor | SemverImpact::Patch, ..) => Version::new(major, minor, patch + 1),
    }
}

/// Reads the version that the configuration of a side declares.
fn read_version(side: &Side) -> Result<Option<Version>, Failure> {
    let Some(config) = side.config()? else { return Ok(None) };
    let text = config.package.version.get_ref();
    let invalid = |error| Failure::new(format!("{}: version `{text}`: {error}", side.shown));
    Version::parse(text).map(Some).map_err(invalid)
}
