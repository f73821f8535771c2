//! The comparison of the service itself.

use serde_json::{Map, Value, json};

use super::annotations::compare_documentation;
use super::collector::Collector;
use super::subject::Subject;
use super::trait_values::compare_traits;
use super::{protocols, values};
use crate::Service;
use crate::diff::impact::usual_impact;
use crate::diff::versions::Versions;
use crate::diff::{Change, Difference, Kind, Place};

const AWS_SERVICE: &str = "aws.api#service";
const ENDPOINT_RULES: &str = "smithy.rules#endpointRuleSet";
const CONTEXT_PARAMS: &str = "smithy.rules#clientContextParams";

/// Returns the difference for a service that is only in the old version.
pub(in crate::diff) fn removed_service(service: &Service) -> Difference {
    let change = one_sided_service(Kind::ServiceRemoved, service);
    let (before, old_pointer) = (Some(description(service)), Some(service.at.clone()));
    let change = Change { before, old_pointer, ..change };
    Difference { changes: vec![change], without_rename_hints: Vec::new() }
}

/// Returns the difference for a service that is only in the new version.
pub(in crate::diff) fn added_service(service: &Service) -> Difference {
    let change = one_sided_service(Kind::ServiceAdded, service);
    let (after, new_pointer) = (Some(description(service)), Some(service.at.clone()));
    let change = Change { after, new_pointer, ..change };
    Difference { changes: vec![change], without_rename_hints: Vec::new() }
}

fn description(service: &Service) -> Value {
    json!({ "version": service.version, "operations": service.operations.len() })
}

fn one_sided_service(kind: Kind, service: &Service) -> Change {
    let (wire, reason) = usual_impact(kind, &[]);
    Change {
        kind,
        place: Place::of(&service.id),
        before: None,
        after: None,
        old_pointer: None,
        new_pointer: None,
        operations: Vec::new(),
        wire,
        reason: reason.into(),
        hint: None,
        implied: Vec::new(),
    }
}

/// Compares the two versions of the service without its operations.
pub(super) fn compare(versions: &Versions<'_>, changes: &mut Collector<'_, '_>) {
    let (old, new) = (versions.old.service, versions.new.service);
    let subject = Subject::service(old, new);
    compare_names(changes, subject, old, new);
    protocols::compare(versions, changes, subject);
    protocols::compare_auth(versions, changes, subject);
    if versions.formats.xml {
        let kind = Kind::ServiceXmlNamespaceChanged;
        let namespace = ["smithy.api#xmlNamespace"];
        compare_traits(changes, kind, subject, &namespace, &old.traits, &new.traits);
    }
    compare_endpoint_discovery(changes, subject, old, new);
    compare_context_params(changes, subject, old, new);
    compare_endpoint_rules(changes, subject, old, new);
    compare_documentation(versions, changes, subject, (&old.traits, &new.traits));
}

fn compare_names(
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Service,
    new: &Service,
) {
    let kinds = [
        (Kind::ApiVersionChanged, version(old), version(new)),
        (Kind::ServiceTitleChanged, title(old), title(new)),
        (Kind::EndpointPrefixChanged, endpoint_prefix(old), endpoint_prefix(new)),
    ];
    for (kind, before, after) in kinds {
        if before != after {
            let (before, after) = values::differing_entries(before, after);
            changes.record(kind, subject, before, after);
        }
    }
}

/// Returns a property of the trait `aws.api#service`.
fn aws_property<'a>(service: &'a Service, key: &str) -> Option<&'a str> {
    service.traits.get(AWS_SERVICE)?.get(key)?.as_str()
}

fn version(service: &Service) -> Map<String, Value> {
    let id = aws_property(service, "docId");
    to_object([("version", Some(service.version.as_str())), ("docId", id)])
}

fn title(service: &Service) -> Map<String, Value> {
    to_object([("title", service.traits.title()), ("sdkId", aws_property(service, "sdkId"))])
}

/// Returns the prefix of host names; without one it is usually that of resource names.
fn endpoint_prefix(service: &Service) -> Map<String, Value> {
    let explicit = aws_property(service, "endpointPrefix")
        .or_else(|| aws_property(service, "arnNamespace"))
        .map(str::to_owned);
    let default = || Some(aws_property(service, "sdkId")?.to_lowercase().replace(' ', ""));
    let prefix = explicit.or_else(default);
    to_object([("endpointPrefix", prefix.as_deref())])
}

fn to_object<const N: usize>(entries: [(&str, Option<&str>); N]) -> Map<String, Value> {
    let entries = entries.into_iter();
    entries.filter_map(|(key, text)| Some((key.to_owned(), json!(text?)))).collect()
}

fn compare_endpoint_discovery(
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Service,
    new: &Service,
) {
    let has_discovery = |service: &Service| service.traits.has("aws.api#clientEndpointDiscovery");
    let to_json = |has: &bool| has.then(|| json!(true));
    let has = (has_discovery(old), has_discovery(new));
    changes.record_difference(Kind::EndpointDiscoveryChanged, subject, has, to_json);
}

/// Compares the client context parameters by name, without their documentation.
fn compare_context_params(
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Service,
    new: &Service,
) {
    let types = |service: &Service| -> Map<String, Value> {
        let params = service.traits.get(CONTEXT_PARAMS).and_then(Value::as_object);
        let params = params.into_iter().flatten();
        params.map(|(name, param)| (name.clone(), json!({ "type": param.get("type") }))).collect()
    };
    let (before, after) = (types(old), types(new));
    let added = after.keys().filter(|name| !before.contains_key(*name));
    for name in before.keys().chain(added) {
        let values = (before.get(name).cloned(), after.get(name).cloned());
        let kind = Kind::ClientContextParamsChanged;
        changes.record_difference(kind, subject.part(name), values, Option::clone);
    }
}

/// Compares the endpoint rules if both versions have some: they are often kept elsewhere.
fn compare_endpoint_rules(
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Service,
    new: &Service,
) {
    let rules = old.traits.get(ENDPOINT_RULES).zip(new.traits.get(ENDPOINT_RULES));
    if let Some((before, after)) = rules
        && before != after
    {
        let (before, after) = (summarize_rules(before), summarize_rules(after));
        changes.record(Kind::EndpointRulesetChanged, subject, Some(before), Some(after));
    }
}

/// Returns the number of rules and an FNV-1a hash of their text, which distinguishes changes in acceptance files. The rules
/// themselves are too long.
fn summarize_rules(rules: &Value) -> Value {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in rules.to_string().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let count = rules.get("rules").and_then(Value::as_array).map_or(0, Vec::len);
    json!({ "rules": count, "digest": format!("{hash:016x}") })
}
