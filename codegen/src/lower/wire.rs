//! What a member is called on the wire, and the rare facts about it that messages depend on.

use shapesmith_model::{HttpBinding, Member, Shape, ShapeId, ShapeKind, Traits, XmlNamespace};

use super::Lowering;
use super::types::MAX_NESTING;
use crate::names::capitalize;
use crate::rust::{Fact, Location, XmlRoot};

impl<'a> Lowering<'a> {
    /// Returns the name of the header, header prefix or query parameter that the member is bound to; in XML and query protocols,
    /// the name of its element.
    pub fn wire_name(&self, owner: &Shape, member: &Member) -> Option<String> {
        let location = self.location(owner, member);
        let binding = member.traits.http_binding();
        match binding {
            HttpBinding::Header(name)
            | HttpBinding::PrefixHeaders(name)
            | HttpBinding::Query(name)
                if location == binding.into() =>
            {
                Some(name.to_owned())
            }
            _ if !self.has_xml_names => None,
            _ if is_document(location) => self.root_name(member),
            _ => Some(member.traits.xml_name().unwrap_or(&member.name).to_owned()),
        }
    }

    /// Returns the name of the root of a document that is the value of the member.
    fn root_name(&self, member: &Member) -> Option<String> {
        let target = self.model.shape(&member.target)?;
        let name = member.traits.xml_name().or(target.traits.xml_name());
        Some(name.unwrap_or(target.id.name()).to_owned())
    }

    /// Returns the facts about a member that few members have.
    pub fn facts(&self, owner: &Shape, member: &'a Member) -> Vec<Fact> {
        let media_type =
            self.model.effective(member, |traits| traits.media_type().map(str::to_owned));
        let mut facts: Vec<Fact> = media_type.map(Fact::MediaType).into_iter().collect();
        if !self.has_xml_names {
            return facts;
        }
        facts.extend(self.query_name(member).map(Fact::QueryName));
        let is_payload = is_document(self.location(owner, member));
        let target = self.model.shape(&member.target).filter(|_| is_payload);
        let namespace = namespace_of(&member.traits).or_else(|| namespace_of(&target?.traits));
        facts.extend(namespace);
        facts.extend(self.entry_facts(&member.target, member.traits.is_xml_flattened(), 0));
        facts
    }

    /// Returns the member's name in requests of the protocol `ec2Query`, unless it is the name of its element with a capital.
    /// ([AWS: ec2QueryName](https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#aws-protocols-ec2queryname-trait))
    fn query_name(&self, member: &Member) -> Option<String> {
        let name = member.traits.ec2_query_name().filter(|_| self.has_ec2_names)?;
        let element = member.traits.xml_name().unwrap_or(&member.name);
        (name != capitalize(element)).then(|| name.to_owned())
    }

    /// Returns the facts about the entries of a list or map. The entries of a flattened list have the name of the member.
    fn entry_facts(&self, target: &ShapeId, is_flattened: bool, depth: usize) -> Vec<Fact> {
        let shape = self.model.shape(target).filter(|_| depth < MAX_NESTING);
        let (key, value, default) = match shape.map(|shape| &shape.kind) {
            Some(ShapeKind::List(entry)) => (None, entry, "member"),
            Some(ShapeKind::Map { key, value }) => (Some(key), value, "value"),
            _ => return Vec::new(),
        };
        let is_named = key.is_some() || !is_flattened;
        let is_relevant = |fact: &Fact| is_named || !matches!(fact, Fact::WireName(_));
        let mut facts = Vec::new();
        if let Some(key) = key {
            let key = element_facts(key, "key");
            facts.extend((!key.is_empty()).then_some(Fact::EntryKeys(key)));
        }
        let mut entry = element_facts(value, default);
        entry.retain(is_relevant);
        entry.extend(self.entry_facts(&value.target, false, depth + 1));
        facts.extend((!entry.is_empty()).then_some(Fact::Entries(entry)));
        facts
    }

    /// Returns the root of the document of an input or output, unless it has the name of the shape and no namespace.
    /// ([Smithy: restXml](https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html))
    pub fn xml_root(&self, message: Option<&ShapeId>) -> Option<XmlRoot> {
        let shape = self.model.shape(message?).filter(|_| self.has_xml_names)?;
        let is_payload = |member: &Member| self.location(shape, member) == Location::Payload;
        let ShapeKind::Structure(members) = &shape.kind else { return None };
        let (name, namespace) = (shape.traits.xml_name(), shape.traits.xml_namespace());
        let is_default = name.is_none() && namespace.is_none();
        if is_default || members.iter().any(is_payload) {
            return None;
        }
        let name = name.unwrap_or(shape.id.name()).to_owned();
        Some(XmlRoot { name, namespace: namespace.map(to_owned) })
    }
}

/// Returns whether the value of a member in this location is a document of its own, unless it is bytes or text.
fn is_document(location: Location) -> bool {
    matches!(location, Location::Payload | Location::EventPayload)
}

/// Returns the facts about the element of an entry or key.
fn element_facts(member: &Member, default: &str) -> Vec<Fact> {
    let name = member.traits.xml_name().filter(|name| *name != default);
    let name = name.map(|name| Fact::WireName(name.to_owned()));
    name.into_iter().chain(namespace_of(&member.traits)).collect()
}

fn namespace_of(traits: &Traits) -> Option<Fact> {
    let (uri, prefix) = to_owned(traits.xml_namespace()?);
    Some(Fact::XmlNamespace { uri, prefix })
}

fn to_owned(namespace: XmlNamespace<'_>) -> (String, String) {
    (namespace.uri.to_owned(), namespace.prefix.unwrap_or_default().to_owned())
}
