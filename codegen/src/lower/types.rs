//! The Rust types of members, and properties of the values that their lists and maps hold.

use std::collections::BTreeSet;

use shapesmith_model::{Member, Shape, ShapeId, ShapeKind, TimestampFormat};

use super::Lowering;
use crate::rust::Type;

/// The maximum nesting of lists and maps in a member. No known API nests more than a few, and rustdoc fails for types that are
/// nested much deeper.
pub const MAX_NESTING: usize = 10;

/// Returns whether the shape is Smithy's `Unit`, which has no members and becomes no item.
pub fn is_unit(id: &ShapeId) -> bool {
    id.as_str() == "smithy.api#Unit"
}

impl<'a> Lowering<'a> {
    /// Returns the type of values of the shape; `None` if it is nested too deeply.
    pub fn value_type(&self, id: &ShapeId, depth: usize) -> Option<Type> {
        if depth > MAX_NESTING {
            return None;
        }
        let shape = self.model.shape(id)?;
        Some(match &shape.kind {
            ShapeKind::Blob => Type::Blob,
            ShapeKind::Boolean => Type::Bool,
            ShapeKind::String => Type::String,
            ShapeKind::Byte => Type::I8,
            ShapeKind::Short => Type::I16,
            ShapeKind::Integer => Type::I32,
            ShapeKind::Long => Type::I64,
            ShapeKind::Float => Type::F32,
            ShapeKind::Double => Type::F64,
            ShapeKind::BigInteger => Type::BigInteger,
            ShapeKind::BigDecimal => Type::BigDecimal,
            ShapeKind::Timestamp => Type::Timestamp,
            ShapeKind::Document => Type::Document,
            ShapeKind::List(member) => Type::Vec(self.entry_type(shape, member, depth)?),
            ShapeKind::Map { value, .. } => Type::Map(self.entry_type(shape, value, depth)?),
            ShapeKind::Structure(_) if is_unit(id) => Type::Empty,
            ShapeKind::Structure(_)
            | ShapeKind::Union(_)
            | ShapeKind::Enum(_)
            | ShapeKind::IntEnum(_) => Type::Item(self.names.get(id)?.clone()),
        })
    }

    fn entry_type(&self, container: &Shape, entry: &Member, depth: usize) -> Option<Box<Type>> {
        let ty = self.value_type(&entry.target, depth + 1)?;
        Some(Box::new(if container.traits.is_sparse() { ty.optional() } else { ty }))
    }

    /// Returns the shapes that values of the shape's members consist of: their targets, and through lists and maps those of their
    /// entries.
    pub fn reachable_shapes(&self, shape: &'a Shape) -> Vec<ShapeId> {
        let mut reached = BTreeSet::new();
        let mut next = shape.members();
        while let Some(member) = next.pop() {
            let Some(target) = self.model.shape(&member.target) else { continue };
            let is_collection = matches!(target.kind, ShapeKind::List(_) | ShapeKind::Map { .. });
            if reached.insert(&target.id) && is_collection {
                next.extend(target.members());
            }
        }
        reached.into_iter().cloned().collect()
    }

    /// Returns the member and the members of the lists and maps that it targets, at every depth.
    pub fn nested_members(&self, member: &'a Member) -> Vec<&'a Member> {
        let mut chain = vec![member];
        let mut next = 0;
        while let Some(member) = chain.get(next).copied() {
            next += 1;
            match self.model.shape(&member.target).map(|shape| &shape.kind) {
                Some(ShapeKind::List(entry)) => chain.push(entry),
                Some(ShapeKind::Map { key, value }) => chain.extend([key, value]),
                _ => {}
            }
            if next > 2 * MAX_NESTING {
                break;
            }
        }
        chain
    }

    /// Returns whether a value of the member is sensitive, or has sensitive entries in lists and maps.
    pub fn is_sensitive(&self, member: &'a Member) -> bool {
        self.nested_members(member).iter().any(|member| {
            let target = self.model.shape(&member.target);
            member.traits.is_sensitive() || target.is_some_and(|shape| shape.traits.is_sensitive())
        })
    }

    /// Returns the wire format of the timestamps in the member, also in lists and maps.
    pub fn timestamp_format(&self, member: &'a Member) -> Option<TimestampFormat> {
        if !self.protocol.has_timestamp_formats() {
            return None;
        }
        let is_timestamp = |member: &&Member| {
            let target = self.model.shape(&member.target);
            target.is_some_and(|shape| matches!(shape.kind, ShapeKind::Timestamp))
        };
        let last = self.nested_members(member).into_iter().find(is_timestamp)?;
        self.model.effective(last, |traits| traits.timestamp_format())
    }
}
