//! Policies as written in the configuration, and their conversion to those of the generator.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use shapesmith::{ItemPolicy, Policy, PolicyEntry, Selection};
use toml::Spanned;

use super::Service;

/// The policy for the type of one shape.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// The types of required members.
    pub required: Option<Spanned<Required>>,
    /// Additional traits to derive.
    #[serde(default)]
    pub derives: Vec<Spanned<String>>,
    /// Additional attributes.
    #[serde(default)]
    pub attributes: Vec<Spanned<String>>,
    /// The strictness of validation for the shape and its members.
    #[serde(default)]
    pub constraints: Constraints,
}

/// The strictness of validation, by the kind of constraint.
pub type Constraints = BTreeMap<Spanned<ConstraintKind>, Strictness>;

/// The kinds of constraints, by their traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConstraintKind {
    /// `required`
    Required,
    /// `length`
    Length,
    /// `range`
    Range,
    /// `pattern`
    Pattern,
    /// `enum`
    Enum,
    /// `uniqueItems`
    UniqueItems,
}

/// The strictness of validation for a kind of constraint.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strictness {
    /// Violations are errors.
    Deny,
    /// Violations are warnings.
    Warn,
    /// The constraint isn't checked.
    Off,
}

/// The types of required members.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Required {
    /// Plain types in structures that are only sent, otherwise `Option`.
    Auto,
    /// Plain types.
    Plain,
    /// `Option`.
    Option,
}

impl Service {
    /// Returns the selection of the model that is generated.
    pub fn selection(&self) -> Selection {
        let mut selection = Selection::default();
        selection.service = self.service.as_ref().map(|id| id.get_ref().clone());
        selection.operations = self.operations.as_ref().map(|operations| {
            operations.get_ref().iter().map(|name| name.get_ref().clone()).collect()
        });
        selection.policy = self.policy();
        selection
    }

    /// Returns the policy for the service's types.
    pub fn policy(&self) -> Policy {
        let shapes = self.shapes.iter().map(|(key, shape)| {
            let policy = to_item_policy(
                &shape.required,
                &shape.derives,
                &shape.attributes,
                &shape.constraints,
            );
            (key.get_ref().clone(), policy)
        });
        let renames = self.renames.iter();
        Policy {
            all: to_item_policy(&self.required, &self.derives, &self.attributes, &self.constraints),
            shapes: shapes.collect(),
            renames: renames
                .map(|(key, name)| (key.get_ref().clone(), name.get_ref().clone()))
                .collect(),
        }
    }

    /// Returns the range of an entry of the policy in the file.
    pub fn find_policy_entry(&self, entry: &PolicyEntry) -> Option<Range<usize>> {
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
            PolicyEntry::Constraint { shape: None, kind } => {
                find_constraint(&self.constraints, *kind)
            }
            PolicyEntry::Constraint { shape: Some(key), kind } => {
                find_constraint(&shape(key)?.1.constraints, *kind)
            }
            PolicyEntry::Renamed(key) => Some(rename(key)?.0.span()),
            PolicyEntry::Rename(key) => Some(rename(key)?.1.span()),
        }
    }
}

fn to_item_policy(
    required: &Option<Spanned<Required>>,
    derives: &[Spanned<String>],
    attributes: &[Spanned<String>],
    constraints: &Constraints,
) -> ItemPolicy {
    let required = required.as_ref().map(|required| match required.get_ref() {
        Required::Auto => shapesmith::Required::Auto,
        Required::Plain => shapesmith::Required::Plain,
        Required::Option => shapesmith::Required::Option,
    });
    let texts = |list: &[Spanned<String>]| list.iter().map(|text| text.get_ref().clone()).collect();
    ItemPolicy {
        required,
        derives: texts(derives),
        attributes: texts(attributes),
        constraints: constraints
            .iter()
            .map(|(kind, strictness)| (kind.get_ref().to_policy(), strictness.to_policy()))
            .collect(),
    }
}

fn find_constraint(
    constraints: &Constraints,
    kind: shapesmith::ConstraintKind,
) -> Option<Range<usize>> {
    let found = constraints.keys().find(|known| known.get_ref().to_policy() == kind);
    found.map(Spanned::span)
}

impl ConstraintKind {
    fn to_policy(self) -> shapesmith::ConstraintKind {
        match self {
            Self::Required => shapesmith::ConstraintKind::Required,
            Self::Length => shapesmith::ConstraintKind::Length,
            Self::Range => shapesmith::ConstraintKind::Range,
            Self::Pattern => shapesmith::ConstraintKind::Pattern,
            Self::Enum => shapesmith::ConstraintKind::Enum,
            Self::UniqueItems => shapesmith::ConstraintKind::UniqueItems,
        }
    }
}

impl Strictness {
    fn to_policy(self) -> shapesmith::Strictness {
        match self {
            Self::Deny => shapesmith::Strictness::Deny,
            Self::Warn => shapesmith::Strictness::Warn,
            Self::Off => shapesmith::Strictness::Off,
        }
    }
}
