//! Works mixins and `apply` statements into the shapes that they are about.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::ast::{Apply, Ast, AstShape, Reference, Role};
use crate::places::Places;
use crate::report::{Report, error};
use crate::suggest::{Suggestions, did_you_mean};
use crate::{Member, ShapeId, Traits};

const MIXIN: &str = "smithy.api#mixin";

/// Gives every shape what its mixins have and what is applied to it.
///
/// Members of mixins come first, in the order of the mixins; a member that the shape has as well
/// keeps that place. Traits are inherited, except those that a mixin keeps to itself.
/// ([Smithy: mixins](https://smithy.io/2.0/spec/mixins.html),
/// [apply](https://smithy.io/2.0/spec/json-ast.html#ast-apply))
pub(super) fn flatten(ast: &mut Ast, report: &mut Report) -> Places {
    let mut places = Places::new("target", |at, id| at.join("traits").join(id));
    let has_mixins = |shape: &AstShape| shape.targets(&Role::Mixin).next().is_some();
    if ast.applies.is_empty() && !ast.shapes.values().any(has_mixins) {
        return places;
    }
    for id in mixins_first(ast, report) {
        // Out of the map, so that its mixins can be read while it changes.
        let Some(mut shape) = ast.shapes.remove(&id) else {
            continue;
        };
        mix_in(&mut shape, ast, &mut places, report);
        for apply in ast.applies.remove(&id).unwrap_or_default() {
            apply_to(&mut shape, apply, &mut places, report);
        }
        ast.shapes.insert(id, shape);
    }
    report_unapplied(ast, report);
    places
}

/// All shapes in an order in which every shape comes after its mixins; cycles are reported and cut.
fn mixins_first(ast: &Ast, report: &mut Report) -> Vec<ShapeId> {
    let mut order = Vec::with_capacity(ast.shapes.len());
    let mut finished = BTreeSet::new();
    for start in ast.shapes.values() {
        let mut path: Vec<(&AstShape, usize)> = vec![(start, 0)];
        let mut open = BTreeSet::from([&start.id]);
        while let Some((shape, next)) = path.last_mut() {
            let shape = *shape;
            let mixin = shape
                .references
                .iter()
                .filter(|reference| reference.role == Role::Mixin)
                .nth(*next);
            *next += 1;
            let Some(mixin) = mixin.filter(|_| !finished.contains(&shape.id)) else {
                if finished.insert(&shape.id) {
                    order.push(shape.id.clone());
                }
                open.remove(&shape.id);
                path.pop();
                continue;
            };
            if open.contains(&mixin.target) {
                let message = format!("the mixin `{}` mixes in itself", mixin.target);
                report.push(error("mixin-cycle", &mixin.at, message).about(&shape.id));
            } else if let Some(target) =
                ast.shapes.get(&mixin.target).filter(|m| !finished.contains(&m.id))
            {
                open.insert(&target.id);
                path.push((target, 0));
            }
        }
    }
    order
}

fn mix_in(shape: &mut AstShape, ast: &Ast, places: &mut Places, report: &mut Report) {
    let mixins: Vec<&AstShape> = shape
        .targets(&Role::Mixin)
        .filter_map(|id| ast.shapes.get(id))
        // Others are reported as targets of the wrong kind.
        .filter(|mixin| mixin.shape_type == shape.shape_type)
        .collect();
    if mixins.is_empty() {
        return;
    }
    let mut inherited = AstShape {
        traits: Traits::new(),
        members: Vec::new(),
        references: Vec::new(),
        version: None,
        rename: BTreeMap::new(),
        ..shape.clone()
    };
    for mixin in mixins {
        inherit(&mut inherited, mixin, places, report);
    }
    let own = std::mem::replace(shape, inherited);
    add_own(shape, own, places, report);
}

