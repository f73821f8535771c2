//! The lints that generated files allow.

use crate::rust::{Api, Item};

/// Returns the lints that the files with types violate.
pub fn type_lints(api: &Api) -> Vec<&'static str> {
    let fields = || api.items.iter().flat_map(Item::fields);
    // Clippy finds a type too complex from seven parts on, a map of maps from five.
    let complex = fields().any(|field| field.ty.parts().count() > 4);
    let deprecated = api.items.iter().any(|item| item.deprecated.is_some())
        || fields().any(|field| field.deprecated.is_some());
    // The equality of items is that of a derive, so a derived hash agrees with it.
    let hashed =
        api.items.iter().any(|item| item.derives.iter().any(|path| path.ends_with("Hash")));
    let lints = [
        (complex, "clippy::type_complexity"),
        (deprecated, "deprecated"),
        (hashed, "clippy::derived_hash_with_manual_eq"),
    ];
    lints.iter().filter(|(needed, _)| *needed).map(|(_, lint)| *lint).collect()
}
