//! Finds shapes that contain themselves in ways that leave no type or no value for them.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::places::Places;
use crate::report::{Report, error, warning};
use crate::{Member, Model, Shape, ShapeId, ShapeKind};

/// A step from a shape to one of its members' targets, for shapes of which one step matters.
type Steps<'a> = BTreeMap<&'a ShapeId, &'a Member>;

/// Reports lists and maps of themselves, and structures that have no finite value.
pub(super) fn check(model: &Model, places: &Places, report: &mut Report) {
    for cycle in cycles(&collections(model)) {
        if let Some((shape, member)) = cycle.first() {
            let message =
                format!("the type is infinite, it holds nothing but itself: {}", words(&cycle));
            let problem = error("infinite-type", &places.of_target(member), message).about(shape);
            report.push(problem.hint("put a structure or union somewhere in between"));
        }
    }
    for cycle in cycles(&endless(model)) {
        if let Some((shape, member)) = cycle.first() {
            let message = format!(
                "no value of this is finite, it always needs another one: {}",
                words(&cycle)
            );
            let problem = warning("infinite-value", &places.of_target(member), message);
            report
                .push(problem.about(&member.id(shape)).hint("make one of these members optional"));
        }
    }
}

/// The one step out of each list and map. The keys of maps are strings and lead nowhere.
fn collections(model: &Model) -> Steps<'_> {
    let steps = model.shapes.values().filter_map(|shape| match &shape.kind {
        ShapeKind::List(member) | ShapeKind::Map { value: member, .. } => Some((&shape.id, member)),
        _ => None,
    });
    steps.collect()
}

/// One required step out of each shape that has no finite value.
fn endless(model: &Model) -> Steps<'_> {
    let finite = finite(model);
    let shapes = model.shapes.values().filter(|shape| !finite.contains(&shape.id));
    let endless =
        |member: &&&Member| model.shape(&member.target).is_some_and(|s| !finite.contains(&s.id));
    let step = |shape| needed(shape).iter().find(endless).map(|member| (&shape.id, *member));
    shapes.filter_map(step).collect()
}

/// The shapes that have a finite value: the least set that holds everything that can be made of it.
fn finite(model: &Model) -> HashSet<&ShapeId> {
    let mut users: HashMap<&ShapeId, Vec<&Shape>> = HashMap::new();
    let mut missing: HashMap<&ShapeId, usize> = HashMap::new();
    let mut finite = HashSet::new();
    let mut fresh = Vec::new();
    for shape in model.shapes.values() {
        let needed = needed(shape);
        for member in &needed {
            users.entry(&member.target).or_default().push(shape);
        }
        // A union needs one of its members, a structure all that are required.
        let is_union = matches!(shape.kind, ShapeKind::Union(_));
        let count = if is_union { needed.len().min(1) } else { needed.len() };
        missing.insert(&shape.id, count);
        if count == 0 {
            fresh.push(&shape.id);
        }
    }
    // What doesn't exist has been reported, and gets the benefit of the doubt.
    fresh.extend(users.keys().filter(|id| model.shape(id).is_none()));
    while let Some(id) = fresh.pop() {
        if !finite.insert(id) {
            continue;
        }
        for user in users.get(id).into_iter().flatten() {
            if let Some(count) = missing.get_mut(&user.id) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    fresh.push(&user.id);
                }
            }
        }
    }
    finite
}

/// The members that a value can't do without: for a union one of them, for other shapes all.
fn needed(shape: &Shape) -> Vec<&Member> {
    match &shape.kind {
        ShapeKind::Structure(members) => {
            members.iter().filter(|member| member.traits.required()).collect()
        }
        ShapeKind::Union(members) => members.iter().collect(),
        _ => Vec::new(),
    }
}

/// The cycles of a graph with at most one step out of each shape, each from its least shape on.
fn cycles<'a>(steps: &Steps<'a>) -> Vec<Vec<(&'a ShapeId, &'a Member)>> {
    let mut seen = HashSet::new();
    let mut cycles = Vec::new();
    for start in steps.keys() {
        let mut path = Vec::new();
        let mut at = *start;
        while let Some(member) = steps.get(at).filter(|_| seen.insert(at)) {
            path.push((at, *member));
            at = &member.target;
        }
        // The walk ended on its own path, not on one walked before or outside of the graph.
        if let Some(entry) = path.iter().position(|(id, _)| *id == at) {
            let mut cycle = path.split_off(entry);
            let least = (0..cycle.len()).min_by_key(|place| cycle.get(*place).map(|(id, _)| *id));
            cycle.rotate_left(least.unwrap_or_default());
            cycles.push(cycle);
        }
    }
    cycles
}

fn words(cycle: &[(&ShapeId, &Member)]) -> String {
    let steps = cycle.iter().map(|(id, member)| format!("{}${} → ", id.name(), member.name));
    steps.collect::<String>() + cycle.first().map_or("", |(id, _)| id.name())
}
