//! The Python values in the blocks of the page.

use std::collections::{BTreeMap, BTreeSet};

/// A Python value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// `()`: no value, or a shape within itself.
    Empty,
    /// `'text'`
    Text(String),
    /// `{'a', 'b'}`
    Set(BTreeSet<String>),
    /// `[entry]`
    List(Box<Value>),
    /// `{'key': value}`
    Dict(BTreeMap<String, Value>),
}

impl Value {
    /// Returns `true` if the value has no entries.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::Set(set) => set.is_empty(),
            Self::List(_) => false,
            Self::Dict(entries) => entries.is_empty(),
        }
    }
}
