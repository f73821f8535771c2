//! The automaton of a pattern as states and edges, to walk it step by step. Matching doesn't need them: it reads the data
//! of the automaton itself.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::{
    ACCEPTS, ALWAYS, Bytes, COUNTS, MORE, OTHER, RUNS, SET, SIMULTANEOUS, Sets, TABLE, TEXT, WIDE,
    step,
};
use super::pattern_table::{self, Table, read_u16, target_of_few};

/// Inclusive ranges of code points, sorted and disjoint. They can include surrogates, which no text has.
pub(super) type Ranges = Vec<(u32, u32)>;

/// The greatest code point.
pub(super) const LAST: u32 = 0x10_FFFF;

/// The automaton of a pattern. The texts that lead from the start to an accepting state are those that match.
pub(super) struct Automaton<'p> {
    parts: Vec<Part<'p>>,
}

/// A state of an automaton. From each state but that of an automaton without matching texts, edges lead to an accepting
/// one, except where a pattern had to be compiled in several parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct State(Vec<BTreeSet<Place>>);

/// A place in one part of an automaton.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Place {
    /// At a node, after a number of code points of its counted run.
    Node { node: usize, count: usize },
    /// Within the text of an edge of a node, after a number of bytes.
    Text { node: usize, edge: usize, bytes: usize },
    /// Where any rest of a text matches.
    Always,
}

impl<'p> Automaton<'p> {
    /// Reads the automaton of a pattern; `None` for data that no generator makes.
    pub(super) fn read(sets: &'p [u8], program: &'p [u8]) -> Option<Self> {
        let mut parts = Vec::new();
        let mut rest = Bytes(program);
        loop {
            let flags = rest.byte()?;
            let has_more = flags & MORE != 0;
            let part = if has_more { Bytes(rest.counted()?) } else { rest };
            if flags & TABLE != 0 {
                let table = Table::read(sets, part.0)?;
                if table.flags() & UNCOUNTED != 0 {
                    parts.push(count_code_points(table.window()));
                }
                parts.push(Part { nodes: read_table(&table, &Sets::read(sets)?)? });
            } else {
                parts.push(Part { nodes: read_nodes(part, flags, &Sets::read(sets)?)? });
            }
            if !has_more {
                return Some(Self { parts });
            }
        }
    }

    /// Returns the state before the first code point of a text.
    pub(super) fn start(&self) -> State {
        let start = BTreeSet::from([Place::Node { node: 0, count: 0 }]);
        State(self.parts.iter().map(|_| start.clone()).collect())
    }

    /// Returns whether a text that leads to this state matches.
    pub(super) fn accepts(&self, state: &State) -> bool {
        let mut parts = self.parts.iter().zip(&state.0);
        parts.all(|(part, places)| places.iter().any(|place| accepts(part, *place)))
    }

    /// Returns the states that one more code point leads to, and the code points that lead to each. Other code points lead
    /// nowhere: no text that goes on with them matches.
    pub(super) fn edges(&self, state: &State) -> Vec<(Ranges, State)> {
        let parts = self.parts.iter().zip(&state.0);
        let edges: Vec<Vec<(Ranges, Place)>> = parts
            .map(|(part, places)| {
                let edges = places.iter().flat_map(|place| edges_of_place(part, *place));
                edges.flatten().collect()
            })
            .collect();
        // Between two neighbouring bounds, all code points lead to the same state.
        let ranges = edges.iter().flatten().flat_map(|(ranges, _)| ranges);
        let bounds: BTreeSet<u32> = ranges.flat_map(|(from, to)| [*from, to + 1]).collect();
        let mut found: BTreeMap<State, Ranges> = BTreeMap::new();
        for (from, next) in bounds.iter().zip(bounds.iter().skip(1)) {
            let of_part = |edges: &Vec<(Ranges, Place)>| {
                let taken = edges.iter().filter(|(ranges, _)| contains(ranges, *from));
                taken.map(|(_, place)| *place).collect()
            };
            let state = State(edges.iter().map(of_part).collect());
            if state.0.iter().all(|places| !places.is_empty()) {
                push_range(found.entry(state).or_default(), (*from, next - 1));
            }
        }
        found.into_iter().map(|(state, ranges)| (ranges, state)).collect()
    }
}

