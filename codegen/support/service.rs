//! A service as data.

/// A service, as the model has it.
/// ([Smithy: service](https://smithy.io/2.0/spec/service-types.html#service))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Service {
    /// The namespace of the service's shape, such as `com.amazonaws.dynamodb`.
    pub namespace: &'static str,
    /// The name of the service's shape, such as `DynamoDB_20120810`.
    pub name: &'static str,
    /// The version of the API; may be empty.
    pub version: &'static str,
    /// The names of the protocols, such as `restJson1`, the one that clients prefer first.
    pub protocols: &'static [&'static str],
    /// The name that AWS's SDKs know the service by, such as `Lambda`.
    /// ([AWS: service trait](https://smithy.io/2.0/aws/aws-core.html#aws-api-service-trait))
    pub sdk_id: Option<&'static str>,
    /// The name of the service in the header `X-Amz-Target`, if it isn't that of the shape, such as
    /// `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101`.
    pub target_prefix: Option<&'static str>,
    /// The name of the service in signatures, such as `lambda`.
    /// ([AWS: sigv4 trait](https://smithy.io/2.0/aws/aws-auth.html#aws-auth-sigv4-trait))
    pub signing_name: Option<&'static str>,
    /// The first part of the host's name in endpoints, such as `lambda`.
    pub endpoint_prefix: Option<&'static str>,
    /// The URI of the XML namespace.
    /// ([Smithy: xmlNamespace](https://smithy.io/2.0/spec/protocol-traits.html#xmlnamespace-trait))
    pub xml_namespace: Option<&'static str>,
    /// Whether errors of the protocol `restXml` are the root of their document, without an element around them.
    /// ([AWS: restXml](https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html))
    pub has_unwrapped_errors: bool,
    /// Whether errors carry the codes of the query protocol, which the service spoke earlier, in the header
    /// `x-amzn-query-error`.
    /// ([AWS: awsQueryCompatible](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait))
    pub is_query_compatible: bool,
}

impl Service {
    /// Creates a service without names for AWS and XML.
    pub const fn new(
        namespace: &'static str,
        name: &'static str,
        version: &'static str,
        protocols: &'static [&'static str],
    ) -> Self {
        Self {
            namespace,
            name,
            version,
            protocols,
            sdk_id: None,
            target_prefix: None,
            signing_name: None,
            endpoint_prefix: None,
            xml_namespace: None,
            has_unwrapped_errors: false,
            is_query_compatible: false,
        }
    }

    /// Returns the service with the name that AWS's SDKs know it by.
    #[must_use]
    pub const fn with_sdk_id(self, sdk_id: &'static str) -> Self {
        Self { sdk_id: Some(sdk_id), ..self }
    }

    /// Returns the service with its name in the header `X-Amz-Target`.
    #[must_use]
    pub const fn with_target_prefix(self, target_prefix: &'static str) -> Self {
        Self { target_prefix: Some(target_prefix), ..self }
    }

    /// Returns the service with its name in signatures.
    #[must_use]
    pub const fn with_signing_name(self, signing_name: &'static str) -> Self {
        Self { signing_name: Some(signing_name), ..self }
    }

    /// Returns the service with the first part of the host's name in endpoints.
    #[must_use]
    pub const fn with_endpoint_prefix(self, endpoint_prefix: &'static str) -> Self {
        Self { endpoint_prefix: Some(endpoint_prefix), ..self }
    }

    /// Returns the service with the URI of its XML namespace.
    #[must_use]
    pub const fn with_xml_namespace(self, xml_namespace: &'static str) -> Self {
        Self { xml_namespace: Some(xml_namespace), ..self }
    }

    /// Returns the service with errors that are the root of their document.
    #[must_use]
    pub const fn with_unwrapped_errors(self) -> Self {
        Self { has_unwrapped_errors: true, ..self }
    }

    /// Returns the service with errors that carry the codes of the query protocol.
    #[must_use]
    pub const fn with_query_compatibility(self) -> Self {
        Self { is_query_compatible: true, ..self }
    }

    /// Returns the name of the service in the header `X-Amz-Target`, with which requests of the AWS JSON protocols name it.
    pub const fn target_name(&self) -> &'static str {
        match self.target_prefix {
            Some(prefix) => prefix,
            None => self.name,
        }
    }
}
