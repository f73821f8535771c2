//! What operations send and receive, as far as anything in it changed: shapes with their members and the findings in them,
//! each shape once, whoever uses it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use shapesmith::review::{Review, ReviewEntry};
use shapesmith_model::{
    Member, Model, Operation as ModelOperation, Service, Shape, ShapeId, ShapeKind,
};

use super::report;

/// How deep shapes are drawn inside each other; what is deeper is drawn apart.
const DEEPEST: usize = 6;

/// How many findings of a shape without members, such as an enum, are shown at each member that holds it; of more there is
/// a drawing.
const MOST_AT_MEMBER: usize = 8;

/// The operations that any finding touches, and what they send and receive. Its size is at most that of the models and
/// the findings together, because nothing is in it twice.
#[derive(Default)]
pub struct Trees {
    /// The operations, by name.
    pub operations: Vec<Operation>,
    /// The shapes that something changed in.
    pub drawings: Vec<Drawing>,
}

/// An operation with the findings in it.
pub struct Operation {
    /// The operation's name.
    pub name: String,
    /// The findings of the operation itself, by their places in the review.
    pub findings: Vec<usize>,
    /// The request, the response and the errors, as far as there is anything in them, with the places of their drawings.
    pub parts: Vec<(String, usize)>,
}

/// A shape, as far as something changed in it.
pub struct Drawing {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: &'static str,
    /// The findings of the shape itself.
    pub findings: Vec<usize>,
    /// Its members, those that stayed as they are left out.
    pub members: Vec<Node>,
    /// Whether it stands alone and is linked, because several places have it, or it is deep down.
    pub is_apart: bool,
}

/// A member.
pub struct Node {
    /// Its name, then `[]` for each list and `{}` for each map that it is inside.
    pub name: String,
    /// The kind of what it holds.
    pub kind: &'static str,
    /// What became of it.
    pub mark: Mark,
    /// The findings of the member, and of what it holds if that has no drawing.
    pub findings: Vec<usize>,
    /// The drawings of what it holds.
    pub drawings: Vec<usize>,
}

/// What became of a member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Added,
    Removed,
    /// It was and is there.
    Kept,
}

/// A version of the service with its model.
pub type Part<'a> = Option<(&'a Model, &'a Service)>;

/// The trees of all operations that any finding touches.
pub fn trees<'a>(review: &'a Review, old: Part<'a>, new: Part<'a>) -> Trees {
    let touched: BTreeSet<&ShapeId> = review
        .entries
        .iter()
        .flat_map(|finding| finding.operations.iter().map(|touch| &touch.operation))
        .collect();
    let mut artist = Artist::new(review, old, new);
    let operations = touched.into_iter().map(|operation| artist.operation(operation)).collect();
    artist.draw_open();
    Trees { operations, drawings: artist.finish() }
}

/// The versions of a shape, of which one at least is there.
type Versions<'a> = [Option<&'a ShapeId>; 2];

/// Draws shapes, breadth first.
struct Artist<'a> {
    old: Part<'a>,
    new: Part<'a>,
    /// The findings at each shape, member or operation.
    places: HashMap<&'a ShapeId, Vec<usize>>,
    /// The shapes that a finding is in, or in what they hold.
    changed: HashSet<&'a ShapeId>,
    sketches: Vec<Sketch<'a>>,
    /// The drawings by the ids that the shapes had and have.
    by_old: HashMap<&'a ShapeId, usize>,
    by_new: HashMap<&'a ShapeId, usize>,
    /// What has no members yet.
    open: VecDeque<usize>,
}

/// A drawing that isn't ready.
struct Sketch<'a> {
    drawing: Drawing,
    versions: Versions<'a>,
    /// The drawing that has it as a member first; none where an operation has.
    parent: Option<usize>,
    /// How many places have it.
    uses: usize,
}

impl<'a> Artist<'a> {
    fn new(review: &'a Review, old: Part<'a>, new: Part<'a>) -> Self {
        let mut places: HashMap<&ShapeId, Vec<usize>> = HashMap::new();
        for (number, finding) in review.entries.iter().enumerate() {
            if report::is_listed(finding) {
                places.entry(&finding.place.id).or_default().push(number);
            }
        }
        let listed = review.entries.iter().filter(|finding| report::is_listed(finding));
        let own: HashSet<ShapeId> =
            listed.flat_map(ReviewEntry::all).map(|finding| finding.place.id.shape()).collect();
        let models = [old, new].into_iter().flatten();
        let changed = models.flat_map(|(model, _)| reaching(model, &own)).collect();
        let (sketches, by_old, by_new, open) = Default::default();
        Self { old, new, places, changed, sketches, by_old, by_new, open }
    }

