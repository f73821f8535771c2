//! Writes blocks of Markdown, and the lists and quotes around them, as lines.

use super::container::{Container, Item, List, ListKind};
use super::escape;
use super::inline::{Face, Inline};
use super::wrap::wrap;

/// The maximum depth of lists and quotes. Deeper ones stay at this level.
pub const DEEPEST: usize = 8;

const WIDTH: usize = 96;

/// The minimum width of text, at any depth.
const NARROWEST: usize = 40;

/// The lines written so far, and the open containers at their end.
#[derive(Default)]
pub struct Page {
    pub inline: Inline,
    lines: Vec<String>,
    open: Vec<Container>,
    /// The number of open containers beyond the maximum depth.
    ignored: usize,
    /// The separator between the label at the start of a paragraph and its text.
    lead: Option<&'static str>,
    after_paragraph: bool,
    /// The marker of the last list, if nothing was written after it.
    ended: Option<char>,
}

impl Page {
    /// Adds text to the paragraph.
    pub fn text(&mut self, text: &str, face: Face) {
        if text.trim().is_empty() {
            if !self.inline.is_blank() && self.lead.is_none() {
                self.inline.text(" ", face);
            }
            return;
        }
        if let Some(lead) = self.lead.take() {
            let lead = if self.inline.ends_with(':') { " " } else { lead };
            self.inline.text(lead, Face::default());
        }
        self.inline.text(text, face);
    }

    /// Breaks the line within the paragraph.
    pub fn line_break(&mut self) {
        if !self.inline.is_blank() && self.lead.is_none() {
            self.inline.line_break();
        }
    }

    /// Ends the paragraph, unless it is only a label, or is in a table's cell, which is a single paragraph.
    pub fn end_paragraph(&mut self) {
        if self.lead.is_some() {
            return;
        }
        match self.open.last() {
            Some(Container::List(list))
                if list.kind == ListKind::Rows && list.item != Item::None =>
            {
                self.text(" ", Face::default());
            }
            _ => self.flush(),
        }
    }

    /// Writes a code block, marked as text so that rustdoc doesn't compile it.
    pub fn code_block(&mut self, text: &str) {
        let lines = code_lines(text);
        if lines.is_empty() {
            return;
        }
        self.flush();
        self.start_block();
        let fence = "`".repeat(escape::longest_run(text).max(2) + 1);
        self.write(&format!("{fence}text"));
        for line in lines {
            self.write(line);
        }
        self.write(&fence);
        self.after_paragraph = false;
    }

    /// Starts a quote, with a label such as `Note:` before its text unless that is empty.
    pub fn open_quote(&mut self, label: &str) {
        self.flush();
        if self.open.len() < DEEPEST {
            self.open.push(Container::Quote { started: false });
        } else {
            self.ignored += 1;
        }
        if !label.is_empty() {
            self.inline.text(label, Face { strong: true, ..Face::default() });
            self.lead = Some(" ");
        }
    }

    pub fn close_quote(&mut self) {
        if self.lead.take().is_some() {
            // There is no text after the label.
            self.inline.take();
        }
        self.close(|container| matches!(container, Container::Quote { .. }));
    }

    pub fn open_list(&mut self, kind: ListKind, number: u32) {
        self.flush();
        if self.open.len() < DEEPEST {
            self.reopen_item();
            self.push_list(kind, number, false);
        } else {
            self.ignored += 1;
        }
    }

    pub fn close_list(&mut self, kind: ListKind) {
        self.close(|container| matches!(container, Container::List(list) if list.kind == kind));
    }

    /// Starts an item of the innermost list.
    pub fn open_item(&mut self) {
        self.flush();
        if !self.close_to_list() {
            self.push_list(ListKind::Bullets, 1, true);
        }
        self.set_item(Item::Waiting);
    }

    pub fn close_item(&mut self) {
        self.flush();
        if self.close_to_list() {
            self.set_item(Item::None);
        }
    }

    /// Ends the term at the start of the paragraph.
    pub fn close_term(&mut self) {
        if !self.inline.is_blank() {
            self.lead = Some(": ");
        }
    }

    /// Starts a cell of a table's row.
    pub fn open_cell(&mut self) {
        if !self.inline.is_blank() {
            self.text(" — ", Face::default());
        }
    }

    /// Ends the page, and returns its lines.
    pub fn finish(mut self) -> Vec<String> {
        self.flush();
        self.lines
    }