/// Adds what a mixin has; where two of them have the same, the later one wins.
fn inherit(shape: &mut AstShape, mixin: &AstShape, places: &mut Places, report: &mut Report) {
    let local = local_traits(&mixin.traits);
    for (trait_id, value) in
        mixin.traits.iter().filter(|(id, _)| *id != MIXIN && !local.contains(id))
    {
        places.set(&shape.id, trait_id, places.of_trait(&mixin.id, &mixin.at, trait_id));
        shape.traits.insert(trait_id, value.clone());
    }
    for member in &mixin.members {
        let from = mixin.id.with_member(&member.name);
        let to = shape.id.with_member(&member.name);
        for (trait_id, _) in member.traits.iter() {
            places.set(&to, trait_id, places.of_trait(&from, &member.at, trait_id));
        }
        add_member(&mut shape.members, member.clone(), &shape.id, report);
    }
    let references = mixin.references.iter().filter(|reference| reference.role != Role::Mixin);
    for reference in references {
        add_reference(shape, reference.clone());
    }
    shape.version = mixin.version.clone().or(shape.version.take());
    shape.rename.extend(mixin.rename.clone());
}

/// Adds what the shape says itself, which wins over everything inherited.
fn add_own(shape: &mut AstShape, own: AstShape, places: &mut Places, report: &mut Report) {
    for (trait_id, value) in own.traits.iter() {
        places.reset(&shape.id, trait_id);
        shape.traits.insert(trait_id, value.clone());
    }
    for member in own.members {
        let id = shape.id.with_member(&member.name);
        for (trait_id, _) in member.traits.iter() {
            // The rest of the member's traits still stand in the mixin.
            places.set(&id, trait_id, member.at.join("traits").join(trait_id));
        }
        add_member(&mut shape.members, member, &shape.id, report);
    }
    for reference in own.references {
        add_reference(shape, reference);
    }
    shape.version = own.version.or(shape.version.take());
    shape.rename.extend(own.rename);
}

fn local_traits(traits: &Traits) -> Vec<&str> {
    let listed =
        traits.get(MIXIN).and_then(|mixin| mixin.get("localTraits")).and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Adds a member, or its traits to the member of its name.
fn add_member(members: &mut Vec<Member>, member: Member, shape: &ShapeId, report: &mut Report) {
    let Some(present) = members.iter_mut().find(|present| present.name == member.name) else {
        members.push(member);
        return;
    };
    if present.target != member.target {
        let message = format!(
            "this member targets `{}`, in a mixin it targets `{}`",
            member.target, present.target
        );
        let problem = error("mixin-conflict", &member.at.join("target"), message);
        report.push(
            problem
                .about(&member.id(shape))
                .hint("a mixin's member can get traits, not another target"),
        );
    }
    for (trait_id, value) in member.traits.iter() {
        present.traits.insert(trait_id, value.clone());
    }
    present.at = member.at;
}

/// Adds a reference, in the place of the one that it supersedes.
fn add_reference(shape: &mut AstShape, reference: Reference) {
    let single =
        !matches!(reference.role, Role::Error | Role::Operation | Role::Resource | Role::Mixin);
    let superseded = shape.references.iter_mut().find(|present| {
        present.role == reference.role && (single || present.target == reference.target)
    });
    match superseded {
        Some(present) => *present = reference,
        None => shape.references.push(reference),
    }
}

fn apply_to(shape: &mut AstShape, apply: Apply, places: &mut Places, report: &mut Report) {
    let place = match apply.target.member() {
        None => None,
        Some(name) => match shape.members.iter().position(|member| member.name == name) {
            Some(place) => Some(place),
            None => {
                let names = shape.members.iter().map(|member| member.name.as_str());
                let message =
                    format!("`apply` is about a member `{name}` that the shape doesn't have");
                let problem = error("unresolved-target", &apply.at, message).about(&apply.target);
                return report.push(problem.maybe_hint(did_you_mean(name, names)));
            }
        },
    };
    let member = place.and_then(|place| shape.members.get_mut(place));
    let traits = member.map_or(&mut shape.traits, |member| &mut member.traits);
    for (trait_id, value) in apply.traits.iter() {
        places.set(&apply.target, trait_id, apply.at.join("traits").join(trait_id));
        traits.insert(trait_id, value.clone());
    }
}

fn report_unapplied(ast: &Ast, report: &mut Report) {
    let mut suggestions = Suggestions::default();
    for apply in ast.applies.values().flatten() {
        let shape = ShapeId::new(apply.target.as_str().split('$').next().unwrap_or_default());
        let message = format!("`apply` is about a shape `{shape}` that doesn't exist");
        let hint = suggestions.hint(&shape, ast.shapes.keys());
        report.push(
            error("unresolved-target", &apply.at, message).about(&apply.target).maybe_hint(hint),
        );
    }
}
