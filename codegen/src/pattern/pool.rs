//! Encodes programs as bytes, which `support/pattern.rs` interprets.
//!
//! The programs of a pool share their sets, and equal programs are stored once.

use std::collections::BTreeSet;

use super::encode_table::index_in_row;
use super::hash::Map;
use super::program::{Label, Node, Program, Run, Target};
use super::set::Set;
use super::terms::{index, number};
use super::{Compiled, encode_table};

/// The programs of the patterns of a module, which are emitted together.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    programs: Vec<Vec<Program>>,
    ids: Map<Vec<Program>, usize>,
}

/// The data of a pool. Each part is emitted as a byte string, which rustc compiles fast:
/// `const SETS: &[u8] = b"…";` once, and for each pattern `matches(SETS, b"…", text)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Data {
    /// The sets of code points that all programs refer to.
    pub sets: Vec<u8>,
    /// The programs, indexed by the numbers that [`Pool::add`] returns.
    pub programs: Vec<Vec<u8>>,
}

impl Pool {
    /// Adds the program of a pattern and returns its number. Equal programs have the same number. A pattern that every text
    /// matches gets a number too, although it needs no program.
    pub fn add(&mut self, pattern: &Compiled) -> usize {
        let programs = pattern.programs.clone();
        *self.ids.entry(programs.clone()).or_insert_with(|| {
            self.programs.push(programs);
            self.programs.len() - 1
        })
    }

    /// Returns the number of bytes of the programs, without their sets.
    pub(super) fn size(programs: &[Program]) -> usize {
        encode_parts(programs, &Shared::default()).len()
    }

    /// Returns the largest number of steps that matching takes for a byte of a text: the visited edges, and one for each
    /// node whose record is read.
    pub(super) fn steps(programs: &[Program]) -> usize {
        programs.iter().map(count_steps).sum()
    }

    /// Returns the data of all programs.
    pub fn data(&self) -> Data {
        let mut uses: Map<&Set, usize> = Map::default();
        for set in self.programs.iter().flatten().flat_map(used_sets) {
            *uses.entry(set).or_default() += 1;
        }
        let mut sets: Vec<(&Set, usize)> = uses.into_iter().collect();
        // The sets that are used most get the shortest encodings.
        sets.sort_unstable_by(|(a, more), (b, less)| less.cmp(more).then(a.cmp(b)));
        let sets: Vec<&Set> = sets.into_iter().map(|(set, _)| set).collect();
        let tables = self.programs.iter().flatten().filter_map(|program| program.table.as_ref());
        let maps: BTreeSet<&[u8]> = tables.map(|(table, _)| table.ascii.as_slice()).collect();
        let shared = Shared {
            sets: sets.iter().copied().zip(0..).collect(),
            maps: maps.iter().copied().zip(0..).collect(),
        };
        Data {
            sets: encode_sets(&sets, &maps),
            programs: self.programs.iter().map(|parts| encode_parts(parts, &shared)).collect(),
        }
    }
}

/// The numbers of what the programs of a pool share.
#[derive(Default)]
struct Shared<'a> {
    sets: Map<&'a Set, u32>,
    /// Maps from ASCII characters to classes.
    maps: Map<&'a [u8], u16>,
}

/// Returns the sets that a program refers to in the data, each as often as it does.
fn used_sets(program: &Program) -> Vec<&Set> {
    let of = |set: usize| program.sets.get(set);
    match &program.table {
        None => program.nodes.iter().flat_map(Node::sets).filter_map(of).collect(),
        Some((table, _)) => {
            let runs = table.nodes.iter().filter_map(|node| node.run.set()).filter_map(of);
            runs.chain(table.beyond.iter().map(|(set, _)| set)).collect()
        }
    }
}

impl Run {
    fn set(self) -> Option<usize> {
        match self {
            Self::None => None,
            Self::Any(set) | Self::Counted(set, ..) => Some(set),
        }
    }
}

impl Node {
    fn sets(&self) -> impl Iterator<Item = usize> {
        let run = self.run.set();
        let of = |label: &Label| if let Label::Set(set) = label { Some(*set) } else { None };
        run.into_iter().chain(self.edges.iter().filter_map(move |(label, _)| of(label)))
    }
}

