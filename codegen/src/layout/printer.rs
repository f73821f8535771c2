//! Breaks lines: text with nested boxes and possible breaks becomes lines, by Oppen's algorithm ("Prettyprinting",
//! 1980).
//!
//! A box whose text fits on the rest of the line stays on it. Otherwise a consistent box breaks at each of its
//! breaks, an inconsistent one where the text up to its next break has no room.

use std::fmt::{Display, Write};

/// How long lines may be, indentation included.
const MARGIN: isize = 89;
/// The least room that a line has after its indentation, whatever the margin.
const LEAST_ROOM: isize = 60;
/// The columns of one level of indentation.
pub const INDENT: isize = 4;
/// The width of a break that is always taken.
const FORCED: u16 = 0xffff;
/// The width of the fields of a structure that is written on one line.
const SHORT_STRUCTURE: isize = 34;

/// A place where the line may break.
#[derive(Clone, Copy, Default)]
pub struct Break {
    /// The spaces that stand here if the line isn't broken.
    pub blanks: u16,
    /// The indentation of the next line, relative to that of the box.
    pub indent: i16,
    /// What ends the line if it is broken.
    pub before: Option<char>,
    /// What opens the next line if the line is broken.
    pub after: &'static str,
    /// What stands here if the line isn't broken.
    pub unbroken: Option<char>,
    /// Whether the break counts only if more of the box follows.
    pub if_more: bool,
    /// Whether the line never breaks here, so that the text after it isn't counted before it.
    pub never: bool,
}

#[derive(Clone, Copy)]
enum Op {
    /// As many of the next bytes of the text.
    Text(usize),
    Break(Break),
    Open {
        indent: isize,
        consistent: bool,
    },
    /// The end of a box, which breaks where it is wider than the limit.
    Close {
        limit: Option<isize>,
    },
}

/// A box around the current place.
#[derive(Clone, Copy)]
enum Frame {
    Fits,
    Broken { indent: isize, consistent: bool },
}

/// Collects text, boxes and breaks, and prints them as lines.
#[derive(Default)]
pub struct Printer {
    text: String,
    ops: Vec<Op>,
    sizes: Vec<isize>,
    /// Whether the next text may join the last operation.
    is_open_ended: bool,
}

impl Printer {
    /// Adds text that is never broken.
    pub fn word(&mut self, text: &str) {
        self.text.push_str(text);
        self.add_text(text.len());
    }

    /// Adds what a value displays.
    pub fn display(&mut self, value: &impl Display) {
        let start = self.text.len();
        // Writing to a string doesn't fail.
        let _ = write!(self.text, "{value}");
        self.add_text(self.text.len() - start);
    }

    /// Adds a character.
    pub fn character(&mut self, character: char) {
        self.text.push(character);
        self.add_text(character.len_utf8());
    }

    fn add_text(&mut self, len: usize) {
        match self.ops.last_mut() {
            Some(Op::Text(last)) if self.is_open_ended => *last += len,
            _ => self.ops.push(Op::Text(len)),
        }
        self.is_open_ended = true;
    }

    /// Opens a box in which all breaks are taken, or none.
    pub fn open(&mut self, indent: isize) {
        self.ops.push(Op::Open { indent, consistent: true });
    }

    /// Opens a box in which each break is taken where it has to be.
    pub fn open_filled(&mut self, indent: isize) {
        self.ops.push(Op::Open { indent, consistent: false });
    }

    /// Closes a box. An empty one disappears, with the break in it.
    pub fn close(&mut self) {
        self.close_within(None);
    }

    /// Closes the box of a structure's fields, which breaks unless it is short.
    pub fn close_structure(&mut self) {
        self.close_within(Some(SHORT_STRUCTURE));
    }

    fn close_within(&mut self, limit: Option<isize>) {
        match self.ops.as_mut_slice() {
            [.., Op::Open { .. }, Op::Break(_)] => return self.ops.truncate(self.ops.len() - 2),
            // What stands before it was measured up to it nevertheless.
            [.., Op::Break(last)] if last.if_more => {
                *last = Break { never: true, ..Break::default() };
            }
            _ => {}
        }
        self.ops.push(Op::Close { limit });
    }

