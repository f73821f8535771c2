//! Encodes tables as bytes.
//!
//! A table starts with a header: the number of its map from ASCII characters to classes, the window (the least and the
//! greatest number of code points), flags, the index after the last node that is only a row, the index of the start, the
//! class of the code points beyond ASCII, and the number of sets that have other classes. Numbers and indexes have two bytes,
//! the others one. Each set follows as its number in two bytes and its class, and then the nodes, those that are only rows
//! first. A target is the index of a node's flags, of its row if the node is only a row, or one of the numbers below. A class
//! is encoded as the index in a row.

use super::program::{Run, Target};
use super::table::{Few, Next, Table, TableNode, row_size};
use super::terms::index;
use super::window::Window;

/// The length of the header.
const HEADER: usize = 13;
/// The largest number of bytes of a table: targets have two bytes.
const MAX_BYTES: usize = 65_000;
/// The target of a code point that matches nothing.
const NEVER: u16 = 0xFFFF;
/// The target from which any rest of the text matches.
const ALWAYS: u16 = 0xFFFE;

/// Flags of a table: texts can have code points beyond ASCII.
const BEYOND_ASCII: u8 = 1;
/// The nodes accept texts outside the window, too.
const UNCOUNTED: u8 = 2;

// Flags of a node.
const ACCEPTS: u8 = 1;
const RUN: u8 = 2;
const COUNTED: u8 = 4;
const TEXT: u8 = 8;
const ROW: u8 = 16;
const FEW: u8 = 32;

/// Returns the bytes of a table; `None` if a number doesn't fit. `set` returns the numbers of the program's sets, `beyond`
/// those of the table's.
pub(super) fn encode(
    table: &Table,
    window: Window,
    map: u16,
    set: impl Fn(usize) -> u16,
    beyond: impl Fn(usize) -> u16,
) -> Option<Vec<u8>> {
    let start = HEADER + 3 * table.beyond.len();
    let (rows, others): (Vec<_>, Vec<_>) =
        table.nodes.iter().enumerate().partition(|(_, node)| is_only_row(node));
    let mut places = vec![0; table.nodes.len()];
    let mut end = start;
    for (number, node) in rows.iter().chain(&others) {
        *places.get_mut(*number)? = u16::try_from(end + usize::from(is_only_row(node))).ok()?;
        end += size(node);
    }
    if end > MAX_BYTES {
        return None;
    }
    let end_of_rows = start + rows.iter().map(|(_, node)| size(node)).sum::<usize>();
    let target = |target: Target| match target {
        Target::Always => Some(ALWAYS),
        Target::Node(node) => places.get(index(node)).copied(),
    };
    let mut bytes = Vec::with_capacity(end);
    bytes.extend(map.to_le_bytes());
    bytes.extend(window.min.to_le_bytes());
    bytes.extend(window.max.unwrap_or(u16::MAX).to_le_bytes());
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    bytes.push(flag(!window.is_ascii, BEYOND_ASCII) | flag(!window.is_implied, UNCOUNTED));
    bytes.extend(u16::try_from(end_of_rows).ok()?.to_le_bytes());
    bytes.extend(places.first()?.to_le_bytes());
    bytes.push(index_in_row(table.rest)?);
    bytes.push(u8::try_from(table.beyond.len()).ok()?);
    for (number, (_, class)) in table.beyond.iter().enumerate() {
        bytes.extend(beyond(number).to_le_bytes());
        bytes.push(index_in_row(*class)?);
    }
    for (_, node) in rows.iter().chain(&others) {
        encode_node(node, &set, target, &mut bytes)?;
    }
    Some(bytes)
}

/// Returns the index of a class's target in a row.
pub(super) fn index_in_row(class: u8) -> Option<u8> {
    class.checked_mul(2)
}

/// Returns whether the matcher reads nothing of a node but the target for a class.
fn is_only_row(node: &TableNode) -> bool {
    matches!((node.run, &node.next), (Run::None, Next::Row(_)))
}

/// Returns the number of bytes of a node.
fn size(node: &TableNode) -> usize {
    let run = match node.run {
        Run::None => 0,
        Run::Any(_) => 2,
        Run::Counted(..) => 6,
    };
    let next = match &node.next {
        Next::End => 0,
        Next::Text(text, _) => 3 + text.len(),
        Next::Row(targets) => row_size(targets),
        Next::Few(few) => few.size(),
    };
    1 + run + next
}

fn encode_node(
    node: &TableNode,
    set: impl Fn(usize) -> u16,
    target: impl Fn(Target) -> Option<u16>,
    to: &mut Vec<u8>,
) -> Option<()> {
    let run = match node.run {
        Run::None => 0,
        Run::Any(_) => RUN,
        Run::Counted(..) => RUN | COUNTED,
    };
    let next = match &node.next {
        Next::End => 0,
        Next::Text(..) => TEXT,
        Next::Row(_) => ROW,
        Next::Few(_) => FEW,
    };
    to.push(run | next | if node.accepts { ACCEPTS } else { 0 });
    match node.run {
        Run::None => {}
        Run::Any(run) => to.extend(set(run).to_le_bytes()),
        Run::Counted(run, count, full) => {
            to.extend(set(run).to_le_bytes());
            to.extend(u16::try_from(count).ok()?.to_le_bytes());
            to.extend(target(full)?.to_le_bytes());
        }
    }
    match &node.next {
        Next::End => {}
        Next::Text(text, next) => {
            to.extend(target(*next)?.to_le_bytes());
            to.push(u8::try_from(text.len()).ok()?);
            to.extend(text.bytes());
        }
        Next::Row(targets) => {
            for next in targets {
                to.extend(next.map_or(Some(NEVER), &target)?.to_le_bytes());
            }
        }
        Next::Few(Few { classes, other }) => {
            to.push(u8::try_from(classes.len()).ok()?);
            for (class, next) in classes {
                to.push(index_in_row(*class)?);
                to.extend(next.map_or(Some(NEVER), &target)?.to_le_bytes());
            }
            to.extend(other.map_or(Some(NEVER), &target)?.to_le_bytes());
        }
    }
    Some(())
}
