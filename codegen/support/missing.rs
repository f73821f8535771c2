//! Members that must be there and aren't, where reading goes on without them.

use std::collections::BTreeMap;

/// A step from a value to one in it.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// To a member of a structure or union.
    Member(&'static str),
    /// To an entry of a list.
    Index(usize),
    /// To an entry of a map.
    Key(&'a str),
}

/// The values in which members are missing: a tree, because a path that is kept for each of them would make input
/// with long keys quadratic.
pub(super) struct Missing {
    /// The root comes first.
    nodes: Vec<Node>,
    /// How many members were noted.
    count: usize,
}

/// A value: in a structure the names are those of members, in a map they are keys.
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

    /// Returns the root, if anything is missing.
    pub(super) fn root(&self) -> Option<Spot<'_>> {
        (self.count > 0).then_some(Spot { missing: self, node: 0 })
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

/// A value in the tree.
#[derive(Clone, Copy)]
pub(super) struct Spot<'m> {
    missing: &'m Missing,
    node: usize,
}

impl Spot<'_> {
    /// Returns the value that the step leads to, if anything is missing there.
    pub(super) fn below(self, step: Step<'_>) -> Option<Self> {
        let node = self.missing.child(self.node, step)?;
        Some(Self { node, ..self })
    }

    /// Whether the value itself is missing.
    pub(super) fn is_missing(self) -> bool {
        self.missing.nodes.get(self.node).is_some_and(|node| node.is_missing)
    }
}

/// What is missing so far, and the way to the value that is being read.
pub(super) struct Search {
    missing: Missing,
    way: Vec<(OwnedStep, Option<usize>)>,
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

impl Search {
    pub(super) fn new() -> Self {
        Self { missing: Missing::new(), way: Vec::new() }
    }

    /// Returns how many members were noted, those of values that were replaced included.
    pub(super) fn count(&self) -> usize {
        self.missing.count
    }

    /// Returns what is missing.
    pub(super) fn finish(self) -> Missing {
        self.missing
    }

    /// Takes a step to a value.
    pub(super) fn enter(&mut self, step: Step<'_>) {
        let outer = self.way.last().map_or(Some(0), |(_, node)| *node);
        let node = outer.and_then(|outer| self.missing.child(outer, step));
        let step = match step {
            Step::Member(name) => OwnedStep::Member(name),
            Step::Index(index) => OwnedStep::Index(index),
            Step::Key(key) => OwnedStep::Key(key.to_owned()),
        };
        self.way.push((step, node));
    }

    /// Takes the last step back.
    pub(super) fn leave(&mut self) {
        self.way.pop();
    }

    /// Forgets what is missing in the value, which another one takes the place of.
    pub(super) fn forget(&mut self) {
        let node = self.way.last().map_or(Some(0), |(_, node)| *node);
        if let Some(node) = node.and_then(|node| self.missing.nodes.get_mut(node)) {
            *node = Node::default();
        }
    }

    /// Notes that the members are missing in the value.
    pub(super) fn add(&mut self, members: impl Iterator<Item = &'static str>) {
        let mut members = members.peekable();
        if members.peek().is_none() {
            return;
        }
        let mut at = 0;
        for (step, node) in &mut self.way {
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