    fn operation(&mut self, id: &ShapeId) -> Operation {
        let old =
            self.old.and_then(|(model, _)| model.operations.get(&moved(id, self.new, self.old)));
        let new = self.new.and_then(|(model, _)| model.operations.get(id));
        let mut parts = Vec::new();
        let part_of = |of: fn(&'a ModelOperation) -> Option<&'a ShapeId>| {
            [old, new].map(|it| it.and_then(of))
        };
        let input = part_of(|operation| operation.input.as_ref());
        let output = part_of(|operation| operation.output.as_ref());
        for (title, versions) in [("Request", input), ("Response", output)] {
            parts.extend(self.drawing(versions, None).map(|place| (title.to_owned(), place)));
        }
        let mut errors: BTreeMap<&str, Versions<'a>> = BTreeMap::new();
        for (side, operation) in [old, new].into_iter().enumerate() {
            for error in operation.into_iter().flat_map(|it| &it.errors) {
                let versions = errors.entry(error.name()).or_default();
                versions.get_mut(side).into_iter().for_each(|version| *version = Some(error));
            }
        }
        for (name, versions) in errors {
            parts.extend(self.drawing(versions, None).map(|place| (name.to_owned(), place)));
        }
        Operation { name: id.name().to_owned(), findings: self.at(id), parts }
    }

    /// Returns the place of the drawing of a shape, if anything is to be drawn.
    fn drawing(&mut self, versions: Versions<'a>, parent: Option<usize>) -> Option<usize> {
        let versions = self.one_shape(versions);
        let [old, new] = versions;
        let known = match new {
            Some(new) => self.by_new.get(new),
            None => self.by_old.get(old?),
        };
        if let Some(known) = known.copied() {
            self.sketches.get_mut(known).into_iter().for_each(|sketch| sketch.uses += 1);
            return Some(known);
        }
        let is_changed = [old, new].into_iter().flatten().any(|id| self.changed.contains(id));
        let is_one_sided = old.is_some() != new.is_some();
        let shape =
            new.and_then(|id| shape(self.new, id)).or(old.and_then(|id| shape(self.old, id)))?;
        let is_drawn = is_changed || is_one_sided && has_members(shape);
        if !is_drawn {
            return None;
        }
        let place = self.sketches.len();
        self.by_old.extend(old.map(|id| (id, place)));
        self.by_new.extend(new.map(|id| (id, place)));
        self.sketches.push(Sketch {
            drawing: Drawing {
                name: shape.id.name().to_owned(),
                kind: shape.kind.name(),
                findings: self.at(&shape.id),
                members: Vec::new(),
                is_apart: false,
            },
            versions,
            parent,
            uses: 1,
        });
        self.open.push_back(place);
        Some(place)
    }

    /// The versions of a shape that are drawn together: those of the same name; where the old name is gone, the one that
    /// was in the same place. None is drawn twice.
    fn one_shape(&self, [old, new]: Versions<'a>) -> Versions<'a> {
        let is_open = |id: &&'a ShapeId, drawn: &HashMap<&ShapeId, usize>| !drawn.contains_key(*id);
        match (old, new) {
            (_, Some(new)) => {
                let same = id_in(self.old, &moved(new, self.new, self.old));
                let gone =
                    |old: &&'a ShapeId| id_in(self.new, &moved(old, self.old, self.new)).is_none();
                let before = same.or(old.filter(gone)).filter(|old| is_open(old, &self.by_old));
                [before, Some(new)]
            }
            (Some(old), None) if is_open(&old, &self.by_old) => {
                [Some(old), id_in(self.new, &moved(old, self.old, self.new))]
            }
            (old, None) => [old, None],
        }
    }

    /// Draws the members of all shapes that were begun.
    fn draw_open(&mut self) {
        while let Some(place) = self.open.pop_front() {
            let Some(versions) = self.sketches.get(place).map(|sketch| sketch.versions) else {
                continue;
            };
            let members = self.members(versions, place);
            if let Some(sketch) = self.sketches.get_mut(place) {
                sketch.drawing.members = members;
            }
        }
    }

    /// Decides what stands alone. Who has a shape first is drawn before it.
    fn finish(self) -> Vec<Drawing> {
        let mut depths: Vec<usize> = Vec::new();
        let mut drawings = Vec::new();
        for sketch in self.sketches {
            let depth = sketch.parent.and_then(|parent| depths.get(parent)).map_or(0, |it| it + 1);
            let has_members = !sketch.drawing.members.is_empty();
            let is_apart = sketch.uses > 1 || depth > DEEPEST || !has_members;
            depths.push(if is_apart { 0 } else { depth });
            drawings.push(Drawing { is_apart, ..sketch.drawing });
        }
        drawings
    }

    /// The members of a structure or union that something changed in; of one that is on one side alone, all.
    fn members(&mut self, [old, new]: Versions<'a>, place: usize) -> Vec<Node> {
        let before = members_of(self.old.map(|(model, _)| model), old);
        let after = members_of(self.new.map(|(model, _)| model), new);
        let names: BTreeMap<&str, &Member> =
            before.iter().map(|(_, member)| (member.name.as_str(), *member)).collect();
        let mut nodes = Vec::new();
        for (owner, member) in &after {
            let earlier = names.get(member.name.as_str()).copied();
            nodes.extend(self.node(owner, [earlier, Some(member)], place));
        }
        let stayed: HashSet<&str> = after.iter().map(|(_, member)| member.name.as_str()).collect();
        for (owner, member) in before.iter().filter(|(_, it)| !stayed.contains(it.name.as_str())) {
            nodes.extend(self.node(owner, [Some(member), None], place));
        }
        nodes
    }

    fn node(
        &mut self,
        owner: &ShapeId,
        [old, new]: [Option<&'a Member>; 2],
        place: usize,
    ) -> Option<Node> {
        let member = new.or(old)?;
        let mark = match (old, new) {
            (None, _) => Mark::Added,
            (_, None) => Mark::Removed,
            _ => Mark::Kept,
        };
        let (before, old_signs) = held(self.old.map(|(model, _)| model), old);
        let (after, new_signs) = held(self.new.map(|(model, _)| model), new);
        let (part, chain, signs) = match new {
            Some(_) => (self.new, &after, new_signs),
            None => (self.old, &before, old_signs),
        };
        let mut findings = self.at(&member.id(owner));
        let mut drawings = Vec::new();
        let core = chain.last().copied()?;
        let core_shape = shape(part, core);
        let is_drawn = core_shape.is_some_and(has_members);
        for id in chain.iter().filter(|id| !is_drawn || **id != core) {
            let own = self.at(id);
            if own.len() <= MOST_AT_MEMBER {
                findings.extend(own);
            } else {
                let versions = if new.is_some() { [None, Some(*id)] } else { [Some(*id), None] };
                drawings.extend(self.drawing(versions, Some(place)));
            }
        }
        if is_drawn {
            let versions = [before.last().copied(), after.last().copied()];
            drawings.extend(self.drawing(versions, Some(place)));
        }
        if mark == Mark::Kept && findings.is_empty() && drawings.is_empty() {
            return None;
        }
        let kind = core_shape.map_or("", |shape| shape.kind.name());
        Some(Node { name: format!("{}{signs}", member.name), kind, mark, findings, drawings })
    }

    fn at(&self, id: &ShapeId) -> Vec<usize> {
        self.places.get(id).cloned().unwrap_or_default()
    }
}

fn shape<'a>(part: Part<'a>, id: &ShapeId) -> Option<&'a Shape> {
    part.and_then(|(model, _)| model.shape(id))
}

/// The id as the model has it, if it has it.
fn id_in<'a>(part: Part<'a>, id: &ShapeId) -> Option<&'a ShapeId> {
    shape(part, id).map(|shape| &shape.id)
}

fn has_members(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_))
}

/// What an id is in the other version, whose service may have another namespace.
fn moved(id: &ShapeId, from: Part<'_>, to: Part<'_>) -> ShapeId {
    let namespace = |part: Part<'_>| part.map(|(_, service)| service.id.namespace().to_owned());
    match (namespace(from), namespace(to)) {
        (Some(from), Some(to)) if from != to && id.namespace() == from => {
            ShapeId::new(format!("{to}#{}", id.name()))
        }
        _ => id.clone(),
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
