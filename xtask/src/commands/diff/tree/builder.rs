//! Builds the trees of shapes breadth first.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use shapesmith::review::{Review, ReviewEntry};
use shapesmith_model::{Member, Operation, ShapeId};

use super::lookup::{
    ModelSide, find_id, find_shape, find_users, follow_targets, has_members, members_of,
    translate_id,
};
use super::{MemberNode, MemberStatus, OperationTree, ShapeTree};
use crate::commands::diff::group::is_listed;

/// The maximum depth at which a shape is nested in others. Deeper shapes are separate.
const MAX_DEPTH: usize = 6;

/// The maximum number of changes of a shape without members, such as an enum, that are shown at each member that targets
/// it. A shape with more changes has a tree.
const MAX_ENTRIES_AT_MEMBER: usize = 8;

/// The IDs of a shape in the old and the new version, of which at least one exists.
type Versions<'a> = [Option<&'a ShapeId>; 2];

/// Builds the trees of shapes.
pub struct TreeBuilder<'a> {
    old: ModelSide<'a>,
    new: ModelSide<'a>,
    /// The indices of the listed changes of each shape, member and operation.
    entries: HashMap<&'a ShapeId, Vec<usize>>,
    /// The changed shapes, and those from which one is reached.
    changed: HashSet<&'a ShapeId>,
    nodes: Vec<ShapeNode<'a>>,
    /// The index of the node of each shape, by its ID in the old version.
    by_old: HashMap<&'a ShapeId, usize>,
    /// The index of the node of each shape, by its ID in the new version.
    by_new: HashMap<&'a ShapeId, usize>,
    /// The nodes whose members haven't been added.
    pending: VecDeque<usize>,
}

/// A tree under construction.
struct ShapeNode<'a> {
    tree: ShapeTree,
    versions: Versions<'a>,
    /// The first node with a member of this shape; `None` if an operation uses it first.
    parent: Option<usize>,
    /// The number of places that use the shape.
    uses: usize,
}

impl<'a> TreeBuilder<'a> {
    /// Creates a builder without trees.
    pub fn new(review: &'a Review, old: ModelSide<'a>, new: ModelSide<'a>) -> Self {
        let mut entries: HashMap<&ShapeId, Vec<usize>> = HashMap::new();
        let mut changed_shapes: HashSet<ShapeId> = HashSet::new();
        for (index, entry) in review.entries.iter().enumerate().filter(|(_, it)| is_listed(it)) {
            entries.entry(&entry.place.id).or_default().push(index);
            changed_shapes.extend(ReviewEntry::all(entry).map(|it| it.place.id.shape()));
        }
        let models = [old, new].into_iter().flatten();
        let changed = models.flat_map(|(model, _)| find_users(model, &changed_shapes)).collect();
        let (nodes, by_old, by_new, pending) = Default::default();
        Self { old, new, entries, changed, nodes, by_old, by_new, pending }
    }

