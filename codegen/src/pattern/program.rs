//! Programs: automata in which chains of states are folded into literal texts, runs and counted runs.

use super::dfa::Dfa;
use super::encode_table;
use super::hash::Map;
use super::set::Set;
use super::state::State;
use super::symbols::Symbols;
use super::table::Table;
use super::terms::{index, number};
use super::window::Window;

/// A program, which the matcher interprets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Program {
    /// Whether it is nondeterministic: the matcher follows all matching edges simultaneously.
    pub simultaneous: bool,
    /// The nodes; the first one is the start.
    pub nodes: Vec<Node>,
    /// The sets that the nodes refer to.
    pub sets: Vec<Set>,
    /// The table that the matcher uses instead of the nodes, with the window of the texts' lengths.
    pub table: Option<(Table, Window)>,
}

/// A state, or a chain of states that differ only in a count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Node {
    /// Whether the text may end here.
    pub accepts: bool,
    pub run: Run,
    /// The edges; their code points are disjoint unless the program is nondeterministic.
    pub edges: Vec<(Label, Target)>,
}

/// The code points that a node consumes before an edge is followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Run {
    #[default]
    None,
    /// Any number of code points of a set.
    Any(usize),
    /// Up to a number of code points of a set; after that number, matching continues at the target.
    Counted(usize, u32, Target),
}

/// The code points of an edge.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Label {
    /// A literal text; if its first code point matches, the rest must match too.
    Text(String),
    /// One code point of a set.
    Set(usize),
    /// Any code point that no other edge has.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Target {
    Node(u32),
    /// Any rest of the text matches.
    Always,
}

/// The largest length of a literal label in bytes, which its tag can encode.
const MAX_LABEL: usize = 60;
/// The largest size of a table in bytes.
const MAX_TABLE: usize = 16_000;
/// The size of a table in bytes up to which it isn't compressed.
const SMALL_TABLE: usize = 800;

/// How many states are folded into one node.
#[derive(Clone, Copy)]
struct Limits {
    /// The least number of code points of a counted run.
    counted: u32,
    /// The least number of bytes of a literal text, if the state before it has no other edge.
    text: usize,
    /// The greatest number of ASCII characters that end a run and can lead back to it.
    returning: u32,
}

/// Everything is folded, so that the nodes take the fewest bytes.
const FOLD_ALL: Limits = Limits { counted: 2, text: 1, returning: 0x80 };
/// What has few code points isn't folded: the targets of a row are found faster.
const FOLD_LONG: Limits = Limits { counted: 6, text: 4, returning: 1 };

impl Program {
    pub(super) fn of(dfa: &Dfa) -> Self {
        Folding::of(dfa, FOLD_ALL).program()
    }

    /// Returns the program as a table; `None` if that is too large. Its texts are only those whose length is in the window.
    pub(super) fn table(dfa: &Dfa, window: Window) -> Option<Self> {
        let program = Folding::of(dfa, FOLD_LONG).program();
        let table = Table::of(&program)?;
        let size =
            |table: &Table| Some(encode_table::encode(table, window, 0, |_| 0, |_| 0)?.len());
        let is_small = size(&table)? <= SMALL_TABLE;
        let table = if is_small { table } else { table.compress() };
        (size(&table)? <= MAX_TABLE).then_some(Self { table: Some((table, window)), ..program })
    }

    /// Returns the program for `min` to `max` code points of a set, which must be the whole text.
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
        Self { simultaneous: false, nodes, sets: vec![set.clone()], table: None }
    }

    /// Returns the program of a nondeterministic automaton. Similar states are adjacent, so that the matcher can process
    /// them together.
    pub(super) fn simultaneous(dfa: &Dfa) -> Self {
        let mut folding = Folding {
            dfa,
            limits: FOLD_ALL,
            in_degrees: vec![0; dfa.states.len()],
            next: Vec::new(),
            sets: Vec::new(),
            set_ids: Map::default(),
        };
        let order = order_by_similarity(dfa);
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
        Self { simultaneous: true, nodes: nodes.collect(), sets: folding.sets, table: None }
    }
}

/// The number of steps from a state within which states are compared. The same number of states at the end of a repetition
/// differ from those before them.
const LOOKAHEAD: usize = 8;

