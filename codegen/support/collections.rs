//! Lists and maps in an expression.

use std::collections::BTreeMap;

/// Returns a list of these items, each converted into the type of the list's items: `list(["a", "b"])` is a `Vec<String>` where
/// one is expected.
pub fn list<S: Into<T>, T, const N: usize>(items: [S; N]) -> Vec<T> {
    items.map(Into::into).into()
}

/// Returns a map of these keys and values, each converted into the type of the map's: `map([("a", "b")])` is a
/// `BTreeMap<String, String>` where one is expected. Of equal keys, the last counts.
pub fn map<K: Into<String>, V: Into<T>, T, const N: usize>(
    entries: [(K, V); N],
) -> BTreeMap<String, T> {
    entries.map(|(key, value)| (key.into(), value.into())).into()
}
