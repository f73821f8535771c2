//! The comparison of the protocols and the authentication of a service.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::collector::Collector;
use super::subject::Subject;
use super::trait_values::without_namespace;
use super::values;
use crate::diff::versions::{Versions, protocol_ids};
use crate::diff::{Kind, WireImpact};
use crate::{Service, Traits};

/// Protocols whose requests name the service in the header `X-Amz-Target`.
const TARGET_PROTOCOLS: [&str; 2] = ["aws.protocols#awsJson1_0", "aws.protocols#awsJson1_1"];

const AUTH: &str = "smithy.api#auth";

/// Traits that define authentication schemes, in their default order.
const AUTH_SCHEMES: [&str; 6] = [
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

/// Compares the protocols of the service and their settings.
pub(super) fn compare(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
) {
    let (old, new) = (versions.old.service, versions.new.service);
    let (before, after) = (protocol_ids(&old.traits), protocol_ids(&new.traits));
    let prefixes = target_prefixes(old, new);
    let target = (target_header(prefixes.0, &before), target_header(prefixes.1, &after));
    // A new version of the only protocol is a change of the target.
    let is_version_change =
        target.0.is_some() && target.1.is_some() && before.len() == 1 && after.len() == 1;
    if before != after && !is_version_change {
        compare_lists(changes, subject, &before, &after);
    }
    if let (Some(before), Some(after)) = target
        && before != after
    {
        let (before, after) = values::differing_entries(before, after);
        changes.record(Kind::TargetPrefixChanged, subject, before, after);
    }
    let kept = before.intersection(&after).next().copied();
    let settings = (protocol_settings(&old.traits, kept), protocol_settings(&new.traits, kept));
    if settings.0 != settings.1 {
        let (before, after) = values::differing_entries(settings.0, settings.1);
        changes.record(Kind::QueryCompatibleChanged, subject, before, after);
    }
}

fn compare_lists(
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    before: &BTreeSet<&str>,
    after: &BTreeSet<&str>,
) {
    let names = |ids: &BTreeSet<&str>| values::names(ids.iter().map(|id| without_namespace(id)));
    let lists = (names(before), names(after));
    if before.is_disjoint(after) {
        changes.record(Kind::ProtocolChanged, subject, lists.0, lists.1);
    } else if before.is_subset(after) {
        changes.record(Kind::ProtocolsListChanged, subject, lists.0, lists.1);
    } else {
        let impact = (WireImpact::Risk, "old clients may use the removed protocol");
        changes.record_with_impact(Kind::ProtocolsListChanged, subject, lists, impact);
    }
}

/// Returns the prefixes of the header `X-Amz-Target`. A service knows its prefix with and without a namespace, and only one of the
/// formats has namespaces, so that these count only if both versions have one.
fn target_prefixes<'a>(old: &'a Service, new: &'a Service) -> (&'a str, &'a str) {
    old.traits
        .target_prefix()
        .zip(new.traits.target_prefix())
        .unwrap_or_else(|| (old.id.name(), new.id.name()))
}

/// Returns the prefix of the header `X-Amz-Target`, and the protocol version in the content type.
fn target_header(prefix: &str, protocols: &BTreeSet<&'static str>) -> Option<Map<String, Value>> {
    let protocol = TARGET_PROTOCOLS.into_iter().find(|id| protocols.contains(id))?;
    let mut value = Map::new();
    value.insert("prefix".to_owned(), json!(prefix));
    value.insert("protocol".to_owned(), json!(without_namespace(protocol)));
    Some(value)
}

/// Returns the settings of the protocol that both versions have, and whether AWS Query error codes are sent.
fn protocol_settings(traits: &Traits, kept: Option<&str>) -> Map<String, Value> {
    let mut settings = Map::new();
    if traits.has("aws.protocols#awsQueryCompatible") {
        settings.insert("awsQueryCompatible".to_owned(), json!(true));
    }
    let own = kept.and_then(|id| traits.get(id)).and_then(Value::as_object);
    settings.extend(own.cloned().unwrap_or_default());
    settings
}

/// Compares the authentication schemes of the service and their names.
pub(super) fn compare_auth(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
) {
    let (old, new) = (versions.old.service, versions.new.service);
    let (before, after) = (auth_schemes(&old.traits), auth_schemes(&new.traits));
    if before == after {
        let is_explicit = (old.traits.has(AUTH), new.traits.has(AUTH));
        let to_json = |is_explicit: &bool| is_explicit.then(|| json!(before));
        changes.record_difference(Kind::MetadataMadeExplicit, subject, is_explicit, to_json);
    } else {
        let (before, after) = (Some(json!(before)), Some(json!(after)));
        changes.record(Kind::ServiceAuthChanged, subject, before, after);
    }
    let kept: Vec<&str> =
        AUTH_SCHEMES.into_iter().filter(|id| old.traits.has(id) && new.traits.has(id)).collect();
    let names = |traits: &Traits| -> Map<String, Value> {
        let names = kept.iter().filter_map(|id| {
            Some((without_namespace(id).to_owned(), traits.get(id)?.get("name")?.clone()))
        });
        names.collect()
    };
    let (before, after) = (names(&old.traits), names(&new.traits));
    if before != after {
        let (before, after) = values::differing_entries(before, after);
        changes.record(Kind::SigningChanged, subject, before, after);
    }
}

/// Returns the names of the authentication schemes in the order in which clients prefer them.
pub(super) fn auth_schemes(traits: &Traits) -> Vec<String> {
    let ids: Vec<&str> = match traits.get(AUTH).and_then(Value::as_array) {
        Some(ids) => ids.iter().filter_map(Value::as_str).collect(),
        None => AUTH_SCHEMES.into_iter().filter(|id| traits.has(id)).collect(),
    };
    ids.into_iter().map(|id| without_namespace(id).to_owned()).collect()
}
