//! Reports unknown traits in the namespace of the specification.

use crate::report::{ProblemBuilder, error, warning};
use crate::suggest::did_you_mean;
use crate::{Model, Pointer, ShapeId};

/// The traits of the prelude of Smithy 1.0 and 2.0, in byte order.
/// ([Smithy: trait index](https://smithy.io/2.0/trait-index.html))
const KNOWN: [&str; 77] = [
    "addedDefault",
    "auth",
    "authDefinition",
    "box",
    "clientOptional",
    "cors",
    "default",
    "deprecated",
    "documentation",
    "endpoint",
    "enum",
    "enumValue",
    "error",
    "eventHeader",
    "eventPayload",
    "examples",
    "externalDocumentation",
    "hostLabel",
    "http",
    "httpApiKeyAuth",
    "httpBasicAuth",
    "httpBearerAuth",
    "httpChecksumRequired",
    "httpDigestAuth",
    "httpError",
    "httpHeader",
    "httpLabel",
    "httpPayload",
    "httpPrefixHeaders",
    "httpQuery",
    "httpQueryParams",
    "httpResponseCode",
    "idRef",
    "idempotencyToken",
    "idempotent",
    "input",
    "internal",
    "jsonName",
    "length",
    "mediaType",
    "mixin",
    "nestedProperties",
    "noReplace",
    "notProperty",
    "optionalAuth",
    "output",
    "paginated",
    "pattern",
    "private",
    "property",
    "protocolDefinition",
    "range",
    "readonly",
    "recommended",
    "references",
    "requestCompression",
    "required",
    "requiresLength",
    "resourceIdentifier",
    "retryable",
    "sensitive",
    "since",
    "sparse",
    "streaming",
    "suppress",
    "tags",
    "timestampFormat",
    "title",
    "trait",
    "traitValidators",
    "uniqueItems",
    "unitType",
    "unstable",
    "xmlAttribute",
    "xmlFlattened",
    "xmlName",
    "xmlNamespace",
];

/// Returns the problem of an unknown trait in the namespace of the specification.
///
/// A name similar to a known one is an error, because the trait that was intended would have no effect. Any other name
/// may be that of a trait of a newer specification.
pub(super) fn check_known(
    model: &Model,
    trait_id: &str,
    at: impl Fn() -> Pointer,
) -> Option<ProblemBuilder> {
    let name = trait_id.strip_prefix("smithy.api#")?;
    let is_known = KNOWN.binary_search(&name).is_ok();
    if is_known || model.shapes.contains_key(&ShapeId::new(trait_id)) {
        return None;
    }
    let message = format!("unknown trait `{name}` in `smithy.api`");
    Some(match did_you_mean(name, KNOWN.into_iter()) {
        Some(hint) => error("unknown-trait", &at(), message).hint(hint),
        None => {
            let hint = "the trait has no effect; it may belong to a newer version of Smithy";
            warning("unknown-trait", &at(), message).hint(hint)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::KNOWN;

    #[test]
    fn known_traits_are_in_byte_order() {
        assert!(KNOWN.is_sorted());
    }
}