    /// Adds a break of any form.
    pub fn add_break(&mut self, to: Break) {
        self.ops.push(Op::Break(to));
    }

    /// Adds a break that is nothing if it isn't taken.
    pub fn zero_break(&mut self) {
        self.add_break(Break::default());
    }

    /// Adds a break that is a space if it isn't taken.
    pub fn space(&mut self) {
        self.add_break(Break { blanks: 1, ..Break::default() });
    }

    /// Adds a break that is always taken.
    pub fn line_break(&mut self) {
        self.add_break(Break { blanks: FORCED, ..Break::default() });
    }

    /// The same, unless nothing more of the box follows.
    pub fn line_break_if_more(&mut self) {
        self.add_break(Break { blanks: FORCED, if_more: true, ..Break::default() });
    }

    /// Ends what counts as one piece of text, without a break.
    pub fn never_break(&mut self) {
        self.add_break(Break { never: true, ..Break::default() });
    }

    /// Adds what follows a part of a list: a comma and a space, or after the last part a comma only at the end of a
    /// line.
    pub fn comma(&mut self, is_last: bool) {
        self.comma_or(is_last, 0);
    }

    /// The same, with a space after the last part on one line.
    pub fn comma_or_space(&mut self, is_last: bool) {
        self.comma_or(is_last, 1);
    }

    fn comma_or(&mut self, is_last: bool, blanks: u16) {
        if is_last {
            self.add_break(Break { blanks, before: Some(','), ..Break::default() });
        } else {
            self.word(",");
            self.space();
        }
    }

    /// Moves the line after the last break out by one level.
    pub fn dedent(&mut self) {
        if let Some(Op::Break(last)) = self.ops.last_mut() {
            last.indent -= INDENT as i16;
        }
    }

    /// Returns the current place, at which boxes may be opened and closed later.
    pub fn place(&mut self) -> usize {
        self.is_open_ended = false;
        self.ops.len()
    }

    /// Opens a consistent box at an earlier place.
    pub fn open_at(&mut self, place: usize, indent: isize) {
        self.ops.insert(place, Op::Open { indent, consistent: true });
    }

    /// Opens an inconsistent box at an earlier place.
    pub fn open_filled_at(&mut self, place: usize, indent: isize) {
        self.ops.insert(place, Op::Open { indent, consistent: false });
    }

    /// Closes a box at an earlier place.
    pub fn close_at(&mut self, place: usize) {
        self.ops.insert(place, Op::Close { limit: None });
    }

    /// Adds a break at an earlier place.
    pub fn break_at(&mut self, place: usize, to: Break) {
        self.ops.insert(place, Op::Break(to));
    }

    /// Changes the indentation of the box that was opened at a place.
    pub fn indent_at(&mut self, place: usize, to: isize) {
        if let Some(Op::Open { indent, .. }) = self.ops.get_mut(place) {
            *indent = to;
        }
    }

    /// Prints what was collected, and forgets it.
    pub fn print_to(&mut self, out: &mut String) {
        self.measure();
        let mut lines = Lines { out, room: MARGIN, indent: 0, pending: 0, frames: Vec::new() };
        let mut text = self.text.as_str();
        for (op, size) in self.ops.iter().zip(&self.sizes) {
            match op {
                Op::Text(len) => {
                    let (word, rest) = text.split_at_checked(*len).unwrap_or((text, ""));
                    lines.text(word);
                    text = rest;
                }
                Op::Break(to) => lines.add_break(*to, *size),
                Op::Open { indent, consistent } => lines.open(*indent, *consistent, *size),
                Op::Close { .. } => lines.close(),
            }
        }
        self.text.clear();
        self.ops.clear();
    }

    /// Returns what was collected on one line.
    pub fn line(&self) -> String {
        let (mut line, mut text) = (String::new(), self.text.as_str());
        for op in &self.ops {
            match op {
                Op::Text(len) => {
                    let (word, rest) = text.split_at_checked(*len).unwrap_or((text, ""));
                    line.push_str(word);
                    text = rest;
                }
                Op::Break(to) => {
                    line.extend((to.blanks > 0).then_some(' '));
                    line.extend(to.unbroken);
                }
                Op::Open { .. } | Op::Close { .. } => {}
            }
        }
        line
    }

