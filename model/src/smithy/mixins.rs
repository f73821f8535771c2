//! Works mixins and `apply` statements into the shapes that they are about.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::ast::{Apply, Ast, AstShape, Reference, Role};
use crate::places::Places;
use crate::report::{Report, error};
use crate::suggest::{Suggestions, did_you_mean};
use crate::{Member, ShapeId, Traits};

const MIXIN: &str = "smithy.api#mixin";

/// The bytes that mixins may add to the shapes of a file, as [`weigh_member`] and [`weigh_traits`] count them. A chain
/// of mixins copies what it has into each of its links: half a megabyte of file can become gigabytes of members.
const MOST_INHERITED: usize = 64 << 20;

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
    let mut budget = MOST_INHERITED;
    for id in mixins_first(ast, report) {
        // Out of the map, so that its mixins can be read while it changes.
        let Some(mut shape) = ast.shapes.remove(&id) else {
            continue;
        };
        match budget.checked_sub(weigh_mixins(&shape, ast)) {
            Some(rest) => budget = rest,
            None => {
                let megabytes = MOST_INHERITED >> 20;
                let message =
                    format!("mixins add more than {megabytes} MB to the shapes of this file");
                let problem = error("too-many-mixins", &shape.at, message).about(&shape.id);
                report.push(problem.hint("shorten the chain of mixins that ends here"));
                ast.shapes.insert(id, shape);
                return places;
            }
        }
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

/// Returns the mixins of a shape.
fn mixins_of<'a>(shape: &AstShape, ast: &'a Ast) -> Vec<&'a AstShape> {
    let mixins = shape.targets(&Role::Mixin).filter_map(|id| ast.shapes.get(id));
    // Others are reported as targets of the wrong kind.
    mixins.filter(|mixin| mixin.shape_type == shape.shape_type).collect()
}

/// Returns the bytes that a shape gets from its mixins.
fn weigh_mixins(shape: &AstShape, ast: &Ast) -> usize {
    let weigh_shape = |mixin: &AstShape| {
        let members: usize = mixin.members.iter().map(weigh_member).sum();
        let references = mixin.references.len() * size_of::<Reference>();
        members + references + weigh_traits(&mixin.traits)
    };
    mixins_of(shape, ast).into_iter().map(weigh_shape).sum()
}

fn weigh_member(member: &Member) -> usize {
    size_of::<Member>() + member.name.len() + member.at.0.len() + weigh_traits(&member.traits)
}

fn weigh_traits(traits: &Traits) -> usize {
    traits.iter().map(|(id, value)| id.len() + weigh_value(value)).sum()
}

/// Returns about the bytes that a value takes in memory.
fn weigh_value(value: &Value) -> usize {
    let inner: usize = match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weigh_value).sum(),
        Value::Object(entries) => {
            entries.iter().map(|(key, value)| key.len() + weigh_value(value)).sum()
        }
        _ => 0,
    };
    size_of::<Value>() + inner
}

fn mix_in(shape: &mut AstShape, ast: &Ast, places: &mut Places, report: &mut Report) {
    let mixins = mixins_of(shape, ast);
    if mixins.is_empty() {
        return;
    }
    let mut inherited = Inherited::new(shape);
    for mixin in mixins {
        inherit(&mut inherited, mixin, places, report);
    }
    let own = shape.clone();
    add_own(&mut inherited, own, places, report);
    *shape = inherited.shape;
}

/// A shape while its mixins are worked in.
struct Inherited {
    shape: AstShape,
    /// The positions of the members by their names.
    members: HashMap<String, usize>,
    /// The positions of the references, by the role, and by the target where a role can have several.
    references: HashMap<(Role, Option<ShapeId>), usize>,
}

impl Inherited {
    /// Creates the shape without anything that a mixin could have as well.
    fn new(shape: &AstShape) -> Self {
        let shape = AstShape {
            id: shape.id.clone(),
            shape_type: shape.shape_type,
            at: shape.at.clone(),
            version: None,
            rename: BTreeMap::new(),
            references: Vec::new(),
            members: Vec::new(),
            traits: Traits::new(),
        };
        Self { shape, members: HashMap::new(), references: HashMap::new() }
    }

