//! Tables: programs whose nodes have a target for each class of code points, so that matching looks at no edges.
//!
//! Code points that no node of a program distinguishes are one class. A table takes more bytes than the edges of a program,
//! so that only small programs have one.

use super::hash::Map;
use super::program::{Label, Node, Program, Run, Target};
use super::set::Set;
use super::terms::number;

/// A program as a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Table {
    /// The class of each ASCII character.
    pub ascii: Vec<u8>,
    /// Sets of code points beyond ASCII, with their classes.
    pub beyond: Vec<(Set, u8)>,
    /// The class of the code points beyond ASCII that are in none of the sets.
    pub rest: u8,
    /// The nodes; the first one is the start.
    pub nodes: Vec<TableNode>,
}

/// A node of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct TableNode {
    /// Whether the text may end here.
    pub accepts: bool,
    /// The code points that come first. Its set is one of the program.
    pub run: Run,
    pub next: Next,
}

/// What follows a node's run.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Next {
    /// Nothing: the text must end.
    End,
    /// A literal text.
    Text(String, Target),
    /// A code point; for each class where it leads, or `None` if it matches nothing.
    Row(Vec<Option<Target>>),
    /// A code point, where few classes lead elsewhere than the others.
    Few(Few),
}

/// The classes of a row that lead elsewhere than the others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Few {
    pub classes: Vec<(u8, Option<Target>)>,
    pub other: Option<Target>,
}

impl Few {
    /// Returns the classes of a row that don't lead to its most frequent target.
    fn of(row: &[Option<Target>]) -> Self {
        let mut counts: Vec<(Option<Target>, usize)> = Vec::new();
        for target in row {
            match counts.iter_mut().find(|(other, _)| other == target) {
                Some((_, count)) => *count += 1,
                None => counts.push((*target, 1)),
            }
        }
        let most = counts.iter().max_by_key(|(_, count)| *count);
        let other = most.and_then(|(target, _)| *target);
        let classes = (0..).zip(row).filter(|(_, target)| **target != other);
        Self { classes: classes.map(|(class, target)| (class, *target)).collect(), other }
    }

    /// Returns the number of bytes.
    pub(super) fn size(&self) -> usize {
        1 + 3 * self.classes.len() + 2
    }
}

/// Returns the number of bytes of a target for each class.
pub(super) fn row_size(targets: &[Option<Target>]) -> usize {
    2 * targets.len()
}

/// The largest number of classes.
const MAX_CLASSES: usize = 128;
/// The largest number of classes that lead elsewhere than the others.
const MAX_FEW: usize = 8;
/// The largest number of nodes of a program that a table is built for.
const MAX_NODES: usize = 2_000;

/// A place in a program: code points that lead to equal targets in all nodes are one class.
type Column = Vec<Option<Target>>;

impl Table {
    /// Returns the table of a program; `None` if it is nondeterministic or has too many nodes or classes.
    pub(super) fn of(program: &Program) -> Option<Self> {
        if program.simultaneous || program.nodes.len() > MAX_NODES {
            return None;
        }
        let mut nodes = TextNodes::of(program);
        let rows: Vec<Row<'_>> =
            program.nodes.iter().filter_map(|node| nodes.row(program, node)).collect();
        let mut classes = Classes::default();
        let ascii: Option<Vec<u8>> = (0..0x80).map(|c| classes.class(column(&rows, c))).collect();
        let (beyond, rest) = classes_beyond_ascii(&rows, &mut classes)?;
        let mut columns = vec![Column::new(); rows.len()];
        for column in &classes.columns {
            columns.iter_mut().zip(column).for_each(|(row, target)| row.push(*target));
        }
        let mut columns = columns.into_iter();
        let table_nodes = program.nodes.iter().map(|node| TableNode {
            accepts: node.accepts,
            run: node.run,
            next: match node.edges.as_slice() {
                [] => Next::End,
                [(Label::Text(text), target)] if is_long(text) => Next::Text(text.clone(), *target),
                _ => Next::Row(columns.next().unwrap_or_default()),
            },
        });
        let table_nodes = table_nodes.chain(nodes.added).collect();
        Some(Self { ascii: ascii?, beyond, rest, nodes: table_nodes })
    }
}

impl Table {
    /// Returns the table with fewer bytes, where rows of which most classes lead to the same target list the others.
    pub(super) fn compress(mut self) -> Self {
        for node in &mut self.nodes {
            let Next::Row(row) = &node.next else { continue };
            let few = Few::of(row);
            // Looking for a class takes longer, the more there are.
            let is_quick = few.classes.len() <= MAX_FEW && 2 * few.classes.len() <= row.len();
            if is_quick && few.size() < row_size(row) {
                node.next = Next::Few(few);
            }
        }
        self
    }
}

/// The edges of a node that has several: of each the code points that it starts with, and where they lead.
struct Row<'a> {
    edges: Vec<(Starts<'a>, Target)>,
    /// Where all other code points lead.
    other: Option<Target>,
}