/// Returns the code points that lead from a place to others.
fn edges_of_place(part: &Part<'_>, place: Place) -> Option<Vec<(Ranges, Place)>> {
    match place {
        Place::Always => Some(vec![(vec![(0, LAST)], place)]),
        Place::Node { node, count } => edges_of_node(part, node, count),
        Place::Text { node, edge, bytes } => {
            let read = part.nodes.get(node)?.edges.get(edge)?;
            let Label::Text(text) = read.label else { return None };
            Some(vec![text_edge(text, bytes, (node, edge), read)?])
        }
    }
}

fn edges_of_node(part: &Part<'_>, node: usize, count: usize) -> Option<Vec<(Ranges, Place)>> {
    let Node { run, edges, .. } = part.nodes.get(node)?;
    let mut found = Vec::new();
    if let Some(run) = run {
        let count = count + 1;
        let place = match run.most {
            None => Place::Node { node, count: 0 },
            Some((most, full)) if count == most => place_of(full),
            Some(_) => Place::Node { node, count },
        };
        found.push((run.ranges.clone(), place));
    }
    for (number, edge) in edges.iter().enumerate() {
        found.push(match &edge.label {
            Label::Text(text) => text_edge(text, 0, (node, number), edge)?,
            Label::Ranges(ranges) => (ranges.clone(), place_of(edge.target)),
            Label::Other => {
                let taken: Vec<&(u32, u32)> = found.iter().flat_map(|(taken, _)| taken).collect();
                (complement(taken), place_of(edge.target))
            }
        });
    }
    Some(found)
}

fn accepts(part: &Part<'_>, place: Place) -> bool {
    match place {
        Place::Always => true,
        Place::Node { node, .. } => part.nodes.get(node).is_some_and(|node| node.accepts),
        Place::Text { .. } => false,
    }
}

/// Returns the place of a target: a node, or `None` if any rest matches.
fn place_of(target: Option<usize>) -> Place {
    target.map_or(Place::Always, |node| Place::Node { node, count: 0 })
}

/// Returns the next code point of an edge's text after a number of bytes, and the place after it.
fn text_edge(
    text: &[u8],
    bytes: usize,
    (node, number): (usize, usize),
    edge: &Edge<'_>,
) -> Option<(Ranges, Place)> {
    let c = std::str::from_utf8(text.get(bytes..)?).ok()?.chars().next()?;
    let bytes = bytes + c.len_utf8();
    let place = if bytes == text.len() {
        place_of(edge.target)
    } else {
        Place::Text { node, edge: number, bytes }
    };
    Some((vec![(u32::from(c), u32::from(c))], place))
}

fn contains(ranges: &Ranges, c: u32) -> bool {
    let next = ranges.partition_point(|(_, to)| *to < c);
    ranges.get(next).is_some_and(|(from, _)| *from <= c)
}

fn push_range(ranges: &mut Ranges, (from, to): (u32, u32)) {
    match ranges.last_mut() {
        Some(last) if last.1 + 1 == from => last.1 = to,
        _ => ranges.push((from, to)),
    }
}

/// Returns the code points of some ranges that aren't in others.
fn minus(ranges: &[(u32, u32)], others: &[(u32, u32)]) -> Ranges {
    let outside = complement(ranges.iter().collect());
    complement(outside.iter().chain(others).collect())
}

/// Returns the code points that aren't in any of some ranges.
fn complement(mut ranges: Vec<&(u32, u32)>) -> Ranges {
    ranges.sort_unstable();
    let mut rest = Ranges::new();
    let mut next = 0;
    for (from, to) in ranges {
        if next < *from {
            rest.push((next, from - 1));
        }
        next = next.max(to + 1);
    }
    if next <= LAST {
        rest.push((next, LAST));
    }
    rest
}

/// One of the automata of a pattern, all of which must match.
struct Part<'p> {
    nodes: Vec<Node<'p>>,
}

