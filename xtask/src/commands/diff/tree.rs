//! What an operation sends and receives, as far as anything in it changed: trees of members with the findings in them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use shapesmith::review::{Finding, Review};
use shapesmith_model::{Member, Model, ShapeId, ShapeKind};

use super::report;

/// How deep what is new is shown; what is deeper is in the findings all the same.
const DEEPEST_ADDED: usize = 4;

/// An operation with the findings in it.
pub struct Tree {
    /// The operation's name.
    pub operation: String,
    /// The findings of the operation itself, by their places in the review.
    pub findings: Vec<usize>,
    /// The request, the response and the errors, as far as there is anything in them.
    pub parts: Vec<(String, Vec<Node>)>,
}

/// A member.
pub struct Node {
    /// Its name, then `[]` for each list and `{}` for each map that it is inside.
    pub name: String,
    /// The kind of what it holds.
    pub kind: &'static str,
    /// What became of it.
    pub mark: Mark,
    /// The findings of the member and of what it holds.
    pub findings: Vec<usize>,
    /// The members of what it holds.
    pub members: Vec<Node>,
}

/// What became of a member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Added,
    Removed,
    /// It was and is there.
    Kept,
}

/// The trees of all operations that any finding touches, by name.
pub fn trees(review: &Review, old: Option<&Model>, new: Option<&Model>) -> Vec<Tree> {
    let grove = Grove::new(review, old, new);
    let touched: BTreeSet<&ShapeId> = review
        .findings
        .iter()
        .flat_map(|finding| finding.touches.iter().map(|touch| &touch.operation))
        .collect();
    touched.into_iter().map(|operation| grove.tree(operation)).collect()
}

struct Grove<'a> {
    old: Option<&'a Model>,
    new: Option<&'a Model>,
    /// The findings at each shape, member or operation.
    places: HashMap<&'a ShapeId, Vec<usize>>,
    /// The shapes that a finding is in, or in what they hold.
    changed: HashSet<&'a ShapeId>,
}

impl<'a> Grove<'a> {
    fn new(review: &'a Review, old: Option<&'a Model>, new: Option<&'a Model>) -> Self {
        let mut places: HashMap<&ShapeId, Vec<usize>> = HashMap::new();
        for (number, finding) in review.findings.iter().enumerate() {
            if !report::is_listed(finding) {
                continue;
            }
            places.entry(&finding.place.id).or_default().push(number);
        }
        let mut changed: HashSet<&ShapeId> = HashSet::new();
        let listed = review.findings.iter().filter(|finding| report::is_listed(finding));
        let own: HashSet<ShapeId> =
            listed.flat_map(Finding::all).map(|finding| finding.place.id.shape()).collect();
        for model in [old, new].into_iter().flatten() {
            changed.extend(reaching(model, &own));
        }
        Self { old, new, places, changed }
    }

