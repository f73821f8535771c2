//! Limits of values that documents in XML and forms can hold, in the JSON form of values.

use serde_json::{Map, Value};
use shapesmith::rust::{Api, Field, Item, ItemKind, Location, Type};

/// What a document can't hold.
#[derive(Clone, Copy)]
pub struct DocumentLimits<'a> {
    /// The types of the values.
    pub api: &'a Api,
    /// Whether collections and structures without content leave no trace, as in forms.
    pub loses_empty: bool,
    /// Whether characters that XML forbids can't be in text.
    pub forbids_characters: bool,
}

impl DocumentLimits<'_> {
    /// Returns the members of a structure that survive a document; `None` if one doesn't that the structure must have. Members outside
    /// of the body stay.
    pub fn limit_members(
        self,
        item: &Item,
        members: &Map<String, Value>,
    ) -> Option<Map<String, Value>> {
        let mut limited = Map::new();
        for field in item.fields() {
            let Some(value) = members.get(&field.key) else { continue };
            let value = match field.location {
                Location::Body => self.limit_member(field, value),
                Location::Payload if self.is_document(&field.ty) => {
                    self.limit_value(&field.ty, value)
                }
                _ => Some(value.clone()),
            };
            // The root of a document without text stands for an absent value.
            let value = value.filter(|value| !item.is_xml_unwrapped || value != "");
            match value {
                Some(value) => drop(limited.insert(field.key.clone(), value)),
                None if field.is_non_optional() => return None,
                None => {}
            }
        }
        Some(limited)
    }

    /// Returns whether a value is an element with others.
    fn is_document(self, ty: &Type) -> bool {
        match ty {
            Type::Option(inner) | Type::Boxed(inner) => self.is_document(inner),
            Type::Item(name) => {
                let item = self.api.item(name);
                item.is_some_and(|item| {
                    matches!(item.kind, ItemKind::Struct(_) | ItemKind::Union(_))
                })
            }
            _ => false,
        }
    }

    fn limit_member(self, field: &Field, value: &Value) -> Option<Value> {
        let value = self.limit_value(&field.ty, value)?;
        let is_lost = (self.loses_empty || field.xml_flattened) && is_empty_collection(&value);
        (!is_lost).then_some(value)
    }

    /// Returns what survives of a value. Nulls don't, and neither do unions with a member that the model doesn't have.
    fn limit_value(self, ty: &Type, value: &Value) -> Option<Value> {
        match (ty, value) {
            (_, Value::Null) => None,
            (Type::Option(inner) | Type::Boxed(inner), value) => self.limit_value(inner, value),
            (Type::Vec(entry), Value::Array(items)) => {
                let items = items.iter().filter_map(|item| self.limit_entry(entry, item));
                Some(items.collect())
            }
            (Type::Map(entry), Value::Object(entries)) => {
                let entries = entries.iter().filter_map(|(key, value)| {
                    Some((self.limit_text(key), self.limit_entry(entry, value)?))
                });
                Some(Value::Object(entries.collect()))
            }
            (Type::Item(name), Value::Object(members)) => {
                self.limit_item(self.api.item(name)?, members)
            }
            (_, Value::String(text)) => Some(Value::String(self.limit_text(text))),
            (_, value) => Some(value.clone()),
        }
    }

    fn limit_entry(self, ty: &Type, value: &Value) -> Option<Value> {
        let value = self.limit_value(ty, value)?;
        (!self.loses_empty || !is_empty_collection(&value)).then_some(value)
    }

    fn limit_item(self, item: &Item, members: &Map<String, Value>) -> Option<Value> {
        let ItemKind::Union(_) = item.kind else {
            return self.limit_members(item, members).map(Value::Object);
        };
        let (key, value) = members.iter().next()?;
        let field = item.fields().iter().find(|field| field.key == *key)?;
        let value = self.limit_member(field, value)?;
        Some(Value::Object([(key.clone(), value)].into_iter().collect()))
    }

    fn limit_text(self, text: &str) -> String {
        let is_forbidden = |letter: char| {
            self.forbids_characters
                && matches!(letter, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
        };
        text.chars().map(|letter| if is_forbidden(letter) { '?' } else { letter }).collect()
    }
}

fn is_empty_collection(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(Map::is_empty)
}
