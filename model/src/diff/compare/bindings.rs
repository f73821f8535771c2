//! The comparison of the place of a member in messages, and of its name there.

use serde_json::{Map, Value, json};

use super::collector::Collector;
use super::subject::{Scope, Subject};
use super::trait_values::compare_traits;
use super::values;
use crate::diff::Kind;
use crate::diff::versions::{MessageRoles, Versions};
use crate::{HttpBinding, Member, Traits};

/// Traits that change the XML representation of a member.
const XML_TRAITS: [&str; 3] =
    ["smithy.api#xmlAttribute", "smithy.api#xmlFlattened", "smithy.api#xmlNamespace"];
/// Traits that change the representation of an event's member.
const EVENT_TRAITS: [&str; 2] = ["smithy.api#eventHeader", "smithy.api#eventPayload"];

/// Compares all traits of a member that change its representation in messages.
pub(super) fn compare(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Member,
    new: &Member,
) {
    compare_location(versions, changes, subject, old, new);
    if versions.formats.xml {
        let kind = Kind::XmlBindingChanged;
        compare_traits(changes, kind, subject, &XML_TRAITS, &old.traits, &new.traits);
    }
    let kinds: [(Kind, &[&str]); 4] = [
        (Kind::EventstreamChanged, &EVENT_TRAITS),
        (Kind::HostLabelChanged, &["smithy.api#hostLabel"]),
        (Kind::IdempotencyTokenChanged, &["smithy.api#idempotencyToken"]),
        (Kind::ContextParamsChanged, &["smithy.rules#contextParam"]),
    ];
    for (kind, ids) in kinds {
        compare_traits(changes, kind, subject, ids, &old.traits, &new.traits);
    }
}

fn compare_location(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Member,
    new: &Member,
) {
    let before = effective_binding(versions, subject, &old.traits);
    let after = effective_binding(versions, subject, &new.traits);
    let (old_location, new_location) = (location_name(before), location_name(after));
    let is_in_body = |location: &str| location == "body" || location == "payload";
    if old_location == new_location {
        let (old_names, new_names) = if is_in_body(old_location) {
            (names_in_body(versions, old), names_in_body(versions, new))
        } else {
            (name_outside_body(before), name_outside_body(after))
        };
        if old_names != new_names {
            let (before, after) = values::differing_entries(old_names, new_names);
            changes.record(Kind::MemberWireNameChanged, subject, before, after);
        }
        return;
    }
    let kind = match is_in_body(old_location) && is_in_body(new_location) {
        true => Kind::PayloadChanged,
        false => Kind::MemberLocationChanged,
    };
    let to_json = |binding| {
        let name = name_outside_body(binding);
        Some(if name.is_empty() { json!(location_name(binding)) } else { Value::Object(name) })
    };
    changes.record(kind, subject, to_json(before), to_json(after));
}

/// Returns the HTTP binding of a member. Protocols without HTTP bindings ignore the traits, and so do requests and responses
/// for the traits of the other.
fn effective_binding<'t>(
    versions: &Versions<'_>,
    subject: Subject<'_>,
    traits: &'t Traits,
) -> HttpBinding<'t> {
    let binding = traits.http_binding();
    let MessageRoles { input, output } = message_roles(versions, subject);
    let is_effective = match binding {
        HttpBinding::Body => true,
        HttpBinding::Label | HttpBinding::Query(_) | HttpBinding::QueryParams => input,
        HttpBinding::ResponseCode => output,
        HttpBinding::Payload | HttpBinding::Header(_) | HttpBinding::PrefixHeaders(_) => {
            input || output
        }
    };
    if is_effective && versions.formats.rest { binding } else { HttpBinding::Body }
}

/// Returns the messages that consist of the subject's shape in either version.
fn message_roles(versions: &Versions<'_>, subject: Subject<'_>) -> MessageRoles {
    let Scope::Shape { old, new } = subject.scope else { return MessageRoles::default() };
    let old = old.map(|id| versions.old.message_roles(id)).unwrap_or_default();
    old.union(new.map(|id| versions.new.message_roles(id)).unwrap_or_default())
}

/// Returns the names of a member in bodies of the service's formats.
fn names_in_body(versions: &Versions<'_>, member: &Member) -> Map<String, Value> {
    let formats = versions.formats;
    let names = [
        ("jsonName", formats.json, "smithy.api#jsonName"),
        ("xmlName", formats.xml, "smithy.api#xmlName"),
        ("ec2QueryName", formats.xml, "aws.protocols#ec2QueryName"),
    ];
    let names = names.into_iter().filter(|(_, is_used, _)| *is_used).map(|(key, _, id)| {
        let name = member.traits.get(id).and_then(Value::as_str).unwrap_or(&member.name);
        (key.to_owned(), json!(name))
    });
    names.collect()
}

fn location_name(binding: HttpBinding<'_>) -> &'static str {
    match binding {
        HttpBinding::Body => "body",
        HttpBinding::Payload => "payload",
        HttpBinding::Label => "label",
        HttpBinding::Query(_) => "query",
        HttpBinding::QueryParams => "queryParams",
        HttpBinding::Header(_) => "header",
        HttpBinding::PrefixHeaders(_) => "prefixHeaders",
        HttpBinding::ResponseCode => "responseCode",
    }
}

/// Returns the name of a member outside the body by its location; empty if it has none. Names of headers are
/// case-insensitive.
fn name_outside_body(binding: HttpBinding<'_>) -> Map<String, Value> {
    let name = match binding {
        HttpBinding::Query(name) => json!(name),
        HttpBinding::Header(name) | HttpBinding::PrefixHeaders(name) => {
            json!(name.to_ascii_lowercase())
        }
        _ => return Map::new(),
    };
    Map::from_iter([(location_name(binding).to_owned(), name)])
}