    /// Adds a member, or its traits to the member of its name.
    fn add_member(&mut self, member: Member, report: &mut Report) {
        let members = &mut self.shape.members;
        let position = *self.members.entry(member.name.clone()).or_insert(members.len());
        let Some(present) = members.get_mut(position) else {
            members.push(member);
            return;
        };
        if present.target != member.target {
            let message = format!(
                "this member targets `{}`, in a mixin it targets `{}`",
                member.target, present.target
            );
            let problem = error("mixin-conflict", &member.at.join("target"), message);
            let problem = problem.about(&member.id(&self.shape.id));
            report.push(problem.hint("a mixin's member can get traits, not another target"));
        }
        for (trait_id, value) in member.traits.iter() {
            present.traits.insert(trait_id, value.clone());
        }
        present.at = member.at;
    }

    /// Adds a reference, in the place of the one that it supersedes.
    fn add_reference(&mut self, reference: Reference) {
        let references = &mut self.shape.references;
        let role = &reference.role;
        let is_single =
            !matches!(role, Role::Error | Role::Operation | Role::Resource | Role::Mixin);
        let target = Some(reference.target.clone()).filter(|_| !is_single);
        let position = *self.references.entry((role.clone(), target)).or_insert(references.len());
        match references.get_mut(position) {
            Some(present) => *present = reference,
            None => references.push(reference),
        }
    }
}

/// Adds what a mixin has; where two of them have the same, the later one wins.
fn inherit(inherited: &mut Inherited, mixin: &AstShape, places: &mut Places, report: &mut Report) {
    let shape = &mut inherited.shape;
    let local = local_traits(&mixin.traits);
    for (trait_id, value) in
        mixin.traits.iter().filter(|(id, _)| *id != MIXIN && !local.contains(id))
    {
        places.set(&shape.id, trait_id, places.of_trait(&mixin.id, &mixin.at, trait_id));
        shape.traits.insert(trait_id, value.clone());
    }
    for member in &mixin.members {
        let from = mixin.id.with_member(&member.name);
        let to = inherited.shape.id.with_member(&member.name);
        for (trait_id, _) in member.traits.iter() {
            places.set(&to, trait_id, places.of_trait(&from, &member.at, trait_id));
        }
        inherited.add_member(member.clone(), report);
    }
    let references = mixin.references.iter().filter(|reference| reference.role != Role::Mixin);
    for reference in references {
        inherited.add_reference(reference.clone());
    }
    let shape = &mut inherited.shape;
    shape.version = mixin.version.clone().or(shape.version.take());
    shape.rename.extend(mixin.rename.clone());
}

/// Adds what the shape says itself, which wins over everything inherited.
fn add_own(inherited: &mut Inherited, own: AstShape, places: &mut Places, report: &mut Report) {
    let shape = &mut inherited.shape;
    for (trait_id, value) in own.traits.iter() {
        places.reset(&shape.id, trait_id);
        shape.traits.insert(trait_id, value.clone());
    }
    for member in own.members {
        let id = own.id.with_member(&member.name);
        for (trait_id, _) in member.traits.iter() {
            // The rest of the member's traits still stand in the mixin.
            places.set(&id, trait_id, member.at.join("traits").join(trait_id));
        }
        inherited.add_member(member, report);
    }
    for reference in own.references {
        inherited.add_reference(reference);
    }
    let shape = &mut inherited.shape;
    shape.version = own.version.or(shape.version.take());
    shape.rename.extend(own.rename);
}

fn local_traits(traits: &Traits) -> Vec<&str> {
    let listed =
        traits.get(MIXIN).and_then(|mixin| mixin.get("localTraits")).and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(Value::as_str).collect()
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
        if ast.unreadable.contains(&shape) {
            continue;
        }
        let message = format!("`apply` is about a shape `{shape}` that doesn't exist");
        let hint = suggestions.hint(&shape, ast.shapes.keys());
        report.push(
            error("unresolved-target", &apply.at, message).about(&apply.target).maybe_hint(hint),
        );
    }
}
