//! The formats of a report.

mod changelog;
mod github;
mod html;
mod json;
mod markdown;
mod markdown_text;
mod outline;
mod phrases;
mod text;
mod values;

use shapesmith_model::escape;

use super::accepted::Accepted;
use super::compare::ChangedService;
use super::version::Versions;

pub use changelog::changelog;
pub use github::github;
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use text::text;

/// The content of a report, which every format shows.
pub struct Report<'a> {
    /// The name of the old side, as the user gave it.
    pub old: &'a str,
    /// The name of the new side, as the user gave it.
    pub new: &'a str,
    /// The services that differ, by the names of their modules.
    pub services: &'a [ChangedService],
    /// The number of compared services, including those that don't differ.
    pub compared: usize,
    /// The versions of the generated crate; `None` unless both sides have a configuration.
    pub versions: Option<&'a Versions>,
    /// The accepted changes.
    pub accepted: &'a Accepted,
}

/// Returns the classic page of API changes, with a section for each service that has one.
pub fn api_changes(report: &Report<'_>) -> String {
    let pages = report.services.iter().filter_map(|service| service.page.as_deref());
    escape::lines(&pages.collect::<Vec<_>>().join("\n")).into_owned()
}
