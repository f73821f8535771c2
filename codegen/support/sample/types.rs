//! The types below a type, found by reading placeholders into a value of it, and how deeply their smallest values nest.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::super::content::Content;
use super::super::field::{Field, NON_OPTIONAL, REQUIRED, REQUIRED_WARN, Shape};
use super::super::rule::Rule;
use super::super::value::{FromContent, Slot};
use super::rules::{entry_rules, length_bounds};

/// The kind of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Leaf(LeafKind),
    /// A structure, by its number.
    Structure(usize),
    /// A union, by its number.
    Union(usize),
    List(Arc<Kind>),
    Map(Arc<Kind>),
}

/// The kind of a value without values in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LeafKind {
    None,
    Text,
    Enum,
    Bool,
    /// An integer between these bounds.
    Integer(i64, i64),
    IntEnum,
    Single,
    Double,
    BigInteger,
    BigDecimal,
    Blob,
    Timestamp,
    Document,
}

/// The structures and unions below some types.
#[derive(Default)]
pub(super) struct Types {
    types: Vec<Type>,
    numbers: HashMap<(&'static str, usize), usize>,
    /// The members without valid values.
    impossible: HashSet<(usize, usize)>,
}

struct Type {
    shape: &'static Shape,
    is_union: bool,
    members: Vec<Kind>,
    /// How many levels the smallest valid value has; `None` if there is no valid value.
    height: Option<u32>,
}

impl Types {
    /// Returns the kind of the values that a slot is for, of which nothing is used afterwards.
    pub(super) fn explore(&mut self, slot: Slot<'_>) -> Kind {
        let known = self.types.len();
        let kind = self.add(slot);
        if self.types.len() > known {
            self.compute_heights();
        }
        kind
    }

    fn add(&mut self, slot: Slot<'_>) -> Kind {
        Kind::Leaf(match slot {
            Slot::None => LeafKind::None,
            Slot::String(_) => LeafKind::Text,
            Slot::Bool(_) => LeafKind::Bool,
            Slot::I8(_) => LeafKind::Integer(i8::MIN.into(), i8::MAX.into()),
            Slot::I16(_) => LeafKind::Integer(i16::MIN.into(), i16::MAX.into()),
            Slot::I32(_) => LeafKind::Integer(i32::MIN.into(), i32::MAX.into()),
            Slot::I64(_) => LeafKind::Integer(i64::MIN, i64::MAX),
            Slot::F32(_) => LeafKind::Single,
            Slot::F64(_) => LeafKind::Double,
            Slot::Enum(_) => LeafKind::Enum,
            Slot::IntEnum(_) => LeafKind::IntEnum,
            Slot::Blob(_) => LeafKind::Blob,
            Slot::Timestamp(_) => LeafKind::Timestamp,
            Slot::Any(value) => content_kind(value),
            Slot::Structure(value) => {
                let shape = value.shape();
                return Kind::Structure(
                    self.add_type(shape, false, |types, index| types.add(value.member(index))),
                );
            }
            Slot::Union(value) => {
                let shape = value.shape();
                return Kind::Union(
                    self.add_type(shape, true, |types, index| types.add(value.choose(index))),
                );
            }
            Slot::List(items) => return Kind::List(Arc::new(self.add(items.push()))),
            Slot::Map(entries) => return Kind::Map(Arc::new(self.add(entries.insert("")))),
        })
    }

    fn add_type(
        &mut self,
        shape: &'static Shape,
        is_union: bool,
        mut add_member: impl FnMut(&mut Self, usize) -> Kind,
    ) -> usize {
        // Equal tables of several services can be one in memory, and the same table of a service several.
        let key = (shape.name, shape.fields.as_ptr() as usize);
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.types.len();
        self.numbers.insert(key, number);
        self.types.push(Type { shape, is_union, members: Vec::new(), height: None });
        let members = (0..shape.fields.len()).map(|index| add_member(self, index)).collect();
        if let Some(added) = self.types.get_mut(number) {
            added.members = members;
        }
        number
    }

    /// Returns the kind of a member.
    pub(super) fn member(&self, number: usize, index: usize) -> Kind {
        let member = self.types.get(number).and_then(|it| it.members.get(index));
        member.cloned().unwrap_or(Kind::Leaf(LeafKind::None))
    }

