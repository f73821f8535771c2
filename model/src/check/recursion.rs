//! Finds recursive shapes that have no finite type or no finite value.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::report::{Report, error, warning};
use crate::source_map::SourceMap;
use crate::{Member, Model, Shape, ShapeId, ShapeKind};

/// A graph with at most one edge from each shape, which is the member that targets the next shape.
type Edges<'a> = BTreeMap<&'a ShapeId, &'a Member>;

/// Reports lists and maps that contain only themselves, and structures and unions without a finite value.
pub(super) fn check_recursion(model: &Model, source_map: &SourceMap, report: &mut Report) {
    for cycle in find_cycles(&collection_edges(model)) {
        if let Some((shape, member)) = cycle.first() {
            let path = format_cycle(&cycle);
            let message = format!("the type is infinite because it contains only itself: {path}");
            let problem =
                error("infinite-type", &source_map.target_pointer(member), message).about(shape);
            report.push(problem.hint("add a structure or union to the cycle"));
        }
    }
    for cycle in find_cycles(&infinite_value_edges(model)) {
        if let Some((shape, member)) = cycle.first() {
            let path = format_cycle(&cycle);
            let message =
                format!("every value is infinite because it requires another one: {path}");
            let problem = warning("infinite-value", &source_map.target_pointer(member), message);
            report
                .push(problem.about(&member.id(shape)).hint("make one of these members optional"));
        }
    }
}

/// Returns the edge from each list and map to the shape of its entries. The keys of maps are strings and have no edges.
fn collection_edges(model: &Model) -> Edges<'_> {
    let edges = model.shapes.values().filter_map(|shape| match &shape.kind {
        ShapeKind::List(member) | ShapeKind::Map { value: member, .. } => Some((&shape.id, member)),
        _ => None,
    });
    edges.collect()
}

/// Returns an edge from each shape without a finite value to another such shape that its values require.
fn infinite_value_edges(model: &Model) -> Edges<'_> {
    let finite = find_finite_shapes(model);
    let shapes = model.shapes.values().filter(|shape| !finite.contains(&shape.id));
    let is_infinite =
        |member: &&&Member| model.shape(&member.target).is_some_and(|s| !finite.contains(&s.id));
    let find_edge =
        |shape| needed_members(shape).iter().find(is_infinite).map(|member| (&shape.id, *member));
    shapes.filter_map(find_edge).collect()
}

/// Returns the shapes with a finite value, which are those whose needed members have finite values.
fn find_finite_shapes(model: &Model) -> HashSet<&ShapeId> {
    let mut users: HashMap<&ShapeId, Vec<&Shape>> = HashMap::new();
    let mut missing_counts: HashMap<&ShapeId, usize> = HashMap::new();
    let mut finite = HashSet::new();
    let mut queue = Vec::new();
    for shape in model.shapes.values() {
        let needed = needed_members(shape);
        for member in &needed {
            users.entry(&member.target).or_default().push(shape);
        }
        // A union needs one of its members, a structure needs all required members.
        let is_union = matches!(shape.kind, ShapeKind::Union(_));
        let count = if is_union { needed.len().min(1) } else { needed.len() };
        missing_counts.insert(&shape.id, count);
        if count == 0 {
            queue.push(&shape.id);
        }
    }
    // Targets that don't exist have been reported, and are assumed to be finite.
    queue.extend(users.keys().filter(|id| model.shape(id).is_none()));
    while let Some(id) = queue.pop() {
        if !finite.insert(id) {
            continue;
        }
        for user in users.get(id).into_iter().flatten() {
            if let Some(count) = missing_counts.get_mut(&user.id) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    queue.push(&user.id);
                }
            }
        }
    }
    finite
}

/// Returns the members that a value needs: any one of a union, or all of a structure.
fn needed_members(shape: &Shape) -> Vec<&Member> {
    match &shape.kind {
        ShapeKind::Structure(members) => {
            members.iter().filter(|member| member.traits.is_required()).collect()
        }
        ShapeKind::Union(members) => members.iter().collect(),
        _ => Vec::new(),
    }
}

/// Returns the cycles of a graph. Each starts with the shape whose id is first in byte order.
fn find_cycles<'a>(edges: &Edges<'a>) -> Vec<Vec<(&'a ShapeId, &'a Member)>> {
    let mut seen = HashSet::new();
    let mut cycles = Vec::new();
    for start in edges.keys() {
        let mut path = Vec::new();
        let mut shape = *start;
        while let Some(member) = edges.get(shape).filter(|_| seen.insert(shape)) {
            path.push((shape, *member));
            shape = &member.target;
        }
        // The path leads back to itself, and not to an earlier path or out of the graph.
        if let Some(entry) = path.iter().position(|(id, _)| *id == shape) {
            let mut cycle = path.split_off(entry);
            let first = (0..cycle.len()).min_by_key(|index| cycle.get(*index).map(|(id, _)| *id));
            cycle.rotate_left(first.unwrap_or_default());
            cycles.push(cycle);
        }
    }
    cycles
}

/// Returns a cycle as text, such as `A$member → B$value → A`.
fn format_cycle(cycle: &[(&ShapeId, &Member)]) -> String {
    let edges = cycle.iter().map(|(id, member)| format!("{}${} → ", id.name(), member.name));
    edges.collect::<String>() + cycle.first().map_or("", |(id, _)| id.name())
}
