//! The effect of a change on an old client that talks to the new service, and the reason for it.

use super::{AffectedOperation, Kind, WireImpact};

/// Returns the usual effect of a kind of change on these operations, with the reason. Without operations the change affects
/// the service as a whole, and so requests and responses.
pub(super) fn usual_impact(
    kind: Kind,
    operations: &[AffectedOperation],
) -> (WireImpact, &'static str) {
    let (requests, responses) = kind.usual_impact();
    let is_sent = operations.is_empty() || operations.iter().any(|it| it.input);
    let is_received = operations.is_empty() || operations.iter().any(|it| it.output || it.error);
    let wire = match (is_sent, is_received) {
        (true, true) => requests.max(responses),
        (true, false) => requests,
        (false, _) => responses,
    };
    (wire, reason(kind, wire))
}

/// Returns the reason why a kind of change has this effect.
fn reason(kind: Kind, wire: WireImpact) -> &'static str {
    match wire {
        WireImpact::Safe => reason_for_safe(kind),
        WireImpact::Risk => reason_for_risk(kind),
        WireImpact::Break => reason_for_break(kind),
    }
}

fn reason_for_safe(kind: Kind) -> &'static str {
    use Kind as K;
    match kind {
        K::ServiceAdded | K::OperationAdded => "no old client calls it",
        K::MemberAddedOptional => "old clients neither send it nor read it",
        K::MemberAddedRequired => "it is only received, and old clients skip what they don't know",
        K::RequiredAdded => "it is only received, and now always present",
        K::RequiredRemoved => "it is only sent, and old clients still send it",
        K::UnionVariantAdded | K::EventAdded | K::EnumValueAdded => {
            "old clients keep what they don't know as unknown"
        }
        K::EnumValueRemoved => "it is only received, and old clients don't depend on receiving it",
        K::NamedShapeAdded | K::NamedShapeRemoved | K::UnreferencedShape => {
            "shapes aren't part of messages, only their members are"
        }
        K::ShapeRenamed
        | K::OperationIoShapeRenamed
        | K::TargetRenamedNamed
        | K::TargetRenamedAnonymous
        | K::HttpUriLabelsRenamed => "names of shapes and labels aren't part of messages",
        K::StringEnumFlip => "the values are sent in the same form",
        K::LimitTightened | K::PatternAdded | K::PatternChanged => {
            "it is only received, and old clients don't refuse what they receive"
        }
        K::LimitLoosened | K::PatternRemoved => "values that were valid are still valid",
        K::PatternRespelled => "the same strings are valid",
        K::EndpointRulesetChanged => "old clients use the rules that they were built with",
        K::OperationErrorAdded => "old clients report an unknown error by its code",
        K::OperationErrorRemoved => "old clients no longer receive the error",
        K::OperationIoAdded => "old clients send no input and ignore the output",
        K::ProtocolsListChanged => "every old protocol is still supported",
        _ => "requests and responses stay the same",
    }
}

fn reason_for_risk(kind: Kind) -> &'static str {
    use Kind as K;
    match kind {
        K::MemberRemoved => "what old clients send is ignored, and what they read is missing",
        K::RequiredRemoved => "old clients may rely on receiving it",
        K::LimitTightened => "the service may refuse what old clients send",
        K::PatternAdded | K::PatternChanged => "the service may refuse what old clients send",
        K::EnumValueRemoved => "the service may refuse the value where old clients send it",
        K::EnumValueRespelled => "old clients send and expect the old spelling",
        K::UnionVariantRemoved => "the service may refuse the variant, or no longer send it",
        K::TargetReplaced => "old clients send and expect the old content",
        K::DefaultChanged => "an omitted value has a different meaning",
        K::ProtocolChanged => "old clients use a protocol that may no longer be supported",
        K::ProtocolsListChanged => "old clients may use the removed protocol",
        K::EndpointPrefixChanged | K::HostPrefixChanged => {
            "old clients send requests to the old host"
        }
        K::ServiceAuthChanged | K::OperationAuthChanged => {
            "old clients may authenticate with a scheme that isn't accepted"
        }
        K::HttpResponseCodeChanged => "old clients may expect the old status code",
        K::HttpUriChanged => "only the slash at the end differs, which most services accept",
        K::ErrorBindingChanged => "old clients may mistake it for another error, or retry wrongly",
        K::ExceptionFlagChanged => {
            "old clients mistake an error for a structure, or a structure for an error"
        }
        K::PaginatorChanged => "old clients may miss pages",
        K::OperationChecksumChanged => "the service may ask for a checksum that isn't sent",
        K::ContextParamsChanged => "old clients may call a different endpoint",
        K::OperationIoRemoved => "what old clients send is ignored, and what they read is missing",
        K::SparseOrUniqueChanged => "entries may be null, or refused as duplicates",
        K::ServiceXmlNamespaceChanged | K::QueryCompatibleChanged => {
            "old clients send and expect the old form"
        }
        _ => "old clients may depend on the old behaviour",
    }
}

fn reason_for_break(kind: Kind) -> &'static str {
    use Kind as K;
    match kind {
        K::ServiceRemoved | K::OperationRemoved => {
            "old clients call an operation that no longer exists"
        }
        K::MemberAddedRequired | K::RequiredAdded => "old clients don't send it",
        K::SigningChanged => "the service refuses old signatures",
        K::TargetPrefixChanged => "the service doesn't recognize old requests",
        K::HttpMethodChanged | K::HttpUriChanged => {
            "old clients send requests to the old method and URI"
        }
        K::TargetTypeChanged | K::ShapeTypeChanged | K::StructUnionFlip => {
            "old clients send and expect the old type"
        }
        K::MemberLocationChanged
        | K::MemberWireNameChanged
        | K::PayloadChanged
        | K::HostLabelChanged
        | K::XmlWrapperChanged
        | K::XmlBindingChanged => "old clients send and expect it in the old place",
        K::StreamingChanged | K::MediaTypeChanged | K::TimestampFormatChanged => {
            "old clients send and expect the old form"
        }
        K::EventstreamChanged => "old clients expect the old events",
        _ => "old clients depend on the old behaviour",
    }
}