/// The code points that an edge starts with.
enum Starts<'a> {
    One(u32),
    Set(&'a Set),
}

impl Row<'_> {
    fn target(&self, c: u32) -> Option<Target> {
        let edge = self.edges.iter().find(|(starts, _)| match starts {
            Starts::One(one) => *one == c,
            Starts::Set(set) => set.contains(c),
        });
        edge.map(|(_, target)| *target).or(self.other)
    }
}

fn column(rows: &[Row<'_>], c: u32) -> Column {
    rows.iter().map(|row| row.target(c)).collect()
}

/// Returns whether a text has several code points.
fn is_long(text: &str) -> bool {
    text.chars().nth(1).is_some()
}

/// The nodes that are added for the texts of edges: a row leads by the first code point to a node with the others.
struct TextNodes {
    first: u32,
    added: Vec<TableNode>,
    known: Map<(String, Target), u32>,
}

impl TextNodes {
    fn of(program: &Program) -> Self {
        Self { first: number(program.nodes.len()), added: Vec::new(), known: Map::default() }
    }

    /// Returns the row of a node, if it has one.
    fn row<'a>(&mut self, program: &'a Program, node: &'a Node) -> Option<Row<'a>> {
        match node.edges.as_slice() {
            [] => return None,
            [(Label::Text(text), _)] if is_long(text) => return None,
            _ => {}
        }
        let mut row = Row { edges: Vec::new(), other: None };
        for (label, target) in &node.edges {
            match label {
                Label::Other => row.other = Some(*target),
                Label::Set(set) => row.edges.push((Starts::Set(program.sets.get(*set)?), *target)),
                Label::Text(text) => {
                    let mut chars = text.chars();
                    let first = chars.next()?;
                    let target = self.target_after(chars.as_str(), *target);
                    row.edges.push((Starts::One(first.into()), target));
                }
            }
        }
        Some(row)
    }

    /// Returns the node from which a text leads to a target.
    fn target_after(&mut self, text: &str, target: Target) -> Target {
        if text.is_empty() {
            return target;
        }
        let next = self.first + number(self.added.len());
        let Self { added, known, .. } = self;
        let node = known.entry((text.to_owned(), target)).or_insert_with(|| {
            let text = Next::Text(text.to_owned(), target);
            added.push(TableNode { accepts: false, run: Run::None, next: text });
            next
        });
        Target::Node(*node)
    }
}

/// The classes that are known, by their columns.
#[derive(Default)]
struct Classes {
    numbers: Map<Column, u8>,
    columns: Vec<Column>,
}

impl Classes {
    /// Returns the class of a column; `None` if there are too many.
    fn class(&mut self, column: Column) -> Option<u8> {
        let next = self.columns.len();
        if let Some(class) = self.numbers.get(&column) {
            return Some(*class);
        }
        let class = u8::try_from(next).ok().filter(|_| next < MAX_CLASSES)?;
        self.columns.push(column.clone());
        self.numbers.insert(column, class);
        Some(class)
    }
}

/// Returns the sets of code points beyond ASCII with their classes, and the class of all others, which are the most.
fn classes_beyond_ascii(rows: &[Row<'_>], classes: &mut Classes) -> Option<(Vec<(Set, u8)>, u8)> {
    let mut bounds = vec![0x80];
    for (starts, _) in rows.iter().flat_map(|row| &row.edges) {
        match starts {
            Starts::One(one) => bounds.extend([*one, *one + 1]),
            Starts::Set(set) => {
                bounds.extend(set.code_points().flat_map(|(from, to)| [from, to + 1]))
            }
        }
    }
    bounds.retain(|bound| (0x80..=0x10_FFFF).contains(bound));
    bounds.sort_unstable();
    bounds.dedup();
    let mut ranges: Vec<(u8, Vec<(u32, u32)>)> = Vec::new();
    for (index, from) in bounds.iter().enumerate() {
        let to = bounds.get(index + 1).map_or(0x10_FFFF, |next| next - 1);
        // No text has surrogates, so that those at the start of a range say nothing of it.
        let first = if (0xD800..0xE000).contains(from) { 0xE000 } else { *from };
        let class = classes.class(column(rows, first))?;
        match ranges.iter_mut().find(|(other, _)| *other == class) {
            Some((_, ranges)) => ranges.push((*from, to)),
            None => ranges.push((class, vec![(*from, to)])),
        }
    }
    let size = |ranges: &[(u32, u32)]| ranges.iter().map(|(from, to)| to - from + 1).sum::<u32>();
    ranges.sort_by_key(|(_, ranges)| size(ranges));
    let (rest, _) = ranges.pop()?;
    let sets = ranges.into_iter().map(|(class, ranges)| (Set::ranges(&ranges), class));
    Some((sets.collect(), rest))
}
