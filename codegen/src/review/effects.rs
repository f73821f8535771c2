//! The item changes that each kind of model change can cause.

use shapesmith_model::diff::Kind;

use super::ItemChangeKind::{self, *};
use super::item_change::EXCEPTION_TRAIT;
use super::{ItemChange, ItemChangeDetail, ReviewEntry};
use crate::rust::Type;

/// Changes of a declared type.
const TYPES: &[ItemChangeKind] = &[FieldTypeChanged, VariantTypeChanged, ParameterTypeChanged];

/// Changes of a field that is neither added nor removed.
const FIELD_DETAILS: &[ItemChangeKind] = &[
    FieldTypeChanged,
    VariantTypeChanged,
    ParameterTypeChanged,
    Deprecated,
    Undeprecated,
    DeprecationNoteChanged,
    KeyChanged,
    LocationChanged,
    TimestampFormatChanged,
    RequiredChanged,
    RulesChanged,
    SensitiveChanged,
    StreamingChanged,
    ValueChanged,
    InternalChanged,
];

/// Changes of a member that becomes required or optional.
const PRESENCE: &[ItemChangeKind] = &[
    FieldTypeChanged,
    RequiredChanged,
    ConstructorAdded,
    ConstructorRemoved,
    ParameterAdded,
    ParameterRemoved,
    ParametersMoved,
    TraitAdded,
    TraitRemoved,
];

/// Changes of a member that is a stream of events.
const EVENTS: &[ItemChangeKind] =
    &[TraitAdded, TraitRemoved, AssociatedTypeChanged, ConstantChanged];

/// Additions and removals of items.
const ITEMS: &[ItemChangeKind] = &[ItemAdded, ItemRemoved];
/// Changes of the `deprecated` attribute.
const DEPRECATION: &[ItemChangeKind] = &[Deprecated, Undeprecated, DeprecationNoteChanged];

