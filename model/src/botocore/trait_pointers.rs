//! The locations of traits in a botocore document.

use crate::Pointer;

/// The trait `examples`, which comes from a side file.
pub(super) const EXAMPLES: &str = "smithy.api#examples";

/// The keys of traits in a shape, member or operation.
const KEYS: [(&str, &str); 21] = [
    ("smithy.api#deprecated", "deprecated"),
    ("smithy.api#documentation", "documentation"),
    ("smithy.api#error", "exception"),
    ("smithy.api#hostLabel", "hostLabel"),
    ("smithy.api#http", "http"),
    ("smithy.api#httpError", "error/httpStatusCode"),
    ("smithy.api#httpHeader", "location"),
    ("smithy.api#httpLabel", "location"),
    ("smithy.api#httpPrefixHeaders", "location"),
    ("smithy.api#httpQuery", "location"),
    ("smithy.api#httpQueryParams", "location"),
    ("smithy.api#httpResponseCode", "location"),
    ("smithy.api#idempotencyToken", "idempotencyToken"),
    ("smithy.api#idempotent", "idempotent"),
    ("smithy.api#jsonName", "locationName"),
    ("smithy.api#mediaType", "jsonvalue"),
    ("smithy.api#pattern", "pattern"),
    ("smithy.api#readonly", "readonly"),
    ("smithy.api#sensitive", "sensitive"),
    ("smithy.api#streaming", "streaming"),
    ("smithy.api#timestampFormat", "timestampFormat"),
];

/// Returns the location of a trait, given the location of its shape, member or operation. Bounds are entries of the
/// shape itself.
pub(super) fn trait_pointer(at: &Pointer, trait_id: &str) -> Pointer {
    match KEYS.iter().find(|(known, _)| *known == trait_id) {
        Some((_, key)) => Pointer(format!("{}/{key}", at.0)),
        None if trait_id == EXAMPLES => examples_pointer(at),
        None => at.clone(),
    }
}

/// Returns the location of an operation's examples. The document has no such key; the location stands for the one in the
/// side file.
pub(super) fn examples_pointer(operation: &Pointer) -> Pointer {
    operation.join("examples")
}