    /// Returns the tree of an operation, and adds the nodes of its input, output and errors.
    pub fn add_operation(&mut self, id: &ShapeId) -> OperationTree {
        let old_id = translate_id(id, self.new, self.old);
        let old = self.old.and_then(|(model, _)| model.operations.get(&old_id));
        let new = self.new.and_then(|(model, _)| model.operations.get(id));
        let versions_of = |part: fn(&'a Operation) -> Option<&'a ShapeId>| {
            [old, new].map(|operation| operation.and_then(part))
        };
        let input = versions_of(|operation| operation.input.as_ref());
        let output = versions_of(|operation| operation.output.as_ref());
        let mut errors: BTreeMap<String, Versions<'a>> = BTreeMap::new();
        for (side, operation) in [old, new].into_iter().enumerate() {
            for error in operation.into_iter().flat_map(|it| &it.errors) {
                let versions = errors.entry(format!("Error {}", error.name())).or_default();
                versions.get_mut(side).into_iter().for_each(|version| *version = Some(error));
            }
        }
        let mut parts = Vec::new();
        let parts_by_title = [("Input".to_owned(), input), ("Output".to_owned(), output)];
        for (title, versions) in parts_by_title.into_iter().chain(errors) {
            let index = self.add_shape(versions, None);
            parts.extend(index.map(|index| (title, index)));
        }
        OperationTree { name: id.name().to_owned(), entries: self.entries_at(id), parts }
    }

    /// Returns the index of the node of a shape, which is added unless it exists. Returns `None` for a shape without
    /// changes.
    fn add_shape(&mut self, versions: Versions<'a>, parent: Option<usize>) -> Option<usize> {
        let versions = self.match_versions(versions);
        let [old, new] = versions;
        let existing = match new {
            Some(new) => self.by_new.get(new),
            None => self.by_old.get(old?),
        };
        if let Some(existing) = existing.copied() {
            self.nodes.get_mut(existing).into_iter().for_each(|node| node.uses += 1);
            return Some(existing);
        }
        let is_changed = [old, new].into_iter().flatten().any(|id| self.changed.contains(id));
        let is_one_sided = old.is_some() != new.is_some();
        let shape = new
            .and_then(|id| find_shape(self.new, id))
            .or(old.and_then(|id| find_shape(self.old, id)))?;
        let has_tree = is_changed || is_one_sided && has_members(shape);
        if !has_tree {
            return None;
        }
        let index = self.nodes.len();
        self.by_old.extend(old.map(|id| (id, index)));
        self.by_new.extend(new.map(|id| (id, index)));
        let tree = ShapeTree {
            name: shape.id.name().to_owned(),
            kind: shape.kind.name(),
            entries: self.entries_at(&shape.id),
            members: Vec::new(),
            is_separate: false,
        };
        self.nodes.push(ShapeNode { tree, versions, parent, uses: 1 });
        self.pending.push_back(index);
        Some(index)
    }

    /// Returns the versions that one node shows: those with the same name or, if the old name was removed, those in the
    /// same place. No version is in two nodes.
    fn match_versions(&self, [old, new]: Versions<'a>) -> Versions<'a> {
        let is_free = |id: &&'a ShapeId| !self.by_old.contains_key(*id);
        match (old, new) {
            (_, Some(new)) => {
                let same_name = find_id(self.old, &translate_id(new, self.new, self.old));
                let is_removed = |old: &&'a ShapeId| {
                    find_id(self.new, &translate_id(old, self.old, self.new)).is_none()
                };
                let matching = same_name.or(old.filter(is_removed)).filter(is_free);
                [matching, Some(new)]
            }
            (Some(old), None) if is_free(&old) => {
                [Some(old), find_id(self.new, &translate_id(old, self.old, self.new))]
            }
            (old, None) => [old, None],
        }
    }

    /// Adds the members of all nodes, and the nodes that they lead to.
    pub fn add_pending_members(&mut self) {
        while let Some(index) = self.pending.pop_front() {
            let Some(versions) = self.nodes.get(index).map(|node| node.versions) else { continue };
            let members = self.build_members(versions, index);
            if let Some(node) = self.nodes.get_mut(index) {
                node.tree.members = members;
            }
        }
    }

    /// Returns the trees, after deciding which are separate. The parent of a node is before it.
    pub fn into_shapes(self) -> Vec<ShapeTree> {
        let mut depths: Vec<usize> = Vec::new();
        let mut shapes = Vec::new();
        for node in self.nodes {
            let parent_depth = node.parent.and_then(|parent| depths.get(parent));
            let depth = parent_depth.map_or(0, |depth| depth + 1);
            let has_members = !node.tree.members.is_empty();
            let is_separate = node.uses > 1 || depth > MAX_DEPTH || !has_members;
            depths.push(if is_separate { 0 } else { depth });
            shapes.push(ShapeTree { is_separate, ..node.tree });
        }
        shapes
    }

    /// Builds the changed members of a structure or union; all members if only one version exists.
    fn build_members(&mut self, [old, new]: Versions<'a>, index: usize) -> Vec<MemberNode> {
        let old_members = members_of(self.old, old);
        let new_members = members_of(self.new, new);
        let old_by_name: BTreeMap<&str, &Member> =
            old_members.iter().map(|(_, member)| (member.name.as_str(), *member)).collect();
        let mut nodes = Vec::new();
        for (shape, member) in &new_members {
            let old = old_by_name.get(member.name.as_str()).copied();
            nodes.extend(self.build_member(shape, [old, Some(member)], index));
        }
        let kept: HashSet<&str> =
            new_members.iter().map(|(_, member)| member.name.as_str()).collect();
        for (shape, member) in &old_members {
            if !kept.contains(member.name.as_str()) {
                nodes.extend(self.build_member(shape, [Some(member), None], index));
            }
        }
        nodes
    }

    /// Builds a member of the shape at `index`. Returns `None` if neither it nor its targets changed.
    fn build_member(
        &mut self,
        shape: &ShapeId,
        [old, new]: [Option<&'a Member>; 2],
        index: usize,
    ) -> Option<MemberNode> {
        let member = new.or(old)?;
        let status = match (old, new) {
            (None, _) => MemberStatus::Added,
            (_, None) => MemberStatus::Removed,
            _ => MemberStatus::Kept,
        };
        let (old_targets, old_suffix) = follow_targets(self.old, old);
        let (new_targets, new_suffix) = follow_targets(self.new, new);
        let (side, targets, suffix) = match new {
            Some(_) => (self.new, &new_targets, new_suffix),
            None => (self.old, &old_targets, old_suffix),
        };
        let innermost = targets.last().copied()?;
        let innermost_shape = find_shape(side, innermost);
        let has_tree = innermost_shape.is_some_and(has_members);
        let mut entries = self.entries_at(&member.id(shape));
        let mut shapes = Vec::new();
        for id in targets.iter().filter(|id| !has_tree || **id != innermost) {
            let target_entries = self.entries_at(id);
            if target_entries.len() <= MAX_ENTRIES_AT_MEMBER {
                entries.extend(target_entries);
            } else {
                let versions = if new.is_some() { [None, Some(*id)] } else { [Some(*id), None] };
                shapes.extend(self.add_shape(versions, Some(index)));
            }
        }
        if has_tree {
            let versions = [old_targets.last().copied(), new_targets.last().copied()];
            shapes.extend(self.add_shape(versions, Some(index)));
        }
        if status == MemberStatus::Kept && entries.is_empty() && shapes.is_empty() {
            return None;
        }
        let kind = innermost_shape.map_or("", |shape| shape.kind.name());
        Some(MemberNode { name: format!("{}{suffix}", member.name), kind, status, entries, shapes })
    }

    fn entries_at(&self, id: &ShapeId) -> Vec<usize> {
        self.entries.get(id).cloned().unwrap_or_default()
    }
}