/// Encodes what programs share: the numbers of maps and sets; for each map the classes of the 128 ASCII characters; for each
/// eight sets a table of 128 bytes, one for each ASCII character, with a bit for each set that contains it; for each set 5 bytes, the index of its bounds and their number; and the bounds, of 3
/// bytes each, which are the code points beyond ASCII at which membership changes. Sets with equal bounds share them.
fn encode_sets(sets: &[&Set], maps: &BTreeSet<&[u8]>) -> Vec<u8> {
    let counts = low_bytes(number(maps.len()), 2).chain(low_bytes(number(sets.len()), 2));
    let mut bytes: Vec<u8> = counts.collect();
    bytes.extend(maps.iter().copied().flatten().filter_map(|class| index_in_row(*class)));
    let mut places = Vec::new();
    let mut bounds = Vec::new();
    let mut known: Map<Vec<u32>, u32> = Map::default();
    bytes.extend(sets.chunks(8).flat_map(ascii_table));
    for set in sets {
        let beyond = bounds_beyond_ascii(set);
        let count = number(beyond.len());
        let place = *known.entry(beyond).or_insert_with_key(|beyond| {
            let place = number(bounds.len() / 3);
            bounds.extend(beyond.iter().flat_map(|bound| low_bytes(*bound, 3)));
            place
        });
        places.extend(low_bytes(place, 3).chain(low_bytes(count, 2)));
    }
    bytes.append(&mut places);
    bytes.append(&mut bounds);
    bytes
}

/// Returns a byte for each ASCII character, with a bit for each of up to eight sets that contain it.
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

/// Returns the lowest bytes of a number in little-endian order.
fn low_bytes(value: u32, bytes: usize) -> impl Iterator<Item = u8> {
    value.to_le_bytes().into_iter().take(bytes)
}

/// Encodes programs that must all match. Each consists of flags, its length if another one follows, and a table, or else
/// the offsets of the records of its nodes, and the records.
fn encode_parts(parts: &[Program], shared: &Shared<'_>) -> Vec<u8> {
    const MORE: u8 = 2;
    const SIMULTANEOUS: u8 = 4;
    let mut bytes = Vec::new();
    for (index, program) in parts.iter().enumerate() {
        let (form, mut body) =
            encode_table(program, shared).unwrap_or_else(|| encode_nodes(program, &shared.sets));
        let more = index + 1 < parts.len();
        let flag = |is: bool, flag: u8| if is { flag } else { 0 };
        bytes.push(form | flag(more, MORE) | flag(program.simultaneous, SIMULTANEOUS));
        if more {
            push_varint(number(body.len()), &mut bytes);
        }
        bytes.append(&mut body);
    }
    bytes
}

/// Returns the table of a program, if it has one, with the flag for it.
fn encode_table(program: &Program, shared: &Shared<'_>) -> Option<(u8, Vec<u8>)> {
    const TABLE: u8 = 8;
    let (table, window) = program.table.as_ref()?;
    let map = shared.maps.get(table.ascii.as_slice()).copied().unwrap_or_default();
    let number = |set: Option<&Set>| {
        let number = set.and_then(|set| shared.sets.get(set)).copied().unwrap_or_default();
        u16::try_from(number).unwrap_or_default()
    };
    let run = |set| number(program.sets.get(set));
    let beyond = |set| number(table.beyond.get(set).map(|(set, _)| set));
    Some((TABLE, encode_table::encode(table, *window, map, run, beyond)?))
}

/// Returns the nodes of a program, with the flag for their places.
fn encode_nodes(program: &Program, sets: &Map<&Set, u32>) -> (u8, Vec<u8>) {
    const WIDE: u8 = 1;
    let (places, records) = encode_program(program, sets);
    let wide = places.iter().any(|place| *place > 0xFF);
    let width = if wide { 2 } else { 1 };
    let mut body = Vec::new();
    push_varint(number(places.len()), &mut body);
    body.extend(places.iter().flat_map(|place| low_bytes(*place, width)));
    body.extend(records);
    (if wide { WIDE } else { 0 }, body)
}

/// The number of nodes that the matcher represents by the bits of one word.
const WORD: usize = 64;

