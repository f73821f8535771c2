//! Where a member travels, and under which name.

use serde_json::{Map, Value, json};

use super::comparison::Comparison;
use super::side::{Side, Tops};
use super::spot::{Area, Spot};
use super::{Kind, values};
use crate::{HttpBinding, ShapeId, Traits};

const XML: [&str; 3] =
    ["smithy.api#xmlAttribute", "smithy.api#xmlFlattened", "smithy.api#xmlNamespace"];
const EVENT: [&str; 2] = ["smithy.api#eventHeader", "smithy.api#eventPayload"];

impl Comparison<'_> {
    /// Compares all of a member that says how it travels, given its name and traits.
    pub(super) fn bindings(&mut self, spot: Spot<'_>, old: (&str, &Traits), new: (&str, &Traits)) {
        self.location(spot, old, new);
        let (old, new) = (old.1, new.1);
        if self.wire.xml {
            self.marks(Kind::XmlBindingChanged, spot, &XML, old, new);
        }
        self.marks(Kind::EventstreamChanged, spot, &EVENT, old, new);
        self.marks(Kind::HostLabelChanged, spot, &["smithy.api#hostLabel"], old, new);
        let token = &["smithy.api#idempotencyToken"];
        self.marks(Kind::IdempotencyTokenChanged, spot, token, old, new);
        self.marks(Kind::ContextParamsChanged, spot, &["smithy.rules#contextParam"], old, new);
    }

    fn location(&mut self, spot: Spot<'_>, old: (&str, &Traits), new: (&str, &Traits)) {
        let (before, after) = (self.binding(spot, old.1), self.binding(spot, new.1));
        let kinds = (location(before), location(after));
        let in_body = |kind: &str| kind == "body" || kind == "payload";
        if kinds.0 == kinds.1 {
            let names = if in_body(kinds.0) {
                (self.body_names(old), self.body_names(new))
            } else {
                (bound_name(before), bound_name(after))
            };
            if names.0 != names.1 {
                let (before, after) = values::unequal(names.0, names.1);
                self.note(Kind::MemberWireNameChanged, spot, before, after);
            }
            return;
        }
        let kind = if in_body(kinds.0) && in_body(kinds.1) {
            Kind::PayloadChanged
        } else {
            Kind::MemberLocationChanged
        };
        let value = |binding| {
            let mut value = bound_name(binding);
            if value.is_empty() {
                return Some(json!(location(binding)));
            }
            Some(Value::Object(std::mem::take(&mut value)))
        };
        self.note(kind, spot, value(before), value(after));
    }

    /// Where a member travels in effect: protocols without URIs ignore bindings, and so do requests and responses where
    /// these mean something in the other alone.
    fn binding<'t>(&self, spot: Spot<'_>, traits: &'t Traits) -> HttpBinding<'t> {
        let binding = traits.http_binding();
        let Tops { input, output } = self.tops(spot);
        let counts = match binding {
            HttpBinding::Body => true,
            HttpBinding::Label | HttpBinding::Query(_) | HttpBinding::QueryParams => input,
            HttpBinding::ResponseCode => output,
            HttpBinding::Payload | HttpBinding::Header(_) | HttpBinding::PrefixHeaders(_) => {
                input || output
            }
        };
        if counts && self.wire.rest { binding } else { HttpBinding::Body }
    }

    /// Of what the shape at a spot is the whole.
    fn tops(&self, spot: Spot<'_>) -> Tops {
        let Area::Shape { old, new } = spot.area else { return Tops::default() };
        let of = |side: &Side<'_>, id: Option<&ShapeId>| {
            id.and_then(|id| side.tops.get(id).copied()).unwrap_or_default()
        };
        let (old, new) = (of(&self.old, old), of(&self.new, new));
        Tops { input: old.input || new.input, output: old.output || new.output }
    }

    /// What the member is called in bodies of the kinds that the service speaks.
    fn body_names(&self, (name, traits): (&str, &Traits)) -> Map<String, Value> {
        let names = [
            ("jsonName", self.wire.json, "smithy.api#jsonName"),
            ("xmlName", self.wire.xml, "smithy.api#xmlName"),
            ("ec2QueryName", self.wire.xml, "aws.protocols#ec2QueryName"),
        ];
        let names = names.into_iter().filter(|(.., is_spoken, _)| *is_spoken);
        let names = names.map(|(key, _, id)| {
            let name = traits.get(id).and_then(Value::as_str).unwrap_or(name);
            (key.to_owned(), json!(name))
        });
        names.collect()
    }

    /// Compares traits that mean the same kind of change, as an object of those that differ.
    pub(super) fn marks(
        &mut self,
        kind: Kind,
        spot: Spot<'_>,
        ids: &[&str],
        old: &Traits,
        new: &Traits,
    ) {
        if ids.iter().all(|id| old.get(id) == new.get(id)) {
            return;
        }
        let all = |traits: &Traits| -> Map<String, Value> {
            let present = ids.iter().filter_map(|id| Some((short(id), traits.get(id)?.clone())));
            present.collect()
        };
        let (before, after) = values::unequal(all(old), all(new));
        self.note(kind, spot, before, after);
    }
}

/// The name of a trait without its namespace.
fn short(id: &str) -> String {
    id.split_once('#').map_or(id, |(_, name)| name).to_owned()
}

fn location(binding: HttpBinding<'_>) -> &'static str {
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

/// The name outside the body, by the location; nothing where it has none of its own. Headers have no case.
fn bound_name(binding: HttpBinding<'_>) -> Map<String, Value> {
    let name = match binding {
        HttpBinding::Query(name) => json!(name),
        HttpBinding::Header(name) | HttpBinding::PrefixHeaders(name) => {
            json!(name.to_ascii_lowercase())
        }
        _ => return Map::new(),
    };
    Map::from_iter([(location(binding).to_owned(), name)])
}
