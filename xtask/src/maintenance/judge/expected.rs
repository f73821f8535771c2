//! What the comparison of two services says of an update, to be held against the compiler's word.

use std::collections::BTreeMap;

use shapesmith::review::{SemverImpact, compare};
use shapesmith::rust::Api;

/// What the comparison has found that breaks those who use the crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// What a compiler complains about, by the item whose uses it is found in.
    pub seen: BTreeMap<String, Vec<String>>,
    /// How many other major changes there are, which no compiler sees.
    pub unseen: usize,
}

/// What the compiler should complain about, and what it can't.
pub fn expected(old: &Api, new: &Api) -> Expected {
    let mut expected = Expected::default();
    for change in
        compare(old, new).into_iter().filter(|change| change.semver == SemverImpact::Major)
    {
        if change.breaks_compilation {
            let told = format!("{} ({})", change.path, change.kind.as_str());
            expected.seen.entry(item(&change.path).to_owned()).or_default().push(told);
        } else {
            expected.unseen += 1;
        }
    }
    expected
}

/// The item of a path such as `Runtime::Java21`, `Runtime: Default`, or `operations::Invoke::Input`.
fn item(path: &str) -> &str {
    let module = ["operations::", "errors::"].into_iter().find(|module| path.starts_with(module));
    let start = module.map_or(0, str::len);
    let rest = path.get(start..).unwrap_or_default();
    let end = rest.find(':').map_or(path.len(), |end| start + end);
    path.get(..end).unwrap_or(path)
}
