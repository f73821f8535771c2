//! The protocols of a service, and how it knows its callers.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::comparison::Comparison;
use super::spot::Spot;
use super::{Kind, WireImpact, values};
use crate::protocols::PROTOCOLS;
use crate::{Service, Traits};

/// Those that name the service in the header `X-Amz-Target`.
const WITH_TARGET: [&str; 2] = ["aws.protocols#awsJson1_0", "aws.protocols#awsJson1_1"];

const AUTH: &str = "smithy.api#auth";

const SCHEMES: [&str; 6] = [
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

/// In which forms a service has its messages; all, where it names no known protocol.
#[derive(Clone, Copy)]
pub(super) struct Wires {
    /// Whether members have names of their own in JSON.
    pub(super) json: bool,
    /// Whether bodies are XML or forms.
    pub(super) xml: bool,
    /// Whether requests have a method and a URI of their own.
    pub(super) rest: bool,
}

impl Wires {
    pub(super) fn of(service: &Service) -> Self {
        let known = spoken(&service.traits);
        let speaks = |names: &[&str]| {
            known.is_empty() || names.iter().any(|name| known.contains(&protocol(name)))
        };
        Self {
            json: speaks(&["restJson1"]),
            xml: speaks(&["restXml", "awsQuery", "ec2Query"]),
            rest: speaks(&["restJson1", "restXml"]),
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self {
            json: self.json || other.json,
            xml: self.xml || other.xml,
            rest: self.rest || other.rest,
        }
    }
}

fn protocol(name: &str) -> &'static str {
    PROTOCOLS.into_iter().find(|id| short(id) == name).unwrap_or_default()
}

/// Compares which protocols the service speaks, and how.
pub(super) fn compare(comparison: &mut Comparison<'_>, spot: Spot<'_>) {
    let (old, new) = (comparison.old.service, comparison.new.service);
    let (before, after) = (spoken(&old.traits), spoken(&new.traits));
    let names = |ids: &BTreeSet<&str>| values::names(ids.iter().map(|id| short(id)));
    let target = (target(old, &before), target(new, &after));
    if before != after {
        let listed = (names(&before), names(&after));
        if target.0.is_some() && target.1.is_some() && before.len() == 1 && after.len() == 1 {
            // Both are the same protocol in two versions; that is told below.
        } else if before.is_disjoint(&after) {
            comparison.note(Kind::ProtocolChanged, spot, listed.0, listed.1);
        } else if before.is_subset(&after) {
            comparison.note(Kind::ProtocolsListChanged, spot, listed.0, listed.1);
        } else {
            let verdict = (WireImpact::Risk, "old clients may speak the protocol that is gone");
            comparison.note_with(Kind::ProtocolsListChanged, spot, listed, verdict);
        }
    }
    if let (Some(before), Some(after)) = target
        && before != after
    {
        let (before, after) = values::unequal(before, after);
        comparison.note(Kind::TargetPrefixChanged, spot, before, after);
    }
    let settings = (settings(&old.traits), settings(&new.traits));
    let shared = |traits: &Traits| {
        let of = before.intersection(&after).next();
        of.and_then(|id| traits.get(id)).and_then(Value::as_object).cloned().unwrap_or_default()
    };
    let mut all = [settings.0, settings.1];
    all[0].extend(shared(&old.traits));
    all[1].extend(shared(&new.traits));
    let [before, after] = all;
    if before != after {
        let (before, after) = values::unequal(before, after);
        comparison.note(Kind::QueryCompatibleChanged, spot, before, after);
    }
}

fn spoken(traits: &Traits) -> BTreeSet<&'static str> {
    PROTOCOLS.into_iter().filter(|id| traits.has(id)).collect()
}

/// What requests say in the header `X-Amz-Target`, and which version their content type has.
fn target(service: &Service, spoken: &BTreeSet<&'static str>) -> Option<Map<String, Value>> {
    let version = WITH_TARGET.into_iter().find(|id| spoken.contains(id))?;
    let mut value = Map::new();
    value.insert("prefix".to_owned(), json!(service.id.name()));
    value.insert("protocol".to_owned(), json!(short(version)));
    Some(value)
}

fn settings(traits: &Traits) -> Map<String, Value> {
    let compatible = traits.has("aws.protocols#awsQueryCompatible");
    Map::from_iter(compatible.then(|| ("awsQueryCompatible".to_owned(), json!(true))))
}

/// Compares how callers prove who they are.
pub(super) fn compare_auth(comparison: &mut Comparison<'_>, spot: Spot<'_>) {
    let (old, new) = (comparison.old.service, comparison.new.service);
    let (before, after) = (schemes(&old.traits), schemes(&new.traits));
    if before == after {
        let said = (old.traits.has(AUTH), new.traits.has(AUTH));
        comparison
            .differs(Kind::MetadataMadeExplicit, spot, said, |said| said.then(|| json!(before)));
    } else {
        comparison.note(Kind::ServiceAuthChanged, spot, Some(json!(before)), Some(json!(after)));
    }
    let names = |traits: &Traits| -> Map<String, Value> {
        let shared = SCHEMES.iter().filter(|id| old.traits.has(id) && new.traits.has(id));
        shared
            .filter_map(|id| Some((short(id).to_owned(), traits.get(id)?.get("name")?.clone())))
            .collect()
    };
    let (before, after) = (names(&old.traits), names(&new.traits));
    if before != after {
        let (before, after) = values::unequal(before, after);
        comparison.note(Kind::SigningChanged, spot, before, after);
    }
}

/// The names of the schemes in the order in which clients prefer them.
pub(super) fn schemes(traits: &Traits) -> Vec<String> {
    match traits.get(AUTH).and_then(Value::as_array) {
        Some(listed) => {
            listed.iter().filter_map(Value::as_str).map(short).map(str::to_owned).collect()
        }
        None => SCHEMES.iter().filter(|id| traits.has(id)).map(|id| short(id).to_owned()).collect(),
    }
}

fn short(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, name)| name)
}
