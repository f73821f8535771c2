//! Which changes of items come from which changes of a model.

use super::ItemChange;
use super::What::*;

/// Whether changes of the model of this kind are what such changes of items come from.
pub(super) fn explains(kind: &str, item: &ItemChange) -> bool {
    let kinds: &[&str] = match item.what {
        ItemAdded | ItemRemoved => &[
            "operation-added",
            "operation-removed",
            "named-shape-added",
            "named-shape-removed",
            "service-added",
            "service-removed",
            "string-enum-flip",
            "shape-type-changed",
            "operation-io-added",
            "operation-io-removed",
            "operation-error-added",
            "operation-error-removed",
        ],
        KindChanged => &[
            "struct-union-flip",
            "shape-type-changed",
            "string-enum-flip",
            "exception-flag-changed",
        ],
        FieldAdded | FieldRemoved => &[
            "member-added-optional",
            "member-added-required",
            "member-removed",
            "event-added",
            "eventstream-changed",
        ],
        FieldTypeChanged | VariantTypeChanged | ParameterTypeChanged => &[
            "target-type-changed",
            "target-replaced",
            "target-renamed-named",
            "string-enum-flip",
            "shape-type-changed",
            "required-added",
            "required-removed",
            "sparse-or-unique-changed",
            "streaming-changed",
            "media-type-changed",
            "struct-union-flip",
            "named-shape-added",
            "named-shape-removed",
        ],
        VariantAdded | VariantRemoved => &[
            "enum-value-added",
            "enum-value-removed",
            "union-variant-added",
            "union-variant-removed",
            "operation-error-added",
            "operation-error-removed",
            "event-added",
            "eventstream-changed",
        ],
        ValueChanged | InternalChanged => &["enum-value-added", "enum-value-removed"],
        Reordered => &["member-order-changed", "enum-reordered"],
        ConstructorAdded | ConstructorRemoved | ParameterAdded | ParameterRemoved
        | ParametersMoved => &[
            "required-added",
            "required-removed",
            "member-added-required",
            "member-removed",
            "member-order-changed",
        ],
        TraitAdded | TraitRemoved => &[
            "required-added",
            "required-removed",
            "member-added-required",
            "member-removed",
            "operation-error-added",
            "operation-error-removed",
            "exception-flag-changed",
        ],
        AttributeAdded | AttributeRemoved => &[],
        Deprecated | Undeprecated | DeprecationNoteChanged => &[
            "operation-deprecated",
            "operation-undeprecated",
            "member-deprecated",
            "member-undeprecated",
            "deprecation-note-changed",
        ],
        KeyChanged => &["member-wire-name-changed", "member-location-changed", "protocol-changed"],
        LocationChanged => &["member-location-changed", "payload-changed"],
        TimestampFormatChanged => &["timestamp-format-changed"],
        RequiredChanged => {
            &["required-added", "required-removed", "default-changed", "nullability-changed"]
        }
        RulesChanged => &[
            "limit-tightened",
            "limit-loosened",
            "pattern-added",
            "pattern-changed",
            "pattern-removed",
            "sparse-or-unique-changed",
            "host-label-changed",
            "string-enum-flip",
        ],
        SensitiveChanged => &["sensitive-changed"],
        StreamingChanged => &["streaming-changed"],
        AssociatedTypeChanged => &[
            "operation-io-added",
            "operation-io-removed",
            "operation-io-shape-renamed",
            "target-replaced",
            "target-renamed-named",
            "operation-error-added",
            "operation-error-removed",
        ],
        ConstantChanged => match item.path.rsplit("::").next() {
            Some("HTTP") => &[
                "http-method-changed",
                "http-uri-changed",
                "http-uri-labels-renamed",
                "http-response-code-changed",
            ],
            Some("READONLY" | "IDEMPOTENT") => &["operation-idempotency-changed"],
            Some("INFO") => &["error-binding-changed"],
            _ => &["paginator-changed"],
        },
        PaginationAdded | PaginationRemoved => &["paginator-added", "paginator-removed"],
        WaiterAdded | WaiterChanged | WaiterRemoved => {
            &["waiter-added", "waiter-changed", "waiter-removed"]
        }
    };
    kinds.contains(&kind)
}
