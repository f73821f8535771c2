//! What a change does on the wire, and why, for an old client that talks to the new service.

use super::{AffectedOperation, Kind, WireImpact};

/// The verdict that changes of a kind have, given in which directions they travel. Where no operation is touched,
/// all directions are.
pub(super) fn verdict(kind: Kind, touches: &[AffectedOperation]) -> (WireImpact, &'static str) {
    let (sent, received) = kind.wires();
    let is_sent = touches.is_empty() || touches.iter().any(|touch| touch.input);
    let is_received = touches.is_empty() || touches.iter().any(|touch| touch.output || touch.error);
    let wire = match (is_sent, is_received) {
        (true, true) => sent.max(received),
        (true, false) => sent,
        (false, _) => received,
    };
    (wire, reason(kind, wire))
}

/// The sentence for a kind with this verdict.
fn reason(kind: Kind, wire: WireImpact) -> &'static str {
    match wire {
        WireImpact::Safe => safe(kind),
        WireImpact::Risk => risk(kind),
        WireImpact::Break => broken(kind),
    }
}

fn safe(kind: Kind) -> &'static str {
    use Kind as K;
    match kind {
        K::ServiceAdded | K::OperationAdded => "no old client calls it",
        K::MemberAddedOptional => "old clients neither send it nor read it",
        K::MemberAddedRequired => "it is only received, and old clients skip what they don't know",
        K::RequiredAdded => "it is only received, and is there more often than before",
        K::RequiredRemoved => "it is only sent, and old clients go on to send it",
        K::UnionVariantAdded | K::EventAdded | K::EnumValueAdded => {
            "old clients keep what they don't know as unknown"
        }
        K::EnumValueRemoved => "it is only received, and old clients wait for nothing",
        K::NamedShapeAdded | K::NamedShapeRemoved | K::UnreferencedShape => {
            "shapes don't travel, members do"
        }
        K::ShapeRenamed
        | K::OperationIoShapeRenamed
        | K::TargetRenamedNamed
        | K::TargetRenamedAnonymous
        | K::HttpUriLabelsRenamed => "names of shapes and labels don't travel",
        K::StringEnumFlip => "the values are the same text",
        K::LimitTightened | K::PatternAdded | K::PatternChanged => {
            "it is only received, and old clients don't refuse what they receive"
        }
        K::LimitLoosened | K::PatternRemoved => "what was valid stays valid",
        K::PatternRespelled => "the same texts are valid",
        K::EndpointRulesetChanged => "old clients go by the rules that they were built with",
        K::OperationErrorAdded => "old clients report an error that they don't know by its code",
        K::OperationErrorRemoved => "old clients wait for an error that doesn't come",
        K::OperationIoAdded => "old clients send nothing and read nothing",
        K::ProtocolsListChanged => "every old protocol is still spoken",
        _ => "requests and responses stay the same",
    }
}

fn risk(kind: Kind) -> &'static str {
    use Kind as K;
    match kind {
        K::MemberRemoved => "what old clients send is ignored, and what they read is missing",
        K::RequiredRemoved => "old clients may rely on receiving it",
        K::LimitTightened => "the service may refuse what old clients send",
        K::PatternAdded | K::PatternChanged => "the service may refuse what old clients send",
        K::EnumValueRemoved => "the service may refuse the value where old clients send it",
        K::EnumValueRespelled => "old clients send and know the old spelling",
        K::UnionVariantRemoved => "the service may refuse the variant, or never send it again",
        K::TargetReplaced => "the content isn't what old clients send or read",
        K::DefaultChanged => "what is left out means something else",
        K::ProtocolChanged => "old clients speak a protocol that may be gone",
        K::ProtocolsListChanged => "old clients may speak the protocol that is gone",
        K::EndpointPrefixChanged | K::HostPrefixChanged => "old clients call the old host",
        K::ServiceAuthChanged | K::OperationAuthChanged => {
            "old clients may authenticate in a way that isn't accepted"
        }
        K::HttpResponseCodeChanged => "old clients may wait for the old status code",
        K::HttpUriChanged => "only the slash at the end differs, which most services accept",
        K::ErrorBindingChanged => "old clients may take it for another error, or retry otherwise",
        K::ExceptionFlagChanged => "old clients take an error for none, or the other way round",
        K::PaginatorChanged => "old clients may lose pages",
        K::OperationChecksumChanged => "the service may ask for a checksum that isn't sent",
        K::ContextParamsChanged => "old clients may call another endpoint",
        K::OperationIoRemoved => "what old clients send is ignored, and what they read is missing",
        K::SparseOrUniqueChanged => "entries may be null or refused where they weren't before",
        K::ServiceXmlNamespaceChanged | K::QueryCompatibleChanged => {
            "old clients write and read the old form"
        }
        _ => "old clients may rely on what was before",
    }
}

fn broken(kind: Kind) -> &'static str {
    use Kind as K;
    match kind {
        K::ServiceRemoved | K::OperationRemoved => "old clients call what is gone",
        K::MemberAddedRequired | K::RequiredAdded => "old clients don't send it",
        K::SigningChanged => "the service refuses old signatures",
        K::TargetPrefixChanged => "the service doesn't know what old requests name",
        K::HttpMethodChanged | K::HttpUriChanged => "old clients call what isn't there",
        K::TargetTypeChanged | K::ShapeTypeChanged | K::StructUnionFlip => {
            "old clients write and read another type"
        }
        K::MemberLocationChanged
        | K::MemberWireNameChanged
        | K::PayloadChanged
        | K::HostLabelChanged
        | K::XmlWrapperChanged
        | K::XmlBindingChanged => "old clients write and read it elsewhere",
        K::StreamingChanged | K::MediaTypeChanged | K::TimestampFormatChanged => {
            "old clients write and read another form"
        }
        K::EventstreamChanged => "old clients wait for the old events",
        _ => "old clients rely on what was before",
    }
}
