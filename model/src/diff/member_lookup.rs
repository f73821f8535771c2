//! Lookup of the members that changes are about.

use std::collections::HashMap;

use super::Change;
use super::versions::Versions;
use crate::{Member, Shape, ShapeId};

type MembersByName<'a> = HashMap<&'a str, &'a Member>;

/// Finds the members that changes are about. It indexes the members of a shape by name when they are first needed, because a
/// shape can have many members and as many changes.
#[derive(Default)]
pub(super) struct MemberLookup<'a> {
    by_shape: HashMap<ShapeId, [MembersByName<'a>; 2]>,
}

impl<'a> MemberLookup<'a> {
    /// Returns the old and the new version of the member that a change is about.
    pub(super) fn members(
        &mut self,
        versions: &Versions<'a>,
        change: &Change,
    ) -> [Option<&'a Member>; 2] {
        let Some(name) = change.place.id.member() else { return [None, None] };
        let shape = change.place.id.shape();
        let sides = self.by_shape.entry(shape).or_insert_with_key(|shape| {
            let old = versions.pairing.shape_in_old(&versions.old, shape);
            [old, versions.new.shape(shape)].map(members_by_name)
        });
        [0, 1].map(|side| sides.get(side).and_then(|members| members.get(name)).copied())
    }
}

fn members_by_name(shape: Option<&Shape>) -> MembersByName<'_> {
    let members = shape.map(Shape::members).into_iter().flatten();
    // A valid model has no two members with the same name; otherwise the first one counts.
    let mut by_name = MembersByName::new();
    for member in members {
        by_name.entry(&member.name).or_insert(member);
    }
    by_name
}
