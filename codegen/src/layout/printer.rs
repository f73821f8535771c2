//! Breaks text with nested boxes and possible breaks into lines, with the algorithm of Oppen's "Prettyprinting" (1980).
//!
//! A box that fits on the rest of the line isn't broken. Otherwise a consistent box takes all of its breaks, and a
//! filled box those after which the text up to the next break wouldn't fit.

use std::fmt::{Display, Write};

/// The maximum length of a line, indentation included.
const MARGIN: isize = 89;
/// The minimum length of a line without its indentation, even beyond the margin.
const LEAST_ROOM: isize = 60;
/// The columns of one level of indentation.
pub const INDENT: isize = 4;
/// The width of a break that is always taken.
const FORCED: u16 = 0xffff;
/// The maximum width of the fields of a structure's literal on one line.
const SHORT_STRUCTURE: isize = 34;

/// A place where the line may break.
#[derive(Clone, Copy, Default)]
pub struct Break {
    /// The number of spaces in place of the break if the line isn't broken.
    pub blanks: u16,
    /// The indentation of the next line, relative to that of the box.
    pub indent: i16,
    /// The character at the end of the line if it is broken.
    pub before: Option<char>,
    /// The text at the start of the next line if the line is broken.
    pub after: &'static str,
    /// The character in place of the break if the line isn't broken.
    pub unbroken: Option<char>,
    /// Whether the break is dropped at the end of a box.
    pub if_more: bool,
    /// Whether the line is never broken here. It only separates the text before from that after when boxes are measured.
    pub never: bool,
}

#[derive(Clone, Copy)]
enum Op {
    /// This number of the next bytes of the text.
    Text(usize),
    Break(Break),
    Open {
        indent: isize,
        consistent: bool,
    },
    /// The end of a box, which is broken if it is wider than the limit.
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

    /// Adds the text of a value's `Display` implementation.
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

    /// Opens a consistent box: all of its breaks are taken, or none.
    pub fn open(&mut self, indent: isize) {
        self.ops.push(Op::Open { indent, consistent: true });
    }

    /// Opens a filled box: only those breaks are taken whose following text doesn't fit.
    pub fn open_filled(&mut self, indent: isize) {
        self.ops.push(Op::Open { indent, consistent: false });
    }

    /// Closes a box. A box with nothing but a break is removed.
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
            // It stays without an effect, because boxes are measured up to it.
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

    /// Adds a break without a space.
    pub fn zero_break(&mut self) {
        self.add_break(Break::default());
    }

    /// Adds a break with a space.
    pub fn space(&mut self) {
        self.add_break(Break { blanks: 1, ..Break::default() });
    }

    /// Adds a break that is always taken.
    pub fn line_break(&mut self) {
        self.add_break(Break { blanks: FORCED, ..Break::default() });
    }

    /// Adds a break that is always taken, except at the end of a box.
    pub fn line_break_if_more(&mut self) {
        self.add_break(Break { blanks: FORCED, if_more: true, ..Break::default() });
    }

    /// Adds a break that is never taken, up to which boxes are measured.
    pub fn never_break(&mut self) {
        self.add_break(Break { never: true, ..Break::default() });
    }

    /// Adds the separator after an entry of a list: a comma and a space, or after the last entry a comma only at the end
    /// of a line.
    pub fn comma(&mut self, is_last: bool) {
        self.comma_or(is_last, 0);
    }

    /// Adds the separator after an entry as [`comma`](Self::comma) does, with a space after the last entry of one line.
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

    /// Reduces the indentation after the last break by one level.
    pub fn dedent(&mut self) {
        if let Some(Op::Break(last)) = self.ops.last_mut() {
            last.indent -= INDENT as i16;
        }
    }

    /// Returns the current place, for opening and closing boxes there later.
    pub fn place(&mut self) -> usize {
        self.is_open_ended = false;
        self.ops.len()
    }

    /// Opens a consistent box at an earlier place.
    pub fn open_at(&mut self, place: usize, indent: isize) {
        self.ops.insert(place, Op::Open { indent, consistent: true });
    }

    /// Opens a filled box at an earlier place.
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

    /// Appends the collected text as lines, and clears it.
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

    /// Returns the collected text on one line.
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

    /// Measures boxes and breaks: the width up to the next break at the same level or further out.
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

/// Sets the sizes of the last break of the current box and of the boxes that were closed since, which end here.
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

/// The printed lines, and the remaining width of the last one.
struct Lines<'a> {
    out: &'a mut String,
    room: isize,
    indent: isize,
    /// The number of spaces to write before the next text.
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
