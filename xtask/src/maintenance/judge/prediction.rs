//! The compiler errors that a review predicts.

use std::collections::BTreeMap;

use shapesmith::review::{SemverImpact, compare};
use shapesmith::rust::Api;

/// The major changes of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prediction {
    /// The changes that cause compiler errors, by the item whose uses have the errors.
    pub errors: BTreeMap<String, Vec<String>>,
    /// The number of major changes that the compiler can't detect.
    pub undetectable: usize,
}

/// Predicts the compiler errors of a program that uses the old items with the new ones.
pub fn predict_errors(old: &Api, new: &Api) -> Prediction {
    let mut prediction = Prediction::default();
    let changes = compare(old, new);
    for change in changes.iter().filter(|change| change.semver == SemverImpact::Major) {
        if change.breaks_compilation {
            let line = format!("{} ({})", change.path, change.kind.as_str());
            prediction.errors.entry(item_path(&change.path).to_owned()).or_default().push(line);
        } else {
            prediction.undetectable += 1;
        }
    }
    prediction
}

/// Returns the item of a path such as `Runtime::Java21`, `Runtime: Default`, or `operations::Invoke::Input`.
fn item_path(path: &str) -> &str {
    let module = ["operations::", "errors::"].into_iter().find(|module| path.starts_with(module));
    let start = module.map_or(0, str::len);
    let rest = path.get(start..).unwrap_or_default();
    let end = rest.find(':').map_or(path.len(), |end| start + end);
    path.get(..end).unwrap_or(path)
}
