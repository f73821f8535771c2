//! What the protocol of a service decides.

use shapesmith_model::{Operation, Service};

use crate::rust::Http;

/// A protocol, as far as types and operations differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `restJson1`, and whatever the model doesn't name: made of HTTP bindings and `jsonName`.
    Rest,
    /// `restXml`: the same with bodies in XML.
    RestXml,
    /// `awsJson1_0` and `awsJson1_1`: one path for all operations.
    AwsJson,
    /// `awsQuery`: one path for all operations, and error codes of its own.
    AwsQuery,
    /// `ec2Query`: one path for all operations.
    Ec2Query,
    /// `rpcv2Json`: a path made of names, and JSON by member names alone.
    RpcJson,
    /// `rpcv2Cbor`: a path made of names.
    RpcCbor,
}

impl Protocol {
    /// The protocol of the service; of several, the one whose form is nearest to JSON.
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

    /// Whether HTTP bindings and `jsonName` are in force.
    pub fn has_http_bindings(self) -> bool {
        matches!(self, Self::Rest | Self::RestXml)
    }

    /// Whether the wire form of timestamps is that which the model says, rather than always the same.
    pub fn has_timestamp_formats(self) -> bool {
        self != Self::RpcJson
    }

    /// Whether big numbers are text in JSON, whatever their size.
    pub fn has_big_numbers_as_text(self) -> bool {
        self == Self::RpcJson
    }

    /// The protocol's name where its bodies aren't JSON.
    pub fn non_json_name(self) -> Option<&'static str> {
        match self {
            Self::Rest | Self::AwsJson | Self::RpcJson => None,
            Self::RestXml => Some("restXml"),
            Self::AwsQuery => Some("awsQuery"),
            Self::Ec2Query => Some("ec2Query"),
            Self::RpcCbor => Some("rpcv2Cbor"),
        }
    }

    /// How an operation travels over HTTP. Where bindings aren't in force, the protocol says it.
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

/// Returns the names of the protocols that a service speaks, the one that clients prefer first.
pub fn protocol_names(service: &Service) -> Vec<&'static str> {
    let speaks = |name: &&str| {
        ["aws.protocols#", "smithy.protocols#"]
            .iter()
            .any(|namespace| service.traits.has(&format!("{namespace}{name}")))
    };
    PREFERRED.into_iter().filter(speaks).collect()
}