/// A node: a run of code points, and the edges that are taken after it.
#[derive(Clone)]
struct Node<'p> {
    /// Whether the text may end here.
    accepts: bool,
    run: Option<Run>,
    edges: Vec<Edge<'p>>,
}

/// Code points of a set that come before the edges of a node.
#[derive(Clone)]
struct Run {
    ranges: Ranges,
    /// The greatest number, and the target after that many; `None` if there can be any number.
    most: Option<(usize, Option<usize>)>,
}

/// An edge, and the node that it leads to; `None` if any rest of the text matches.
#[derive(Clone)]
struct Edge<'p> {
    label: Label<'p>,
    target: Option<usize>,
}

#[derive(Clone)]
enum Label<'p> {
    Text(&'p [u8]),
    Ranges(Ranges),
    /// The code points that are on no other edge.
    Other,
}

fn read_nodes<'p>(mut part: Bytes<'p>, flags: u8, sets: &Sets<'_>) -> Option<Vec<Node<'p>>> {
    let count = part.number()?;
    let width = if flags & WIDE != 0 { 2 } else { 1 };
    let places = part.take(width * count)?;
    let read_node = |(node, place): (usize, &[u8])| {
        let place = place.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        let target = |target| read_target(node, target, flags & SIMULTANEOUS != 0);
        read_node(Bytes(part.0.get(place..)?), sets, target)
    };
    places.chunks(width).enumerate().map(read_node).collect()
}

fn read_node<'p>(
    mut record: Bytes<'p>,
    sets: &Sets<'_>,
    read_target: impl Fn(usize) -> Option<Option<usize>>,
) -> Option<Node<'p>> {
    let flags = record.byte()?;
    let count = record.edges(flags)?;
    let mut run = None;
    if flags & RUNS != 0 {
        let ranges = sets.ranges(record.number()?);
        let most = if flags & COUNTS == 0 {
            None
        } else {
            Some((record.number()?, read_target(record.number()?)?))
        };
        run = Some(Run { ranges, most });
    }
    let mut edges = Vec::new();
    for _ in 0..count {
        let at = record;
        let tag = record.byte()?;
        let label = match tag {
            SET.. => Label::Ranges(sets.ranges(record.set(tag)?)),
            OTHER => Label::Other,
            TEXT.. => Label::Text(record.take(usize::from(tag - TEXT))?),
            _ => Label::Text(at.0.get(..1)?),
        };
        edges.push(Edge { label, target: read_target(record.number()?)? });
    }
    Some(Node { accepts: flags & ACCEPTS != 0, run, edges })
}

/// Returns the node that a target of another one leads to, or the inner `None` if any rest of a text matches.
fn read_target(node: usize, target: usize, simultaneous: bool) -> Option<Option<usize>> {
    if target == ALWAYS {
        return Some(None);
    }
    if !simultaneous || target & 1 == 0 {
        return Some(Some(step(node, target)));
    }
    let number = (target >> 1).checked_sub(1)?;
    let distance = number >> 1;
    Some(Some(if number & 1 == 0 { node + distance } else { node.checked_sub(distance)? }))
}

/// Returns an automaton that counts code points, up to a greatest number unless that is `usize::MAX`.
fn count_code_points<'p>((min, max): (usize, usize)) -> Part<'p> {
    let run = |most, target| Run { ranges: vec![(0, LAST)], most: Some((most, target)) };
    let node = |accepts, run| Node { accepts, run, edges: Vec::new() };
    let after = match max {
        usize::MAX => node(true, Some(Run { ranges: vec![(0, LAST)], most: None })),
        max if max == min => node(true, None),
        max => node(true, Some(run(max - min, Some(2)))),
    };
    let first = if min == 0 { node(true, None) } else { node(false, Some(run(min, Some(1)))) };
    let last = node(true, None);
    // The automaton starts at the first node.
    let nodes = if min == 0 { vec![after, last.clone(), last] } else { vec![first, after, last] };
    Part { nodes }
}

