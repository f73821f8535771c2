//! The protocols of a service and their message formats.

use std::collections::BTreeSet;

use crate::traits::PROTOCOL_TRAITS;
use crate::{Service, Traits};

/// The message formats of a service; all of them if none of its protocols is known.
#[derive(Clone, Copy)]
pub(in crate::diff) struct WireFormats {
    /// Whether members can have a name of their own in JSON.
    pub(in crate::diff) json: bool,
    /// Whether bodies are XML or forms.
    pub(in crate::diff) xml: bool,
    /// Whether operations have an HTTP method and a URI.
    pub(in crate::diff) rest: bool,
}

impl WireFormats {
    /// Returns the formats of a service's protocols.
    pub(super) fn new(service: &Service) -> Self {
        let known = protocol_ids(&service.traits);
        let has_any = |ids: &[&str]| known.is_empty() || ids.iter().any(|id| known.contains(id));
        Self {
            json: has_any(&["aws.protocols#restJson1"]),
            xml: has_any(&[
                "aws.protocols#restXml",
                "aws.protocols#awsQuery",
                "aws.protocols#ec2Query",
            ]),
            rest: has_any(&["aws.protocols#restJson1", "aws.protocols#restXml"]),
        }
    }

    /// Returns the formats of either.
    pub(super) fn union(self, other: Self) -> Self {
        Self {
            json: self.json || other.json,
            xml: self.xml || other.xml,
            rest: self.rest || other.rest,
        }
    }
}

/// Returns the IDs of the known protocols of a service.
pub(in crate::diff) fn protocol_ids(traits: &Traits) -> BTreeSet<&'static str> {
    PROTOCOL_TRAITS.into_iter().filter(|id| traits.has(id)).collect()
}
