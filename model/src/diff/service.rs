//! The service itself: what it is called, how it is found and configured.

use serde_json::{Map, Value, json};

use super::comparison::Comparison;
use super::spot::{Area, Spot};
use super::{Change, Difference, Kind, Place, WireImpact, protocols, values};
use crate::{Model, Service};

const AWS: &str = "aws.api#service";
const RULES: &str = "smithy.rules#endpointRuleSet";
const CONTEXT: &str = "smithy.rules#clientContextParams";

/// The difference where a service is on one side alone.
pub(super) fn one_sided(
    old: Option<(&Model, &Service)>,
    new: Option<(&Model, &Service)>,
) -> Difference {
    let (kind, wire, reason) = match old {
        Some(_) => (Kind::ServiceRemoved, WireImpact::Break, "old clients call what is gone"),
        None => (Kind::ServiceAdded, WireImpact::Safe, "no old client calls it"),
    };
    let value = |(_, service): (&Model, &Service)| json!({ "version": service.version, "operations": service.operations.len() });
    let changes = old.or(new).into_iter().map(|(_, service)| Change {
        kind,
        place: Place::of(&service.id),
        before: old.map(value),
        after: new.map(value),
        old_pointer: old.map(|(_, service)| service.at.clone()),
        new_pointer: new.map(|(_, service)| service.at.clone()),
        operations: Vec::new(),
        wire,
        reason: reason.into(),
        hint: None,
        implied: Vec::new(),
    });
    Difference { changes: changes.collect(), without_rename_hints: Vec::new() }
}

/// Compares the two services, their operations aside.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old.service, comparison.new.service);
    let (before, after) = (Some(&old.at), Some(&new.at));
    let area = Area::Service;
    let spot = Spot { id: &new.id, member: None, part: None, old: before, new: after, area };
    names(comparison, spot, old, new);
    protocols::compare(comparison, spot);
    protocols::compare_auth(comparison, spot);
    let namespace = ["smithy.api#xmlNamespace"];
    if comparison.wire.xml {
        comparison.marks(
            Kind::ServiceXmlNamespaceChanged,
            spot,
            &namespace,
            &old.traits,
            &new.traits,
        );
    }
    let discovery = ["aws.api#clientEndpointDiscovery"];
    let is_used = |service: &Service| service.traits.has(discovery[0]);
    comparison.differs(
        Kind::EndpointDiscoveryChanged,
        spot,
        (is_used(old), is_used(new)),
        |used| used.then(|| json!(true)),
    );
    context(comparison, spot, old, new);
    rules(comparison, spot, old, new);
    comparison.documentation(spot, &old.traits, &new.traits);
}

fn names(comparison: &mut Comparison<'_>, spot: Spot<'_>, old: &Service, new: &Service) {
    let both = |get: fn(&Service) -> Map<String, Value>| (get(old), get(new));
    let kinds = [
        (Kind::ApiVersionChanged, both(version)),
        (Kind::ServiceTitleChanged, both(title)),
        (Kind::EndpointPrefixChanged, both(prefix)),
    ];
    for (kind, (before, after)) in kinds {
        if before != after {
            let (before, after) = values::unequal(before, after);
            comparison.note(kind, spot, before, after);
        }
    }
}

fn of_aws<'a>(service: &'a Service, key: &str) -> Option<&'a str> {
    service.traits.get(AWS)?.get(key)?.as_str()
}

fn version(service: &Service) -> Map<String, Value> {
    let id = of_aws(service, "docId");
    let known = [("version", Some(service.version.as_str())), ("docId", id)];
    object(known)
}

fn title(service: &Service) -> Map<String, Value> {
    object([("title", service.traits.title()), ("sdkId", of_aws(service, "sdkId"))])
}

/// The prefix of host names; where nothing says it, that of resource names, which is usually the same.
fn prefix(service: &Service) -> Map<String, Value> {
    let said = of_aws(service, "endpointPrefix").or_else(|| of_aws(service, "arnNamespace"));
    let usual = || Some(of_aws(service, "sdkId")?.to_lowercase().replace(' ', ""));
    let prefix = said.map(str::to_owned).or_else(usual);
    object([("endpointPrefix", prefix.as_deref())])
}

fn object<const N: usize>(entries: [(&str, Option<&str>); N]) -> Map<String, Value> {
    let entries = entries.into_iter();
    entries.filter_map(|(key, text)| Some((key.to_owned(), json!(text?)))).collect()
}

/// Compares what clients can be configured with, each parameter by itself. What it is about is prose.
fn context(comparison: &mut Comparison<'_>, spot: Spot<'_>, old: &Service, new: &Service) {
    let all = |service: &Service| -> Map<String, Value> {
        let params = service.traits.get(CONTEXT).and_then(Value::as_object);
        let params = params.into_iter().flatten();
        params.map(|(name, param)| (name.clone(), json!({ "type": param.get("type") }))).collect()
    };
    let (before, after) = values::unequal(all(old), all(new));
    let entries = |value: &Option<Value>| {
        value.as_ref().and_then(Value::as_object).cloned().unwrap_or_default()
    };
    let (before, after) = (entries(&before), entries(&after));
    let added = after.keys().filter(|name| !before.contains_key(*name));
    for name in before.keys().chain(added) {
        let values = (before.get(name).cloned(), after.get(name).cloned());
        let kind = Kind::ClientContextParamsChanged;
        comparison.note(kind, spot.part(name), values.0, values.1);
    }
}

/// Compares the endpoint rules, if they are known on both sides: they are often kept elsewhere.
fn rules(comparison: &mut Comparison<'_>, spot: Spot<'_>, old: &Service, new: &Service) {
    if let Some((before, after)) = old.traits.get(RULES).zip(new.traits.get(RULES))
        && before != after
    {
        comparison.note(Kind::EndpointRulesetChanged, spot, digest(before), digest(after));
    }
}

/// Rules are far too long to be shown; what tells them apart is a number made from their text (FNV-1a).
fn digest(rules: &Value) -> Option<Value> {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in rules.to_string().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let count = |key: &str| rules.get(key).and_then(Value::as_array).map_or(0, Vec::len);
    Some(json!({ "rules": count("rules"), "digest": format!("{hash:016x}") }))
}