/// Returns the item changes that changes of this kind can cause; empty if generated code doesn't depend on what changed.
/// Returns `None` for unknown kinds; a test checks that there are none.
fn effects(kind: Kind) -> Option<Vec<&'static [ItemChangeKind]>> {
    use Kind as K;
    let effects: &[&'static [ItemChangeKind]] = match kind {
        // Generated code doesn't depend on these.
        K::ApiVersionChanged
        | K::MetadataMadeExplicit
        | K::EndpointPrefixChanged
        | K::SigningChanged
        | K::ServiceAuthChanged
        | K::ServiceXmlNamespaceChanged
        | K::ServiceTitleChanged
        | K::ClientContextParamsChanged
        | K::EndpointRulesetChanged
        | K::EndpointDiscoveryChanged
        | K::OperationAuthChanged
        | K::OperationChecksumChanged
        | K::RequestCompressionChanged
        | K::HostPrefixChanged
        | K::ContextParamsChanged
        | K::XmlWrapperChanged
        | K::XmlBindingChanged
        | K::IdempotencyTokenChanged
        | K::UnreferencedShape
        | K::DocsChanged => &[],
        // These are hints only.
        K::OperationRenamed | K::MemberRenamed => &[],
        K::ServiceAdded | K::ServiceRemoved => &[ITEMS],
        K::ProtocolChanged
        | K::ProtocolsListChanged
        | K::TargetPrefixChanged
        | K::QueryCompatibleChanged => {
            &[&[KeyChanged, LocationChanged, TimestampFormatChanged, ConstantChanged]]
        }
        K::OperationAdded | K::OperationRemoved => &[ITEMS, &[VariantAdded, VariantRemoved]],
        K::OperationDeprecated | K::OperationUndeprecated => &[DEPRECATION],
        K::OperationIoAdded | K::OperationIoRemoved | K::OperationIoShapeRenamed => {
            &[ITEMS, EVENTS]
        }
        K::HttpMethodChanged
        | K::HttpUriChanged
        | K::HttpUriLabelsRenamed
        | K::HttpResponseCodeChanged
        | K::OperationIdempotencyChanged
        | K::ErrorBindingChanged => &[&[ConstantChanged]],
        K::OperationErrorAdded | K::OperationErrorRemoved => {
            &[ITEMS, &[VariantAdded, VariantRemoved, VariantTypeChanged]]
        }
        K::PaginatorAdded | K::PaginatorChanged | K::PaginatorRemoved => {
            &[&[PaginationAdded, PaginationRemoved, ConstantChanged]]
        }
        K::WaiterAdded | K::WaiterChanged | K::WaiterRemoved => {
            &[&[WaiterAdded, WaiterChanged, WaiterRemoved]]
        }
        K::NamedShapeAdded | K::NamedShapeRemoved => &[ITEMS],
        K::ShapeRenamed => &[ITEMS, TYPES, EVENTS, &[VariantAdded, VariantRemoved]],
        K::ShapeTypeChanged | K::StringEnumFlip => &[
            ITEMS,
            &[KindChanged, StreamingChanged, FieldAdded, FieldRemoved],
            TYPES,
            VALUES,
            EVENTS,
        ],
        K::StructUnionFlip => &[&[KindChanged, FieldAdded, FieldRemoved], TYPES, EVENTS],
        K::MemberAddedRequired | K::MemberAddedOptional => {
            &[&[FieldAdded, VariantAdded], PRESENCE, EVENTS]
        }
        K::MemberRemoved => &[&[FieldRemoved, VariantRemoved], PRESENCE, FIELD_DETAILS, EVENTS],
        K::MemberOrderChanged => &[&[Reordered, ParametersMoved]],
        K::RequiredAdded | K::RequiredRemoved | K::DefaultChanged | K::NullabilityChanged => {
            &[PRESENCE]
        }
        K::TargetTypeChanged => {
            &[TYPES, VALUES, &[FieldAdded, FieldRemoved, StreamingChanged], EVENTS]
        }
        K::TargetReplaced => &[
            TYPES,
            // A stream of events has no field.
            &[FieldAdded, FieldRemoved, RulesChanged, SensitiveChanged],
            EVENTS,
        ],
        K::TargetRenamedNamed => &[TYPES, &[RulesChanged], EVENTS],
        K::TargetRenamedAnonymous => &[],
        K::MemberLocationChanged | K::MemberWireNameChanged | K::PayloadChanged => {
            &[&[KeyChanged, LocationChanged, TimestampFormatChanged]]
        }
        K::StreamingChanged => &[TYPES, &[StreamingChanged, FieldAdded, FieldRemoved], EVENTS],
        K::HostLabelChanged
        | K::LimitTightened
        | K::LimitLoosened
        | K::PatternAdded
        | K::PatternChanged
        | K::PatternRespelled
        | K::PatternRemoved => &[&[RulesChanged]],
        K::MediaTypeChanged => &[TYPES],
        K::TimestampFormatChanged => &[&[TimestampFormatChanged]],
        K::UnionVariantAdded | K::EventAdded => &[&[VariantAdded, FieldAdded]],
        K::UnionVariantRemoved | K::EventstreamChanged => {
            &[&[VariantRemoved, FieldRemoved], FIELD_DETAILS]
        }
        K::EnumValueAdded => &[&[VariantAdded, RulesChanged]],
        K::EnumValueRemoved => &[&[VariantRemoved, RulesChanged], FIELD_DETAILS],
        K::EnumValueRespelled => &[&[VariantAdded, VariantRemoved], FIELD_DETAILS],
        K::EnumValueInternalChanged => &[&[InternalChanged]],
        K::EnumReordered => &[&[Reordered, RulesChanged]],
        K::SparseOrUniqueChanged => &[TYPES, &[RulesChanged]],
        K::SensitiveChanged => &[&[SensitiveChanged]],
        K::ExceptionFlagChanged => &[&[TraitAdded, TraitRemoved]],
        K::MemberDeprecated | K::MemberUndeprecated | K::DeprecationNoteChanged => &[DEPRECATION],
        _ => return None,
    };
    Some(effects.to_vec())
}

