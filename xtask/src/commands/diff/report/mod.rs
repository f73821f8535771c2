//! The forms that a review is told in.

mod changelog;
mod github;
mod html;
mod json;
mod markdown;
mod outline;
mod text;
mod words;

use shapesmith_model::escape;

use super::accepted::Accepted;
use super::compare::Compared;
use super::version::Versions;

pub use changelog::changelog;
pub use github::github;
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use outline::is_listed;
pub use text::text;

/// What is told.
pub struct Report<'a> {
    /// What the sides are called.
    pub old: &'a str,
    pub new: &'a str,
    /// The services that differ, by the names of their modules.
    pub services: &'a [Compared],
    /// How many services were compared, those that don't differ included.
    pub compared: usize,
    /// The versions of the generated crate, where both sides have a configuration.
    pub versions: Option<&'a Versions>,
    /// What people accepted.
    pub accepted: &'a Accepted,
}

/// The classic page of API changes, of each service that has something on it.
pub fn api_changes(report: &Report<'_>) -> String {
    let pages = report.services.iter().filter_map(|service| service.page.as_deref());
    escape::lines(&pages.collect::<Vec<_>>().join("\n")).into_owned()
}
