//! Which version of the generated crate an update asks for, and whether the declared one is enough.

use semver::Version;
use shapesmith::review::SemverImpact;

use super::compare::ChangedService;
use super::input::Side;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;
use crate::workspace::CONFIG;

/// The versions that the configurations of both sides declare, and the one that the update asks for.
pub struct Versions {
    /// Before the update.
    pub old: Version,
    /// What is declared now.
    pub declared: Version,
    /// What it has to be at least.
    pub needed: Version,
}

/// The versions, where both sides have a configuration.
pub fn versions(
    old: &Side,
    new: &Side,
    services: &[ChangedService],
) -> Result<Option<Versions>, Failure> {
    let (Some(old), Some(declared)) = (declared(old)?, declared(new)?) else { return Ok(None) };
    let asked = services.iter().map(|service| service.review.semver()).max();
    let needed = asked.map_or_else(|| old.clone(), |rust| bump(&old, rust));
    Ok(Some(Versions { old, declared, needed }))
}

impl Versions {
    /// What is wrong where it isn't.
    pub fn problem(&self) -> Diagnostic {
        let Self { old, declared, needed } = self;
        let message = format!("the update needs version {needed}, and {declared} is declared");
        let hint = format!("set `version = \"{needed}\"` in {CONFIG}; it was {old} before");
        Diagnostic::error(message).hint(Some(hint))
    }

    /// Whether the declared version is enough.
    pub fn are_enough(&self) -> bool {
        self.declared >= self.needed
    }
}

/// The next version for such a change, by [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html): below 1.0
/// the first number that isn't zero is what breaks.
fn bump(version: &Version, rust: SemverImpact) -> Version {
    let Version { major, minor, patch, .. } = *version;
    match (rust, major, minor) {
        // What was to become this version may still change.
        _ if !version.pre.is_empty() => version.clone(),
        (SemverImpact::Major, 0, 0) => Version::new(0, 0, patch + 1),
        (SemverImpact::Major, 0, _) => Version::new(0, minor + 1, 0),
        (SemverImpact::Major, ..) => Version::new(major + 1, 0, 0),
        (SemverImpact::Minor, 1.., _) => Version::new(major, minor + 1, 0),
        (SemverImpact::Minor | SemverImpact::Patch, ..) => Version::new(major, minor, patch + 1),
    }
}

fn declared(side: &Side) -> Result<Option<Version>, Failure> {
    let Some(config) = side.config()? else { return Ok(None) };
    let text = config.package.version.get_ref();
    let wrong = |error| Failure::new(format!("{}: version `{text}`: {error}", side.shown));
    Version::parse(text).map(Some).map_err(wrong)
}