/// Changes of the values of a type.
const VALUES: &[ItemChangeKind] = &[RulesChanged, SensitiveChanged, TimestampFormatChanged];

/// Returns `true` if the change of an entry can cause any change of an item.
pub(super) fn has_effects(entry: &ReviewEntry) -> bool {
    kind_of(entry).and_then(effects).is_some_and(|effects| !effects.is_empty())
}

/// Returns `true` if the change of an entry can cause an item change, given that it is in its place or a related one.
pub(super) fn can_cause(entry: &ReviewEntry, item: &ItemChange) -> bool {
    kind_of(entry).is_some_and(|kind| {
        let effects = effects(kind).unwrap_or_default();
        effects.iter().any(|effects| effects.contains(&item.kind)) && fits(kind, entry, item)
    })
}

fn kind_of(entry: &ReviewEntry) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.id() == entry.kind)
}

/// Returns `true` if the details of both changes fit together, given that their kinds do.
fn fits(kind: Kind, entry: &ReviewEntry, item: &ItemChange) -> bool {
    use Kind as K;
    let is_presence = matches!(
        kind,
        K::RequiredAdded | K::RequiredRemoved | K::DefaultChanged | K::NullabilityChanged
    );
    match (item.kind, &item.detail) {
        (FieldTypeChanged, ItemChangeDetail::Type { before, after }) if is_presence => {
            is_optional(before) != is_optional(after)
        }
        (FieldTypeChanged, ItemChangeDetail::Type { before, after })
            if kind != K::MemberRemoved =>
        {
            without_option(before) != without_option(after)
        }
        // Named types have their own rules. Map keys are strings, so that the field has a rule with their values.
        (RulesChanged, _) if matches!(kind, K::TargetReplaced | K::TargetRenamedNamed) => {
            let part = entry.place.part.as_deref().or(entry.place.id.member());
            part.is_some_and(|part| part.rsplit('.').next() == Some("key"))
        }
        // Other traits are derived by policy, if the types of all members have them.
        (TraitAdded | TraitRemoved, _) if kind == K::ExceptionFlagChanged => {
            item.is_of_trait(EXCEPTION_TRAIT)
        }
        (TraitAdded | TraitRemoved, _) => ["Default", "HasInputEvents", "HasOutputEvents"]
            .iter()
            .any(|name| item.is_of_trait(name)),
        (ConstantChanged, ItemChangeDetail::Constant(name)) => constants(kind).contains(name),
        _ => true,
    }
}

/// Returns the constants whose values a kind of change can change.
fn constants(kind: Kind) -> &'static [&'static str] {
    use Kind as K;
    match kind {
        K::HttpMethodChanged
        | K::HttpUriChanged
        | K::HttpUriLabelsRenamed
        | K::HttpResponseCodeChanged => &["HTTP"],
        K::OperationIdempotencyChanged => &["READONLY", "IDEMPOTENT"],
        K::ErrorBindingChanged => &["INFO"],
        K::PaginatorAdded | K::PaginatorChanged | K::PaginatorRemoved => &["PAGINATION"],
        _ => &["HTTP", "INFO", "INPUT_EVENTS", "OUTPUT_EVENTS"],
    }
}

fn is_optional(ty: &Type) -> bool {
    matches!(ty, Type::Option(_))
}

fn without_option(ty: &Type) -> &Type {
    if let Type::Option(inner) = ty { inner } else { ty }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_of_every_kind_are_known() {
        let unknown: Vec<&Kind> = Kind::ALL.iter().filter(|it| effects(**it).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn every_item_change_has_a_possible_cause() {
        // Only policies change these.
        let of_policies = [AttributeAdded, AttributeRemoved];
        let caused: Vec<ItemChangeKind> =
            Kind::ALL.iter().flat_map(|it| effects(*it)).flatten().flatten().copied().collect();
        let missing: Vec<&ItemChangeKind> = ItemChangeKind::ALL
            .iter()
            .filter(|it| !caused.contains(it) && !of_policies.contains(it))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
