//! Where in the input an error happened: what reading adds to an error on its way out.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

use serde_core::de::Error;

use super::field::{Field, SENSITIVE};
use super::violations::Violations;

/// How deeply values may nest: what `serde_json` allows.
pub(super) const MAX_DEPTH: u8 = 128;

/// What is shared by all that reads one value. Reading without errors never touches it: an error
/// collects its place step by step on its way out.
#[derive(Default)]
pub(super) struct Trace {
    /// From inside to outside.
    steps: RefCell<Vec<Step>>,
    sensitive: Cell<bool>,
    /// Whether the error is one of ours, which never quotes a value.
    harmless: Cell<bool>,
    /// Where members that must be there may be missing all the same.
    missing: Option<Missing>,
}

/// Members that must be there and aren't.
#[derive(Default)]
struct Missing {
    /// The way to the value that is being read: a JSON pointer in the model's member names.
    at: RefCell<String>,
    found: RefCell<BTreeSet<String>>,
}

enum Step {
    Member(String),
    Index(usize),
    Key(String),
}

/// The trace, and how deep in the value it is used.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    trace: &'a Trace,
    depth: u8,
}

impl Trace {
    /// One that notes what is missing.
    pub(super) fn lenient() -> Self {
        Self { missing: Some(Missing::default()), ..Self::default() }
    }

    /// The JSON pointers of what is missing.
    pub(super) fn into_missing(self) -> BTreeSet<String> {
        self.missing.map(|missing| missing.found.into_inner()).unwrap_or_default()
    }

    pub(super) fn root(&self) -> Place<'_> {
        Place { trace: self, depth: 0 }
    }

    /// The error with its place in front. What a format says of a sensitive value may quote it, and
    /// is left out.
    pub(super) fn finish<E: Error>(&self, error: E) -> E {
        if self.steps.borrow().is_empty() && !self.sensitive.get() {
            error
        } else if self.sensitive.get() && !self.harmless.get() {
            let at = position(&error.to_string());
            E::custom(format_args!("{self}invalid value (not shown, for it is sensitive){at}"))
        } else {
            E::custom(format_args!("{self}{error}"))
        }
    }

    fn add(&self, step: Step) {
        self.steps.borrow_mut().push(step);
    }
}

/// The line and column that a format puts behind its message, which quote nothing.
fn position(message: &str) -> String {
    let place = message.rfind(" at line ").and_then(|place| message.get(place..));
    let digits_only = |place: &&str| {
        let rest = place.trim_start_matches(" at line ").replacen(" column ", "", 1);
        rest.bytes().all(|byte| byte.is_ascii_digit())
    };
    place.filter(digits_only).unwrap_or_default().to_owned()
}

impl Place<'_> {
    /// A place one deeper; fails where values nest too deeply.
    #[inline]
    pub(super) fn below<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(self.error("recursion limit exceeded"));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    /// Notes that what is read next is below this place, where anybody wants to know. What it returns is for
    /// [`leave`](Self::leave).
    #[inline]
    pub(super) fn enter(self, step: impl fmt::Display) -> usize {
        let Some(missing) = &self.trace.missing else { return 0 };
        let mut at = missing.at.borrow_mut();
        let length = at.len();
        at.push('/');
        at.push_str(&step.to_string().replace('~', "~0").replace('/', "~1"));
        length
    }

    /// Notes that it has been read.
    #[inline]
    pub(super) fn leave(self, length: usize) {
        if let Some(missing) = &self.trace.missing {
            missing.at.borrow_mut().truncate(length);
        }
    }

    /// Notes that members are missing, where that is no error; of hostile input it takes no more than validation tells of.
    #[cold]
    pub(super) fn missing<'f, E: Error>(
        self,
        mut fields: impl Iterator<Item = &'f Field>,
    ) -> Result<(), E> {
        let noted = self.trace.missing.as_ref();
        let Some(missing) = noted.filter(|it| it.found.borrow().len() < Violations::LIMIT) else {
            return match fields.next() {
                Some(field) => Err(self.error(format_args!("missing member `{}`", field.key()))),
                None => Ok(()),
            };
        };
        let at = missing.at.borrow();
        missing.found.borrow_mut().extend(fields.map(|field| format!("{at}/{}", field.name())));
        Ok(())
    }

    /// An error that quotes nothing.
    #[cold]
    pub(super) fn error<E: Error>(self, message: impl fmt::Display) -> E {
        self.trace.harmless.set(true);
        E::custom(message)
    }

    /// Notes that the error came from this member.
    #[cold]
    pub(super) fn in_member<E>(self, field: &Field, error: E) -> E {
        self.hide(field.has(SENSITIVE));
        self.in_unknown(field.key(), error)
    }

    /// Notes that the error came from a member that the model doesn't have.
    #[cold]
    pub(super) fn in_unknown<E>(self, key: &str, error: E) -> E {
        self.trace.add(Step::Member(key.to_owned()));
        error
    }

    /// Notes that the error came from this entry of a list.
    #[cold]
    pub(super) fn in_item<E>(self, index: usize, error: E) -> E {
        self.trace.add(Step::Index(index));
        error
    }

    /// Notes that the error came from this entry of a map.
    #[cold]
    pub(super) fn in_entry<E>(self, key: &str, error: E) -> E {
        self.trace.add(Step::Key(key.to_owned()));
        error
    }

    /// Notes that nothing of the value may be shown.
    pub(super) fn hide(self, sensitive: bool) {
        self.trace.sensitive.set(self.trace.sensitive.get() || sensitive);
    }
}

impl fmt::Display for Trace {
    /// The path with a colon behind it, such as `Functions[3].Runtime: `; nothing for the root.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps = self.steps.borrow();
        for (place, step) in steps.iter().rev().enumerate() {
            match step {
                Step::Member(key) if place == 0 => f.write_str(key)?,
                Step::Member(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(_) if self.sensitive.get() => f.write_str("[…]")?,
                Step::Key(key) => write!(f, "[{key:?}]")?,
            }
        }
        f.write_str(if steps.is_empty() { "" } else { ": " })
    }
}
