//! Minimization of automata, by Valmari's simultaneous refinement of states and edges.
//! (Antti Valmari: Fast brief practical DFA minimization, 2012)

use super::state::{State, sort_by_distance};
use super::symbols::Symbols;
use super::terms::{index, number};

/// Returns the minimal automaton that accepts the same language, sorted by distance; no states if that is empty.
pub(super) fn minimize(states: Vec<State>, symbols: usize) -> Vec<State> {
    let groups = group_equivalent_symbols(&states, symbols);
    let useful = find_useful(&states);
    let mut edges = Edges::default();
    for (from, state) in states.iter().enumerate().filter(|(from, _)| flag(&useful, *from)) {
        for (symbols, target) in
            state.edges.iter().filter(|(_, target)| flag(&useful, index(*target)))
        {
            for (label, group) in groups.iter().enumerate() {
                if group.first().is_some_and(|symbol| symbols.contains(symbol)) {
                    edges.from.push(from);
                    edges.to.push(index(*target));
                    edges.label.push(label);
                }
            }
        }
    }
    if !flag(&useful, 0) {
        return Vec::new();
    }
    let blocks = refine(&states, &useful, &edges);
    let start = blocks.set_of(0);
    let renamed = |block: usize| match block {
        0 => start,
        block if block == start => 0,
        block => block,
    };
    let mut smallest = vec![State::default(); blocks.count()];
    for block in 0..blocks.count() {
        let Some(state) = blocks.first(block).and_then(|state| states.get(state)) else { continue };
        let Some(to) = smallest.get_mut(renamed(block)) else { continue };
        to.accepts = state.accepts;
        for (symbols, target) in
            state.edges.iter().filter(|(_, target)| flag(&useful, index(*target)))
        {
            let target = number(renamed(blocks.set_of(index(*target))));
            match to.edges.iter_mut().find(|(_, other)| *other == target) {
                Some((known, _)) => *known = known.or(*symbols),
                None => to.edges.push((*symbols, target)),
            }
        }
    }
    sort_by_distance(smallest)
}

/// Groups the symbols that no edge distinguishes.
fn group_equivalent_symbols(states: &[State], symbols: usize) -> Vec<Symbols> {
    let mut all = Symbols::default();
    (0..symbols).for_each(|symbol| all.insert(symbol));
    let mut groups = vec![all];
    let mut seen: super::hash::Map<Symbols, ()> = super::hash::Map::default();
    for (edge, _) in states.iter().flat_map(|state| &state.edges) {
        if seen.insert(*edge, ()).is_some() {
            continue;
        }
        let split: Vec<Symbols> =
            groups.iter().flat_map(|g| [g.and(*edge), g.minus(*edge)]).collect();
        groups = split.into_iter().filter(|group| !group.is_empty()).collect();
        if groups.len() == symbols {
            break;
        }
    }
    groups
}

/// Returns for each state whether an accepting state can be reached from it.
fn find_useful(states: &[State]) -> Vec<bool> {
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); states.len()];
    for (from, state) in states.iter().enumerate() {
        for (_, target) in &state.edges {
            if let Some(before) = before.get_mut(index(*target)) {
                before.push(from);
            }
        }
    }
    let mut useful = vec![false; states.len()];
    let accepting = states.iter().enumerate().filter(|(_, state)| state.accepts);
    let mut queue: Vec<usize> = accepting.map(|(state, _)| state).collect();
    while let Some(state) = queue.pop() {
        let Some(known) = useful.get_mut(state).filter(|known| !**known) else { continue };
        *known = true;
        queue.extend(before.get(state).into_iter().flatten());
    }
    useful
}

fn flag(flags: &[bool], index: usize) -> bool {
    flags.get(index).copied().unwrap_or_default()
}

/// Edges, each with one label.
#[derive(Default)]
struct Edges {
    from: Vec<usize>,
    to: Vec<usize>,
    label: Vec<usize>,
}

