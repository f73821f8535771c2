//! An automaton with its straight stretches folded: literal texts, runs and counted runs.

use super::dfa::{Dfa, State};
use super::hash::Map;
use super::set::Set;
use super::symbols::Symbols;
use super::terms::{index, number};

/// What is walked when matching.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Program {
    /// Whether all edges that can be taken are, so that many nodes are walked at once.
    pub simultaneous: bool,
    /// The start comes first.
    pub nodes: Vec<Node>,
    /// The sets that the nodes refer to.
    pub sets: Vec<Set>,
}

/// A state, or a stretch of states that differ in nothing but a count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Node {
    /// Whether the text may end here.
    pub accepts: bool,
    pub run: Run,
    /// What leads on from here, each on other code points.
    pub edges: Vec<(Label, Target)>,
}

/// What a node takes before anything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Run {
    #[default]
    None,
    /// Any number out of a set.
    Any(usize),
    /// Up to so many out of a set; with that many it leads on.
    Counted(usize, u32, Target),
}

/// What is taken on the way from a node to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Label {
    /// A text; once its first code point is there, the rest has to be as well.
    Text(String),
    /// One out of a set.
    Set(usize),
    /// Whatever no other edge takes.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Target {
    Node(u32),
    /// Any rest matches.
    Always,
}

/// No label is longer, so that its length fits its tag.
const LONGEST: usize = 60;

impl Program {
    pub(super) fn of(dfa: &Dfa) -> Self {
        Folding::of(dfa).program()
    }

    /// From so many to so many out of a set, and no more.
    pub(super) fn counted(set: &Set, min: u32, max: u32) -> Self {
        let node = |accepts, count, next| Node {
            accepts,
            run: if count > 0 { Run::Counted(0, count, Target::Node(next)) } else { Run::None },
            edges: Vec::new(),
        };
        let nodes = vec![node(min == 0, min, 1), node(true, max - min, 2), node(true, 0, 0)];
        let skipped = usize::from(min == 0);
        let mut nodes: Vec<Node> = nodes.into_iter().skip(skipped).collect();
        if skipped > 0 {
            nodes = vec![node(true, max, 1), node(true, 0, 0)];
        }
        Self { simultaneous: false, nodes, sets: vec![set.clone()] }
    }

    /// The program of an automaton with simultaneous states, in an order in which those that are alike are neighbours.
    pub(super) fn simultaneous(dfa: &Dfa) -> Self {
        let mut folding = Folding {
            dfa,
            ways: vec![0; dfa.states.len()],
            next: Vec::new(),
            sets: Vec::new(),
            set_ids: Map::default(),
        };
        let order = by_kind(dfa);
        let mut numbers = vec![0; order.len()];
        for (place, id) in (0..).zip(&order) {
            numbers.iter_mut().skip(index(*id)).take(1).for_each(|number| *number = place);
        }
        let renumbered = |target| match target {
            Target::Node(id) => Target::Node(numbers.get(index(id)).copied().unwrap_or_default()),
            Target::Always => Target::Always,
        };
        let states = order.iter().filter_map(|id| dfa.states.get(index(*id)));
        let nodes = states.map(|state| {
            let edges = state.edges.iter().map(|(symbols, to)| {
                let label = Label::Set(folding.set(*symbols));
                (label, renumbered(folding.target(*to)))
            });
            let mut edges: Vec<_> = edges.collect();
            edges.sort_unstable_by_key(|(label, target)| {
                (if let Label::Set(set) = label { *set } else { 0 }, *target)
            });
            Node { accepts: state.accepts, run: Run::None, edges }
        });
        Self { simultaneous: true, nodes: nodes.collect(), sets: folding.sets }
    }
}

/// How far states look ahead to find out whether they are alike. The last states of a repetition are, by so many, not
/// like those before them.
const AHEAD: usize = 8;

