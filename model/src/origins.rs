//! Where parts of a document come from that was put together from several files.

use std::collections::HashMap;

use crate::Pointer;

/// The parts that stand in another file than the document they are looked at in.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    /// From a place, by the number of the file, to where that part really stands.
    parts: HashMap<(usize, Pointer), (usize, Pointer)>,
}

impl Origins {
    /// Notes that the part at one place stands at another, always in a file joined later.
    pub(crate) fn note(&mut self, seen: (usize, Pointer), stands: (usize, Pointer)) {
        self.parts.insert(seen, stands);
    }

    /// Where a place stands, if it is in or below a part that was brought from elsewhere.
    pub(crate) fn of(&self, file: usize, at: &Pointer) -> Option<(usize, Pointer)> {
        let mut found = None;
        while let Some(next) = self.step(found.as_ref().unwrap_or(&(file, at.clone()))) {
            found = Some(next);
        }
        found
    }

    fn step(&self, (file, at): &(usize, Pointer)) -> Option<(usize, Pointer)> {
        if self.parts.is_empty() {
            return None;
        }
        let mut end = at.0.len();
        loop {
            let (part, below) = at.0.split_at_checked(end)?;
            if let Some((file, stands)) = self.parts.get(&(*file, Pointer(part.to_owned()))) {
                return Some((*file, Pointer(format!("{}{below}", stands.0))));
            }
            end = part.rfind('/')?;
        }
    }
}
