//! The values that blocks of the classic page show, as Python has them.

use std::collections::{BTreeMap, BTreeSet};

/// A value of Python.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// `()`: nothing, or a shape within itself.
    Nothing,
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
    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => text.is_empty(),
            Self::Set(set) => set.is_empty(),
            Self::List(_) => false,
            Self::Dict(entries) => entries.is_empty(),
        }
    }
}