    /// Ends the paragraph, even if it is only a label.
    fn flush(&mut self) {
        self.lead = None;
        let Some(text) = self.inline.take() else {
            return;
        };
        self.start_block();
        let first = self.prefix();
        let width = WIDTH.saturating_sub(first.chars().count()).max(NARROWEST);
        for (index, line) in wrap(&text, width).into_iter().enumerate() {
            let prefix = if index == 0 { first.clone() } else { self.prefix() };
            self.lines.push(prefix + &line);
        }
        self.after_paragraph = true;
    }

    fn write(&mut self, text: &str) {
        let mut line = self.prefix();
        line.push_str(text);
        line.truncate(line.trim_end().len());
        self.lines.push(line);
    }

    /// Prepares for a new block: text directly in a list becomes an item, and a blank line separates the block from the one
    /// before, unless the two are tight.
    fn start_block(&mut self) {
        while matches!(self.open.last(), Some(Container::List(list)) if list.implied && list.item == Item::None)
        {
            self.open.pop();
        }
        if let Some(Container::List(list)) = self.open.last_mut()
            && list.item == Item::None
        {
            list.item = Item::Waiting;
        }
        if !self.lines.is_empty() && !self.is_tight() {
            self.blank_line();
        }
    }

    /// Returns whether the block starts an item that directly follows another item or the text of its parent.
    fn is_tight(&self) -> bool {
        let Some(fresh) = self.open.iter().position(Container::is_fresh) else {
            return false;
        };
        let Some(Container::List(list)) = self.open.get(fresh) else {
            return false;
        };
        let mut parents = self.open.iter().take(fresh);
        let within_item = matches!(parents.next_back(), Some(Container::List(_)));
        list.started || (within_item && self.after_paragraph && list.number == 1)
    }

    fn blank_line(&mut self) {
        let mut line = String::new();
        for container in self.open.iter().take_while(|container| !container.is_fresh()) {
            match container {
                Container::List(list) => line.push_str(&list.indent()),
                Container::Quote { .. } => line.push_str("> "),
            }
        }
        line.truncate(line.trim_end().len());
        self.lines.push(line);
    }

    /// Returns the start of the next line. The markers of waiting items are written by this.
    fn prefix(&mut self) -> String {
        let mut prefix = String::new();
        let ended = self.ended.take();
        for container in &mut self.open {
            match container {
                Container::Quote { started } => {
                    *started = true;
                    prefix.push_str("> ");
                }
                Container::List(list) if list.item == Item::Waiting => {
                    prefix.push_str(&list.next_marker(ended));
                }
                Container::List(list) => prefix.push_str(&list.indent()),
            }
        }
        prefix
    }

    fn push_list(&mut self, kind: ListKind, number: u32, implied: bool) {
        self.open.push(Container::List(List::new(kind, number, implied)));
    }

    /// Reopens the last item, so that a list directly in a list belongs to the item before it.
    fn reopen_item(&mut self) {
        if let Some(Container::List(list)) = self.open.last_mut()
            && list.item == Item::None
            && list.started
        {
            list.item = Item::Open;
        }
    }

    fn set_item(&mut self, item: Item) {
        if let Some(Container::List(list)) = self.open.last_mut() {
            list.item = item;
        }
    }

    /// Closes the containers in the innermost list. Returns whether there is a list.
    fn close_to_list(&mut self) -> bool {
        let list = self.open.iter().rposition(|container| matches!(container, Container::List(_)));
        if let Some(list) = list {
            self.open.truncate(list + 1);
        }
        list.is_some()
    }

    /// Closes the innermost container that matches, and the containers in it.
    fn close(&mut self, matches: impl Fn(&Container) -> bool) {
        self.flush();
        if self.ignored > 0 {
            self.ignored -= 1;
        } else if let Some(at) = self.open.iter().rposition(matches) {
            match self.open.get(at) {
                Some(Container::List(list)) if list.started => self.ended = Some(list.marker),
                Some(Container::Quote { started: true }) => self.ended = None,
                // Nothing of it was written.
                _ => {}
            }
            self.open.truncate(at);
        }
    }
}

/// Returns the lines of a code block without trailing spaces, without blank lines at the ends, and with single blank lines
/// in between.
fn code_lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    let start = usize::from(lines.first().is_some_and(|line| line.is_empty()));
    lines.drain(..start.min(lines.len()));
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}
