//! Where in a botocore document that stands which is a trait in the model.

use crate::Pointer;

/// The key of each trait, within the shape, member or operation.
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

/// Where a trait stands, given where the shape, member or operation does. Bounds stand right in it.
pub(super) fn of_trait(at: &Pointer, id: &str) -> Pointer {
    match KEYS.iter().find(|(known, _)| *known == id) {
        Some((_, key)) => Pointer(format!("{}/{key}", at.0)),
        None if id == super::examples::EXAMPLES => super::examples::place(at),
        None => at.clone(),
    }
}
