//! Structures, unions and enums as items.

use shapesmith_model::{EnumMember, Shape, ShapeKind, Traits};

use super::{Findings, Lowering, deprecation};
use crate::names::{Scope, UNKNOWN};
use crate::rust::{Enum, Item, ItemKind, Struct, Union, Variant};

/// Names that no variant of an enum may have: the variant for other values, and the constants of enums.
pub const RESERVED_VARIANTS: &[&str] = &[UNKNOWN, "ORDER", "VALUES"];

impl<'a> Lowering<'a> {
    /// Returns the items of all shapes that become one, by their Rust names in byte order.
    pub fn items(&self) -> (Vec<Item>, Findings<'a>) {
        let mut findings = Findings::default();
        let mut items = Vec::new();
        for (item, found) in self.shapes().filter_map(|shape| self.item(shape)) {
            items.push(item);
            findings.extend(found);
        }
        items.sort_by(|a, b| a.name.cmp(&b.name));
        (items, findings)
    }

    fn item(&self, shape: &'a Shape) -> Option<(Item, Findings<'a>)> {
        let name = self.names.get(&shape.id)?.clone();
        let (kind, findings) = self.item_kind(shape)?;
        let item = Item {
            docs: self.prose.of_named(&shape.traits, shape.id.name()),
            name,
            origin: shape.id.clone(),
            deprecated: deprecation(&shape.traits),
            sensitive: shape.traits.is_sensitive(),
            constrained: false,
            skips_nulls: self.skips_nulls(shape),
            is_xml_unwrapped: self.unwrapped_outputs.contains(&shape.id),
            reaches: self.reachable_shapes(shape),
            derives: Vec::new(),
            attributes: Vec::new(),
            kind,
        };
        Some((item, findings))
    }

    fn item_kind(&self, shape: &'a Shape) -> Option<(ItemKind, Findings<'a>)> {
        Some(match &shape.kind {
            ShapeKind::Structure(members) => {
                let (fields, findings) = self.fields(shape, members);
                (ItemKind::Struct(Struct { fields, exception: self.exception(shape) }), findings)
            }
            ShapeKind::Union(members) => {
                let (variants, findings) = self.union_variants(shape, members);
                (ItemKind::Union(Union { variants }), findings)
            }
            ShapeKind::Enum(values) => {
                (ItemKind::Enum(self.open_enum(shape, values)), Findings::default())
            }
            ShapeKind::IntEnum(values) => {
                (ItemKind::IntEnum(self.int_enum(shape, values)), Findings::default())
            }
            _ => return None,
        })
    }

    /// Returns whether null entries of lists and maps, at any depth, are left out when a value is read.
    fn skips_nulls(&self, shape: &Shape) -> bool {
        let is_aggregate = matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_));
        let is_received = || self.usage.get(&shape.id).is_some_and(|usage| usage.received);
        self.is_sparse_unknown && is_aggregate && is_received()
    }

    fn open_enum(&self, shape: &Shape, values: &[EnumMember<String>]) -> Enum<String> {
        let mut scope = self.policy.renames.reserve_in(Scope::with(RESERVED_VARIANTS), shape);
        let variants = values.iter().map(|member| Variant {
            name: self.variant_name(&mut scope, shape, &member.value),
            value: member.value.clone(),
            internal: is_internal(&member.traits),
            docs: self.prose.of_value(&member.traits, &member.value),
            deprecated: deprecation(&member.traits),
        });
        Enum { variants: variants.collect() }
    }

    /// Returns an enum whose variants are named after the members, because integers have no spelling that makes a name.
    fn int_enum(&self, shape: &Shape, values: &[EnumMember<i32>]) -> Enum<i32> {
        let mut scope = self.policy.renames.reserve_in(Scope::with(RESERVED_VARIANTS), shape);
        let variants = values.iter().map(|member| {
            let number = member.value.to_string();
            let spelling = member.name.as_deref().unwrap_or(&number);
            Variant {
                name: self.variant_name(&mut scope, shape, spelling),
                value: member.value,
                internal: is_internal(&member.traits),
                docs: self.prose.of_value(&member.traits, &number),
                deprecated: deprecation(&member.traits),
            }
        });
        Enum { variants: variants.collect() }
    }

    /// Returns the name of a variant: the one that the policy gives, or else one from the spelling.
    pub fn variant_name(&self, scope: &mut Scope, shape: &Shape, spelling: &str) -> String {
        let given = self.policy.renames.of_part(&shape.id, spelling);
        given.cloned().unwrap_or_else(|| scope.variant(spelling))
    }
}

/// Returns whether the value is for the service's own use. A tag `internal` says so only in the old trait `enum`, whose values
/// have been read with the trait `internal` for it.
fn is_internal(traits: &Traits) -> bool {
    traits.has("smithy.api#internal")
}
