//! Phrases that the messages of several checks share.

use std::fmt::Display;

/// Returns a noun with its indefinite article, such as `a string` or `an integer`.
pub(crate) fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// Returns names in backticks, separated by commas.
pub(crate) fn list_names<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
