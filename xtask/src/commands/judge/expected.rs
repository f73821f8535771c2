//! What the comparison of two services says of an update, to be held against the compiler's word.

use shapesmith::review::{Rust, compare};
use shapesmith::rust::Api;

/// What the comparison has found that breaks those who use the crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// The paths of what a compiler complains about.
    pub seen: Vec<String>,
    /// How many other major changes there are, which no compiler sees.
    pub unseen: usize,
}

/// What the compiler should complain about, and what it can't.
pub fn expected(old: &Api, new: &Api) -> Expected {
    let mut expected = Expected::default();
    for change in compare(old, new).into_iter().filter(|change| change.rust == Rust::Major) {
        if change.seen_by_compiler {
            expected.seen.push(format!("{} ({})", change.path, change.what.as_str()));
        } else {
            expected.unseen += 1;
        }
    }
    expected
}
