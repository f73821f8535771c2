//! Policies as the configuration spells them.

use std::ops::Range;

use serde::Deserialize;
use shapesmith::{ItemPolicy, Policy, PolicyEntry};
use toml::Spanned;

use super::Service;

/// What is decided about the type of one shape.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// What required members are.
    pub required: Option<Spanned<Required>>,
    /// Further traits to derive.
    #[serde(default)]
    pub derives: Vec<Spanned<String>>,
    /// Further attributes.
    #[serde(default)]
    pub attributes: Vec<Spanned<String>>,
}

/// What required members are.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Required {
    /// Plain where only ever sent.
    Auto,
    /// Always plain.
    Plain,
    /// Never plain.
    Option,
}

impl Service {
    /// What is decided about the service's types.
    pub fn policy(&self) -> Policy {
        let shapes = self.shapes.iter().map(|(key, shape)| {
            let decided = item_policy(&shape.required, &shape.derives, &shape.attributes);
            (key.get_ref().clone(), decided)
        });
        let renames = self.renames.iter();
        Policy {
            all: item_policy(&self.required, &self.derives, &self.attributes),
            shapes: shapes.collect(),
            renames: renames
                .map(|(key, name)| (key.get_ref().clone(), name.get_ref().clone()))
                .collect(),
        }
    }

    /// Where a part of the policy stands.
    pub fn place(&self, entry: &PolicyEntry) -> Option<Range<usize>> {
        let shape = |key: &str| self.shapes.iter().find(|(known, _)| known.get_ref() == key);
        let listed = |list: &[Spanned<String>], place: usize| list.get(place).map(Spanned::span);
        let rename = |key: &str| self.renames.iter().find(|(known, _)| known.get_ref() == key);
        match entry {
            PolicyEntry::Shape(key) => Some(shape(key)?.0.span()),
            PolicyEntry::Required { shape: None } => Some(self.required.as_ref()?.span()),
            PolicyEntry::Required { shape: Some(key) } => {
                Some(shape(key)?.1.required.as_ref()?.span())
            }
            PolicyEntry::Derive { shape: None, place } => listed(&self.derives, *place),
            PolicyEntry::Derive { shape: Some(key), place } => {
                listed(&shape(key)?.1.derives, *place)
            }
            PolicyEntry::Attribute { shape: None, place } => listed(&self.attributes, *place),
            PolicyEntry::Attribute { shape: Some(key), place } => {
                listed(&shape(key)?.1.attributes, *place)
            }
            PolicyEntry::Renamed(key) => Some(rename(key)?.0.span()),
            PolicyEntry::Rename(key) => Some(rename(key)?.1.span()),
        }
    }
}

fn item_policy(
    required: &Option<Spanned<Required>>,
    derives: &[Spanned<String>],
    attributes: &[Spanned<String>],
) -> ItemPolicy {
    let required = required.as_ref().map(|required| match required.get_ref() {
        Required::Auto => shapesmith::Required::Auto,
        Required::Plain => shapesmith::Required::Plain,
        Required::Option => shapesmith::Required::Option,
    });
    let texts = |list: &[Spanned<String>]| list.iter().map(|text| text.get_ref().clone()).collect();
    ItemPolicy { required, derives: texts(derives), attributes: texts(attributes) }
}
