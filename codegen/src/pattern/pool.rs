//! The bytes of programs, as `support/pattern.rs` walks them.
//!
//! All programs of a pool share their sets, and equal programs are one.

use super::Compiled;
use super::hash::Map;
use super::program::{Label, Node, Program, Run, Target};
use super::set::Set;
use super::terms::{index, number};

/// Patterns whose data is emitted together: those of a module.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    programs: Vec<Vec<Program>>,
    ids: Map<Vec<Program>, usize>,
}

/// The data of a pool, each part to be printed as a byte string, which costs rustc next to nothing:
/// `const SETS: &[u8] = b"…";` once, and for each pattern `matches(SETS, b"…", text)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Data {
    /// The sets of code points that all programs refer to.
    pub sets: Vec<u8>,
    /// The programs by their numbers.
    pub programs: Vec<Vec<u8>>,
}

impl Pool {
    /// The number of the pattern's program; equal ones have the same. A pattern that everything matches
    /// has one, too, though it needs none.
    pub fn add(&mut self, pattern: &Compiled) -> usize {
        let programs = pattern.programs.clone();
        *self.ids.entry(programs.clone()).or_insert_with(|| {
            self.programs.push(programs);
            self.programs.len() - 1
        })
    }

    /// How many bytes the programs have without their sets.
    pub(super) fn size(programs: &[Program]) -> usize {
        encode_parts(programs, &Map::default()).len()
    }

    /// Returns how many steps matching takes at most for a byte of the text: the edges that are looked at, and one for
    /// each node whose record is read.
    pub(super) fn steps(programs: &[Program]) -> usize {
        programs.iter().map(steps).sum()
    }

    /// The data of all that was added.
    pub fn data(&self) -> Data {
        let mut uses: Map<&Set, usize> = Map::default();
        for program in self.programs.iter().flatten() {
            for set in program.nodes.iter().flat_map(Node::sets) {
                if let Some(set) = program.sets.get(set) {
                    *uses.entry(set).or_default() += 1;
                }
            }
        }
        let mut sets: Vec<(&Set, usize)> = uses.into_iter().collect();
        // What is used most has the shortest number.
        sets.sort_unstable_by(|(a, more), (b, less)| less.cmp(more).then(a.cmp(b)));
        let sets: Vec<&Set> = sets.into_iter().map(|(set, _)| set).collect();
        let ids: Map<&Set, u32> = sets.iter().copied().zip(0..).collect();
        Data {
            sets: encode_sets(&sets),
            programs: self.programs.iter().map(|parts| encode_parts(parts, &ids)).collect(),
        }
    }
}

impl Node {
    fn sets(&self) -> impl Iterator<Item = usize> {
        let run = match self.run {
            Run::None => None,
            Run::Any(set) | Run::Counted(set, ..) => Some(set),
        };
        let of = |label: &Label| if let Label::Set(set) = label { Some(*set) } else { None };
        run.into_iter().chain(self.edges.iter().filter_map(move |(label, _)| of(label)))
    }
}

/// The number of sets; for eight of them 128 bytes, one for every ASCII character, in which each has a bit; 5 bytes each, where its bounds begin and
/// how many there are; the bounds, 3 bytes each: the code points from which on the set, beyond ASCII, is another
/// than before. Sets that are alike there share their bounds.
fn encode_sets(sets: &[&Set]) -> Vec<u8> {
    let mut bytes: Vec<u8> = low(number(sets.len()), 2).collect();
    let mut places = Vec::new();
    let mut bounds = Vec::new();
    let mut known: Map<Vec<u32>, u32> = Map::default();
    bytes.extend(sets.chunks(8).flat_map(ascii_table));
    for set in sets {
        let beyond = bounds_beyond_ascii(set);
        let count = number(beyond.len());
        let place = *known.entry(beyond).or_insert_with_key(|beyond| {
            let place = number(bounds.len() / 3);
            bounds.extend(beyond.iter().flat_map(|bound| low(*bound, 3)));
            place
        });
        places.extend(low(place, 3).chain(low(count, 2)));
    }
    bytes.append(&mut places);
    bytes.append(&mut bounds);
    bytes
}

