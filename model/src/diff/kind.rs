//! The kinds of changes, each with the id that reports and acceptance files use.

use super::WireImpact::{self, Break, Risk, Safe};

/// Defines [`Kind`] from a table: the variant, the id, the kind of the same change from new to old, the usual effect on the
/// requests and on the responses of an old client, and a description.
macro_rules! kinds {
    ($($variant:ident $id:literal $mirror:ident $sent:ident $received:ident $description:literal;)*) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = $description] $variant,)*
        }

        impl Kind {
            /// All kinds, in the order of reports.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the id, such as `member-removed`, which never changes.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// Returns the kind of the same change from new to old. A removal can be the mirror of several kinds of additions;
            /// this is the most frequent one.
            #[must_use]
            pub fn mirror(self) -> Self {
                match self {
                    $(Self::$variant => Self::$mirror,)*
                }
            }

            /// Returns a description in one sentence.
            pub fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => $description,)*
                }
            }

            /// Returns the usual effect on the requests and on the responses of an old client.
            pub(super) fn usual_impact(self) -> (WireImpact, WireImpact) {
                match self {
                    $(Self::$variant => ($sent, $received),)*
                }
            }
        }
    };
}

kinds! {
    ServiceAdded "service-added" ServiceRemoved Safe Safe "A service was added.";
    ServiceRemoved "service-removed" ServiceAdded Break Break "A service was removed.";
    ApiVersionChanged "api-version-changed" ApiVersionChanged Safe Safe "The version of the API changed.";
    ProtocolChanged "protocol-changed" ProtocolChanged Risk Risk "The service no longer supports any of its old protocols.";
    ProtocolsListChanged "protocols-list-changed" ProtocolsListChanged Safe Safe "The list of supported protocols changed.";
    MetadataMadeExplicit "metadata-made-explicit" MetadataMadeExplicit Safe Safe "A trait that states the default was added or removed.";
    EndpointPrefixChanged "endpoint-prefix-changed" EndpointPrefixChanged Risk Risk "The prefix of the service's host names changed.";
    SigningChanged "signing-changed" SigningChanged Break Break "The service name in request signatures changed.";
    ServiceAuthChanged "service-auth-changed" ServiceAuthChanged Risk Risk "The authentication schemes of the service changed.";
    TargetPrefixChanged "target-prefix-changed" TargetPrefixChanged Break Break "The `X-Amz-Target` prefix or the version of the AWS JSON protocol changed.";
    ServiceXmlNamespaceChanged "service-xml-namespace-changed" ServiceXmlNamespaceChanged Risk Risk "The XML namespace of the service changed.";
    ServiceTitleChanged "service-title-changed" ServiceTitleChanged Safe Safe "The title or SDK ID of the service changed.";
    QueryCompatibleChanged "query-compatible-changed" QueryCompatibleChanged Risk Risk "The settings of a protocol changed.";
    ClientContextParamsChanged "client-context-params-changed" ClientContextParamsChanged Safe Safe "The client context parameters of the endpoint rules changed.";
    EndpointRulesetChanged "endpoint-ruleset-changed" EndpointRulesetChanged Safe Safe "The endpoint rules were edited; their results aren't compared.";
    EndpointDiscoveryChanged "endpoint-discovery-changed" EndpointDiscoveryChanged Safe Safe "Endpoint discovery was added, removed or changed.";
    OperationAdded "operation-added" OperationRemoved Safe Safe "An operation was added.";
    OperationRemoved "operation-removed" OperationAdded Break Break "An operation was removed.";
    OperationRenamed "operation-renamed" OperationRenamed Break Break "An operation was renamed.";
    OperationDeprecated "operation-deprecated" OperationUndeprecated Safe Safe "An operation was deprecated.";
    OperationUndeprecated "operation-undeprecated" OperationDeprecated Safe Safe "An operation is no longer deprecated.";
    OperationIoAdded "operation-io-added" OperationIoRemoved Safe Safe "An operation gained an input or output.";
    OperationIoRemoved "operation-io-removed" OperationIoAdded Risk Risk "An operation lost its input or output.";
    OperationIoShapeRenamed "operation-io-shape-renamed" OperationIoShapeRenamed Safe Safe "The input or output structure of an operation was renamed.";
    HttpMethodChanged "http-method-changed" HttpMethodChanged Break Break "The HTTP method of an operation changed.";
    HttpUriChanged "http-uri-changed" HttpUriChanged Break Break "The URI of an operation changed.";
    HttpUriLabelsRenamed "http-uri-labels-renamed" HttpUriLabelsRenamed Safe Safe "The labels in the URI of an operation were renamed.";
    HttpResponseCodeChanged "http-response-code-changed" HttpResponseCodeChanged Risk Risk "The success status code of an operation changed.";
    OperationErrorAdded "operation-error-added" OperationErrorRemoved Safe Safe "An error was added to an operation.";
    OperationErrorRemoved "operation-error-removed" OperationErrorAdded Safe Safe "An error was removed from an operation.";
    OperationAuthChanged "operation-auth-changed" OperationAuthChanged Risk Risk "The authentication schemes of an operation changed.";
    OperationIdempotencyChanged "operation-idempotency-changed" OperationIdempotencyChanged Safe Safe "An operation was marked or is no longer marked as read-only or idempotent.";
    OperationChecksumChanged "operation-checksum-changed" OperationChecksumChanged Risk Risk "The checksum requirements of an operation changed.";
    RequestCompressionChanged "request-compression-changed" RequestCompressionChanged Safe Safe "The request compression of an operation changed.";
    HostPrefixChanged "host-prefix-changed" HostPrefixChanged Risk Risk "The host prefix of an operation changed.";
    ContextParamsChanged "context-params-changed" ContextParamsChanged Risk Risk "The parameters that an operation passes to the endpoint rules changed.";
    XmlWrapperChanged "xml-wrapper-changed" XmlWrapperChanged Break Break "The name of the outermost XML element changed.";
    PaginatorAdded "paginator-added" PaginatorRemoved Safe Safe "Pagination was added to an operation.";
    PaginatorChanged "paginator-changed" PaginatorChanged Risk Risk "The pagination of an operation changed.";
    PaginatorRemoved "paginator-removed" PaginatorAdded Safe Safe "Pagination was removed from an operation.";
    WaiterAdded "waiter-added" WaiterRemoved Safe Safe "A waiter was added.";
    WaiterChanged "waiter-changed" WaiterChanged Safe Safe "The delays or acceptors of a waiter changed.";
    WaiterRemoved "waiter-removed" WaiterAdded Safe Safe "A waiter was removed.";
    NamedShapeAdded "named-shape-added" NamedShapeRemoved Safe Safe "A structure, union or enum was added.";
    NamedShapeRemoved "named-shape-removed" NamedShapeAdded Safe Safe "A structure, union or enum was removed.";
    ShapeRenamed "shape-renamed" ShapeRenamed Safe Safe "A structure, union or enum was renamed.";
    ShapeTypeChanged "shape-type-changed" ShapeTypeChanged Break Break "The type of a shape changed.";
    StructUnionFlip "struct-union-flip" StructUnionFlip Break Break "A structure became a union, or a union became a structure.";
    StringEnumFlip "string-enum-flip" StringEnumFlip Safe Safe "A string or integer became an enum, or an enum became a string or integer.";
    MemberAddedRequired "member-added-required" MemberRemoved Break Safe "A required member was added to a structure.";
    MemberAddedOptional "member-added-optional" MemberRemoved Safe Safe "An optional member was added to a structure.";
    MemberRemoved "member-removed" MemberAddedOptional Risk Risk "A member was removed from a structure.";
    MemberRenamed "member-renamed" MemberRenamed Break Break "A member was renamed.";
    MemberOrderChanged "member-order-changed" MemberOrderChanged Safe Safe "The order of members changed.";
    RequiredAdded "required-added" RequiredRemoved Break Safe "An optional member became required.";
    RequiredRemoved "required-removed" RequiredAdded Safe Risk "A required member became optional.";
    DefaultChanged "default-changed" DefaultChanged Risk Risk "A default value was added, removed or changed.";
    NullabilityChanged "nullability-changed" NullabilityChanged Safe Safe "The `input`, `output` or `clientOptional` trait, which decides whether clients treat a member as optional, was added or removed.";
    TargetTypeChanged "target-type-changed" TargetTypeChanged Break Break "The type of a member changed.";
    TargetReplaced "target-replaced" TargetReplaced Risk Risk "A member targets a different shape with different content.";
    TargetRenamedNamed "target-renamed-named" TargetRenamedNamed Safe Safe "A member targets a structure, union or enum with a different name and the same content.";
    TargetRenamedAnonymous "target-renamed-anonymous" TargetRenamedAnonymous Safe Safe "A member targets a simple shape, list or map with a different name and the same content.";
    MemberLocationChanged "member-location-changed" MemberLocationChanged Break Break "A member moved to another part of the HTTP message.";
    MemberWireNameChanged "member-wire-name-changed" MemberWireNameChanged Break Break "The wire name of a member changed.";
    PayloadChanged "payload-changed" PayloadChanged Break Break "A member became the whole HTTP body, or is no longer the whole body.";
    StreamingChanged "streaming-changed" StreamingChanged Break Break "A value became streaming, or is no longer streaming.";
    HostLabelChanged "host-label-changed" HostLabelChanged Break Break "A member became part of the host name, or is no longer part of it.";
    MediaTypeChanged "media-type-changed" MediaTypeChanged Break Break "The media type of a value changed.";
    TimestampFormatChanged "timestamp-format-changed" TimestampFormatChanged Break Break "The wire format of a timestamp changed.";
    XmlBindingChanged "xml-binding-changed" XmlBindingChanged Break Break "The XML representation of a value changed.";
    IdempotencyTokenChanged "idempotency-token-changed" IdempotencyTokenChanged Safe Safe "A member became an idempotency token, which clients generate, or is no longer one.";
    UnionVariantAdded "union-variant-added" UnionVariantRemoved Safe Safe "A member was added to a union.";
    UnionVariantRemoved "union-variant-removed" UnionVariantAdded Risk Risk "A member was removed from a union.";
    EventAdded "event-added" EventstreamChanged Safe Safe "An event was added to an event stream.";
    EventstreamChanged "eventstream-changed" EventstreamChanged Break Break "An event was removed from an event stream, or its representation changed.";
    EnumValueAdded "enum-value-added" EnumValueRemoved Safe Safe "An enum value was added.";
    EnumValueRemoved "enum-value-removed" EnumValueAdded Risk Safe "An enum value was removed.";
    EnumValueRespelled "enum-value-respelled" EnumValueRespelled Risk Risk "An enum value was renamed or its spelling changed.";
    EnumValueInternalChanged "enum-value-internal-changed" EnumValueInternalChanged Safe Safe "An enum value became internal or public.";
    EnumReordered "enum-reordered" EnumReordered Safe Safe "The order of enum values changed.";
    LimitTightened "limit-tightened" LimitLoosened Risk Safe "A length or range limit became stricter.";
    LimitLoosened "limit-loosened" LimitTightened Safe Safe "A length or range limit became less strict.";
    PatternAdded "pattern-added" PatternRemoved Risk Safe "A pattern was added to a string.";
    PatternChanged "pattern-changed" PatternChanged Risk Safe "The pattern of a string changed.";
    PatternRespelled "pattern-respelled" PatternRespelled Safe Safe "A pattern was rewritten and matches the same strings.";
    PatternRemoved "pattern-removed" PatternAdded Safe Safe "The pattern of a string was removed.";
    SparseOrUniqueChanged "sparse-or-unique-changed" SparseOrUniqueChanged Risk Risk "The `sparse` or `uniqueItems` trait of a list or map was added or removed.";
    SensitiveChanged "sensitive-changed" SensitiveChanged Safe Safe "A value became sensitive, or is no longer sensitive.";
    ErrorBindingChanged "error-binding-changed" ErrorBindingChanged Risk Risk "The code, status, fault or retry behaviour of an error changed.";
    ExceptionFlagChanged "exception-flag-changed" ExceptionFlagChanged Risk Risk "A structure became an error, or is no longer an error.";
    MemberDeprecated "member-deprecated" MemberUndeprecated Safe Safe "A member, enum value or shape was deprecated.";
    MemberUndeprecated "member-undeprecated" MemberDeprecated Safe Safe "A member, enum value or shape is no longer deprecated.";
    DeprecationNoteChanged "deprecation-note-changed" DeprecationNoteChanged Safe Safe "The text of a deprecation changed.";
    UnreferencedShape "unreferenced-shape" UnreferencedShape Safe Safe "A shape that the service doesn't use was added or removed.";
    DocsChanged "docs-changed" DocsChanged Safe Safe "Documentation changed.";
}

impl Kind {
    /// Returns `true` if reports only count such changes: callers of the service can't observe them, or, for endpoint rules,
    /// their text doesn't show whether they can.
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

    /// Returns `true` if the kind is used in hints only and no change has it.
    pub fn is_hint(self) -> bool {
        matches!(self, Self::OperationRenamed | Self::MemberRenamed)
    }
}
