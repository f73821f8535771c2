//! The Rust type of a member, and what holds for all that its containers hold.

use std::collections::BTreeSet;

use shapesmith_model::{Member, Shape, ShapeId, ShapeKind, TimestampFormat};

use super::Lowering;
use crate::rust::Type;

/// How many lists and maps deep a member may be: no API has more than a few, and rustdoc gives up on types
/// that are much deeper.
pub const MAX_NESTING: usize = 10;

/// Whether the shape is Smithy's `Unit`, which has no members and no item.
pub fn is_unit(id: &ShapeId) -> bool {
    id.as_str() == "smithy.api#Unit"
}

impl<'a> Lowering<'a> {
    /// The type of a value of the shape; `None` where it is nested too deeply to have one.
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

    /// The shapes that the shape's members hold, through lists and maps, those in between included.
    pub fn reachable_shapes(&self, shape: &'a Shape) -> Vec<ShapeId> {
        let mut reached = BTreeSet::new();
        let mut next = shape.members();
        while let Some(member) = next.pop() {
            let Some(target) = self.model.shape(&member.target) else { continue };
            let passes = matches!(target.kind, ShapeKind::List(_) | ShapeKind::Map { .. });
            if reached.insert(&target.id) && passes {
                next.extend(target.members());
            }
        }
        reached.into_iter().cloned().collect()
    }

    /// The member and, through lists and maps, the keys and values below it, down to those that are
    /// no containers.
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

    /// Whether a value of the member holds what must not be shown, through lists and maps.
    pub fn is_sensitive(&self, member: &'a Member) -> bool {
        self.nested_members(member).iter().any(|member| {
            let target = self.model.shape(&member.target);
            member.traits.is_sensitive() || target.is_some_and(|shape| shape.traits.is_sensitive())
        })
    }

    /// The wire form of the timestamps in the member, through lists and maps.
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
