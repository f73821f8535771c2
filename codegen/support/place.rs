//! Where in the input an error happened: what reading adds to an error on its way out.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde_core::de::Error;

use super::field::{Field, SENSITIVE};
use super::missing::{Missing, Search, Step as Entered};
use super::shown_text::ShownKey;
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
    missing: Option<RefCell<Search>>,
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
    skips_nulls: bool,
}

impl Trace {
    /// One that notes what is missing.
    pub(super) fn lenient() -> Self {
        Self { missing: Some(RefCell::new(Search::new())), ..Self::default() }
    }

    /// Returns what is missing.
    pub(super) fn into_missing(self) -> Missing {
        self.missing.map_or_else(Missing::new, |search| search.into_inner().finish())
    }

    pub(super) fn root(&self) -> Place<'_> {
        Place { trace: self, depth: 0, skips_nulls: false }
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

    /// The same place in a structure or union that leaves null entries of lists and maps out, or doesn't. Reading that notes
    /// what is missing, and so is for validation, never leaves them out.
    #[inline]
    pub(super) fn with_nulls_skipped(self, skips_nulls: bool) -> Self {
        Self { skips_nulls: skips_nulls && self.trace.missing.is_none(), ..self }
    }

    /// Whether null entries of lists and maps are left out.
    #[inline]
    pub(super) fn skips_nulls(self) -> bool {
        self.skips_nulls
    }

    /// Notes that what is read next is below this place, where anybody wants to know.
    #[inline]
    pub(super) fn enter(self, step: Entered<'_>) {
        if let Some(search) = &self.trace.missing {
            search.borrow_mut().enter(step);
        }
    }

    /// Notes that it has been read.
    #[inline]
    pub(super) fn leave(self) {
        if let Some(search) = &self.trace.missing {
            search.borrow_mut().leave();
        }
    }

    /// Notes that a value is put here, in place of any that a repeated member, key or list put here before.
    #[inline]
    pub(super) fn replace(self) {
        if let Some(search) = &self.trace.missing {
            search.borrow_mut().forget();
        }
    }

    /// Notes that members are missing, where that is no error; of hostile input it takes no more than validation tells of.
    #[cold]
    pub(super) fn missing<'f, E: Error>(
        self,
        mut fields: impl Iterator<Item = &'f Field>,
    ) -> Result<(), E> {
        let search = self.trace.missing.as_ref();
        let Some(search) = search.filter(|it| it.borrow().count() < Violations::LIMIT) else {
            return match fields.next() {
                Some(field) => Err(self.error(format_args!("missing member `{}`", field.key()))),
                None => Ok(()),
            };
        };
        search.borrow_mut().add(fields.map(Field::name));
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
                Step::Member(key) if place == 0 => write!(f, "{}", ShownKey::new(key))?,
                Step::Member(key) => write!(f, ".{}", ShownKey::new(key))?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(_) if self.sensitive.get() => f.write_str("[…]")?,
                Step::Key(key) => {
                    let key = ShownKey::new(key);
                    write!(f, "[{:?}", key.text)?;
                    key.write_mark(f)?;
                    f.write_str("]")?;
                }
            }
        }
        f.write_str(if steps.is_empty() { "" } else { ": " })
    }
}