/// Returns the numbers of all states, the start first, then by what they have in common: the states of a repetition
/// become neighbours that lead equally far, which are walked from together.
fn by_kind(dfa: &Dfa) -> Vec<u32> {
    // What leads to a state tells those apart that count the same with different assertions.
    let mut kinds = incoming(dfa);
    for _ in 0..AHEAD {
        let mut known = Map::default();
        let next = dfa.states.iter().zip(&kinds).map(|(state, kind)| {
            let target = |to: u32| kinds.get(index(to)).copied().unwrap_or_default();
            let edges = state.edges.iter().map(|(symbols, to)| (*symbols, target(*to)));
            let mut edges: Vec<(Symbols, u32)> = edges.collect();
            edges.sort_unstable();
            let next = number(known.len());
            *known.entry((state.accepts, *kind, edges)).or_insert(next)
        });
        kinds = next.collect();
    }
    let mut order: Vec<u32> = (0..number(dfa.states.len())).collect();
    order.sort_by_key(|id| (*id > 0, kinds.get(index(*id)).copied()));
    order
}

/// Returns a number for each state that says which symbols lead to it.
fn incoming(dfa: &Dfa) -> Vec<u32> {
    let mut incoming = vec![Symbols::default(); dfa.states.len()];
    for (symbols, to) in dfa.states.iter().flat_map(|state| &state.edges) {
        incoming.iter_mut().skip(index(*to)).take(1).for_each(|all| *all = all.or(*symbols));
    }
    let mut known = Map::default();
    let numbers = incoming.into_iter().map(|symbols| {
        let next = number(known.len());
        *known.entry(symbols).or_insert(next)
    });
    numbers.collect()
}

struct Folding<'a> {
    dfa: &'a Dfa,
    /// How many ways lead to each state.
    ways: Vec<u32>,
    /// The state that has the same edges after one more of a set.
    next: Vec<Option<(Symbols, u32)>>,
    sets: Vec<Set>,
    set_ids: Map<Symbols, usize>,
}

impl<'a> Folding<'a> {
    fn of(dfa: &'a Dfa) -> Self {
        let mut ways = vec![0; dfa.states.len()];
        let targets = dfa.states.iter().flat_map(|state| &state.edges).map(|(_, to)| *to);
        for target in targets.chain([0]) {
            if let Some(ways) = ways.get_mut(index(target)) {
                *ways += 1;
            }
        }
        let mut folding = Self {
            dfa,
            ways,
            next: vec![None; dfa.states.len()],
            sets: Vec::new(),
            set_ids: Map::default(),
        };
        folding.find_stretches();
        folding
    }

    fn find_stretches(&mut self) {
        for (from, state) in self.dfa.states.iter().enumerate() {
            let mut edges = state.edges.iter();
            let next = edges.find(|(symbols, to)| {
                let to_other =
                    self.state(*to).filter(|_| index(*to) != from && self.ways(*to) == 1);
                to_other.is_some_and(|to| differ_by(state, to, *symbols))
            });
            if let Some((symbols, to)) = next {
                let next = Some((*symbols, *to));
                self.next.iter_mut().skip(from).take(1).for_each(|slot| *slot = next);
            }
        }
    }

    fn program(mut self) -> Program {
        let mut numbers: Map<u32, u32> = Map::default();
        numbers.insert(0, 0);
        let mut order = vec![0];
        let mut nodes = Vec::new();
        while let Some(id) = order.get(nodes.len()).copied() {
            let mut node = self.node(id);
            let run =
                if let Run::Counted(_, _, target) = &mut node.run { Some(target) } else { None };
            for target in run.into_iter().chain(node.edges.iter_mut().map(|(_, target)| target)) {
                let Target::Node(state) = target else { continue };
                let next = number(order.len());
                *state = *numbers.entry(*state).or_insert_with_key(|state| {
                    order.push(*state);
                    next
                });
            }
            nodes.push(node);
        }
        Program { simultaneous: false, nodes, sets: self.sets }
    }

