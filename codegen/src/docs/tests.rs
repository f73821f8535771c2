//! Tests of the whole conversion, by kind of input.

mod hostile;
mod html;
mod markdown;

use super::to_rustdoc;

/// Checks the Markdown for a text.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(to_rustdoc(text).join("\n"), expected, "for {text:?}");
}
