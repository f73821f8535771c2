//! The members that changes are about, looked up by name: a shape may have many, and as many changes.

use std::collections::HashMap;

use super::Change;
use super::comparison::Comparison;
use crate::{Member, Shape, ShapeId};

type ByName<'a> = HashMap<&'a str, &'a Member>;

/// The members of the shapes that were asked for, of the old version and of the new one.
#[derive(Default)]
pub(super) struct MemberLookup<'a> {
    by_shape: HashMap<ShapeId, [ByName<'a>; 2]>,
}

impl<'a> MemberLookup<'a> {
    /// Returns the member that a change is about, on both sides.
    pub(super) fn members(
        &mut self,
        comparison: &Comparison<'a>,
        change: &Change,
    ) -> [Option<&'a Member>; 2] {
        let Some(name) = change.place.id.member() else { return [None, None] };
        let shape = change.place.id.shape();
        let sides = self.by_shape.entry(shape).or_insert_with_key(|shape| {
            let old = comparison.pairs.in_old(&comparison.old, shape);
            [old, comparison.new.shape(shape)].map(by_name)
        });
        [0, 1].map(|side| sides.get(side).and_then(|members| members.get(name)).copied())
    }
}

fn by_name(shape: Option<&Shape>) -> ByName<'_> {
    let members = shape.map(Shape::members).into_iter().flatten();
    // Of two members with one name, which no valid model has, the first counts.
    let mut by_name = ByName::new();
    for member in members {
        by_name.entry(&member.name).or_insert(member);
    }
    by_name
}