/// For every ASCII character, which of up to eight sets it is in.
fn ascii_table(sets: &[&Set]) -> [u8; 128] {
    let mut table = [0; 128];
    for (set, bit) in sets.iter().zip(0..) {
        for (from, to) in set.code_points() {
            let characters = table.iter_mut().zip(0_u32..);
            let within = characters.filter(|(_, c)| (from..=to).contains(c));
            within.for_each(|(sets, _)| *sets |= 1 << bit);
        }
    }
    table
}

fn bounds_beyond_ascii(set: &Set) -> Vec<u32> {
    let beyond = set.code_points().filter(|(_, to)| *to > 0x7F);
    let bounds = beyond.flat_map(|(from, to)| [from.max(0x80), to + 1]);
    bounds.filter(|bound| *bound <= 0x10_FFFF).collect()
}

/// The lowest bytes of a number, lowest first.
fn low(value: u32, bytes: usize) -> impl Iterator<Item = u8> {
    value.to_le_bytes().into_iter().take(bytes)
}

/// All parts have to hold. Each is its flags, with more parts its length, where the records of its nodes begin,
/// and the records.
fn encode_parts(parts: &[Program], sets: &Map<&Set, u32>) -> Vec<u8> {
    const WIDE: u8 = 1;
    const MORE: u8 = 2;
    const SIMULTANEOUS: u8 = 4;
    let mut bytes = Vec::new();
    for (index, program) in parts.iter().enumerate() {
        let (places, records) = encode_program(program, sets);
        let wide = places.iter().any(|place| *place > 0xFF);
        let more = index + 1 < parts.len();
        let flag = |is: bool, flag: u8| if is { flag } else { 0 };
        bytes.push(flag(wide, WIDE) | flag(more, MORE) | flag(program.simultaneous, SIMULTANEOUS));
        let width = if wide { 2 } else { 1 };
        let mut body = Vec::new();
        varint(number(places.len()), &mut body);
        body.extend(places.iter().flat_map(|place| low(*place, width)));
        body.extend(records);
        if more {
            varint(number(body.len()), &mut bytes);
        }
        bytes.append(&mut body);
    }
    bytes
}

/// The nodes that have a bit in one word while they are walked from at the same time.
const WORD: usize = 64;

/// Returns how many steps a byte of the text takes at most in one program.
fn steps(program: &Program) -> usize {
    let of = |node: &Node| 1 + node.edges.len();
    if !program.simultaneous {
        return program.nodes.iter().map(of).max().unwrap_or_default();
    }
    let ids = program.sets.iter().zip(0..).collect();
    let (places, _) = encode_program(program, &ids);
    let nodes: Vec<(&u32, &Node)> = places.iter().zip(&program.nodes).collect();
    let words = nodes.chunks(WORD);
    // Neighbours in one word with the same record take their steps together.
    let groups = words.flat_map(|word| word.chunk_by(|(left, _), (right, _)| left == right));
    groups.filter_map(|group| group.first()).map(|(_, node)| of(node)).sum()
}

/// Where the record of each node begins, and the records; nodes that say the same share theirs.
fn encode_program(program: &Program, sets: &Map<&Set, u32>) -> (Vec<u32>, Vec<u8>) {
    let mut records = Vec::new();
    let mut known: Map<Vec<u8>, u32> = Map::default();
    let ids: Vec<u32> =
        program.sets.iter().map(|set| sets.get(set).copied().unwrap_or_default()).collect();
    let id = |set: usize| ids.get(set).copied().unwrap_or_default();
    let ways = if program.simultaneous { ways(program) } else { Vec::new() };
    let places = program.nodes.iter().zip(0..).map(|(node, at)| {
        let encode_target = |target| match target {
            Target::Node(to) if program.simultaneous => {
                let is_near = ways.get(index(to)).is_some_and(|ways| *ways <= FEW);
                if is_near { encode_distance(at, to) } else { to << 1 }
            }
            target => encode_target(target, at),
        };
        let record = encode_node(node, encode_target, id);
        *known.entry(record).or_insert_with_key(|record| {
            let place = number(records.len());
            records.extend_from_slice(record);
            place
        })
    });
    (places.collect(), records)
}