/// Splits blocks of states until the edges of all states in a block lead to the same blocks.
fn refine(states: &[State], useful: &[bool], edges: &Edges) -> Partition {
    let kind = |state: &State, useful: bool| if useful { usize::from(state.accepts) } else { 2 };
    let kinds: Vec<usize> =
        states.iter().zip(useful).map(|(state, useful)| kind(state, *useful)).collect();
    let mut blocks = Partition::new(&kinds);
    let mut cords = Partition::new(&edges.label);
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); states.len()];
    for (edge, to) in edges.to.iter().enumerate() {
        if let Some(into) = into.get_mut(*to) {
            into.push(edge);
        }
    }
    // The first block needn't be processed: the others give the same information.
    let (mut block, mut cord) = (1, 0);
    while cord < cords.count() {
        for edge in cords.members(cord).to_vec() {
            blocks.mark(edges.from.get(edge).copied().unwrap_or_default());
        }
        blocks.split();
        cord += 1;
        while block < blocks.count() {
            for state in blocks.members(block).to_vec() {
                into.get(state).into_iter().flatten().for_each(|edge| cords.mark(*edge));
            }
            cords.split();
            block += 1;
        }
    }
    blocks
}

/// A partition of elements into disjoint sets, which are split by marking some of their elements.
struct Partition {
    elements: Vec<usize>,
    /// The index of each element in `elements`.
    place: Vec<usize>,
    set: Vec<usize>,
    first: Vec<usize>,
    past: Vec<usize>,
    marked: Vec<usize>,
    touched: Vec<usize>,
}

// All indices are elements or sets of the partition, so that none is out of bounds.
#[allow(clippy::indexing_slicing)]
impl Partition {
    /// Creates a set for each kind that occurs.
    fn new(kinds: &[usize]) -> Self {
        let mut elements: Vec<usize> = (0..kinds.len()).collect();
        elements.sort_by_key(|element| kinds[*element]);
        let mut partition = Self {
            place: vec![0; kinds.len()],
            set: vec![0; kinds.len()],
            first: Vec::new(),
            past: Vec::new(),
            marked: Vec::new(),
            touched: Vec::new(),
            elements,
        };
        let mut kind = None;
        for at in 0..kinds.len() {
            let element = partition.elements[at];
            if kind != Some(kinds[element]) {
                kind = Some(kinds[element]);
                partition.first.push(at);
                partition.past.push(at);
                partition.marked.push(0);
            }
            let set = partition.first.len() - 1;
            partition.past[set] = at + 1;
            partition.place[element] = at;
            partition.set[element] = set;
        }
        partition
    }

    fn count(&self) -> usize {
        self.first.len()
    }

    fn members(&self, set: usize) -> &[usize] {
        &self.elements[self.first[set]..self.past[set]]
    }

    fn set_of(&self, element: usize) -> usize {
        self.set[element]
    }

    fn first(&self, set: usize) -> Option<usize> {
        self.members(set).first().copied()
    }

    fn mark(&mut self, element: usize) {
        let set = self.set[element];
        let at = self.place[element];
        let to = self.first[set] + self.marked[set];
        if at < to {
            return;
        }
        self.elements.swap(at, to);
        self.place[self.elements[at]] = at;
        self.place[element] = to;
        if self.marked[set] == 0 {
            self.touched.push(set);
        }
        self.marked[set] += 1;
    }

    /// Splits each set with marked elements; the smaller part becomes a new set.
    fn split(&mut self) {
        while let Some(set) = self.touched.pop() {
            let middle = self.first[set] + self.marked[set];
            let marked = std::mem::take(&mut self.marked[set]);
            if middle == self.past[set] {
                continue;
            }
            let new = self.first.len();
            if marked <= self.past[set] - middle {
                self.first.push(self.first[set]);
                self.past.push(middle);
                self.first[set] = middle;
            } else {
                self.first.push(middle);
                self.past.push(self.past[set]);
                self.past[set] = middle;
            }
            self.marked.push(0);
            for at in self.first[new]..self.past[new] {
                self.set[self.elements[at]] = new;
            }
        }
    }
}
