//! Resolves mixins and `apply` statements.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::ast::{Apply, Ast, AstShape, Reference, Role};
use crate::report::{Report, error};
use crate::source_map::SourceMap;
use crate::suggest::{Suggestions, did_you_mean};
use crate::{Member, ShapeId, Traits};

const MIXIN: &str = "smithy.api#mixin";

/// The largest estimated number of bytes that mixins may add to the shapes of a file. Each mixin in a chain copies the
/// members of the mixins before it, so that half a megabyte of file could become gigabytes of members.
const MAX_INHERITED_BYTES: usize = 64 << 20;

/// Adds to every shape what its mixins have and what is applied to it.
///
/// The members of mixins come first, in the order of the mixins, and stay there if the shape redefines them. Traits are
/// inherited, except the local traits of a mixin.
/// ([Smithy: mixins](https://smithy.io/2.0/spec/mixins.html),
/// [apply](https://smithy.io/2.0/spec/json-ast.html#ast-apply))
pub(super) fn resolve_mixins(ast: &mut Ast, report: &mut Report) -> SourceMap {
    let mut source_map = SourceMap::new("target", |at, id| at.join("traits").join(id));
    let has_mixins = |shape: &AstShape| shape.targets(&Role::Mixin).next().is_some();
    if ast.applies.is_empty() && !ast.shapes.values().any(has_mixins) {
        return source_map;
    }
    let mut budget = MAX_INHERITED_BYTES;
    for id in sort_by_mixins(ast, report) {
        // The shape is removed so that its mixins can be borrowed while it changes.
        let Some(mut shape) = ast.shapes.remove(&id) else {
            continue;
        };
        match budget.checked_sub(estimate_inherited_size(&shape, ast)) {
            Some(rest) => budget = rest,
            None => {
                let megabytes = MAX_INHERITED_BYTES >> 20;
                let message =
                    format!("mixins add more than {megabytes} MB to the shapes of this file");
                let problem = error("too-many-mixins", &shape.at, message).about(&shape.id);
                report.push(problem.hint("shorten the chain of mixins that ends here"));
                ast.shapes.insert(id, shape);
                return source_map;
            }
        }
        inherit_mixins(&mut shape, ast, &mut source_map, report);
        for apply in ast.applies.remove(&id).unwrap_or_default() {
            apply_traits(&mut shape, apply, &mut source_map, report);
        }
        ast.shapes.insert(id, shape);
    }
    report_unresolved_applies(ast, report);
    source_map
}

/// Returns all shapes in an order in which every shape comes after its mixins. Cycles are reported and broken.
fn sort_by_mixins(ast: &Ast, report: &mut Report) -> Vec<ShapeId> {
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
                let message = format!("the mixin `{}` includes itself", mixin.target);
                let problem = error("mixin-cycle", &mixin.at, message).about(&shape.id);
                report.push(problem.hint("remove a mixin from the cycle"));
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

/// Returns the mixins of a shape. Mixins of another type, which are omitted, are reported with the targets.
fn mixins_of<'a>(shape: &AstShape, ast: &'a Ast) -> Vec<&'a AstShape> {
    let mixins = shape.targets(&Role::Mixin).filter_map(|id| ast.shapes.get(id));
    mixins.filter(|mixin| mixin.shape_type == shape.shape_type).collect()
}

/// Returns the estimated number of bytes that a shape inherits from its mixins.
fn estimate_inherited_size(shape: &AstShape, ast: &Ast) -> usize {
    let estimate_mixin_size = |mixin: &AstShape| {
        let members: usize = mixin.members.iter().map(estimate_member_size).sum();
        let references = mixin.references.len() * size_of::<Reference>();
        members + references + estimate_traits_size(&mixin.traits)
    };
    mixins_of(shape, ast).into_iter().map(estimate_mixin_size).sum()
}

fn estimate_member_size(member: &Member) -> usize {
    size_of::<Member>()
        + member.name.len()
        + member.at.0.len()
        + estimate_traits_size(&member.traits)
}

fn estimate_traits_size(traits: &Traits) -> usize {
    traits.iter().map(|(id, value)| id.len() + estimate_value_size(value)).sum()
}

fn estimate_value_size(value: &Value) -> usize {
    let inner: usize = match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(estimate_value_size).sum(),
        Value::Object(entries) => {
            entries.iter().map(|(key, value)| key.len() + estimate_value_size(value)).sum()
        }
        _ => 0,
    };
    size_of::<Value>() + inner
}

/// Adds to a shape what its mixins have.
fn inherit_mixins(
    shape: &mut AstShape,
    ast: &Ast,
    source_map: &mut SourceMap,
    report: &mut Report,
) {
    let mixins = mixins_of(shape, ast);
    if mixins.is_empty() {
        return;
    }
    let mut merged = MergedShape::new(shape);
    for mixin in mixins {
        add_mixin(&mut merged, mixin, source_map, report);
    }
    let own = shape.clone();
    add_own(&mut merged, own, source_map, report);
    *shape = merged.shape;
}

/// A shape that is merged from its mixins and itself.
struct MergedShape {
    shape: AstShape,
    /// The indexes of the members by their names.
    members: HashMap<String, usize>,
    /// The indexes of the references by their roles, and by their targets for roles that can have several targets.
    references: HashMap<(Role, Option<ShapeId>), usize>,
}

impl MergedShape {
    /// Creates a merged shape with nothing but the id, type and location of the shape.
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