/// What no more nodes lead to is part of a repetition, in which each leads to one as far away.
const FEW: usize = 4;

/// Returns how many edges lead to each node.
fn ways(program: &Program) -> Vec<usize> {
    let mut ways = vec![0; program.nodes.len()];
    for (_, target) in program.nodes.iter().flat_map(|node| &node.edges) {
        if let Target::Node(to) = target {
            ways.iter_mut().skip(index(*to)).take(1).for_each(|ways| *ways += 1);
        }
    }
    ways
}

/// Flags (bit 0: the text may end; bits 1 and 2: no run, any, counted; the others: how many edges); the run;
/// the edges, each a tag and a target.
fn encode_node(
    node: &Node,
    encode_target: impl Fn(Target) -> u32,
    id: impl Fn(usize) -> u32,
) -> Vec<u8> {
    const MANY: u8 = 31;
    let run = match node.run {
        Run::None => 0,
        Run::Any(_) => 1,
        Run::Counted(..) => 2,
    };
    let count = u8::try_from(node.edges.len()).unwrap_or(u8::MAX);
    let mut bytes = vec![u8::from(node.accepts) | run << 1 | count.min(MANY) << 3];
    if count >= MANY {
        bytes.push(count);
    }
    match node.run {
        Run::None => {}
        Run::Any(set) => varint(id(set), &mut bytes),
        Run::Counted(set, count, target) => {
            varint(id(set), &mut bytes);
            varint(count, &mut bytes);
            varint(encode_target(target), &mut bytes);
        }
    }
    for (label, target) in &node.edges {
        encode_label(label, &id, &mut bytes);
        varint(encode_target(*target), &mut bytes);
    }
    bytes
}

fn encode_label(label: &Label, id: impl Fn(usize) -> u32, to: &mut Vec<u8>) {
    const TEXT: u8 = 0x80;
    const OTHER: u8 = 0xBF;
    const SET: u8 = 0xC0;
    const FURTHER: u32 = 0x3F;
    match label {
        Label::Text(text) => {
            if text.len() > 1 {
                to.push(TEXT | u8::try_from(text.len()).unwrap_or_default());
            }
            to.extend(text.bytes());
        }
        Label::Other => to.push(OTHER),
        Label::Set(set) => {
            let id = id(*set);
            to.push(SET | u8::try_from(id.min(FURTHER)).unwrap_or_default());
            if id >= FURTHER {
                varint(id - FURTHER, to);
            }
        }
    }
}

/// A node by how far it is away, which is an even number behind `at`, and an odd one before it.
fn encode_distance(at: u32, to: u32) -> u32 {
    let distance = if to >= at { (to - at) << 1 } else { (at - to) << 1 | 1 };
    // The first odd number is that of `Target::Always`.
    (distance + 1) << 1 | 1
}

/// A node near after this one as the distance, so that rungs of a ladder are alike; others by number.
fn encode_target(target: Target, at: u32) -> u32 {
    const NEAR: u32 = 8;
    match target {
        Target::Always => 1,
        Target::Node(node) if node > at && node - at <= NEAR => (node - at) << 1 | 1,
        Target::Node(node) => node << 1,
    }
}

/// Seven bits a byte, lowest first; the highest bit says that there are more.
fn varint(mut value: u32, to: &mut Vec<u8>) {
    while value > 0x7F {
        to.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    to.push(value.to_le_bytes()[0]);
}
