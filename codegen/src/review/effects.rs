//! Which changes of items a change of the model can cause.

use shapesmith_model::diff::Kind;

use super::What::{self, *};
use super::{Finding, ItemChange};

/// What happens to the fields whose values are of another type now.
const OTHER_TYPE: &[What] = &[FieldTypeChanged, VariantTypeChanged, ParameterTypeChanged];

/// What happens to a field besides its coming and going.
const DETAILS: &[What] = &[
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

/// What happens where a member has to be there, or may be missing.
const PRESENCE: &[What] = &[
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

const COMING_AND_GOING: &[What] = &[ItemAdded, ItemRemoved];
const DEPRECATION: &[What] = &[Deprecated, Undeprecated, DeprecationNoteChanged];

/// The changes of items that changes of this kind can cause; empty where a crate has nothing of what changed.
/// `None` for kinds that aren't known here, which a test excludes.
fn effects(kind: Kind) -> Option<Vec<&'static [What]>> {
    use Kind as K;
    let effects: &[&'static [What]] = match kind {
        // What no generated item has anything of.
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
        // Never changes of their own.
        K::OperationRenamed | K::MemberRenamed => &[],
        K::ServiceAdded | K::ServiceRemoved => &[COMING_AND_GOING],
        K::ProtocolChanged
        | K::ProtocolsListChanged
        | K::TargetPrefixChanged
        | K::QueryCompatibleChanged => {
            &[&[KeyChanged, LocationChanged, TimestampFormatChanged, ConstantChanged]]
        }
        K::OperationAdded | K::OperationRemoved => {
            &[COMING_AND_GOING, &[VariantAdded, VariantRemoved]]
        }
        K::OperationDeprecated | K::OperationUndeprecated => &[DEPRECATION],
        K::OperationIoAdded | K::OperationIoRemoved | K::OperationIoShapeRenamed => {
            &[COMING_AND_GOING, &[AssociatedTypeChanged]]
        }
        K::HttpMethodChanged
        | K::HttpUriChanged
        | K::HttpUriLabelsRenamed
        | K::HttpResponseCodeChanged
        | K::OperationIdempotencyChanged
        | K::ErrorBindingChanged => &[&[ConstantChanged]],
        K::OperationErrorAdded | K::OperationErrorRemoved => {
            &[COMING_AND_GOING, &[VariantAdded, VariantRemoved, VariantTypeChanged]]
        }
        K::PaginatorAdded | K::PaginatorChanged | K::PaginatorRemoved => {
            &[&[PaginationAdded, PaginationRemoved, ConstantChanged]]
        }
        K::WaiterAdded | K::WaiterChanged | K::WaiterRemoved => {
            &[&[WaiterAdded, WaiterChanged, WaiterRemoved]]
        }
        K::NamedShapeAdded | K::NamedShapeRemoved => &[COMING_AND_GOING],
        K::ShapeRenamed => {
            &[COMING_AND_GOING, OTHER_TYPE, &[AssociatedTypeChanged, VariantAdded, VariantRemoved]]
        }
        K::ShapeTypeChanged | K::StringEnumFlip => {
            &[COMING_AND_GOING, &[KindChanged, StreamingChanged], OTHER_TYPE, VALUES]
        }
        K::StructUnionFlip => &[&[KindChanged], OTHER_TYPE],
        K::MemberAddedRequired | K::MemberAddedOptional => &[&[FieldAdded, VariantAdded], PRESENCE],
        K::MemberRemoved => &[&[FieldRemoved, VariantRemoved], PRESENCE, DETAILS],
        K::MemberOrderChanged => &[&[Reordered, ParametersMoved]],
        K::RequiredAdded | K::RequiredRemoved | K::DefaultChanged | K::NullabilityChanged => {
            &[PRESENCE]
        }
        K::TargetTypeChanged => {
            &[OTHER_TYPE, VALUES, &[FieldAdded, FieldRemoved, StreamingChanged]]
        }
        K::TargetReplaced => &[
            OTHER_TYPE,
            // Fields of event streams aren't made.
            &[FieldAdded, FieldRemoved, AssociatedTypeChanged, RulesChanged, SensitiveChanged],
        ],
        K::TargetRenamedNamed => &[OTHER_TYPE, &[RulesChanged]],
        K::TargetRenamedAnonymous => &[],
        K::MemberLocationChanged | K::MemberWireNameChanged | K::PayloadChanged => {
            &[&[KeyChanged, LocationChanged, TimestampFormatChanged]]
        }
        K::StreamingChanged => &[OTHER_TYPE, &[StreamingChanged, FieldAdded, FieldRemoved]],
        K::HostLabelChanged
        | K::LimitTightened
        | K::LimitLoosened
        | K::PatternAdded
        | K::PatternChanged
        | K::PatternRespelled
        | K::PatternRemoved => &[&[RulesChanged]],
        K::MediaTypeChanged => &[OTHER_TYPE],
        K::TimestampFormatChanged => &[&[TimestampFormatChanged]],
        K::UnionVariantAdded | K::EventAdded => &[&[VariantAdded, FieldAdded]],
        K::UnionVariantRemoved | K::EventstreamChanged => {
            &[&[VariantRemoved, FieldRemoved], DETAILS]
        }
        K::EnumValueAdded => &[&[VariantAdded, RulesChanged]],
        K::EnumValueRemoved => &[&[VariantRemoved, RulesChanged], DETAILS],
        K::EnumValueRespelled => &[&[VariantAdded, VariantRemoved], DETAILS],
        K::EnumValueInternalChanged => &[&[InternalChanged]],
        K::EnumReordered => &[&[Reordered, RulesChanged]],
        K::SparseOrUniqueChanged => &[OTHER_TYPE, &[RulesChanged]],
        K::SensitiveChanged => &[&[SensitiveChanged]],
        K::ExceptionFlagChanged => &[&[TraitAdded, TraitRemoved]],
        K::MemberDeprecated | K::MemberUndeprecated | K::DeprecationNoteChanged => &[DEPRECATION],
        _ => return None,
    };
    Some(effects.to_vec())
}

/// What comes along with values of another type.
const VALUES: &[What] = &[RulesChanged, SensitiveChanged, TimestampFormatChanged];

/// Whether a finding can be the cause of the change of an item, given that it is in a fitting place.
pub(super) fn can_cause(finding: &Finding, item: &ItemChange) -> bool {
    let kind = Kind::ALL.iter().find(|kind| kind.id() == finding.kind);
    kind.is_some_and(|kind| {
        let known = effects(*kind).unwrap_or_default();
        known.iter().any(|effects| effects.contains(&item.what)) && fits(*kind, finding, item)
    })
}

/// What the kinds of the two changes alone don't say.
fn fits(kind: Kind, finding: &Finding, item: &ItemChange) -> bool {
    use Kind as K;
    let is_presence = matches!(
        kind,
        K::RequiredAdded | K::RequiredRemoved | K::DefaultChanged | K::NullabilityChanged
    );
    match item.what {
        FieldTypeChanged if is_presence => is_optional(&item.before) != is_optional(&item.after),
        FieldTypeChanged if kind != K::MemberRemoved => {
            held_type(&item.before) != held_type(&item.after)
        }
        // Named types have rules of their own; of keys, which are text, the field says which they may be.
        RulesChanged if matches!(kind, K::TargetReplaced | K::TargetRenamedNamed) => {
            let part = finding.place.part.as_deref().or(finding.place.id.member());
            part.is_some_and(|part| part.rsplit('.').next() == Some("key"))
        }
        // Other traits are derived by policy, as far as members have them.
        TraitAdded | TraitRemoved if kind == K::ExceptionFlagChanged => {
            item.path.ends_with(": support::Exception")
        }
        TraitAdded | TraitRemoved => item.path.ends_with(": Default"),
        ConstantChanged => constants(kind).contains(&item.path.rsplit("::").next().unwrap_or("")),
        _ => true,
    }
}

/// The constants whose values a kind of change can change.
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
        _ => &["HTTP", "INFO"],
    }
}

/// Whether a field is declared with room for nothing.
fn is_optional(declared: &Option<String>) -> bool {
    type_of(declared).starts_with("Option<")
}

/// The type of a field without the room for nothing.
fn held_type(declared: &Option<String>) -> &str {
    let declared = type_of(declared);
    declared.strip_prefix("Option<").and_then(|it| it.strip_suffix('>')).unwrap_or(declared)
}

/// The type in `pub name: Type`.
fn type_of(declared: &Option<String>) -> &str {
    let declared = declared.as_deref().unwrap_or_default();
    declared.split_once(": ").map_or(declared, |(_, ty)| ty.trim_end_matches(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_states_its_effects() {
        let unknown: Vec<&Kind> = Kind::ALL.iter().filter(|it| effects(**it).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn each_change_of_an_item_has_a_possible_cause() {
        // These come from policies alone.
        let alone = [AttributeAdded, AttributeRemoved];
        let caused: Vec<What> =
            Kind::ALL.iter().flat_map(|it| effects(*it)).flatten().flatten().copied().collect();
        let missing: Vec<&What> =
            What::ALL.iter().filter(|it| !caused.contains(it) && !alone.contains(it)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