    /// Adds a member. If there is a member with its name, adds its traits to that member.
    fn add_member(&mut self, member: Member, report: &mut Report) {
        let members = &mut self.shape.members;
        let index = *self.members.entry(member.name.clone()).or_insert(members.len());
        let Some(present) = members.get_mut(index) else {
            members.push(member);
            return;
        };
        if present.target != member.target {
            let message = format!(
                "the member targets `{}`, but in a mixin it targets `{}`",
                member.target, present.target
            );
            let problem = error("mixin-conflict", &member.at.join("target"), message);
            let problem = problem.about(&member.id(&self.shape.id));
            report.push(problem.hint("use the target of the mixin; only traits can be added"));
        }
        for (trait_id, value) in member.traits.iter() {
            present.traits.insert(trait_id, value.clone());
        }
        present.at = member.at;
    }

    /// Adds a reference, or replaces the reference with the same role.
    fn add_reference(&mut self, reference: Reference) {
        let references = &mut self.shape.references;
        let role = &reference.role;
        let is_single =
            !matches!(role, Role::Error | Role::Operation | Role::Resource | Role::Mixin);
        let target = Some(reference.target.clone()).filter(|_| !is_single);
        let index = *self.references.entry((role.clone(), target)).or_insert(references.len());
        match references.get_mut(index) {
            Some(present) => *present = reference,
            None => references.push(reference),
        }
    }
}

/// Adds what a mixin has. It takes precedence over the mixins before it.
fn add_mixin(
    merged: &mut MergedShape,
    mixin: &AstShape,
    source_map: &mut SourceMap,
    report: &mut Report,
) {
    let shape = &mut merged.shape;
    let local = local_traits(&mixin.traits);
    for (trait_id, value) in
        mixin.traits.iter().filter(|(id, _)| *id != MIXIN && !local.contains(id))
    {
        let pointer = source_map.trait_pointer(&mixin.id, &mixin.at, trait_id);
        source_map.set_trait_pointer(&shape.id, trait_id, pointer);
        shape.traits.insert(trait_id, value.clone());
    }
    for member in &mixin.members {
        let from = mixin.id.with_member(&member.name);
        let to = merged.shape.id.with_member(&member.name);
        for (trait_id, _) in member.traits.iter() {
            let pointer = source_map.trait_pointer(&from, &member.at, trait_id);
            source_map.set_trait_pointer(&to, trait_id, pointer);
        }
        merged.add_member(member.clone(), report);
    }
    let references = mixin.references.iter().filter(|reference| reference.role != Role::Mixin);
    for reference in references {
        merged.add_reference(reference.clone());
    }
    let shape = &mut merged.shape;
    shape.version = mixin.version.clone().or(shape.version.take());
    shape.rename.extend(mixin.rename.clone());
}

/// Adds what the shape has itself, which takes precedence over its mixins.
fn add_own(
    merged: &mut MergedShape,
    own: AstShape,
    source_map: &mut SourceMap,
    report: &mut Report,
) {
    let shape = &mut merged.shape;
    for (trait_id, value) in own.traits.iter() {
        source_map.reset_trait_pointer(&shape.id, trait_id);
        shape.traits.insert(trait_id, value.clone());
    }
    for member in own.members {
        let id = own.id.with_member(&member.name);
        for (trait_id, _) in member.traits.iter() {
            // The traits that the member inherits keep their locations in the mixin.
            let pointer = member.at.join("traits").join(trait_id);
            source_map.set_trait_pointer(&id, trait_id, pointer);
        }
        merged.add_member(member, report);
    }
    for reference in own.references {
        merged.add_reference(reference);
    }
    let shape = &mut merged.shape;
    shape.version = own.version.or(shape.version.take());
    shape.rename.extend(own.rename);
}

/// Returns the ids of the traits that a mixin doesn't pass on.
fn local_traits(traits: &Traits) -> Vec<&str> {
    let local =
        traits.get(MIXIN).and_then(|mixin| mixin.get("localTraits")).and_then(Value::as_array);
    local.into_iter().flatten().filter_map(Value::as_str).collect()
}

fn apply_traits(
    shape: &mut AstShape,
    apply: Apply,
    source_map: &mut SourceMap,
    report: &mut Report,
) {
    let member_index = match apply.target.member() {
        None => None,
        Some(name) => match shape.members.iter().position(|member| member.name == name) {
            Some(index) => Some(index),
            None => {
                let names = shape.members.iter().map(|member| member.name.as_str());
                let message =
                    format!("`apply` targets a member `{name}` that the shape doesn't have");
                let problem = error("unresolved-target", &apply.at, message).about(&apply.target);
                return report.push(problem.maybe_hint(did_you_mean(name, names)));
            }
        },
    };
    let member = member_index.and_then(|index| shape.members.get_mut(index));
    let traits = member.map_or(&mut shape.traits, |member| &mut member.traits);
    for (trait_id, value) in apply.traits.iter() {
        let pointer = apply.at.join("traits").join(trait_id);
        source_map.set_trait_pointer(&apply.target, trait_id, pointer);
        traits.insert(trait_id, value.clone());
    }
}

/// Reports `apply` statements for shapes that don't exist.
fn report_unresolved_applies(ast: &Ast, report: &mut Report) {
    let mut suggestions = Suggestions::default();
    for apply in ast.applies.values().flatten() {
        let shape = ShapeId::new(apply.target.as_str().split('$').next().unwrap_or_default());
        if ast.malformed.contains(&shape) {
            continue;
        }
        let message = format!("`apply` targets a shape `{shape}` that doesn't exist");
        let hint = suggestions.hint(&shape, ast.shapes.keys());
        report.push(
            error("unresolved-target", &apply.at, message).about(&apply.target).maybe_hint(hint),
        );
    }
}
