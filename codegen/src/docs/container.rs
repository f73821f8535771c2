//! Keeps track of the lists and quotes around a block.

/// A list, or a quote of which something may have been written.
pub enum Container {
    List(List),
    Quote { started: bool },
}

/// What a list is made of.
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
    /// Made for an item that came without a list.
    pub implied: bool,
    /// The number of the next item.
    pub number: u32,
    pub marker: char,
    /// Whether an item has been written.
    pub started: bool,
    pub item: Item,
    width: usize,
}

/// Whether there is a current item, and whether its marker has been written.
#[derive(Clone, Copy, PartialEq)]
pub enum Item {
    None,
    Waiting,
    Open,
}

impl Container {
    /// Whether nothing of it, or of its current item, has been written.
    pub fn is_fresh(&self) -> bool {
        match self {
            Container::List(list) => list.item == Item::Waiting,
            Container::Quote { started } => !started,
        }
    }
}

impl List {
    /// A list without items.
    pub fn new(kind: ListKind, number: u32, implied: bool) -> Self {
        let marker = if kind == ListKind::Numbers { '.' } else { '-' };
        let (started, item) = (false, Item::None);
        List { kind, implied, number, marker, started, item, width: 0 }
    }

    /// The marker of the next item. A list right after another has another kind of marker, or
    /// they would be one list.
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

    /// What goes before the lines of the item after its first.
    pub fn indent(&self) -> String {
        " ".repeat(if self.item == Item::None { 0 } else { self.width })
    }
}