/// Returns the nodes of a table, in the order of their places.
fn read_table<'p>(table: &Table<'p>, sets: &Sets<'_>) -> Option<Vec<Node<'p>>> {
    let classes = class_ranges(table, sets);
    let mut places = vec![table.start()];
    let mut nodes = Vec::new();
    while let Some(place) = places.get(nodes.len()) {
        // The target of a node that is only a row is its row, after its flags.
        let is_only_row = *place < table.end_of_rows();
        let (flags, mut rest) = table.node(*place - usize::from(is_only_row))?;
        let mut target = |place: usize| match place {
            pattern_table::ALWAYS => None,
            place => Some(places.iter().position(|other| *other == place).unwrap_or_else(|| {
                places.push(place);
                places.len() - 1
            })),
        };
        let mut run = None;
        if flags & pattern_table::RUN != 0 {
            let (set, after) = read_u16(rest)?;
            rest = after;
            let mut most = None;
            if flags & pattern_table::COUNTED != 0 {
                let (count, after) = read_u16(rest)?;
                let (full, after) = read_u16(after)?;
                rest = after;
                most = Some((count, target(full)));
            }
            run = Some(Run { ranges: sets.ranges(set), most });
        }
        let mut edges = Vec::new();
        if flags & pattern_table::TEXT != 0 {
            let (next, after) = read_u16(rest)?;
            let (length, after) = after.split_first()?;
            let label = Label::Text(after.get(..usize::from(*length))?);
            edges.push(Edge { label, target: target(next) });
        } else if flags & (pattern_table::ROW | pattern_table::FEW) != 0 {
            for (class, ranges) in (0..).step_by(2).zip(&classes) {
                let next = if flags & pattern_table::ROW != 0 {
                    read_u16(rest.get(usize::from(class)..)?)?.0
                } else {
                    target_of_few(rest, class)?
                };
                if next != pattern_table::NEVER {
                    // What the run takes doesn't come after it.
                    let taken = run.as_ref().map_or(&[][..], |run| &run.ranges);
                    let label = Label::Ranges(minus(ranges, taken));
                    edges.push(Edge { label, target: target(next) });
                }
            }
        }
        nodes.push(Node { accepts: flags & pattern_table::ACCEPTS != 0, run, edges });
    }
    Some(nodes)
}

/// Returns the code points of each class of a table.
fn class_ranges(table: &Table<'_>, sets: &Sets<'_>) -> Vec<Ranges> {
    let count = table.classes.iter().copied().chain([table.other_class()]);
    let count = count.chain(table.beyond().map(|(_, class)| class)).max().unwrap_or_default();
    let mut classes = vec![Ranges::new(); usize::from(count) / 2 + 1];
    let mut push = |class: u8, range| {
        // A class is encoded as the index of a target of two bytes.
        classes
            .get_mut(usize::from(class) / 2)
            .into_iter()
            .for_each(|class| push_range(class, range));
    };
    table.classes.iter().zip(0..).for_each(|(class, c)| push(*class, (c, c)));
    let mut taken = vec![(0, 0x7F)];
    for (set, class) in table.beyond() {
        let ranges = sets.ranges(set);
        let beyond = ranges.into_iter().filter(|(_, to)| *to > 0x7F);
        for (from, to) in beyond.map(|(from, to)| (from.max(0x80), to)) {
            push(class, (from, to));
            taken.push((from, to));
        }
    }
    let rest = complement(taken.iter().collect());
    rest.into_iter().for_each(|range| push(table.other_class(), range));
    classes.iter_mut().for_each(|ranges| ranges.sort_unstable());
    classes
}

/// The flag of a table that also accepts texts with fewer or more code points than those that match have.
const UNCOUNTED: u8 = 2;

impl Sets<'_> {
    /// Returns the code points of a set.
    fn ranges(&self, set: usize) -> Ranges {
        let mut ranges = Ranges::new();
        let ascii =
            (0_u8..0x80).filter(|byte| self.ascii_of(set).is_some_and(|set| set.has(*byte)));
        ascii.for_each(|byte| push_range(&mut ranges, (byte.into(), byte.into())));
        let [from, to] = self.range(set);
        let mut bounds = (from..to).map(|index| self.bound(index));
        while let Some(from) = bounds.next() {
            push_range(&mut ranges, (from, bounds.next().map_or(LAST, |to| to - 1)));
        }
        ranges
    }
}
