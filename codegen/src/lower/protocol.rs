//! The protocols of services, as far as generated code depends on them.

use shapesmith_model::{Operation, Service};

use crate::rust::Http;

/// A protocol of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `restJson1`, or no known protocol: requests and responses follow HTTP bindings and `jsonName`.
    Rest,
    /// `restXml`: like `restJson1` with bodies in XML.
    RestXml,
    /// `awsJson1_0` and `awsJson1_1`: one path for all operations.
    AwsJson,
    /// `awsQuery`: one path for all operations, and error codes by the trait `awsQueryError`.
    AwsQuery,
    /// `ec2Query`: one path for all operations.
    Ec2Query,
    /// `rpcv2Json`: a path from the names of service and operation, and JSON without `jsonName`.
    RpcJson,
    /// `rpcv2Cbor`: a path from the names of service and operation.
    RpcCbor,
}

impl Protocol {
    /// Returns the protocol of the service; if it has several, the one that is most similar to JSON.
    pub fn of(service: &Service) -> Self {
        const KNOWN: &[(&str, Protocol)] = &[
            ("aws.protocols#restJson1", Protocol::Rest),
            ("aws.protocols#restXml", Protocol::RestXml),
            ("aws.protocols#awsJson1_0", Protocol::AwsJson),
            ("aws.protocols#awsJson1_1", Protocol::AwsJson),
            ("smithy.protocols#rpcv2Json", Protocol::RpcJson),
            ("aws.protocols#awsQuery", Protocol::AwsQuery),
            ("aws.protocols#ec2Query", Protocol::Ec2Query),
            ("smithy.protocols#rpcv2Cbor", Protocol::RpcCbor),
        ];
        let known = KNOWN.iter().find(|(id, _)| service.traits.has(id));
        known.map_or(Self::Rest, |(_, protocol)| *protocol)
    }

    /// Returns whether HTTP bindings and `jsonName` have an effect.
    pub fn has_http_bindings(self) -> bool {
        matches!(self, Self::Rest | Self::RestXml)
    }

    /// Returns whether the trait `timestampFormat` has an effect.
    pub fn has_timestamp_formats(self) -> bool {
        self != Self::RpcJson
    }

    /// Returns whether big numbers are always strings in JSON.
    pub fn has_big_numbers_as_text(self) -> bool {
        self == Self::RpcJson
    }

    /// Returns the name of the protocol if its bodies aren't JSON.
    pub fn non_json_name(self) -> Option<&'static str> {
        match self {
            Self::Rest | Self::AwsJson | Self::RpcJson => None,
            Self::RestXml => Some("restXml"),
            Self::AwsQuery => Some("awsQuery"),
            Self::Ec2Query => Some("ec2Query"),
            Self::RpcCbor => Some("rpcv2Cbor"),
        }
    }

    /// Returns the HTTP method, path and status code of an operation. They come from the trait `http`, or from the protocol if the
    /// trait has no effect.
    pub fn http(self, service: &Service, operation: &Operation) -> Option<Http> {
        let (method, uri, code) = match self {
            Self::Rest | Self::RestXml => {
                let http = operation.traits.http()?;
                (http.method, http.uri.to_owned(), http.code)
            }
            Self::AwsJson | Self::AwsQuery | Self::Ec2Query => ("POST", "/".to_owned(), 200),
            Self::RpcJson | Self::RpcCbor => {
                let (service, operation) = (service.id.name(), operation.id.name());
                ("POST", format!("/service/{service}/operation/{operation}"), 200)
            }
        };
        Some(Http { method: method.to_owned(), uri, code })
    }
}

/// Returns whether the service speaks a protocol in which members have the names of XML elements.
pub fn has_xml_names(service: &Service) -> bool {
    let protocols = ["aws.protocols#restXml", "aws.protocols#awsQuery"];
    has_ec2_names(service) || protocols.iter().any(|id| service.traits.has(id))
}

/// Returns whether the service speaks `ec2Query`.
pub fn has_ec2_names(service: &Service) -> bool {
    service.traits.has("aws.protocols#ec2Query")
}

/// The names of the known protocols in the order in which AWS's SDKs prefer them.
const PREFERRED: [&str; 8] = [
    "rpcv2Cbor",
    "rpcv2Json",
    "awsJson1_0",
    "awsJson1_1",
    "restJson1",
    "restXml",
    "awsQuery",
    "ec2Query",
];

/// Returns the names of the protocols of a service, the one that clients prefer first.
pub fn protocol_names(service: &Service) -> Vec<&'static str> {
    let is_supported = |name: &&str| {
        ["aws.protocols#", "smithy.protocols#"]
            .iter()
            .any(|namespace| service.traits.has(&format!("{namespace}{name}")))
    };
    PREFERRED.into_iter().filter(is_supported).collect()
}