    fn tree(&self, operation: &ShapeId) -> Tree {
        let of = |model: Option<&'a Model>| model.and_then(|it| it.operations.get(operation));
        let (old, new) = (of(self.old), of(self.new));
        let mut parts = Vec::new();
        let mut part = |title: String, old: Option<&'a ShapeId>, new: Option<&'a ShapeId>| {
            let members = self.members(old, new, &mut Vec::new());
            if !members.is_empty() {
                parts.push((title, members));
            }
        };
        let input = [old, new].map(|it| it.and_then(|it| it.input.as_ref()));
        part("Request".to_owned(), input[0], input[1]);
        let output = [old, new].map(|it| it.and_then(|it| it.output.as_ref()));
        part("Response".to_owned(), output[0], output[1]);
        let errors: BTreeSet<&ShapeId> =
            [old, new].into_iter().flatten().flat_map(|it| &it.errors).collect();
        for error in errors {
            let listed = |it: Option<&'a shapesmith_model::Operation>| {
                it.filter(|it| it.errors.contains(error)).map(|_| error)
            };
            part(error.name().to_owned(), listed(old), listed(new));
        }
        Tree { operation: operation.name().to_owned(), findings: self.at(operation), parts }
    }

    /// The members of a structure or union that something changed in; of one that is on one side alone, all.
    fn members(
        &self,
        old: Option<&'a ShapeId>,
        new: Option<&'a ShapeId>,
        path: &mut Vec<&'a ShapeId>,
    ) -> Vec<Node> {
        let Some(id) = new.or(old) else { return Vec::new() };
        if path.contains(&id) {
            return Vec::new();
        }
        path.push(id);
        let before = members_of(self.old, old);
        let after = members_of(self.new, new);
        let names: BTreeMap<&str, &Member> =
            before.iter().map(|(_, member)| (member.name.as_str(), *member)).collect();
        let mut nodes = Vec::new();
        for (owner, member) in &after {
            let earlier = names.get(member.name.as_str()).copied();
            nodes.extend(self.node(owner, earlier, Some(member), path));
        }
        let stayed: HashSet<&str> = after.iter().map(|(_, member)| member.name.as_str()).collect();
        for (owner, member) in before.iter().filter(|(_, it)| !stayed.contains(it.name.as_str())) {
            nodes.extend(self.node(owner, Some(member), None, path));
        }
        path.pop();
        nodes
    }

    fn node(
        &self,
        owner: &ShapeId,
        old: Option<&'a Member>,
        new: Option<&'a Member>,
        path: &mut Vec<&'a ShapeId>,
    ) -> Option<Node> {
        let member = new.or(old)?;
        let mark = match (old, new) {
            (None, _) => Mark::Added,
            (_, None) => Mark::Removed,
            _ => Mark::Kept,
        };
        let (before, _) = held(self.old, old);
        let (after, _) = held(self.new, new);
        let (chain, name) = held(if new.is_some() { self.new } else { self.old }, Some(member));
        let mut findings = self.at(&member.id(owner));
        findings.extend(chain.iter().flat_map(|id| self.at(id)));
        let core = chain.last().copied()?;
        let deeper = if mark == Mark::Kept {
            self.changed.contains(core)
        } else {
            path.len() < DEEPEST_ADDED
        };
        let members = match deeper {
            true => self.members(before.last().copied(), after.last().copied(), path),
            false => Vec::new(),
        };
        if mark == Mark::Kept && findings.is_empty() && members.is_empty() {
            return None;
        }
        let model = if new.is_some() { self.new } else { self.old };
        let kind = model.and_then(|model| model.shape(core)).map_or("", |it| it.kind.name());
        Some(Node { name: format!("{}{name}", member.name), kind, mark, findings, members })
    }

    fn at(&self, id: &ShapeId) -> Vec<usize> {
        self.places.get(id).cloned().unwrap_or_default()
    }
}

/// The members of a structure or union, with the shape that they are in; others have none that are shown.
fn members_of<'a>(
    model: Option<&'a Model>,
    id: Option<&'a ShapeId>,
) -> Vec<(&'a ShapeId, &'a Member)> {
    let shape = model.zip(id).and_then(|(model, id)| model.shape(id));
    shape.map_or_else(Vec::new, |shape| match &shape.kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            members.iter().map(|member| (&shape.id, member)).collect()
        }
        _ => Vec::new(),
    })
}

/// What a member holds: its target and, through lists and maps, theirs; and the signs of those.
fn held<'a>(model: Option<&'a Model>, member: Option<&'a Member>) -> (Vec<&'a ShapeId>, String) {
    let (mut chain, mut signs) = (Vec::new(), String::new());
    let (Some(model), Some(member)) = (model, member) else { return (chain, signs) };
    let mut target = &member.target;
    // A list may hold itself.
    while !chain.contains(&target) {
        chain.push(target);
        match model.shape(target).map(|shape| &shape.kind) {
            Some(ShapeKind::List(entry)) => {
                signs.push_str("[]");
                target = &entry.target;
            }
            Some(ShapeKind::Map { value, .. }) => {
                signs.push_str("{}");
                target = &value.target;
            }
            _ => break,
        }
    }
    (chain, signs)
}

/// The shapes from which any of some shapes is reached, themselves included.
fn reaching<'a>(model: &'a Model, some: &HashSet<ShapeId>) -> HashSet<&'a ShapeId> {
    let mut users: HashMap<&ShapeId, Vec<&'a ShapeId>> = HashMap::new();
    for shape in model.shapes.values() {
        for member in shape.members() {
            users.entry(&member.target).or_default().push(&shape.id);
        }
    }
    let mut open: Vec<&'a ShapeId> = model.shapes.keys().filter(|id| some.contains(*id)).collect();
    let mut reached: HashSet<&'a ShapeId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        for user in users.get(id).into_iter().flatten() {
            if reached.insert(user) {
                open.push(user);
            }
        }
    }
    reached
}
