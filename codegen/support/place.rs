//! Where in the input reading stands, so that an error can name it.

use std::cell::Cell;
use std::fmt;

use serde_core::de::Error;

/// How deeply values may nest: what `serde_json` allows.
const MAX_DEPTH: u8 = 128;

/// A place in the value that is being read: a step from the place around it.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    outer: Option<&'a Place<'a>>,
    step: Step<'a>,
    sensitive: bool,
    depth: u8,
    reported: &'a Cell<bool>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Index(usize),
    Key(&'a str),
}

impl<'a> Place<'a> {
    /// The whole value. `reported` is set once an error carries its place.
    pub(super) fn root(reported: &'a Cell<bool>) -> Self {
        Self { outer: None, step: Step::Root, sensitive: false, depth: 0, reported }
    }

    /// The member of a structure or union.
    pub(super) fn member(&'a self, field: &'a super::field::Field) -> Self {
        let sensitive = self.sensitive || field.has(super::field::SENSITIVE);
        Self { sensitive, ..self.below(Step::Member(field.key)) }
    }

    /// A member that the model doesn't have.
    pub(super) fn unknown(&'a self, key: &'a str) -> Self {
        self.below(Step::Member(key))
    }

    /// The entry of a list.
    pub(super) fn index(&'a self, index: usize) -> Self {
        self.below(Step::Index(index))
    }

    /// The entry of a map.
    pub(super) fn key(&'a self, key: &'a str) -> Self {
        self.below(Step::Key(key))
    }

    /// The same place, nothing of which is to be shown where `sensitive` holds.
    pub(super) fn within(self, sensitive: bool) -> Self {
        Self { sensitive: self.sensitive || sensitive, ..self }
    }

    fn below(&'a self, step: Step<'a>) -> Self {
        Self { outer: Some(self), step, depth: self.depth.saturating_add(1), ..*self }
    }

    /// Fails where values nest too deeply.
    pub(super) fn check_depth<E: Error>(&self) -> Result<(), E> {
        if self.depth < MAX_DEPTH { Ok(()) } else { Err(self.error("recursion limit exceeded")) }
    }

    /// An error at this place.
    pub(super) fn error<E: Error>(&self, message: impl fmt::Display) -> E {
        self.reported.set(true);
        E::custom(format_args!("{self}{message}"))
    }

    /// The error that reading a value here gave, with this place unless it has one. What a format
    /// says of a sensitive value may quote it, and is left out.
    pub(super) fn locate<E: Error>(&self, error: E) -> E {
        if self.reported.get() {
            error
        } else if self.sensitive {
            self.error("invalid value (not shown, because the model marks it as sensitive)")
        } else {
            self.error(error)
        }
    }

    fn write_steps(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.outer {
            outer.write_steps(f)?;
        }
        let first = self.outer.is_none_or(|outer| outer.outer.is_none());
        match self.step {
            Step::Root => Ok(()),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(_) if self.sensitive => f.write_str("[…]"),
            Step::Key(key) => write!(f, "[{key:?}]"),
            Step::Member(key) if first => f.write_str(key),
            Step::Member(key) => write!(f, ".{key}"),
        }
    }
}

impl fmt::Display for Place<'_> {
    /// The path with a colon behind it, such as `Functions[3].Runtime: `; nothing for the root.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_steps(f)?;
        f.write_str(if self.outer.is_some() { ": " } else { "" })
    }
}