/// Returns the numbers of all states, the start first, the others sorted by similarity: the states of a repetition become
/// adjacent and have targets at equal distances.
fn order_by_similarity(dfa: &Dfa) -> Vec<u32> {
    // Incoming symbols distinguish states with equal counts and different assertions.
    let mut kinds = classify_incoming(dfa);
    for _ in 0..LOOKAHEAD {
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

/// Returns a number for each state, which is equal for states with the same incoming symbols.
fn classify_incoming(dfa: &Dfa) -> Vec<u32> {
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

/// The state of converting a deterministic automaton into a program.
struct Folding<'a> {
    dfa: &'a Dfa,
    limits: Limits,
    /// The number of edges that lead to each state.
    in_degrees: Vec<u32>,
    /// For each state, the next state of its chain, with the symbols that lead to it: a state with otherwise equal edges.
    next: Vec<Option<(Symbols, u32)>>,
    sets: Vec<Set>,
    set_ids: Map<Symbols, usize>,
}

impl<'a> Folding<'a> {
    fn of(dfa: &'a Dfa, limits: Limits) -> Self {
        let mut in_degrees = vec![0; dfa.states.len()];
        let targets = dfa.states.iter().flat_map(|state| &state.edges).map(|(_, to)| *to);
        for target in targets.chain([0]) {
            if let Some(in_degrees) = in_degrees.get_mut(index(target)) {
                *in_degrees += 1;
            }
        }
        let mut folding = Self {
            dfa,
            limits,
            in_degrees,
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
                    self.state(*to).filter(|_| index(*to) != from && self.in_degree(*to) == 1);
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
        Program { simultaneous: false, nodes, sets: self.sets, table: None }
    }

    fn node(&mut self, id: u32) -> Node {
        let Some(state) = self.state(id) else { return Node::default() };
        let mut node = Node { accepts: state.accepts, ..Node::default() };
        let mut taken = Symbols::default();
        let is_run = self.count_returning(id, state) <= self.limits.returning;
        let stretch = self.stretch(id).filter(|(_, count, _)| *count >= self.limits.counted);
        if let Some((symbols, count, to)) = stretch.filter(|_| is_run) {
            taken = symbols;
            node.run = Run::Counted(self.set(symbols), count, self.target(to));
        } else if let Some((symbols, _)) = state.edges.iter().find(|(_, to)| *to == id && is_run) {
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
        // Labels that are fast to test come first, the label for all other code points last.
        node.edges.sort_by_key(|(label, _)| match label {
            Label::Text(_) => 0,
            Label::Set(_) => 1,
            Label::Other => 2,
        });
        node
    }

    /// Returns the symbols of the chain that starts at a state, its length, and the state after it.
    fn stretch(&self, id: u32) -> Option<(Symbols, u32, u32)> {
        let (symbols, mut to) = self.next.get(index(id)).copied()??;
        let mut count = 1;
        while let Some(&Some((more, next))) = self.next.get(index(to)) {
            // The state may start a chain with another set.
            if more != symbols {
                break;
            }
            count += 1;
            to = next;
        }
        let last = self.state(to)?.edges.iter().find(|(edge, _)| *edge == symbols)?;
        Some((symbols, count + 1, last.1))
    }

    /// Returns the text that starts with a code point and continues while there is no choice, and the state after it.
    fn text(&self, first: char, mut to: u32) -> (String, u32) {
        let mut text = String::from(first);
        let after_first = to;
        while let Some(state) = self.state(to)
            && !state.accepts
            && self.in_degree(to) == 1
            && let [(symbols, next)] = state.edges.as_slice()
            && let Some(c) = self.single(*symbols)
            && text.len() + c.len_utf8() <= MAX_LABEL
        {
            text.push(c);
            to = *next;
        }
        if text.len() < self.limits.text { (String::from(first), after_first) } else { (text, to) }
    }

    /// Returns the number of ASCII characters that lead from a state to another one from which an edge leads back. After them
    /// the state is likely to be reached again soon.
    fn count_returning(&self, id: u32, state: &State) -> u32 {
        let returns = |to: u32| {
            let other = self.state(to).filter(|_| to != id);
            other.is_some_and(|other| other.edges.iter().any(|(_, to)| *to == id))
        };
        let returning = state.edges.iter().filter(|(_, to)| returns(*to));
        let count = |symbols| {
            let ranges = self.dfa.alphabet.set(symbols);
            let ascii = ranges.code_points().filter(|(from, _)| *from < 0x80);
            ascii.map(|(from, to)| to.min(0x7F) - from + 1).sum::<u32>()
        };
        returning.map(|(symbols, _)| count(*symbols)).sum()
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

    fn in_degree(&self, id: u32) -> u32 {
        self.in_degrees.get(index(id)).copied().unwrap_or_default()
    }
}

/// Returns whether two states have an edge with these symbols, and all their other edges are equal.
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
