//! The lists and quotes around a block.

/// A list, or a quote and whether any of its text was written.
pub enum Container {
    List(List),
    Quote { started: bool },
}

/// The kind of a list's items.
#[derive(Clone, Copy, PartialEq)]
pub enum ListKind {
    Bullets,
    Numbers,
    Terms,
    Rows,
}

/// A list and the state of its current item.
pub struct List {
    pub kind: ListKind,
    /// Whether it was opened for an item outside any list.
    pub implied: bool,
    /// The number of the next item.
    pub number: u32,
    pub marker: char,
    /// Whether an item was written.
    pub started: bool,
    pub item: Item,
    width: usize,
}

/// The state of the current item: none, without its marker so far, or with its marker written.
#[derive(Clone, Copy, PartialEq)]
pub enum Item {
    None,
    Waiting,
    Open,
}

impl Container {
    /// Returns whether nothing of the quote, or of the list's current item, was written.
    pub fn is_fresh(&self) -> bool {
        match self {
            Container::List(list) => list.item == Item::Waiting,
            Container::Quote { started } => !started,
        }
    }
}

impl List {
    /// Creates a list without items.
    pub fn new(kind: ListKind, number: u32, implied: bool) -> Self {
        let marker = if kind == ListKind::Numbers { '.' } else { '-' };
        let (started, item) = (false, Item::None);
        List { kind, implied, number, marker, started, item, width: 0 }
    }

    /// Returns the marker of the next item. It differs from that of a list directly before, because the two would be read as
    /// one list.
    pub fn next_marker(&mut self, ended: Option<char>) -> String {
        if !self.started && ended == Some(self.marker) {
            self.marker = if self.kind == ListKind::Numbers { ')' } else { '*' };
        }
        let marker = match self.kind {
            ListKind::Numbers => format!("{}{} ", self.number, self.marker),
            _ => format!("{} ", self.marker),
        };
        self.width = marker.len();
        self.number = self.number.saturating_add(1);
        self.started = true;
        self.item = Item::Open;
        marker
    }

    /// Returns the indentation of the current item's lines after the first.
    pub fn indent(&self) -> String {
        " ".repeat(if self.item == Item::None { 0 } else { self.width })
    }
}