/// Returns the largest number of steps that one program takes for a byte of a text.
fn count_steps(program: &Program) -> usize {
    let of = |node: &Node| 1 + node.edges.len();
    if program.table.is_some() {
        return 2;
    }
    if !program.simultaneous {
        return program.nodes.iter().map(of).max().unwrap_or_default();
    }
    let ids = program.sets.iter().zip(0..).collect();
    let (places, _) = encode_program(program, &ids);
    let nodes: Vec<(&u32, &Node)> = places.iter().zip(&program.nodes).collect();
    let words = nodes.chunks(WORD);
    // The matcher processes adjacent nodes of a word with the same record together.
    let groups = words.flat_map(|word| word.chunk_by(|(left, _), (right, _)| left == right));
    groups.filter_map(|group| group.first()).map(|(_, node)| of(node)).sum()
}

/// Returns the offset of each node's record, and the records. Nodes with equal records share one.
fn encode_program(program: &Program, sets: &Map<&Set, u32>) -> (Vec<u32>, Vec<u8>) {
    let mut records = Vec::new();
    let mut known: Map<Vec<u8>, u32> = Map::default();
    let ids: Vec<u32> =
        program.sets.iter().map(|set| sets.get(set).copied().unwrap_or_default()).collect();
    let id = |set: usize| ids.get(set).copied().unwrap_or_default();
    let in_degrees = if program.simultaneous { in_degrees(program) } else { Vec::new() };
    let places = program.nodes.iter().zip(0..).map(|(node, at)| {
        let encode_target = |target| match target {
            Target::Node(to) if program.simultaneous => {
                let is_near = in_degrees
                    .get(index(to))
                    .is_some_and(|in_degrees| *in_degrees <= MAX_NEAR_IN_DEGREE);
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

/// Targets with at most this number of incoming edges are encoded as distances: they are usually parts of repetitions, whose
/// nodes have targets at equal distances and so equal records.
const MAX_NEAR_IN_DEGREE: usize = 4;

/// Returns the number of edges that lead to each node.
fn in_degrees(program: &Program) -> Vec<usize> {
    let mut in_degrees = vec![0; program.nodes.len()];
    for (_, target) in program.nodes.iter().flat_map(|node| &node.edges) {
        if let Target::Node(to) = target {
            in_degrees.iter_mut().skip(index(*to)).take(1).for_each(|in_degrees| *in_degrees += 1);
        }
    }
    in_degrees
}

/// Encodes a node as flags, its run, and its edges, each with a label and a target. Bit 0 of the flags is set if the text
/// may end; bits 1 and 2 are the kind of run: none, any number, counted; the others are the number of edges.
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
        Run::Any(set) => push_varint(id(set), &mut bytes),
        Run::Counted(set, count, target) => {
            push_varint(id(set), &mut bytes);
            push_varint(count, &mut bytes);
            push_varint(encode_target(target), &mut bytes);
        }
    }
    for (label, target) in &node.edges {
        encode_label(label, &id, &mut bytes);
        push_varint(encode_target(*target), &mut bytes);
    }
    bytes
}

fn encode_label(label: &Label, id: impl Fn(usize) -> u32, to: &mut Vec<u8>) {
    const TEXT: u8 = 0x80;
    const OTHER: u8 = 0xBF;
    const SET: u8 = 0xC0;
    const LONG_ID: u32 = 0x3F;
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
            to.push(SET | u8::try_from(id.min(LONG_ID)).unwrap_or_default());
            if id >= LONG_ID {
                push_varint(id - LONG_ID, to);
            }
        }
    }
}

/// Encodes the distance from node `at` to node `to`: even if `to` isn't before `at`, otherwise odd.
fn encode_distance(at: u32, to: u32) -> u32 {
    let distance = if to >= at { (to - at) << 1 } else { (at - to) << 1 | 1 };
    // The first odd number encodes `Target::Always`.
    (distance + 1) << 1 | 1
}

/// Encodes a target. A node shortly after this one is encoded as the distance, so that nodes of a sequence have equal
/// records; another one by its number.
fn encode_target(target: Target, at: u32) -> u32 {
    const NEAR: u32 = 8;
    match target {
        Target::Always => 1,
        Target::Node(node) if node > at && node - at <= NEAR => (node - at) << 1 | 1,
        Target::Node(node) => node << 1,
    }
}

/// Encodes a number with seven bits in each byte, lowest first; the highest bit is set if another byte follows.
fn push_varint(mut value: u32, to: &mut Vec<u8>) {
    while value > 0x7F {
        to.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    to.push(value.to_le_bytes()[0]);
}