    /// Returns how many levels the smallest valid value of a member has; `None` if there is no valid value.
    pub(super) fn member_height(&self, number: usize, index: usize) -> Option<u32> {
        let found = self.types.get(number)?;
        let (kind, field) = (found.members.get(index)?, found.shape.fields.get(index)?);
        let is_possible = !self.impossible.contains(&(number, index));
        self.height(kind, field.rules()).filter(|_| is_possible)
    }

    /// Returns how many levels the smallest value with these rules has; `None` if there is no valid value.
    pub(super) fn height(&self, kind: &Kind, rules: &'static [Rule]) -> Option<u32> {
        match kind {
            Kind::Leaf(_) => Some(0),
            Kind::Structure(number) | Kind::Union(number) => self.types.get(*number)?.height,
            Kind::List(entry) | Kind::Map(entry) if length_bounds(rules).0 > 0 => {
                Some(1 + self.height(entry, entry_rules(rules))?)
            }
            Kind::List(_) | Kind::Map(_) => Some(1),
        }
    }

    /// Notes that a member has no valid value. Returns whether that is new.
    pub(super) fn exclude(&mut self, number: usize, index: usize) -> bool {
        let is_new = self.impossible.insert((number, index));
        if is_new {
            self.compute_heights();
        }
        is_new
    }

    /// Returns the names of the type and the member because of which there is no value of a kind; `None` if the smallest value
    /// would nest for ever.
    pub(super) fn find_impossible(&self, kind: &Kind) -> Option<String> {
        let mut open: Vec<usize> = type_of(kind).into_iter().collect();
        let mut visited = HashSet::new();
        while let Some(number) = open.pop() {
            let Some(found) = self.types.get(number).filter(|_| visited.insert(number)) else {
                continue;
            };
            for (index, kind) in found.members.iter().enumerate() {
                if !found.is_needed(index) || self.member_height(number, index).is_some() {
                    continue;
                }
                if self.impossible.contains(&(number, index)) {
                    return Some(self.member_name(number, index));
                }
                open.extend(type_of(kind));
            }
        }
        None
    }

    /// Returns the names of a type and its member.
    pub(super) fn member_name(&self, number: usize, index: usize) -> String {
        let shape = self.types.get(number).map(|it| it.shape);
        let field = shape.and_then(|shape| shape.fields.get(index));
        let name = field.map_or("", |field| field.name());
        format!("{}.{name}", shape.map_or("", |shape| shape.name))
    }

    /// Computes the least heights: none is known at first, and each pass finds or lowers those that depend on known ones.
    fn compute_heights(&mut self) {
        self.types.iter_mut().for_each(|it| it.height = None);
        let mut has_changed = true;
        while has_changed {
            has_changed = false;
            for number in 0..self.types.len() {
                let height = self.types.get(number).and_then(|it| self.type_height(number, it));
                if let Some(it) = self.types.get_mut(number).filter(|it| it.height != height) {
                    it.height = height;
                    has_changed = true;
                }
            }
        }
    }

    fn type_height(&self, number: usize, found: &Type) -> Option<u32> {
        let needed = (0..found.members.len()).filter(|index| found.is_needed(*index));
        let mut heights = needed.map(|index| self.member_height(number, index));
        let inner = if found.is_union {
            heights.flatten().min()?
        } else {
            heights.try_fold(0, |most, height| Some(height?.max(most)))?
        };
        Some(inner + 1)
    }
}

impl Type {
    /// Returns whether a member is a variant of a union, or is set in every value of a structure.
    fn is_needed(&self, index: usize) -> bool {
        let is_required =
            |field: &Field| field.flags() & (REQUIRED | REQUIRED_WARN | NON_OPTIONAL) != 0;
        self.is_union || self.shape.fields.get(index).is_some_and(is_required)
    }
}

/// Returns the number of the type of a value or of its entries.
fn type_of(kind: &Kind) -> Option<usize> {
    match kind {
        Kind::Leaf(_) => None,
        Kind::Structure(number) | Kind::Union(number) => Some(*number),
        Kind::List(entry) | Kind::Map(entry) => type_of(entry),
    }
}

/// Returns the kind of a value that is made from content, by which content it accepts.
fn content_kind(value: &mut dyn FromContent) -> LeafKind {
    if value.set(Content::Null).is_ok() {
        LeafKind::Document
    } else if value.set(Content::Double(0.5)).is_ok() {
        LeafKind::BigDecimal
    } else {
        LeafKind::BigInteger
    }
}
