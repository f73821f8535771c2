//! The kinds of changes, each with the id that reports, acceptance files and people call it by.

use super::WireImpact::{self, Break, Risk, Safe};

/// A table of kinds: variant, id, the kind of the same change seen from the other side, what it does on the wire to
/// what an old client sends, to what it receives, and what it is.
macro_rules! kinds {
    ($($variant:ident $id:literal $mirror:ident $sent:ident $received:ident $description:literal;)*) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = $description] $variant,)*
        }

        impl Kind {
            /// All kinds, in the order in which reports have them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The id, such as `member-removed`: it never changes.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// What the change is from new to old. A removal can mirror more than one kind of addition; this is the
            /// usual one.
            #[must_use]
            pub fn mirror(self) -> Self {
                match self {
                    $(Self::$variant => Self::$mirror,)*
                }
            }

            /// What it is, in a sentence.
            pub fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => $description,)*
                }
            }

            /// What it usually does to what an old client sends and to what it receives.
            pub(super) fn wires(self) -> (WireImpact, WireImpact) {
                match self {
                    $(Self::$variant => ($sent, $received),)*
                }
            }
        }
    };
}

kinds! {
    ServiceAdded "service-added" ServiceRemoved Safe Safe "There is a new service.";
    ServiceRemoved "service-removed" ServiceAdded Break Break "There is a service no more.";
    ApiVersionChanged "api-version-changed" ApiVersionChanged Safe Safe "The version of the API has another name.";
    ProtocolChanged "protocol-changed" ProtocolChanged Risk Risk "The service speaks none of the protocols that it spoke.";
    ProtocolsListChanged "protocols-list-changed" ProtocolsListChanged Safe Safe "The service speaks more or fewer protocols.";
    MetadataMadeExplicit "metadata-made-explicit" MetadataMadeExplicit Safe Safe "Something is said that is so without it, or said no more.";
    EndpointPrefixChanged "endpoint-prefix-changed" EndpointPrefixChanged Risk Risk "The service has other host names.";
    SigningChanged "signing-changed" SigningChanged Break Break "Requests are signed for another name.";
    ServiceAuthChanged "service-auth-changed" ServiceAuthChanged Risk Risk "The service accepts other ways to authenticate.";
    TargetPrefixChanged "target-prefix-changed" TargetPrefixChanged Break Break "Requests name the service or the version of the protocol otherwise.";
    ServiceXmlNamespaceChanged "service-xml-namespace-changed" ServiceXmlNamespaceChanged Risk Risk "Documents are in another XML namespace.";
    ServiceTitleChanged "service-title-changed" ServiceTitleChanged Safe Safe "The service is called otherwise.";
    QueryCompatibleChanged "query-compatible-changed" QueryCompatibleChanged Risk Risk "A protocol has other settings.";
    ClientContextParamsChanged "client-context-params-changed" ClientContextParamsChanged Safe Safe "Clients can be configured otherwise.";
    EndpointRulesetChanged "endpoint-ruleset-changed" EndpointRulesetChanged Safe Safe "The text of the endpoint rules differs; what they answer isn't compared.";
    EndpointDiscoveryChanged "endpoint-discovery-changed" EndpointDiscoveryChanged Safe Safe "Endpoints are asked for otherwise.";
    OperationAdded "operation-added" OperationRemoved Safe Safe "The service has a new operation.";
    OperationRemoved "operation-removed" OperationAdded Break Break "The service has an operation no more.";
    OperationRenamed "operation-renamed" OperationRenamed Break Break "An operation has another name.";
    OperationDeprecated "operation-deprecated" OperationUndeprecated Safe Safe "An operation is deprecated.";
    OperationUndeprecated "operation-undeprecated" OperationDeprecated Safe Safe "An operation is deprecated no more.";
    OperationIoAdded "operation-io-added" OperationIoRemoved Safe Safe "An operation that had no input or output has one.";
    OperationIoRemoved "operation-io-removed" OperationIoAdded Risk Risk "An operation has no input or output any more.";
    OperationIoShapeRenamed "operation-io-shape-renamed" OperationIoShapeRenamed Safe Safe "The input or output of an operation has another name.";
    HttpMethodChanged "http-method-changed" HttpMethodChanged Break Break "An operation has another HTTP method.";
    HttpUriChanged "http-uri-changed" HttpUriChanged Break Break "An operation has another URI.";
    HttpUriLabelsRenamed "http-uri-labels-renamed" HttpUriLabelsRenamed Safe Safe "The labels of a URI have other names.";
    HttpResponseCodeChanged "http-response-code-changed" HttpResponseCodeChanged Risk Risk "An operation succeeds with another status code.";
    OperationErrorAdded "operation-error-added" OperationErrorRemoved Safe Safe "An operation can fail in a new way.";
    OperationErrorRemoved "operation-error-removed" OperationErrorAdded Safe Safe "An operation lists an error no more.";
    OperationAuthChanged "operation-auth-changed" OperationAuthChanged Risk Risk "An operation accepts other ways to authenticate.";
    OperationIdempotencyChanged "operation-idempotency-changed" OperationIdempotencyChanged Safe Safe "Whether an operation may be repeated is said otherwise.";
    OperationChecksumChanged "operation-checksum-changed" OperationChecksumChanged Risk Risk "An operation has other checksums.";
    RequestCompressionChanged "request-compression-changed" RequestCompressionChanged Safe Safe "Requests may be compressed otherwise.";
    HostPrefixChanged "host-prefix-changed" HostPrefixChanged Risk Risk "An operation has another host prefix.";
    ContextParamsChanged "context-params-changed" ContextParamsChanged Risk Risk "What an operation gives to the endpoint rules is otherwise.";
    XmlWrapperChanged "xml-wrapper-changed" XmlWrapperChanged Break Break "The outermost element has another name.";
    PaginatorAdded "paginator-added" PaginatorRemoved Safe Safe "The pages of an operation can be asked for.";
    PaginatorChanged "paginator-changed" PaginatorChanged Risk Risk "The pages of an operation are asked for otherwise.";
    PaginatorRemoved "paginator-removed" PaginatorAdded Safe Safe "The pages of an operation can be asked for no more.";
    WaiterAdded "waiter-added" WaiterRemoved Safe Safe "There is a new waiter.";
    WaiterChanged "waiter-changed" WaiterChanged Safe Safe "A waiter waits otherwise.";
    WaiterRemoved "waiter-removed" WaiterAdded Safe Safe "There is a waiter no more.";
    NamedShapeAdded "named-shape-added" NamedShapeRemoved Safe Safe "The service uses a new structure, union or enum.";
    NamedShapeRemoved "named-shape-removed" NamedShapeAdded Safe Safe "The service uses a structure, union or enum no more.";
    ShapeRenamed "shape-renamed" ShapeRenamed Safe Safe "A structure, union or enum has another name.";
    ShapeTypeChanged "shape-type-changed" ShapeTypeChanged Break Break "A shape has another type.";
    StructUnionFlip "struct-union-flip" StructUnionFlip Break Break "A structure is a union, or a union a structure.";
    StringEnumFlip "string-enum-flip" StringEnumFlip Safe Safe "Free values are known values, or the other way round.";
    MemberAddedRequired "member-added-required" MemberRemoved Break Safe "A structure has a new member that must be given.";
    MemberAddedOptional "member-added-optional" MemberRemoved Safe Safe "A structure has a new member that may be left out.";
    MemberRemoved "member-removed" MemberAddedOptional Risk Risk "A structure has a member no more.";
    MemberRenamed "member-renamed" MemberRenamed Break Break "A member has another name.";
    MemberOrderChanged "member-order-changed" MemberOrderChanged Safe Safe "The members stand in another order.";
    RequiredAdded "required-added" RequiredRemoved Break Safe "A member that could be left out must be given.";
    RequiredRemoved "required-removed" RequiredAdded Safe Risk "A member that had to be given may be left out.";
    DefaultChanged "default-changed" DefaultChanged Risk Risk "A default is another, or is new, or is gone.";
    NullabilityChanged "nullability-changed" NullabilityChanged Safe Safe "Whether clients treat a member as optional is said otherwise.";
    TargetTypeChanged "target-type-changed" TargetTypeChanged Break Break "A member has values of another type.";
    TargetReplaced "target-replaced" TargetReplaced Risk Risk "A member targets a shape with other content.";
    TargetRenamedNamed "target-renamed-named" TargetRenamedNamed Safe Safe "A member targets a structure, union or enum of another name with the same content.";
    TargetRenamedAnonymous "target-renamed-anonymous" TargetRenamedAnonymous Safe Safe "A member targets a simple shape, list or map of another name with the same content.";
    MemberLocationChanged "member-location-changed" MemberLocationChanged Break Break "A member travels in another part of the message.";
    MemberWireNameChanged "member-wire-name-changed" MemberWireNameChanged Break Break "A member has another name on the wire.";
    PayloadChanged "payload-changed" PayloadChanged Break Break "A member is the whole body, or is so no more.";
    StreamingChanged "streaming-changed" StreamingChanged Break Break "Values are streamed, or are so no more.";
    HostLabelChanged "host-label-changed" HostLabelChanged Break Break "A member is part of the host name, or is so no more.";
    MediaTypeChanged "media-type-changed" MediaTypeChanged Break Break "Values are of another media type.";
    TimestampFormatChanged "timestamp-format-changed" TimestampFormatChanged Break Break "Points in time are written otherwise.";
    XmlBindingChanged "xml-binding-changed" XmlBindingChanged Break Break "Values stand otherwise in XML.";
    IdempotencyTokenChanged "idempotency-token-changed" IdempotencyTokenChanged Safe Safe "Clients fill in a member that is left out, or do so no more.";
    UnionVariantAdded "union-variant-added" UnionVariantRemoved Safe Safe "A union has a new variant.";
    UnionVariantRemoved "union-variant-removed" UnionVariantAdded Risk Risk "A union has a variant no more.";
    EventAdded "event-added" EventstreamChanged Safe Safe "An event stream has a new event.";
    EventstreamChanged "eventstream-changed" EventstreamChanged Break Break "An event is gone, or travels otherwise.";
    EnumValueAdded "enum-value-added" EnumValueRemoved Safe Safe "An enum has a new value.";
    EnumValueRemoved "enum-value-removed" EnumValueAdded Risk Safe "An enum has a value no more.";
    EnumValueRespelled "enum-value-respelled" EnumValueRespelled Risk Risk "A value of an enum has another spelling.";
    EnumValueInternalChanged "enum-value-internal-changed" EnumValueInternalChanged Safe Safe "The service tells of a value that it kept to itself, or the other way round.";
    EnumReordered "enum-reordered" EnumReordered Safe Safe "The values of an enum stand in another order.";
    LimitTightened "limit-tightened" LimitLoosened Risk Safe "A limit allows less.";
    LimitLoosened "limit-loosened" LimitTightened Safe Safe "A limit allows more.";
    PatternAdded "pattern-added" PatternRemoved Risk Safe "Text must match a pattern.";
    PatternChanged "pattern-changed" PatternChanged Risk Safe "Text must match another pattern.";
    PatternRespelled "pattern-respelled" PatternRespelled Safe Safe "A pattern is written in another way and matches the same texts.";
    PatternRemoved "pattern-removed" PatternAdded Safe Safe "Text needs to match a pattern no more.";
    SparseOrUniqueChanged "sparse-or-unique-changed" SparseOrUniqueChanged Risk Risk "Whether entries may be null, or must differ, is otherwise.";
    SensitiveChanged "sensitive-changed" SensitiveChanged Safe Safe "Values are secret, or are so no more.";
    ErrorBindingChanged "error-binding-changed" ErrorBindingChanged Risk Risk "An error has another code, status or fault, or is retried otherwise.";
    ExceptionFlagChanged "exception-flag-changed" ExceptionFlagChanged Risk Risk "A structure is an error, or is so no more.";
    MemberDeprecated "member-deprecated" MemberUndeprecated Safe Safe "A member, value or shape is deprecated.";
    MemberUndeprecated "member-undeprecated" MemberDeprecated Safe Safe "A member, value or shape is deprecated no more.";
    DeprecationNoteChanged "deprecation-note-changed" DeprecationNoteChanged Safe Safe "Something is deprecated in other words.";
    UnreferencedShape "unreferenced-shape" UnreferencedShape Safe Safe "A shape that the service doesn't use is new or gone.";
    DocsChanged "docs-changed" DocsChanged Safe Safe "The documentation is otherwise.";
}

impl Kind {
    /// Whether it is worth no more than being counted: nobody who calls the service can tell the difference, or, of
    /// endpoint rules, nobody can tell from their text whether there is one.
    pub fn is_noise(self) -> bool {
        matches!(
            self,
            Self::MetadataMadeExplicit
                | Self::HttpUriLabelsRenamed
                | Self::TargetRenamedAnonymous
                | Self::EndpointRulesetChanged
                | Self::EnumReordered
                | Self::PatternRespelled
                | Self::UnreferencedShape
        )
    }

    /// Whether it is only ever a hint beside two other changes, and never a change of its own.
    pub fn is_hint(self) -> bool {
        matches!(self, Self::OperationRenamed | Self::MemberRenamed)
    }
}