    /// Measures boxes and breaks: up to the next break behind them, at the same level or further out.
    fn measure(&mut self) {
        self.sizes.clear();
        self.sizes.resize(self.ops.len(), 0);
        let mut total = 0;
        let (mut unmeasured, mut starts) = (Vec::new(), Vec::new());
        for (place, op) in self.ops.iter().enumerate() {
            match op {
                Op::Text(len) => {
                    total += *len as isize;
                    continue;
                }
                Op::Open { .. } => starts.push(total),
                Op::Break(to) => {
                    settle(&self.ops, &mut self.sizes, &mut unmeasured, total);
                    set(&mut self.sizes, place, total);
                    total += to.blanks as isize;
                    unmeasured.push(place);
                    continue;
                }
                Op::Close { limit } => {
                    let width = starts.pop().map_or(0, |start| total - start);
                    if limit.is_some_and(|limit| width > limit) {
                        total += FORCED as isize;
                    }
                }
            }
            set(&mut self.sizes, place, total);
            unmeasured.push(place);
        }
        settle(&self.ops, &mut self.sizes, &mut unmeasured, total);
    }
}

fn set(sizes: &mut [isize], place: usize, to: isize) {
    if let Some(size) = sizes.get_mut(place) {
        *size = to;
    }
}

/// Measures the last break of the current box and all closed boxes since, which end here.
fn settle(ops: &[Op], sizes: &mut [isize], unmeasured: &mut Vec<usize>, total: isize) {
    let mut closed = 0;
    while let Some(&place) = unmeasured.last() {
        let (Some(op), Some(size)) = (ops.get(place), sizes.get_mut(place)) else { return };
        match op {
            Op::Open { .. } if closed == 0 => return,
            Op::Open { .. } => closed -= 1,
            Op::Close { .. } => closed += 1,
            Op::Break(_) | Op::Text(_) => {}
        }
        unmeasured.pop();
        *size = total - *size;
        if closed == 0 && matches!(op, Op::Break(_)) {
            return;
        }
    }
}

/// The lines that were printed, and the room in the last of them.
struct Lines<'a> {
    out: &'a mut String,
    room: isize,
    indent: isize,
    /// Spaces that are written as soon as text follows.
    pending: isize,
    frames: Vec<Frame>,
}

impl Lines<'_> {
    fn text(&mut self, text: &str) {
        self.out.extend(std::iter::repeat_n(' ', self.pending.max(0) as usize));
        self.pending = 0;
        self.out.push_str(text);
        self.room -= text.len() as isize;
    }

    fn open(&mut self, indent: isize, consistent: bool, size: isize) {
        if size > self.room {
            self.frames.push(Frame::Broken { indent: self.indent, consistent });
            self.indent += indent;
        } else {
            self.frames.push(Frame::Fits);
        }
    }

    fn close(&mut self) {
        if let Some(Frame::Broken { indent, .. }) = self.frames.pop() {
            self.indent = indent;
        }
    }

    fn add_break(&mut self, to: Break, size: isize) {
        let fits = match self.frames.last() {
            Some(Frame::Fits) => true,
            Some(Frame::Broken { consistent: false, .. }) => size <= self.room,
            Some(Frame::Broken { consistent: true, .. }) | None => false,
        };
        if to.never || fits {
            self.pending += to.blanks as isize;
            self.room -= to.blanks as isize;
            if let Some(mark) = to.unbroken {
                self.out.push(mark);
                self.room -= 1;
            }
            return;
        }
        if let Some(mark) = to.before {
            self.text("");
            self.out.push(mark);
        }
        self.out.push('\n');
        self.pending = self.indent + to.indent as isize;
        self.room = (MARGIN - self.pending).max(LEAST_ROOM);
        if !to.after.is_empty() {
            self.text(to.after);
        }
    }
}
