//! Missing members, noted while reading goes on without them, for validation.

use std::collections::BTreeMap;

/// A step from a value to a value in it.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// To a member of a structure or union.
    Member(&'static str),
    /// To an entry of a list.
    Index(usize),
    /// To an entry of a map.
    Key(&'a str),
}

/// The values in which members are missing. It is a tree, because paths of their own for all of them would take quadratic
/// memory for input with long keys.
pub(super) struct Missing {
    /// The nodes of the tree, the root first.
    nodes: Vec<Node>,
    /// The number of missing members.
    count: usize,
}

/// A value: the nodes of its members or map entries by name, and those of its list entries by index.
#[derive(Default)]
struct Node {
    is_missing: bool,
    names: BTreeMap<String, usize>,
    items: BTreeMap<usize, usize>,
}

impl Missing {
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::default()], count: 0 }
    }

    /// Returns the root if anything is missing.
    pub(super) fn root(&self) -> Option<MissingNode<'_>> {
        (self.count > 0).then_some(MissingNode { missing: self, node: 0 })
    }

    fn child(&self, node: usize, step: Step<'_>) -> Option<usize> {
        let node = self.nodes.get(node)?;
        match step {
            Step::Member(name) | Step::Key(name) => node.names.get(name).copied(),
            Step::Index(index) => node.items.get(&index).copied(),
        }
    }

    fn add(&mut self, node: usize, step: Step<'_>) -> usize {
        if let Some(child) = self.child(node, step) {
            return child;
        }
        let child = self.nodes.len();
        self.nodes.push(Node::default());
        if let Some(node) = self.nodes.get_mut(node) {
            match step {
                Step::Member(name) | Step::Key(name) => {
                    node.names.insert(name.to_owned(), child);
                }
                Step::Index(index) => {
                    node.items.insert(index, child);
                }
            }
        }
        child
    }
}

/// A node of the tree.
#[derive(Clone, Copy)]
pub(super) struct MissingNode<'m> {
    missing: &'m Missing,
    node: usize,
}

impl MissingNode<'_> {
    /// Returns the node that the step leads to, if anything is missing there.
    pub(super) fn below(self, step: Step<'_>) -> Option<Self> {
        let node = self.missing.child(self.node, step)?;
        Some(Self { node, ..self })
    }

    /// Returns whether the value itself is missing.
    pub(super) fn is_missing(self) -> bool {
        self.missing.nodes.get(self.node).is_some_and(|node| node.is_missing)
    }
}

/// The missing members noted so far, and the path of the value that is being read.
pub(super) struct MissingSearch {
    missing: Missing,
    path: Vec<(OwnedStep, Option<usize>)>,
}

enum OwnedStep {
    Member(&'static str),
    Index(usize),
    Key(String),
}

impl OwnedStep {
    fn borrow(&self) -> Step<'_> {
        match self {
            Self::Member(name) => Step::Member(name),
            Self::Index(index) => Step::Index(*index),
            Self::Key(key) => Step::Key(key),
        }
    }
}

impl MissingSearch {
    pub(super) fn new() -> Self {
        Self { missing: Missing::new(), path: Vec::new() }
    }

    /// Returns the number of members noted, including those of values that were replaced.
    pub(super) fn count(&self) -> usize {
        self.missing.count
    }

    /// Returns the missing members.
    pub(super) fn finish(self) -> Missing {
        self.missing
    }

    /// Extends the path by a step.
    pub(super) fn enter(&mut self, step: Step<'_>) {
        let outer = self.path.last().map_or(Some(0), |(_, node)| *node);
        let node = outer.and_then(|outer| self.missing.child(outer, step));
        let step = match step {
            Step::Member(name) => OwnedStep::Member(name),
            Step::Index(index) => OwnedStep::Index(index),
            Step::Key(key) => OwnedStep::Key(key.to_owned()),
        };
        self.path.push((step, node));
    }

    /// Removes the last step of the path.
    pub(super) fn leave(&mut self) {
        self.path.pop();
    }

    /// Forgets the members missing in the value at the path, which another value replaces.
    pub(super) fn forget(&mut self) {
        let node = self.path.last().map_or(Some(0), |(_, node)| *node);
        if let Some(node) = node.and_then(|node| self.missing.nodes.get_mut(node)) {
            *node = Node::default();
        }
    }

    /// Notes that members are missing in the value at the path.
    pub(super) fn add(&mut self, members: impl Iterator<Item = &'static str>) {
        let mut members = members.peekable();
        if members.peek().is_none() {
            return;
        }
        let mut at = 0;
        for (step, node) in &mut self.path {
            at = node.unwrap_or_else(|| self.missing.add(at, step.borrow()));
            *node = Some(at);
        }
        for member in members {
            let member = self.missing.add(at, Step::Member(member));
            if let Some(node) = self.missing.nodes.get_mut(member) {
                node.is_missing = true;
                self.missing.count += 1;
            }
        }
    }
}