    fn node(&mut self, id: u32) -> Node {
        let Some(state) = self.state(id) else { return Node::default() };
        let mut node = Node { accepts: state.accepts, ..Node::default() };
        let mut taken = Symbols::default();
        if let Some((symbols, count, to)) = self.stretch(id) {
            taken = symbols;
            node.run = Run::Counted(self.set(symbols), count, self.target(to));
        } else if let Some((symbols, _)) = state.edges.iter().find(|(_, to)| *to == id) {
            taken = *symbols;
            node.run = Run::Any(self.set(*symbols));
        }
        let all = self.dfa.alphabet.all();
        let covered = state.edges.iter().fold(Symbols::default(), |sum, (edge, _)| sum.or(*edge));
        let rest: Vec<_> = state.edges.iter().filter(|(symbols, _)| *symbols != taken).collect();
        let widest =
            rest.iter().filter(|_| covered == all).max_by_key(|(symbols, _)| symbols.count());
        let widest = widest.map(|(symbols, _)| *symbols);
        for (symbols, to) in &rest {
            let (label, to) = match self.single(*symbols) {
                _ if widest == Some(*symbols) => (Label::Other, *to),
                None => (Label::Set(self.set(*symbols)), *to),
                Some(first) => {
                    let (text, to) = self.text(first, *to);
                    (Label::Text(text), to)
                }
            };
            node.edges.push((label, self.target(to)));
        }
        // What is cheap to tell comes first, what takes all the rest last.
        node.edges.sort_by_key(|(label, _)| match label {
            Label::Text(_) => 0,
            Label::Set(_) => 1,
            Label::Other => 2,
        });
        node
    }

    /// The set of a stretch, how often it is taken and where that leads.
    fn stretch(&self, id: u32) -> Option<(Symbols, u32, u32)> {
        let (symbols, mut to) = self.next.get(index(id)).copied()??;
        let mut count = 1;
        while let Some(&Some((more, next))) = self.next.get(index(to)) {
            // The state may go on in a stretch of another set.
            if more != symbols {
                break;
            }
            count += 1;
            to = next;
        }
        let last = self.state(to)?.edges.iter().find(|(edge, _)| *edge == symbols)?;
        Some((symbols, count + 1, last.1))
    }

    /// The text that leads on from a code point without a choice, and where to.
    fn text(&self, first: char, mut to: u32) -> (String, u32) {
        let mut text = String::from(first);
        while let Some(state) = self.state(to)
            && !state.accepts
            && self.ways(to) == 1
            && let [(symbols, next)] = state.edges.as_slice()
            && let Some(c) = self.single(*symbols)
            && text.len() + c.len_utf8() <= LONGEST
        {
            text.push(c);
            to = *next;
        }
        (text, to)
    }

    fn single(&self, symbols: Symbols) -> Option<char> {
        let mut symbols = symbols.iter();
        let symbol = symbols.next()?;
        if symbols.next().is_some() {
            return None;
        }
        self.dfa.alphabet.symbols.get(symbol)?.single()
    }

    fn target(&self, to: u32) -> Target {
        let all = self.dfa.alphabet.all();
        let always = |state: &State| state.accepts && state.edges == [(all, to)];
        if self.state(to).is_some_and(always) { Target::Always } else { Target::Node(to) }
    }

    fn set(&mut self, symbols: Symbols) -> usize {
        *self.set_ids.entry(symbols).or_insert_with(|| {
            self.sets.push(self.dfa.alphabet.set(symbols));
            self.sets.len() - 1
        })
    }

    fn state(&self, id: u32) -> Option<&'a State> {
        self.dfa.states.get(index(id))
    }

    fn ways(&self, id: u32) -> u32 {
        self.ways.get(index(id)).copied().unwrap_or_default()
    }
}

/// Whether two states have the same edges but for that of the symbols, which both have.
fn differ_by(from: &State, to: &State, symbols: Symbols) -> bool {
    let rest = |state: &State| -> Vec<(Symbols, u32)> {
        state.edges.iter().copied().filter(|(edge, _)| *edge != symbols).collect()
    };
    from.accepts == to.accepts
        && from.edges.len() == to.edges.len()
        && to.edges.iter().any(|(edge, _)| *edge == symbols)
        && {
            let (mut left, mut right) = (rest(from), rest(to));
            left.sort_unstable();
            right.sort_unstable();
            left == right
        }
}
