//! What the elements of members are called in XML, and their parameters in query protocols.

use super::super::field::{Field, XML_FLATTENED};
use super::super::rule::Fact;
use super::text::TextForm;

/// What the element or parameter of a value is called, and those of its entries.
#[derive(Clone, Copy)]
pub(super) struct ElementForm {
    /// The name.
    pub(super) name: &'static str,
    /// The URI of the namespace and its prefix, which may be empty.
    pub(super) namespace: Option<(&'static str, &'static str)>,
    /// Whether entries have no element around them.
    pub(super) is_flattened: bool,
    /// How values inside are text.
    pub(super) text: TextForm,
    entries: &'static [Fact],
    keys: &'static [Fact],
}

impl ElementForm {
    /// Returns the form of a member.
    pub(super) fn of(field: &Field) -> Self {
        let named = Self {
            name: field.wire_name(),
            namespace: None,
            is_flattened: field.has(XML_FLATTENED),
            text: TextForm::of(field),
            entries: &[],
            keys: &[],
        };
        field.facts().fold(named, Self::with_fact)
    }

    /// Returns the form of an element without facts.
    pub(super) fn named(name: &'static str, text: TextForm) -> Self {
        Self { name, namespace: None, is_flattened: false, text, entries: &[], keys: &[] }
    }

    /// Returns the form of each entry of a list.
    pub(super) fn item(self) -> Self {
        let item = self.entries.iter().copied();
        item.fold(Self::named("member", self.text), Self::with_fact)
    }

    /// Returns the form of each key of a map.
    pub(super) fn key(self) -> Self {
        let key = self.keys.iter().copied();
        key.fold(Self::named("key", self.text), Self::with_fact)
    }

    /// Returns the form of each value of a map.
    pub(super) fn value(self) -> Self {
        let value = self.entries.iter().copied();
        value.fold(Self::named("value", self.text), Self::with_fact)
    }

    /// Returns the form with a namespace unless it has one.
    pub(super) fn with_default_namespace(self, uri: Option<&'static str>) -> Self {
        Self { namespace: self.namespace.or(uri.map(|uri| (uri, ""))), ..self }
    }

    /// Returns the form of each entry of a flattened list, which has the name of the list and the namespace of an entry.
    pub(super) fn flattened_item(self) -> Self {
        Self { name: self.name, ..self.item() }
    }

    fn with_fact(self, fact: Fact) -> Self {
        match fact {
            Fact::WireName(name) => Self { name, ..self },
            Fact::XmlNamespace(uri, prefix) => Self { namespace: Some((uri, prefix)), ..self },
            Fact::Entries(entries) => Self { entries, ..self },
            Fact::EntryKeys(keys) => Self { keys, ..self },
            Fact::MediaType(_) | Fact::QueryName(_) => self,
        }
    }
}
